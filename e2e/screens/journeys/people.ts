import type { Class } from '@lockstep/contracts';
import type { LockstepServer } from '../../src/support/server.js';
import { personWithAccount, signInElsewhere } from '../../src/support/accounts.js';
import type { Camera } from '../camera.js';
import type { Journey } from '../journey.js';
import type { Page } from 'playwright-core';

/** The own account, and what an admin sees of others. */
export const people: Journey = {
  name: 'people',
  async walk({ server, browser, camera }) {
    const email = 'li@school.example';
    const page = await personWithAccount(server, browser, { email, name: 'Ms Li', role: 'admin' });
    const other = await signInElsewhere(server, browser, email);
    await other.context().close();
    await page.goto(server.url('/account'));
    await page.getByText('You have no tokens.').waitFor();
    await page.getByRole('button', { name: 'New token' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Timetable');
    await dialog.getByLabel('It may do only a part of what I may').check();
    await dialog.getByLabel('Lessons').selectOption('write');
    await camera.take(page, { name: 'people-new-token', caption: 'A token that may do a part.' });
    await dialog.getByRole('button', { name: 'New token' }).click();
    await page.getByText('Copy the token now').waitFor();
    await camera.take(page, { name: 'people-account', caption: 'The own account.' });
    await school(server);
    await rosters(page, server, camera);
    await sharedLesson(page, server, camera);
    await page.goto(server.url('/people'));
    await page.getByText('lin@school.example').waitFor();
    await page.getByRole('button', { name: 'Password link for Lin' }).click();
    await page.getByText(/#once=/).waitFor();
    await camera.take(page, { name: 'people-people', caption: 'People, and the link for a first password.' });
    await page.getByRole('button', { name: 'Invite people' }).click();
    await page.getByLabel('People, one a line').fill('Wu <wu@school.example>\nann@school.example\nsomebody');
    await camera.take(page, { name: 'people-invite', caption: 'Several people are invited.' });
    await page.getByRole('button', { name: 'Invite', exact: true }).click();
    await page.getByRole('button', { name: 'Done' }).waitFor();
    await camera.take(page, { name: 'people-invited', caption: 'What came of each address.' });
    await page.goto(server.url('/log'));
    await page.getByRole('listitem').filter({ hasText: 'made a link' }).first().waitFor();
    await camera.take(page, { name: 'people-log', caption: 'Who did what to whom.' });
    await page.context().close();
  },
};

/** Whom a lesson is shared with, and the list with its owners. */
async function sharedLesson(page: Page, server: LockstepServer, camera: Camera): Promise<void> {
  await server.call('POST', '/api/lessons', { title: 'Walks' });
  await page.goto(server.url('/author'));
  await page.getByRole('button', { name: 'Share', exact: true }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('E-mail address of a colleague').fill('wu@school.example');
  await dialog.getByRole('button', { name: 'Add' }).click();
  await camera.take(page, { name: 'people-share', caption: 'A lesson is shared with colleagues.' });
  await page.keyboard.press('Escape');
  await camera.take(page, { name: 'people-lessons', caption: 'Lessons, and what may be done with each.' });
}

/** The roster of a school as a file: before and after it is applied. */
async function rosters(page: Page, server: LockstepServer, camera: Camera): Promise<void> {
  await page.goto(server.url('/classes/import'));
  await page.getByText('Nothing was imported yet.').waitFor();
  const lines = [
    ...['class,term,name,email,role', '8a,Autumn 2026,Ann Bell,ann@roster.example,student'],
    ...['8a,Autumn 2026,Lin Otherwise,lin@school.example,', '8b,Autumn 2026,Bo Yang,bo@roster.example,'],
    ...['8b,Autumn 2026,Ms Li,li@school.example,teacher', '8b,Autumn 2026,Somebody,somebody.roster.example,'],
  ];
  const buffer = Buffer.from(lines.join('\n'));
  await page.getByLabel('Choose a file').setInputFiles({ name: 'roster.csv', mimeType: 'text/csv', buffer });
  await page.getByRole('button', { name: 'Import', exact: true }).waitFor();
  await camera.take(page, { name: 'people-roster', caption: 'What the file of a roster would do.' });
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('button', { name: /^Undo the import/ }).waitFor();
  await camera.take(page, { name: 'people-roster-done', caption: 'A roster is imported.' });
}

/** A class with students who have no password yet. */
async function school(server: LockstepServer): Promise<void> {
  const { id } = await server.call<Class>('POST', '/api/classes', { name: '8a' });
  for (const name of ['Lin', 'Mei'])
    await server.call('POST', `/api/classes/${id}/students`, { email: `${name}@school.example`, name });
  await server.call('POST', '/api/invitations', { email: 'zhou@school.example', role: 'teacher' });
}
