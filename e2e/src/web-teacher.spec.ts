import type { Browser, Page } from 'playwright-core';
import type { Session } from '@lockstep/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CapturedStream } from './support/captured-stream.js';
import { logNetwork } from './support/observers.js';
import { LockstepServer } from './support/server.js';
import { enterAsTeacher, joinClass, launchChromium, shownSlide, visitor } from './support/visitors.js';

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

type Class = { session: Session; teacher: Page; ann: Page; ben: Page };

/** A teacher and two students in a class of their own. */
async function meet(watch: (page: Page, who: string) => void = () => undefined): Promise<Class> {
  const session = await server.quietSession();
  const [teacher, ann, ben] = [await visitor(browser), await visitor(browser), await visitor(browser)];
  watch(ann, 'Ann');
  watch(ben, 'Ben');
  await enterAsTeacher(teacher, server.url(`/t/${session.id}`), server.links.token);
  await joinClass(ann, server.url(`/s/${session.id}`), 'Ann');
  await joinClass(ben, server.url(`/s/${session.id}`), 'Ben');
  return { session, teacher, ann, ben };
}

async function part({ session, teacher, ann, ben }: Class): Promise<void> {
  await server.call('POST', `/api/sessions/${session.id}/end`);
  for (const page of [teacher, ann, ben]) await page.context().close();
}

const rosterOf = (teacher: Page) => teacher.getByRole('tabpanel').getByRole('listitem');

describe('a teacher', () => {
  it('comes in by a link with the token, which leaves the address at once', async () => {
    const room = await meet();
    expect(room.teacher.url()).toBe(server.url(`/t/${room.session.id}`));
    expect(await room.teacher.evaluate(() => JSON.stringify(localStorage))).not.toContain(server.links.token);
    await expect.poll(() => rosterOf(room.teacher).allInnerTexts()).toHaveLength(2);
    await part(room);
  });

  it('is refused with an unknown token and signs in with the right one', async () => {
    const session = await server.quietSession();
    const page = await visitor(browser);
    await page.goto(server.url(`/t/${session.id}`));
    await page.getByRole('button', { name: 'Use an access token' }).click();
    await page.getByLabel('Access token').fill('lk_staff_nobody');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('This token is not valid.').waitFor();
    await page.getByLabel('Access token').fill(server.links.token);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Slides' }).waitFor();
    await page.context().close();
  });

  it('turns the slide for everybody', async () => {
    const room = await meet();
    await room.teacher.getByRole('button', { name: 'Next slide' }).click();
    for (const page of [room.ann, room.ben, room.teacher])
      await expect.poll(() => shownSlide(page)).toBe('Slide 2 of 7: Today, I walk');
    await room.teacher.getByText(/^Slide: in frame \d+$/).waitFor();
    await room.teacher.getByRole('button', { name: 'Previous slide' }).click();
    await expect.poll(() => shownSlide(room.ann)).toBe('Slide 1 of 7: Yesterday');
    await part(room);
  });

  it('asks, sees who answered what, and shows the class how it did', async () => {
    const room = await meet();
    const row = room.teacher.getByRole('listitem').filter({ hasText: 'Yesterday, Mia ___ to the beach.' });
    await row.getByRole('button', { name: 'Ask' }).click();
    await answer(room.ann, 'went');
    await answer(room.ben, 'goed');
    await room.teacher.getByText('2 of 2 answered').waitFor();
    await room.teacher.getByRole('tab', { name: /Answers/ }).click();
    const rows = room.teacher.getByRole('tabpanel').getByRole('listitem');
    await expect.poll(() => rows.allInnerTexts()).toHaveLength(2);
    const told = (await rows.allInnerTexts()).map((text) => text.replace(/\s+/g, ' '));
    expect(told).toEqual([
      expect.stringMatching(/^Ben Wrong .* goed /),
      expect.stringMatching(/^Ann Right .* went /),
    ]);
    await room.teacher.getByRole('button', { name: 'Close', exact: true }).click();
    await room.teacher.getByRole('button', { name: 'Show result with the right answer' }).click();
    for (const page of [room.ann, room.ben]) {
      await page.getByText('2 answers').waitFor();
      const bars = await page.locator('.bars__row').allInnerTexts();
      expect(bars.map((text) => text.replace(/\s+/g, ' '))).toContainEqual(
        expect.stringMatching(/^went .*Right 50 %$/),
      );
    }
    await part(room);
  });

  it('pauses the lesson and goes on', async () => {
    const room = await meet();
    await room.teacher.getByRole('button', { name: 'Pause' }).click();
    await room.ann.getByText('The teacher has paused the lesson.').waitFor();
    await room.teacher.getByRole('button', { name: 'Resume' }).click();
    await room.ann.getByText('The teacher has paused the lesson.').waitFor({ state: 'detached' });
    await part(room);
  });
});

describe('private feedback', () => {
  it('reaches one student, and nothing of it the other one or the stream', async () => {
    const secret = 'Only you may read that went was exactly right.';
    const heard: Record<string, string[]> = { Ann: [], Ben: [] };
    const room = await meet((page, who) => logNetwork(page, (text) => heard[who]?.push(text)));
    await using stream = await CapturedStream.open(server.url(room.session.addresses.flv));
    const row = rosterOf(room.teacher).filter({ hasText: 'Ann' });
    await row.getByRole('button', { name: 'Write to Ann' }).click();
    await room.teacher.getByRole('textbox', { name: 'Text' }).fill(secret);
    await room.teacher.getByRole('button', { name: 'Send privately' }).click();
    await room.teacher.getByText('Delivered, shown with its frame').waitFor();
    await room.ann.getByRole('region', { name: 'For you only' }).getByText(secret).waitFor();
    // What comes after in the same stream has come to Ben too: so has everything that was meant for Ben.
    await server.event(room.session.id, { type: 'feedback.class', text: 'Well done, everybody.' });
    await room.ben.getByText('Well done, everybody.').waitFor();
    await expect.poll(() => stream.carries('Well done, everybody.')).toBe(true);
    expect(stream.carries('feedback.private')).toBe(true);
    expect(stream.carries(secret)).toBe(false);
    expect(heard['Ann']?.some((text) => text.includes(secret))).toBe(true);
    expect(heard['Ben']?.filter((text) => text.includes(secret))).toEqual([]);
    expect(heard['Ben']?.length).toBeGreaterThan(0);
    expect(await room.ben.getByRole('region', { name: 'For you only' }).count()).toBe(0);
    await part(room);
  });
});

async function answer(page: Page, choice: string): Promise<void> {
  await page.getByRole('radio', { name: choice }).check();
  await page.getByRole('button', { name: 'Send answer' }).click();
  await page.getByText('Your answer is in.').waitFor();
}
