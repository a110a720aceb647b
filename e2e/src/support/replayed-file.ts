import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Page } from 'playwright-core';
import { onTestFinished } from 'vitest';

const cli = path.resolve(import.meta.dirname, '../../../apps/cli/dist/main.js');

/** `lesson replay` of a file, on a machine that knows no server; ended with the test. */
export async function replayed(
  file: string,
  ...args: string[]
): Promise<{ readonly url: string; readonly child: ChildProcess }> {
  const child = spawn(process.execPath, [cli, 'lesson', 'replay', file, '--json', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return { ...(JSON.parse(line) as { url: string }), child };
}

export const shownSlide = (page: Page) => page.locator('.slide__page:not([hidden]) img');
export const control = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Presses a control that leads to another frame, and waits until that frame is there with its state. */
export async function leap(page: Page, name: string): Promise<void> {
  const landed = page
    .locator('video')
    .evaluate(
      (video) =>
        new Promise<void>((resolve) =>
          video.addEventListener('seeked', () => setTimeout(resolve), { once: true }),
        ),
    );
  await control(page, name).click();
  await landed;
}

/** Gathers every caption that is shown from now on. */
export const NOTE_CAPTIONS = `
  globalThis.said = [];
  const captions = document.querySelector('.captions');
  const note = () => captions.textContent && said.at(-1) !== captions.textContent && said.push(captions.textContent);
  new MutationObserver(note).observe(captions, { childList: true, subtree: true, characterData: true });
  note();
`;

export async function leapToQuestion(page: Page, name: string): Promise<void> {
  while (!(await page.locator('.question').isVisible())) await leap(page, name);
}
