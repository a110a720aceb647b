import { randomUUID } from 'node:crypto';
import type { Class } from '@lockstep/contracts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityFaults, pixelsTooWide } from './support/accessibility.js';
import { PASSWORD, personWithAccount, signInElsewhere } from './support/accounts.js';
import { LockstepServer } from './support/server.js';
import { launchChromium, phone, visitor } from './support/visitors.js';

let server: LockstepServer;
let browser: Browser;
beforeAll(async () => {
  server = await LockstepServer.start();
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await server?.[Symbol.asyncDispose]();
});

/** What is wrong with a page as it is: what axe finds, and whether it is wider than its window. */
async function faultsOf(page: Page): Promise<readonly string[]> {
  const wide = await pixelsTooWide(page);
  return [...(await accessibilityFaults(page)), ...(wide > 0 ? [`${String(wide)} pixels too wide`] : [])];
}

describe('the own account', () => {
  it('is changed by keyboard on a phone: a device signed out, a token made, another password, another language', async () => {
    const email = 'li@school.example';
    const page = await personWithAccount(
      ...([server, browser, { email, name: 'Ms Li', role: 'teacher' }, phone] as const),
    );
    const other = await signInElsewhere(server, browser, email);
    await page.getByRole('link', { name: 'My account' }).press('Enter');
    await page.getByText('You have no tokens.').waitFor();
    expect(await faultsOf(page)).toEqual([]);

    await page.getByRole('button', { name: /^Sign out: / }).press('Enter');
    await page.getByText('1 device is signed out.').waitFor();
    await other.reload();
    await other.getByText('You are signed out. Sign in again.').waitFor();

    await page.getByRole('button', { name: 'New token' }).press('Enter');
    await page.keyboard.type('Timetable');
    await page.getByLabel('It may do only a part of what I may').press('Space');
    await page.getByRole('dialog').getByLabel('Lessons').selectOption('read');
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'New token' }).press('Enter');
    const token = await page.getByText(/^lk_staff_/).innerText();
    const ask = async (path: string) =>
      (await fetch(server.url(path), { headers: { Authorization: `Bearer ${token}` } })).status;
    expect([await ask('/api/lessons'), await ask('/api/sessions')]).toEqual([200, 403]);

    await page.getByLabel('Current password').fill(PASSWORD);
    await page.getByLabel('New password').fill('three-quiet-boats');
    await page.keyboard.press('Enter');
    await page.getByText('The password is changed').waitFor();
    await page.getByLabel('Language of the pages').selectOption('zh');
    await page.getByRole('button', { name: 'Save' }).press('Enter');
    await page.getByRole('heading', { name: '我的账号' }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await other.getByLabel('E-mail address').fill(email);
    await other.getByLabel('Password').fill('three-quiet-boats');
    await other.keyboard.press('Enter');
    await other.getByRole('link', { name: '我的账号' }).waitFor();
    for (const one of [page, other]) await one.context().close();
  });
});

describe('an admin', () => {
  it('invites two, gives a student a first password by a link, closes an account, and reads it in the log', async () => {
    const admin = await personWithAccount(
      ...([server, browser, { email: 'head@school.example', name: 'Head', role: 'admin' }, phone] as const),
    );
    const { id: classId } = await server.call<Class>('POST', '/api/classes', { name: '7b' });
    await server.call('POST', `/api/classes/${classId}/students`, { email: 'lin@x.example', name: 'Lin' });
    await admin.getByRole('link', { name: 'People' }).click();
    await admin.getByText('lin@x.example').waitFor();
    expect(await faultsOf(admin)).toEqual([]);

    await admin.getByRole('button', { name: 'Invite people' }).press('Enter');
    await admin.getByLabel('People, one a line').fill('Wu <wu@x.example>\nAnn, ann@x.example');
    expect(await faultsOf(admin)).toEqual([]);
    await admin.getByRole('button', { name: 'Invite', exact: true }).press('Enter');
    const link = await admin
      .getByRole('dialog')
      .getByText(/#once=/)
      .first()
      .innerText();
    expect(await faultsOf(admin)).toEqual([]);
    await admin.getByRole('button', { name: 'Done' }).press('Enter');
    const wu = await visitor(browser);
    await wu.goto(link);
    await wu.getByLabel('Password').fill(PASSWORD);
    await wu.getByRole('button', { name: 'Create my account' }).click();
    await wu.getByRole('link', { name: 'My account' }).waitFor();

    await admin.getByRole('button', { name: 'Password link for Lin' }).press('Enter');
    const given = await admin.getByText(/new-password#once=/).innerText();
    const lin = await visitor(browser);
    await lin.goto(given);
    await lin.getByLabel('Password').fill(PASSWORD);
    await lin.getByRole('button', { name: 'Set the password' }).click();
    await lin.getByRole('heading', { name: 'Hello, Lin' }).waitFor();

    await admin.reload();
    await admin.getByRole('button', { name: 'Change Wu' }).press('Enter');
    await admin.getByLabel('May sign in').press('Space');
    expect(await faultsOf(admin)).toEqual([]);
    await admin.getByRole('button', { name: 'Save' }).press('Enter');
    await admin.getByText('Wu is changed.').waitFor();
    await wu.reload();
    await wu.getByText('You are signed out. Sign in again.').waitFor();

    await admin.getByRole('link', { name: 'Log of Wu' }).press('Enter');
    const row = admin.getByRole('listitem').filter({ hasText: 'changed an account' });
    await row.getByRole('button', { name: 'Wu' }).waitFor();
    expect(await row.getByRole('button').allInnerTexts()).toEqual(['Head', 'Wu']);
    expect(await faultsOf(admin)).toEqual([]);
    const saved = admin.waitForEvent('download');
    await admin.getByRole('button', { name: 'Save as CSV' }).press('Enter');
    expect((await saved).suggestedFilename()).toBe('audit.csv');
    for (const one of [admin, wu, lin]) await one.context().close();
  });
});

describe('a roster', () => {
  const csv = (lines: readonly string[]) => ({
    ...{ name: 'roster.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\r\n')) },
  });

  it('comes into a class and into a school as a file: seen, applied and taken back, on a phone', async () => {
    const domain = `${randomUUID()}.example`;
    const who = { email: `head@${domain}`, name: 'Head', role: 'admin' } as const;
    const admin = await personWithAccount(server, browser, who, phone);
    const { id } = await server.call<Class>('POST', '/api/classes', { name: '9c' });
    await admin.goto(server.url(`/classes/${id}`));
    await admin.getByRole('link', { name: 'Import a roster' }).press('Enter');
    await admin.getByRole('heading', { name: 'Import a roster into 9c' }).waitFor();
    await admin.getByText('Nothing was imported yet.').waitFor();
    expect(await faultsOf(admin)).toEqual([]);
    const lines = ['Name;E-Mail;Klasse', `Zoe Sun;zoe@${domain};9c`, 'Yan;yan.x.example;9c'];
    await admin.getByLabel('Choose a file').setInputFiles(csv([...lines, 'Xu;xu@x.example;9d']));
    await admin.getByText('1 new account · 1 student added').waitFor();
    await admin.getByText('2 lines are left out').waitFor();
    expect(await faultsOf(admin)).toEqual([]);
    await admin.getByRole('button', { name: 'Import', exact: true }).press('Enter');
    await admin.getByText('The roster is imported.').waitFor();
    await admin.getByRole('link', { name: 'Back to the class' }).press('Enter');
    await admin.getByText(`zoe@${domain}`).waitFor();

    await admin.goto(server.url('/classes'));
    await admin.getByRole('link', { name: 'Import a roster' }).press('Enter');
    await admin.getByLabel('Choose a file').setInputFiles(csv(['email,class', `zoe@${domain},${domain}`]));
    await admin.getByText('1 new class · 1 student added').waitFor();
    await admin.getByRole('button', { name: 'Import', exact: true }).press('Enter');
    await admin.getByText('The roster is imported.').waitFor();
    await admin
      .getByRole('button', { name: /^Undo the import of/ })
      .last()
      .press('Enter');
    await admin.getByText(/Zoe Sun: account/).waitFor();
    await admin.getByRole('button', { name: /^Undo the import of/ }).press('Enter');
    await admin.getByText('Taken back: 1 new class · 1 student added.').waitFor();
    expect(await faultsOf(admin)).toEqual([]);
    await admin.context().close();
  });
});

describe('a lesson', () => {
  it('is its maker’s, is shared with a colleague to be read and copied, and the copy is theirs', async () => {
    const domain = `${randomUUID()}.example`;
    const person = (name: string) =>
      personWithAccount(server, browser, { email: `${name}@${domain}`, name, role: 'author' }, phone);
    const [li, wu] = [await person('Li'), await person('Wu')];
    await li.goto(server.url('/author'));
    await li.getByRole('button', { name: 'Write a lesson' }).click();
    await li.waitForURL(/\/author\/.+/);
    const address = li.url();
    await wu.goto(address);
    await wu.getByText(/belongs to a colleague, who has not shared it/).waitFor();
    await li.goto(server.url('/author'));
    await li.getByRole('button', { name: 'Share', exact: true }).first().press('Enter');
    await li.getByLabel('E-mail address of a colleague').fill(`wu@${domain}`);
    await li.getByLabel('May', { exact: true }).selectOption('copy');
    await li.getByRole('button', { name: 'Add' }).press('Enter');
    expect(await faultsOf(li)).toEqual([]);
    await li.getByRole('button', { name: 'Save' }).press('Enter');
    await li.getByRole('dialog').waitFor({ state: 'detached' });

    await wu.goto(server.url('/author'));
    await wu.getByText('look, teach and copy').first().waitFor();
    expect(await faultsOf(wu)).toEqual([]);
    await wu.goto(address);
    await wu.getByText('This lesson belongs to Li.').waitFor();
    expect(await faultsOf(wu)).toEqual([]);
    await wu.getByRole('button', { name: /^Make a copy of/ }).press('Enter');
    await wu.waitForURL((url) => url.pathname.startsWith('/author/') && url.href !== address);
    for (const one of [li, wu]) await one.context().close();
  });
});
