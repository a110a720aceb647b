import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Answer, Class, Recording, Rewinds, Session } from '@lockstep/contracts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { accessibilityFaults } from './support/accessibility.js';
import { photograph } from './support/photograph.js';
import {
  control,
  leap,
  leapToQuestion,
  NOTE_CAPTIONS,
  replayed,
  shownSlide,
} from './support/replayed-file.js';
import { LockstepServer } from './support/server.js';
import { AbsentStudent, ICE_QUESTION, openClass, publishLesson } from './support/taught-lesson.js';
import { launchChromium, phone, visitor } from './support/visitors.js';

const lesson = `title: Ice
language: en
voice: silent
slides: deck.md
steps:
  - say: Look at the ice. {slide 2} It floats.
${ICE_QUESTION}  - say: Goodbye.
`;

let server: LockstepServer;
let browser: Browser;
let folder: string;
/** A class that is over, with answers that nobody has judged. */
let sessionId: string;
let classId: string;
/** The browser of a student who was in it. */
let mia: Page;
/** The MP4 of the class: all that its replay needs. */
let file: string;

/** Lessons are compiled, a class is taught in real time, its recording finished: a minute on a busy machine. */
const SETUP_MS = 300_000;

beforeAll(async () => {
  server = await LockstepServer.start();
  browser = await launchChromium();
  folder = await mkdtemp(path.join(tmpdir(), 'lockstep-replay-'));
  ({ id: classId } = await server.call<Class>('POST', '/api/classes', { name: '7b' }));
  const ofClass = { classId, access: { private: false } };
  const session = await openClass(server, await publishLesson(server, lesson), ofClass);
  sessionId = session.id;
  await teachClass();
  file = path.join(folder, 'lesson.mp4');
  await writeFile(file, await finishedRecording());
}, SETUP_MS);
afterAll(async () => {
  await browser?.close();
  await server?.[Symbol.asyncDispose]();
  if (folder) await rm(folder, { recursive: true, force: true });
});

/** Mia is there with her page, two others answer the same; then the lesson goes on to its end. */
async function teachClass(): Promise<void> {
  mia = await visitor(browser, phone);
  await mia.goto(server.url(`/s/${sessionId}`));
  await mia.getByRole('textbox').fill('Mia');
  await mia.locator('form button[type=submit]').click();
  await mia.locator('.card--narrow[role=status]').waitFor();
  const others: AbsentStudent[] = [];
  for (const name of ['Ben', 'Chen']) others.push(await AbsentStudent.join(server, sessionId, name));
  await server.call('POST', `/api/sessions/${sessionId}/start`);
  for (const student of others) await student.answer('why', { text: 'it swims by itself' });
  await mia.locator('.question textarea').fill('no idea at all what');
  await mia.locator('.question button[type=submit]').click();
  await vi.waitFor(async () => expect(await answers()).toHaveLength(3), { timeout: 30_000, interval: 100 });
}

async function finishedRecording(): Promise<Buffer> {
  const list = () => server.call<Recording[]>('GET', `/api/sessions/${sessionId}/recordings`);
  await vi.waitFor(async () => expect((await list())[0]?.status).toBe('ready'), {
    timeout: 120_000,
    interval: 200,
  });
  const mp4 = (await list())[0]?.files.mp4 ?? '';
  return Buffer.from(await (await fetch(server.url(mp4))).arrayBuffer());
}

describe('a recording, copied alone to another machine', () => {
  it('replays slides, captions, question and result on the page that the command opens', async () => {
    const { url, child } = await replayed(file);
    const page = await visitor(browser);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(url);
    await page.getByRole('heading', { name: 'Ice' }).waitFor();
    await shownSlide(page).waitFor();
    expect(await shownSlide(page).getAttribute('alt')).toContain('Yesterday');
    await leapToQuestion(page, 'Next event');
    expect(await shownSlide(page).getAttribute('alt')).toContain('The rebels');
    await page.getByText('Why does ice float?').waitFor();
    await page.locator('.question').getByText('Open').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await photograph(page, 'replay-question-en-1440');
    await leap(page, 'Next event');
    await page.locator('.question').getByText('Closed').waitFor();
    await leap(page, 'Previous event');
    await page.locator('.question').getByText('Open').waitFor();
    await leap(page, 'Previous frame');
    await page.locator('.question').waitFor({ state: 'detached' });

    await page.getByRole('slider', { name: 'Position in the recording' }).focus();
    await page.keyboard.press('Home');
    await expect.poll(() => shownSlide(page).getAttribute('alt')).toContain('Yesterday');
    await page.getByRole('combobox', { name: 'Speed' }).selectOption('2');
    // captions come and go while it is played: each is noted when it comes
    await page.evaluate(NOTE_CAPTIONS);
    await control(page, 'Play').click();
    await expect
      .poll(() => page.evaluate('document.querySelector("video").ended'), { timeout: 60_000 })
      .toBe(true);
    const said = await page.evaluate<string[]>('globalThis.said');
    expect(said).toEqual(expect.arrayContaining(['Look at the ice.', 'It floats.', 'Goodbye.']));
    // everything came from this one server, and nothing of it is a question to a server of Lockstep
    expect(asked.filter((pathname) => /^\/(api|live|socket\.io)/.test(pathname))).toEqual([]);
    await page.context().close();
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('is chosen or dropped on the page and never sent, on a phone in Chinese and dark', async () => {
    const { url } = await replayed(file);
    const page = await visitor(browser, { ...phone, locale: 'zh-CN', colorScheme: 'dark' });
    const sent: string[] = [];
    page.on('request', (request) => request.method() !== 'GET' && sent.push(request.url()));
    await page.goto(new URL('/replay', url).href);
    await page.getByRole('heading', { name: '回放录像' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await photograph(page, 'replay-open-zh-390');
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByRole('heading', { name: 'Ice' }).waitFor();
    await shownSlide(page).waitFor();
    await leapToQuestion(page, '下一个事件');
    expect(await accessibilityFaults(page)).toEqual([]);
    await photograph(page, 'replay-question-zh-390');
    expect(sent).toEqual([]);
    await control(page, '打开另一个录像').click();
    const other = path.join(folder, 'no-recording.mp4');
    await writeFile(other, 'nothing of the kind');
    await page.locator('input[type=file]').setInputFiles(other);
    await page.getByRole('alert').filter({ hasText: '这不是完整的录像' }).waitFor();
    await page.context().close();
  });

  it('opens at the moment that the address names', async () => {
    const { url } = await replayed(file);
    const page = await visitor(browser);
    await page.goto(`${url}#t=600`);
    await page.getByRole('heading', { name: 'Ice' }).waitFor();
    await expect.poll(() => page.getByRole('slider', { name: 'Position' }).inputValue()).not.toBe('0');
    await page.context().close();
  });
});

const answers = () => server.call<Answer[]>('GET', `/api/sessions/${sessionId}/answers`);

describe('a teacher who works through everything that is not reviewed', () => {
  const open = async (options?: Parameters<typeof visitor>[1]) => {
    const page = await visitor(browser, options);
    await page.goto(`${server.url('/review/work')}#token=${server.links.token}`);
    await page.getByText('Why does ice float?').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    return page;
  };

  it('judges group after group by keyboard, takes one back, and looks at a moment', async () => {
    const page = await open();
    await page.getByText('3 answers to review, in 2 groups').waitFor();
    await photograph(page, 'review-work-en-1440');
    const rows = page.locator('.answers__row');
    await rows.first().focus();
    await page.keyboard.press('2');
    await page.getByText('1 answer to review, in 1 group').waitFor();
    expect((await answers()).map(({ verdict }) => verdict).sort()).toEqual([
      'not-reviewed',
      'partly',
      'partly',
    ]);
    await photograph(page, 'review-work-judged-en-1440');
    await page.keyboard.press('u');
    await page.getByText('3 answers to review, in 2 groups').waitFor();
    const [moment] = await Promise.all([page.context().waitForEvent('page'), page.keyboard.press('Enter')]);
    await moment.locator('.question').getByText('Why does ice float?').waitFor();
    expect(moment.url()).toMatch(/\/review\/[^/]+#pts=\d+$/);
    await page.context().close();
  });

  it('does so on a phone, in Chinese and dark', async () => {
    const page = await open({ ...phone, locale: 'zh-CN', colorScheme: 'dark' });
    await page.getByRole('heading', { name: '待批阅的回答' }).waitFor();
    await photograph(page, 'review-work-zh-390');
    await page.context().close();
  });
});

describe('a moment', () => {
  it('is commented on, and shared with anyone until the link is revoked', async () => {
    const page = await visitor(browser);
    await page.goto(`${server.url(`/review/${sessionId}`)}#token=${server.links.token}`);
    const timeline = page.getByRole('region', { name: 'Timeline' });
    await timeline.getByRole('button', { name: /^Questions, .*Why does ice float\?/ }).click();
    await page.locator('.question').getByText('Why does ice float?').waitFor();
    await page.getByRole('tab', { name: 'Comments' }).click();
    await page.getByLabel('Comment on this moment').fill('Many guess here.');
    await page.getByLabel('Also for the students of this class').check();
    await page.getByRole('button', { name: 'Comment', exact: true }).click();
    await page.locator('.comments').getByText('Many guess here.').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await photograph(page, 'review-comments-en-1440');

    await page.getByRole('button', { name: 'Share this moment' }).click();
    await page.getByRole('button', { name: 'Make a link' }).click();
    await page.getByRole('button', { name: 'Revoke' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await photograph(page, 'review-share-en-1440');
    type Link = { readonly path: string };
    const [link] = await server.call<Link[]>('GET', `/api/sessions/${sessionId}/moment-links`);
    const stranger = await visitor(browser, { ...phone, locale: 'zh-CN', colorScheme: 'dark' });
    await stranger.goto(server.url(link?.path ?? ''));
    await stranger.locator('.question').getByText('Why does ice float?').waitFor();
    expect(await accessibilityFaults(stranger)).toEqual([]);
    await photograph(stranger, 'shared-moment-zh-390');
    await page.getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('revoked').waitFor();
    await stranger.reload();
    await stranger.getByText('链接已失效').waitFor();
    await stranger.context().close();
    await page.context().close();
  });
});

/** Somebody goes back in a recording, and on: it is counted. */
async function rewound(page: Page): Promise<void> {
  const count = async () =>
    (await server.call<Rewinds[]>('GET', `/api/sessions/${sessionId}/rewinds`)).length;
  expect(await count()).toBe(0);
  await page.getByRole('slider', { name: 'Position' }).press('Home');
  await expect.poll(count, { timeout: 30_000 }).toBe(1);
}

describe('a teacher who reviews a session', () => {
  it('finds it by its open work, sees what the class saw, and corrects; the student sees that', async () => {
    const page = await visitor(browser);
    await page.goto(`${server.url('/review')}#token=${server.links.token}`);
    await page.getByLabel('Only with answers that are not reviewed').check();
    const row = page.locator('.rows__row').filter({ hasText: 'Ice' });
    await row.getByText('3 not yet reviewed').waitFor();
    await row.getByText('3 students · 1 question · 3 answers').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await photograph(page, 'review-list-en-1440');
    await row.getByRole('link', { name: 'Review' }).click();

    const timeline = page.getByRole('region', { name: 'Timeline' });
    const question = timeline.getByRole('button', { name: /^Questions, .*Why does ice float\?/ });
    await question.focus();
    await page.keyboard.press('Enter');
    await page.locator('.question').getByText('Why does ice float?').waitFor();
    expect(await shownSlide(page).getAttribute('alt')).toContain('The rebels');
    await page.locator('.clocks dd').last().filter({ hasText: ':' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await photograph(page, 'review-session-en-1440');
    await timeline.getByRole('button', { name: /^Slides, .*Slide 1/ }).click();
    await expect.poll(() => shownSlide(page).getAttribute('alt')).toContain('Yesterday');

    // the work list, by keyboard
    const rows = page.locator('.answers__row');
    await page.getByRole('button', { name: 'Not yet reviewed (3)' }).waitFor();
    await rows.filter({ hasText: 'no idea' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('.question').getByText('Why does ice float?').waitFor();
    await page.keyboard.press('3');
    await page.getByRole('button', { name: 'Not yet reviewed (2)' }).waitFor();
    await page.getByRole('button', { name: 'Similar together' }).click();
    await rows.first().getByRole('button', { name: 'Partly' }).click();
    await page.getByRole('button', { name: 'Not yet reviewed (0)' }).waitFor();
    expect((await answers()).map(({ verdict }) => verdict).sort()).toEqual(['partly', 'partly', 'wrong']);

    await page.getByRole('tab', { name: 'Questions' }).click();
    await page.getByText(/3 answers · 0\s%\sright/).waitFor();
    await page.getByRole('tab', { name: 'Students 3' }).click();
    await page.locator('summary').filter({ hasText: 'Mia' }).click();
    await page
      .getByRole('button', { name: /^saw it at/ })
      .first()
      .click();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('tab', { name: 'Transcript' }).click();
    await page
      .getByRole('button', { name: /Goodbye|It floats/ })
      .first()
      .click();
    await photograph(page, 'review-transcript-en-1440');
    await page.getByRole('tab', { name: 'Planned and aired' }).click();
    await page.getByText(/cues in the frame for which they were planned|No event was planned/).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await photograph(page, 'review-planned-en-1440');

    await mia.reload();
    await mia.locator('.feedback--private').getByText('Corrected by your teacher').waitFor();
    await mia.getByRole('link', { name: 'See your results and practise' }).click();
    await mia.getByRole('heading', { name: 'Why does ice float?' }).waitFor();
    await mia.locator('.feedback--private').getByText('Corrected by your teacher').waitFor();
    expect(await accessibilityFaults(mia)).toEqual([]);
    await mia.getByText('Many guess here.').waitFor();
    await photograph(mia, 'results-en-390');
    await mia.getByRole('button', { name: 'Practise this' }).click();
    await mia.getByRole('textbox').fill('Ice is less dense than water.');
    await mia.getByRole('button', { name: 'Send answer' }).click();
    await mia.getByRole('button', { name: 'Once more' }).waitFor();
    await mia.locator('.own-question').getByRole('link', { name: 'Show in the recording' }).click();
    await mia.locator('.question').getByText('Why does ice float?').waitFor();
    await rewound(mia);
    await page.context().close();
  });

  it('sees what was watched again and what it comes to, by lesson and by class, in every look', async () => {
    const { lesson: taught } = await server.call<Session>('GET', `/api/sessions/${sessionId}`);
    for (const options of [{}, { ...phone, colorScheme: 'dark' as const }]) {
      const page = await visitor(browser, options);
      await page.goto(`${server.url(`/review/lessons/${taught.id}`)}#token=${server.links.token}`);
      await page.getByRole('heading', { name: 'Where it was hard' }).waitFor();
      await page.getByText('watched again').first().waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.goto(server.url(`/review/classes/${classId}`));
      await page.getByRole('heading', { name: '7b' }).waitFor();
      await page.getByRole('link', { name: 'Ice' }).first().waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.getByRole('link', { name: 'To the class' }).click();
      await page.getByLabel('Delete sessions after days').waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.context().close();
    }
  });

  it('puts a session under a legal hold and ends it', async () => {
    const page = await visitor(browser);
    await page.goto(`${server.url(`/review/${sessionId}`)}#token=${server.links.token}`);
    await page.getByRole('button', { name: 'Set a legal hold' }).click();
    await page.getByText('Legal hold: neither').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'End the legal hold' }).click();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'End the legal hold' }).click();
    await page.getByRole('button', { name: 'Set a legal hold' }).waitFor();
    await page.context().close();
  });

  it('does so on a phone, in Chinese and dark', async () => {
    const page = await visitor(browser, { ...phone, locale: 'zh-CN', colorScheme: 'dark' });
    await page.goto(`${server.url('/review')}#token=${server.links.token}`);
    await page.locator('.rows__row').filter({ hasText: 'Ice' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await photograph(page, 'review-list-zh-390');
    const row = page.locator('.rows__row').filter({ hasText: 'Ice' });
    await row.getByRole('link', { name: '复盘' }).click();
    await page.getByRole('region', { name: '时间线' }).waitFor();
    await shownSlide(page).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await photograph(page, 'review-session-zh-390');
    await page.context().close();
  });

  it('opens at the moment of a link, and nobody opens it without a token', async () => {
    const page = await visitor(browser);
    await page.goto(`${server.url(`/review/${sessionId}`)}#t=1`);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.getByRole('button', { name: 'Use an access token' }).click();
    await page.getByLabel('Access token').fill(server.links.token);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect.poll(() => page.getByRole('slider', { name: 'Position' }).inputValue()).not.toBe('0');
    await page.context().close();
  });
});
