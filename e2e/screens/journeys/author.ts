import { visitor } from '../../src/support/visitors.js';
import type { Journey } from '../journey.js';

/** A lesson that is written as text. */
export const author: Journey = {
  name: 'author',
  async walk({ server, browser, camera }) {
    const page = await visitor(browser);
    const take = (name: string, caption: string) => camera.take(page, { name: `author-${name}`, caption });
    await page.goto(`${server.url('/author')}#token=${server.links.token}`);
    await page.getByRole('button', { name: 'Write a lesson' }).click();
    await page.getByText('Ready to play').waitFor();
    for (const tab of ['Report', 'Files', 'Versions', 'Preview']) {
      await page.getByRole('tab', { name: tab }).click();
      await page.getByRole('tabpanel').locator(':scope > *').first().waitFor();
      await take(tab.toLowerCase(), `The text of a lesson beside the tab "${tab}".`);
    }
    await page.getByRole('tab', { name: 'Questions' }).click();
    for (const kind of ['single', 'open', 'match'] as const) {
      await page.getByLabel('Kind of the new question').selectOption(kind);
      await page.getByRole('button', { name: 'Add a question' }).click();
      await page.getByRole('heading', { name: 'Answer', exact: true }).waitFor();
      await take(`question-${kind}`, `A question as fields: ${kind}.`);
    }
    await page.getByRole('button', { name: 'Publish' }).click();
    await page.getByRole('dialog').waitFor();
    await take('publish', 'Before a version is published.');
    await page.keyboard.press('Escape');
    await page.locator('.cm-content').click();
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.insertText('\n  - sey: Hello.');
    await page.getByText("There is no key 'sey' here.").waitFor();
    await take('mistake', 'A mistake with its line and its remedy.');
    await page.context().close();
  },
};
