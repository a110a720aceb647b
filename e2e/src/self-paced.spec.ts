import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LockstepServer } from './support/server.js';
import { publishLesson } from './support/taught-lesson.js';
import { launchChromium, shownSlide, visitor } from './support/visitors.js';

let server: LockstepServer;
let browser: Browser;

const lesson = `title: On my own
language: en
slides: deck.md
steps:
  - id: one
    say: '{slide 1} This is the first slide.'
  - id: two
    say: '{slide 2} This is the second slide.'
  - id: written
    ask: { prompt: Write the past of see., accept: saw, points: 3 }
`;

beforeAll(async () => {
  server = await LockstepServer.start();
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await server?.[Symbol.asyncDispose]();
});

it('is switched on by its author, and taken by a student alone, who pauses, goes back and sees a score', async () => {
  await publishLesson(server, lesson);
  const author = await visitor(browser);
  await author.goto(server.url(`/author#token=${server.links.token}`));
  const row = author.getByRole('listitem').filter({ hasText: 'On my own' });
  await row.getByRole('button', { name: 'Self-paced' }).click();
  await author.getByLabel('Students may take this lesson alone, at any time').check();
  const link = await author.getByText(/\/learn\//).innerText();

  const student = await visitor(browser);
  await student.goto(link);
  await student.getByLabel('Your name').fill('Mei');
  await student.getByRole('button', { name: 'Begin' }).click();
  const pace = student.getByRole('region', { name: 'Pace' });
  await pace.waitFor();
  const answer = student.getByRole('region', { name: 'Question and feedback' }).getByRole('textbox');
  await answer.waitFor();
  await pace.getByRole('button', { name: 'Back' }).click();
  await answer.waitFor({ state: 'detached' });
  await pace.getByRole('button', { name: 'Pause' }).click();
  await student.getByText('The lesson is paused. It waits for you.').waitFor();
  expect(await shownSlide(student)).toContain('2');
  await student.goto(link);
  await student.getByRole('link', { name: 'Go on where you were' }).click();
  await pace.getByRole('button', { name: 'Go on' }).click();
  await answer.fill('saw');
  await student.getByRole('button', { name: 'Send' }).click();
  await student.getByRole('heading', { name: 'You have finished' }).waitFor();
  await student.getByRole('heading', { name: 'Your score: 3 of 3 points' }).waitFor();
  await author.context().close();
  await student.context().close();
});
