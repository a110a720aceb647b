import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { Lesson, LessonSummary } from '@lockstep/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LockstepServer } from './support/server.js';
import { joinClass, launchChromium, shownSlide, visitor } from './support/visitors.js';

const slides = path.resolve(import.meta.dirname, '../../apps/api/assets/demo/slides');

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

async function author(): Promise<Page> {
  const page = await visitor(browser);
  await page.goto(server.url('/'));
  await page.getByRole('button', { name: 'Use an access token' }).click();
  await page.getByLabel('Access token').fill(server.links.token);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Sessions' }).waitFor();
  return page;
}

describe('an author', () => {
  it('writes a lesson with slides, a question and cues, and it is stored as written', async () => {
    const page = await author();
    await page.getByRole('link', { name: 'Lessons' }).click();
    await page.getByRole('button', { name: 'Lesson of slides' }).click();
    await page.getByLabel('Title', { exact: true }).fill('Walks');
    await page
      .getByLabel('Add images or a PDF')
      .setInputFiles([`${slides}/2-walk.webp`, `${slides}/3-walked.webp`]);
    await page.getByRole('button', { name: 'Remove slide 2' }).waitFor();
    await page.getByRole('button', { name: 'Move slide 2 forward' }).click();
    await page.getByLabel('Title of slide 1').fill('Then');
    await page.getByRole('button', { name: 'Add a question' }).click();
    await page.getByRole('textbox', { name: 'Question' }).fill('Yesterday, I ___.');
    await page.getByLabel('Choice 1', { exact: true }).fill('walked');
    await page.getByLabel('Choice 2', { exact: true }).fill('walk');
    await page.getByLabel('Choice 1 is right').check();
    await addCue(page, '0:02', 'Slide');
    await page.getByLabel('Which').last().selectOption('1');
    await addCue(page, '0:01.5', 'Question');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved', { exact: true }).waitFor();

    const summaries = await server.call<LessonSummary[]>('GET', '/api/lessons');
    const id = summaries.find(({ title }) => title === 'Walks')?.id ?? '';
    const lesson = await server.call<Lesson>('GET', `/api/lessons/${id}`);
    const [question] = lesson.questions;
    expect(lesson.slides.map(({ title }) => title)).toEqual(['Then', null]);
    expect(question).toMatchObject({ prompt: 'Yesterday, I ___.', kind: 'single', windowMs: 30_000 });
    expect(question?.correct).toEqual([question?.choices[0]?.id]);
    expect(lesson.cues).toEqual([
      { type: 'question.opened', questionId: question?.id, atMs: 1500 },
      { type: 'slide.shown', index: 1, atMs: 2000 },
    ]);
    await page.context().close();
  });

  it('does not save a cue whose time cannot be read, and is told which', async () => {
    const page = await author();
    await page.getByRole('link', { name: 'Lessons' }).click();
    await page.getByRole('link', { name: 'Yesterday: the simple past' }).click();
    await page.getByLabel('Time', { exact: true }).first().fill('soon');
    await page.getByText('Use the form 1:04.5').waitFor();
    expect(await page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
    await page.context().close();
  });
});

describe('a teacher', () => {
  it('makes a session of a file, starts it, and a student sees it', async () => {
    const page = await author();
    await page.getByRole('button', { name: 'New session' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Lesson').selectOption({ label: 'Yesterday: the simple past' });
    await dialog.getByLabel('Title').fill('Evening class');
    await dialog.getByLabel('A video file on the server').check();
    await dialog.getByLabel('Play in a loop').check();
    await dialog.getByRole('button', { name: 'New session' }).click();
    const row = page.getByRole('listitem').filter({ hasText: 'Evening class' });
    await row.getByRole('button', { name: 'Start' }).click();
    await row.getByText('On air').waitFor();
    const link = await row.getByRole('link', { name: 'Open as a student' }).getAttribute('href');
    const student = await visitor(browser);
    await joinClass(student, server.url(link ?? ''), 'Mei');
    expect(await shownSlide(student)).toContain('of 7');
    await student.context().close();
    await page.context().close();
  });

  it('makes a stream key that is shown once, and revokes it', async () => {
    const page = await author();
    await page.getByRole('link', { name: 'Stream keys' }).click();
    await page.getByRole('button', { name: 'New key' }).first().click();
    await page.getByRole('dialog').getByLabel('Label').fill('Camera 2');
    await page.getByRole('dialog').getByRole('button', { name: 'New key' }).click();
    const address = await page.getByText(/^rtmp:\/\/.+\/live\/.+/).innerText();
    const key = address.slice(address.lastIndexOf('/') + 1);
    expect(key.length).toBeGreaterThan(20);
    await page.reload();
    const row = page.getByRole('listitem').filter({ hasText: 'Camera 2' });
    await row.getByText(`ends in ${key.slice(-4)}`).waitFor();
    expect(await page.content()).not.toContain(key);
    await row.getByRole('button', { name: 'Revoke' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await row.waitFor({ state: 'detached' });
    await page.context().close();
  });
});

async function addCue(page: Page, time: string, type: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a cue' }).click();
  const row = page.locator('.cue').last();
  await row.getByLabel('What happens').selectOption({ label: type });
  await row.getByLabel('Time', { exact: true }).fill(time);
}
