import { mkdir } from 'node:fs/promises';
import type { Page } from 'playwright-core';

/** Where LOCKSTEP_PICTURES names a folder, the whole page as it is now, to be looked at. */
export async function photograph(page: Page, name: string): Promise<void> {
  const folder = process.env['LOCKSTEP_PICTURES'];
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}
