import type { Answer } from '@lockstep/contracts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CapturedStream } from './support/captured-stream.js';
import {
  cardsOf,
  logNetwork,
  soundsOf,
  watchCards,
  watchPresentation,
  watchSounds,
} from './support/observers.js';
import { LockstepServer } from './support/server.js';
import { AbsentStudent, openClass, publishLesson, shortLesson } from './support/taught-lesson.js';
import { launchChromium, visitor } from './support/visitors.js';

let server: LockstepServer;
let browser: Browser;
let other: Browser;

beforeAll(async () => {
  server = await LockstepServer.start();
  [browser, other] = await Promise.all([launchChromium(), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await other?.close();
  await server?.[Symbol.asyncDispose]();
});

/** Names that are in none of our texts, so that any of them in a stream is a leak. */
const names = { ann: 'Annelore Quill', ben: 'Bendix Quill', cy: 'Cyrill Quill' };
const mistake = 'seeyed';

async function arrive(of: Browser, url: string, name: string, heard: string[]): Promise<Page> {
  const page = await visitor(of);
  await page.addInitScript(watchCards);
  await page.addInitScript(watchPresentation);
  await page.addInitScript(watchSounds);
  logNetwork(page, (text) => heard.push(text));
  await page.goto(url);
  await page.getByLabel('Your name').fill(name);
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByRole('heading', { name: 'The class has not started yet' }).waitFor();
  return page;
}

const privately = (page: Page) => page.getByRole('region', { name: 'For you only' });

async function choose(page: Page, choice: string): Promise<void> {
  await page.getByRole('radio', { name: choice }).check();
  await page.getByRole('button', { name: 'Send answer' }).click();
}

async function write(page: Page, text: string, action: 'Send answer' | 'Try again'): Promise<void> {
  await page.getByRole('textbox', { name: 'Your answer' }).fill(text);
  await page.getByRole('button', { name: action }).click();
}

/** Has their feedback spoken, to its end. */
async function hearAloud(page: Page): Promise<void> {
  await privately(page).getByRole('button', { name: 'Play aloud' }).click();
  await privately(page).getByRole('button', { name: 'Stop' }).waitFor();
  await privately(page).getByRole('button', { name: 'Play aloud' }).waitFor();
  const [sound, ...more] = await soundsOf(page);
  expect(more).toEqual([]);
  expect(sound).toMatchObject({ hasEnded: true });
  expect(sound?.seconds).toBeGreaterThan(0.5);
}

describe('a class of the virtual teacher, without a key and without a network', () => {
  it('is taught, asked and answered from start to end, and each student alone hears what is theirs', async () => {
    const session = await openClass(server, await publishLesson(server, shortLesson('offline')));
    const heard = { ann: [] as string[], ben: [] as string[] };
    const student = server.url(`/s/${session.id}`);
    const ann = await arrive(browser, student, names.ann, heard.ann);
    const ben = await arrive(other, student, names.ben, heard.ben);
    const cy = await AbsentStudent.join(server, session.id, names.cy);
    await server.call('POST', `/api/sessions/${session.id}/start`);
    await using stream = await CapturedStream.open(server.url(session.addresses.flv));

    // Questions end when everybody on the page has answered: a student without a page answers first.
    await choose(ann, 'went');
    await cy.answer('choice', { choice: 'went' });
    await choose(ben, 'goed');
    for (const page of [ann, ben]) await page.getByText('3 answers').waitFor();

    await write(ann, 'saw', 'Send answer');
    await cy.answer('written', { text: 'saw' });
    await write(ben, mistake, 'Send answer');
    await privately(ben).getByText('Not quite').waitFor();
    await privately(ben).getByText('You have one more try.').waitFor();
    await hearAloud(ben);
    await write(ben, 'saw', 'Try again');
    for (const page of [ann, ben]) await page.getByRole('heading', { name: 'The class is over' }).waitFor();

    await expectEachHisOwn(session.id, heard);
    await expectTaught(ann, ben);
    expect(stream.messages.filter((body) => body.includes('feedback.private'))).not.toEqual([]);
    for (const secret of [...Object.values(names), 'Quill', mistake]) {
      expect(stream.carries(secret), secret).toBe(false);
    }
    for (const text of (await cardsOf(ben)).class) {
      expect(stream.carries(text), text).toBe(true);
      expect(text).not.toContain('Quill');
    }
    await ann.context().close();
    await ben.context().close();
  });
});

/** By the ids of the answers, which go with every private word: both browsers' network logs, whole. */
async function expectEachHisOwn(
  sessionId: string,
  heard: { ann: readonly string[]; ben: readonly string[] },
): Promise<void> {
  const answers = await server.call<Answer[]>('GET', `/api/sessions/${sessionId}/answers`);
  const idsOf = (name: string) => answers.filter(({ student }) => student.name === name).map(({ id }) => id);
  expect([names.ann, names.ben, names.cy].map((name) => idsOf(name).length)).toEqual([2, 3, 2]);
  const [annHeard, benHeard] = [heard.ann.join('\n'), heard.ben.join('\n')];
  for (const id of idsOf(names.ann)) {
    expect(annHeard).toContain(id);
    expect(benHeard).not.toContain(id);
  }
  for (const id of idsOf(names.ben)) {
    expect(benHeard).toContain(id);
    expect(annHeard).not.toContain(id);
  }
  expect(annHeard).not.toContain(names.ben);
  expect(benHeard).not.toContain(names.ann);
  expect(annHeard).not.toContain(mistake);
  const verdicts = answers.map(({ verdict }) => verdict);
  expect(verdicts.filter((verdict) => verdict === 'right')).toHaveLength(5);
  expect(verdicts.filter((verdict) => verdict === 'wrong')).toHaveLength(2);
  expect(answers.every(({ judgement }) => judgement?.by.brain === 'offline')).toBe(true);
}

/** Slides turned with their frames, and both heard the same about the class. */
async function expectTaught(ann: Page, ben: Page): Promise<void> {
  const [hers, his] = [await cardsOf(ann), await cardsOf(ben)];
  expect(hers.class).toEqual(his.class);
  expect(hers.class.length).toBeGreaterThanOrEqual(2);
  expect(hers.private).toHaveLength(2);
  expect(his.private).toHaveLength(3);
  expect(hers.activities).toEqual(
    expect.arrayContaining(['teaching', 'your-turn', 'listening', 'answering']),
  );
  for (const page of [ann, ben]) {
    const seen = await page.evaluate(() => Reflect.get(globalThis, 'presentation') as unknown);
    expect(seen).toEqual({ inside: 2, outside: [] });
  }
}
