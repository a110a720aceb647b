import type { InvitationCreated, PersonRole } from '@lockstep/contracts';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { LockstepServer } from './server.js';
import { visitor } from './visitors.js';

export const PASSWORD = 'green-kettle-on-monday';

type Wanted = { readonly email: string; readonly name: string; readonly role: PersonRole };

/** Somebody who has accepted an invitation in a browser of their own. */
export async function personWithAccount(
  server: LockstepServer,
  browser: Browser,
  { email, name, role }: Wanted,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const { link } = await server.call<InvitationCreated>('POST', '/api/invitations', { email, name, role });
  const page = await visitor(browser, options);
  await page.goto(link);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Create my account' }).click();
  await page.getByRole('link', { name: 'My account' }).waitFor();
  return page;
}

/** The same person on another device. */
export async function signInElsewhere(
  server: LockstepServer,
  browser: Browser,
  email: string,
): Promise<Page> {
  const page = await visitor(browser);
  await page.goto(server.url('/sign-in'));
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('link', { name: 'My account' }).waitFor();
  return page;
}
