import type { Session } from '@lockstep/contracts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { accessibilityFaults } from './support/accessibility.js';
import { LockstepServer } from './support/server.js';
import { openClass, publishLesson } from './support/taught-lesson.js';
import { enterAsTeacher, joinClass, launchChromium, phone, visitor } from './support/visitors.js';

const lesson = `title: Ice
language: en
voice: silent
slides: deck.md
steps:
  - id: one
    say: Look here. {slide 2} A glacier is ice that moves downhill.
  - id: two
    wait: Go on.
  - id: asked
    ask: { prompt: What do we call water that is a gas?, accept: vapour, window: none }
  - id: three
    wait: Go on.
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

/** Three pages decode video on two cores; a lesson is compiled before. */
const PATIENCE_MS = 240_000;

const asking = (page: Page) => page.getByRole('region', { name: 'Ask the teacher' });
async function ask(page: Page, text: string): Promise<void> {
  await asking(page).getByRole('textbox', { name: 'Your question' }).fill(text);
  await asking(page).getByRole('button', { name: 'Ask', exact: true }).click();
  await asking(page).getByRole('article').filter({ hasText: text }).first().waitFor();
}

it(
  'a student asks and is answered by the lesson, then by their teacher, and finds both again',
  { timeout: PATIENCE_MS },
  async () => {
    const session = await openClass(server, await publishLesson(server, lesson));
    const [teacher, ann, bob] = [
      await visitor(browser),
      await visitor(browser),
      await visitor(browser, phone),
    ];
    await server.call<Session>('POST', `/api/sessions/${session.id}/start`);
    await enterAsTeacher(teacher, server.url(`/t/${session.id}`), server.links.token);
    await joinClass(ann, server.url(`/s/${session.id}`), 'Ann');
    await joinClass(bob, server.url(`/s/${session.id}`), 'Bob');
    const hand = teacher.getByRole('region', { name: 'Virtual teacher' });
    await hand.getByText('Waiting for you').waitFor();

    // the lesson says it, with the way back to that moment
    await asking(ann).getByRole('button', { name: 'Ask the teacher' }).click();
    await ask(ann, 'What is a glacier?');
    await asking(ann).getByText('A glacier is ice that moves downhill.').waitFor();
    await asking(ann)
      .getByRole('button', { name: /Show that moment|Slide 2/ })
      .waitFor();
    expect(await accessibilityFaults(ann)).toEqual([]);
    await ask(ann, 'What do we call water when it is a gas?');
    await asking(ann).getByText('You are asked about this in the lesson').waitFor();

    // the lesson does not say it: both ask the same, and the teacher answers both at once
    await ask(ann, 'Who discovered Antarctica?');
    await asking(bob).getByRole('button', { name: 'Ask the teacher' }).click();
    await ask(bob, 'who discovered antarctica please');
    await asking(bob).getByText('The lesson says nothing about that.').waitFor();
    expect(await accessibilityFaults(bob)).toEqual([]);
    await teacher.getByRole('tab', { name: 'Asked 2' }).click();
    const row = teacher.getByRole('article').filter({ hasText: 'Antarctica' });
    await row.getByText('2 students: Ann, Bob').waitFor();
    await row.getByRole('button', { name: 'Answer', exact: true }).click();
    await row.getByRole('textbox', { name: 'Your answer' }).fill('Sailors saw it in 1820.');
    await row.getByRole('button', { name: 'Send' }).click();
    for (const page of [ann, bob]) await asking(page).getByText('Sailors saw it in 1820.').waitFor();
    await row.getByText('Answered').waitFor();
    await teacher.getByRole('tab', { name: 'Asked', exact: true }).waitFor();
    expect(await accessibilityFaults(teacher)).toEqual([]);

    // it is there after a reload, and Bob does not see what Ann asked
    await bob.reload();
    await asking(bob).getByRole('button', { name: 'Ask the teacher' }).click();
    await asking(bob).getByText('Sailors saw it in 1820.').waitFor();
    expect(await asking(bob).getByText('glacier').count()).toBe(0);

    // while the class is asked nobody is answered
    await hand.getByRole('button', { name: 'Continue' }).click();
    await ann.getByRole('heading', { name: 'What do we call water that is a gas?' }).waitFor();
    await ask(ann, 'How does a glacier move?');
    await asking(ann).getByText('You will be answered after it.').waitFor();
    await hand.getByRole('button', { name: 'Close the question' }).click();
    await asking(ann).getByText('You will be answered after it.').waitFor({ state: 'detached' });

    await server.call('POST', `/api/sessions/${session.id}/end`);
    await ann.goto(server.url(`/s/${session.id}/results`));
    await ann.getByRole('heading', { name: 'Your questions to the teacher' }).waitFor();
    await ann.getByText('Sailors saw it in 1820.').waitFor();
    for (const page of [teacher, ann, bob]) await page.context().close();
  },
);
