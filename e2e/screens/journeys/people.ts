import { personWithAccount, signInElsewhere } from '../../src/support/accounts.js';
import type { Journey } from '../journey.js';

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
    await page.context().close();
  },
};
