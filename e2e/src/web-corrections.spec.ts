import type { Answer, Teaching } from '@lockstep/contracts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityFaults } from './support/accessibility.js';
import { photograph } from './support/photograph.js';
import { LockstepServer } from './support/server.js';
import { AbsentStudent, ICE_QUESTION, openClass, publishLesson } from './support/taught-lesson.js';
import { enterAsTeacher, launchChromium, phone, visitor } from './support/visitors.js';

const lesson = `title: Ice
language: en
voice: silent
slides: deck.md
steps:
  - say: Look at the ice.
${ICE_QUESTION}  - id: held
    wait: Shall we go on?
  - say: Goodbye.
`;

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

/** A live class with Mia on her page, and other students who have answered. */
async function classWith(mia: Page, others: readonly string[]): Promise<string> {
  const session = await openClass(server, await publishLesson(server, lesson));
  await mia.goto(server.url(`/s/${session.id}`));
  await mia.getByRole('textbox').fill('Mia');
  await mia.locator('form button[type=submit]').click();
  await mia.locator('.card--narrow[role=status]').waitFor();
  const absent: AbsentStudent[] = [];
  for (const i of others.keys()) absent.push(await AbsentStudent.join(server, session.id, `Student ${i}`));
  await server.call('POST', `/api/sessions/${session.id}/start`);
  for (const [i, text] of others.entries()) await absent[i]?.answer('why', { text });
  return session.id;
}

const answers = (id: string) => server.call<Answer[]>('GET', `/api/sessions/${id}/answers`);
/** The lesson waits for its teacher: no control of the page changes its colour any more, which would be measured on its way. */
const atRest = (id: string) =>
  expect
    .poll(async () => (await server.call<Teaching>('GET', `/api/sessions/${id}/teaching`)).phase, {
      timeout: 30_000,
    })
    .toBe('waiting');
const own = (page: Page) => page.locator('.feedback--private');

async function write(page: Page, text: string): Promise<void> {
  await page.locator('.question textarea').fill(text);
  await page.locator('.question button[type=submit]').click();
}

describe('a teacher who corrects', () => {
  it('settles similar answers with one click, and one by keyboard, and the student sees it at once', async () => {
    const mia = await visitor(browser, phone);
    const id = await classWith(mia, ['it swims by itself', 'It swims, by itself!', 'no idea at all what']);
    await write(mia, 'it swims by itself');
    await own(mia).getByText('Not yet reviewed').waitFor();
    const teacher = await visitor(browser);
    await enterAsTeacher(teacher, server.url(`/t/${id}`), server.links.token);
    await teacher.getByRole('tab', { name: 'Answers 4' }).click();
    await teacher.getByRole('button', { name: 'Similar together' }).click();

    const group = teacher.locator('.answers__row').first();
    await group.getByText('3 not yet reviewed').waitFor();
    await atRest(id);
    expect(await accessibilityFaults(teacher)).toEqual([]);
    await photograph(teacher, 'groups-en-1440');
    await group.getByRole('button', { name: 'Add a text' }).click();
    await group.getByRole('textbox').fill('True, but say why.');
    await group.getByRole('button', { name: 'Partly' }).click();
    await group.getByText('Corrected by ').waitFor();
    await own(mia).getByText('True, but say why.').waitFor();
    await own(mia).getByText('Corrected by your teacher').waitFor();
    await own(mia).getByText('Partly right').first().waitFor();
    expect(await accessibilityFaults(mia)).toEqual([]);
    await photograph(mia, 'student-en-390');
    await photograph(teacher, 'groups-corrected-en-1440');
    await mia.reload();
    await own(mia).getByText('True, but say why.').waitFor();

    await group.getByRole('button', { name: 'Undo for 3 answers' }).click();
    await own(mia).getByText('Not yet reviewed').waitFor();
    await expect
      .poll(async () => (await answers(id)).map(({ correction }) => correction))
      .toEqual(Array(4).fill(null));

    await teacher.getByRole('button', { name: 'Not yet reviewed (4)' }).click();
    const rows = teacher.locator('.answers__row');
    await rows.first().focus();
    await teacher.keyboard.press('j');
    const name = await rows.nth(1).locator('.answers__name').innerText();
    await teacher.keyboard.press('3');
    await teacher.getByRole('button', { name: 'Not yet reviewed (3)' }).waitFor();
    const wrong = (await answers(id)).filter(({ verdict }) => verdict === 'wrong');
    expect(wrong.map(({ student }) => student.name)).toEqual([name]);
    expect(await accessibilityFaults(teacher)).toEqual([]);

    await server.call('POST', `/api/sessions/${id}/end`);
    const mias = (await answers(id)).find(({ student }) => student.name === 'Mia');
    await server.call('POST', `/api/sessions/${id}/corrections`, { answerIds: [mias?.id], verdict: 'right' });
    await mia.reload();
    await mia.getByRole('heading', { name: 'What was said about your answers' }).waitFor();
    await own(mia).getByText('Corrected by your teacher').waitFor();
    expect(await accessibilityFaults(mia)).toEqual([]);
    await photograph(mia, 'after-class-en-390');
    await Promise.all([mia.context().close(), teacher.context().close()]);
  });

  it('does so in Chinese on a phone, and is told when the server refuses', async () => {
    const mia = await visitor(browser, { locale: 'zh-CN' });
    const id = await classWith(mia, ['no idea at all what']);
    await write(mia, 'it swims by itself');
    const teacher = await visitor(browser, { ...phone, locale: 'zh-CN' });
    await enterAsTeacher(teacher, server.url(`/t/${id}`), server.links.token);
    await teacher.getByRole('tab', { name: '回答 2' }).click();
    const row = teacher.locator('.answers__row').filter({ hasText: 'Mia' });
    await teacher.route('**/corrections', (route) => route.abort());
    await row.getByRole('button', { name: '正确', exact: true }).click();
    await teacher.locator('.notice').filter({ hasText: '服务器' }).waitFor();
    await teacher.unroute('**/corrections');
    await row.getByRole('button', { name: '正确', exact: true }).click();
    await row.getByText('已批改').waitFor();
    await own(mia).getByText('已批改').waitFor();
    await atRest(id);
    expect(await accessibilityFaults(teacher)).toEqual([]);
    expect(await accessibilityFaults(mia)).toEqual([]);
    await row.scrollIntoViewIfNeeded();
    await photograph(teacher, 'answers-zh-390');
    await photograph(mia, 'student-zh-1440');
    await Promise.all([mia.context().close(), teacher.context().close()]);
  });
});

describe('words of danger', () => {
  it('alert the teacher at once, above everything else, and get a calm reply without a verdict', async () => {
    const mia = await visitor(browser, phone);
    const id = await classWith(mia, []);
    const teacher = await visitor(browser);
    await enterAsTeacher(teacher, server.url(`/t/${id}`), server.links.token);
    await write(mia, 'I want to die and I hate this.');
    const alert = teacher.getByRole('alert').filter({ hasText: 'Mia' });
    await alert.getByText('I want to die and I hate this.').waitFor();
    const topOf = async (part: string) => (await teacher.locator(part).boundingBox())?.y;
    for (const size of [
      { width: 1440, height: 900 },
      { width: 390, height: 844 },
    ]) {
      await teacher.setViewportSize(size);
      expect(await teacher.locator('.teaching__notices').innerText()).toContain('Mia');
      expect(await topOf('.teaching__notices')).toBeLessThan((await topOf('.teaching__side')) ?? 0);
    }
    await teacher.setViewportSize({ width: 1440, height: 900 });
    await own(mia).getByText('Not yet reviewed').waitFor();
    await atRest(id);
    expect(await accessibilityFaults(teacher)).toEqual([]);
    await photograph(teacher, 'danger-en-1440');
    await photograph(mia, 'danger-student-en-390');
    const [answer] = await answers(id);
    expect(answer).toMatchObject({ flag: 'danger', verdict: 'not-reviewed' });

    // a teacher who opens the page later is alerted too, until they say that they have seen it
    await teacher.reload();
    await alert.getByRole('button', { name: 'I have seen it' }).click();
    await alert.waitFor({ state: 'detached' });
    await Promise.all([mia.context().close(), teacher.context().close()]);
  });
});
