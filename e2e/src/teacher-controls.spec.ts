import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LockstepServer } from './support/server.js';
import { openClass, publishLesson } from './support/taught-lesson.js';
import { enterAsTeacher, joinClass, launchChromium, visitor } from './support/visitors.js';

let server: LockstepServer;
let browser: Browser;

const lesson = `title: The hand
language: en
slides: deck.md
steps:
  - id: one
    say: This is the first step of a lesson that is long enough to be stopped.
  - id: two
    pause: 60s
  - id: three
    say: This is the third step.
  - id: four
    wait: Go on when everybody is back.
  - id: five
    say: This is the last step.
`;

beforeAll(async () => {
  server = await LockstepServer.start();
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await server?.[Symbol.asyncDispose]();
});

type Room = { readonly teacher: Page; readonly student: Page };

async function meet(): Promise<Room> {
  const session = await openClass(server, await publishLesson(server, lesson));
  await server.call('POST', `/api/sessions/${session.id}/start`);
  const [teacher, student] = [await visitor(browser), await visitor(browser)];
  await enterAsTeacher(teacher, server.url(`/t/${session.id}`), server.links.token);
  await joinClass(student, server.url(`/s/${session.id}`), 'Mei');
  return { teacher, student };
}

const panel = (page: Page) => page.getByRole('region', { name: 'Virtual teacher' });
const press = (page: Page, name: string) => panel(page).getByRole('button', { name, exact: true }).click();

describe("a teacher's hand", () => {
  it('pauses, skips, has words said, takes over and hands back, each as an event in the frame', async () => {
    const { teacher, student } = await meet();
    await press(teacher, 'Pause');
    await student.getByText('The teacher has paused the lesson.').waitFor();
    await press(teacher, 'Resume');
    await student.getByText('The teacher has paused the lesson.').waitFor({ state: 'detached' });

    await panel(teacher).getByText('Step 2 of 5').waitFor();
    await press(teacher, 'Skip');
    await panel(teacher).getByRole('textbox', { name: 'Say this' }).fill('Hello from your teacher.');
    await press(teacher, 'Say it');
    await student.getByRole('region', { name: 'Captions' }).getByText('Hello from your teacher.').waitFor();

    await panel(teacher).getByText('Waiting for you').waitFor();
    await press(teacher, 'Take over');
    await panel(teacher).getByText('Waiting for your video.').waitFor();
    await panel(teacher).getByRole('button', { name: 'Make a stream key' }).click();
    await panel(teacher)
      .getByText(/^rtmp:\/\/.+\/live\/live_/)
      .waitFor();
    await student.getByText('A person is teaching').waitFor();
    await press(teacher, 'Hand back');
    await press(teacher, 'Continue');
    await student.getByRole('heading', { name: 'The class is over' }).waitFor();

    await teacher.getByRole('tab', { name: 'Events' }).click();
    const rows = await teacher.locator('.in-band__row').allInnerTexts();
    const hands = rows.flatMap((row) => /Teacher’s control\s+(\S+)/.exec(row)?.[1] ?? []);
    // Going on after a step that waits is to resume.
    const done = ['pause', 'resume', 'skip', 'say', 'take-over', 'hand-back', 'resume'];
    expect(hands.toReversed()).toEqual(done);
    await teacher.context().close();
    await student.context().close();
  });
});
