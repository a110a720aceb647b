import type { Browser, Page } from 'playwright-core';
import type { LessonSummary, Session } from '@lockstep/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityFaults, pixelsTooWide } from './support/accessibility.js';
import { LockstepServer } from './support/server.js';
import { enterAsTeacher, joinClass, launchChromium, phone, visitor } from './support/visitors.js';

let server: LockstepServer;
let browser: Browser;
let session: Session;

beforeAll(async () => {
  server = await LockstepServer.start();
  browser = await launchChromium();
  session = await server.quietSession();
});
afterAll(async () => {
  await browser?.close();
  await server?.[Symbol.asyncDispose]();
});

const looks = [
  { look: 'light', options: { colorScheme: 'light' as const } },
  { look: 'dark', options: { colorScheme: 'dark' as const } },
  { look: 'dark on a phone', options: { colorScheme: 'dark' as const, ...phone } },
];

/** What the browser's console complains of: questions that the server answered with 404 or 409 among it. */
function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} ${message.location().url}`);
  });
  return complaints;
}

/** A session of the built-in lesson that waits for a publisher. */
async function waitingSession(): Promise<Session> {
  const lessons = await server.call<LessonSummary[]>('GET', '/api/lessons');
  const lessonId = lessons.find(({ kind }) => kind === 'slides')?.id;
  return server.call('POST', '/api/sessions', { lessonId, source: { kind: 'rtmp' } });
}

it('axe does find what is wrong', async () => {
  const page = await visitor(browser);
  await page.goto(server.url('/'));
  await page.getByRole('heading').first().waitFor();
  await page.evaluate(() => document.querySelector('main')?.append(document.createElement('button')));
  expect((await accessibilityFaults(page)).join()).toContain('button-name');
  await page.context().close();
});

describe.each(looks)('axe finds nothing, $look', ({ options }) => {
  it('on the pages before anybody has signed in', async () => {
    const page = await visitor(browser, options);
    for (const path of ['/', '/nowhere/at/all', '/s/nowhere', `/s/${session.id}`, '/t/demo']) {
      await page.goto(server.url(path));
      await page.getByRole('main').getByRole('heading').first().waitFor();
      expect({ path, faults: await accessibilityFaults(page) }).toEqual({ path, faults: [] });
    }
    await page.context().close();
  });

  it('in the classroom, with a question, its result and feedback', async () => {
    const page = await visitor(browser, options);
    await joinClass(page, server.url(`/s/${session.id}`), 'Mei');
    await server.event(session.id, { type: 'slide.shown', index: 5 });
    await server.event(session.id, { type: 'question.opened', questionId: 'missing-word' });
    await page.getByRole('radio', { name: 'went' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('radio', { name: 'went' }).check();
    await page.getByRole('button', { name: 'Send answer' }).click();
    await page.getByText('Your answer is in.').waitFor();
    await server.event(session.id, { type: 'question.closed' });
    await server.event(session.id, { type: 'class.result', reveal: true });
    await server.event(session.id, { type: 'feedback.class', text: 'Go is a rebel.' });
    await page.getByText('Go is a rebel.').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Joined as Mei' }).click();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.context().close();
  });

  it("on the teacher's page, in every tab", async () => {
    const page = await visitor(browser, options);
    await enterAsTeacher(page, server.url(`/t/${session.id}`), server.links.token);
    for (const tab of ['Students', 'Answers', 'Say', 'Events', 'Stream']) {
      await page.getByRole('tab', { name: tab }).click();
      expect({ tab, faults: await accessibilityFaults(page) }).toEqual({ tab, faults: [] });
    }
    await page.getByRole('button', { name: 'Ask something else' }).click();
    await page.getByRole('dialog').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.context().close();
  });

  it('on the page of a session that waits for a publisher, which asks the server nothing in vain', async () => {
    const page = await visitor(browser, options);
    const complaints = complaintsOf(page);
    const { id } = await waitingSession();
    await page.goto(`${server.url(`/t/${id}`)}#token=${server.links.token}`);
    await page.getByRole('button', { name: 'Make a stream key' }).click();
    await page.getByText('Copy the key now').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Start session' }).click();
    await page.getByText('Enter the server and the stream key').waitFor();
    await page.getByRole('tab', { name: 'Stream' }).click();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'End session' }).click();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'End it' }).click();
    await page.getByText('Ended', { exact: true }).first().waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('in the waiting room of a class, and when it is over', async () => {
    const page = await visitor(browser, options);
    const complaints = complaintsOf(page);
    const { id } = await waitingSession();
    await page.goto(server.url(`/s/${id}`));
    await page.getByLabel('Your name').fill('Mei');
    await page.getByRole('button', { name: 'Join' }).click();
    await page.getByRole('heading', { name: 'The class has not started yet' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await server.call('POST', `/api/sessions/${id}/start`);
    await page.getByText('One moment').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await server.call('POST', `/api/sessions/${id}/end`);
    await page.getByRole('heading', { name: 'The class is over' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('where lessons, sessions and keys are made', async () => {
    const page = await visitor(browser, options);
    const lessons = await server.call<LessonSummary[]>('GET', '/api/lessons');
    const lesson = lessons.find(({ kind }) => kind === 'slides');
    await page.goto(`${server.url('/')}#token=${server.links.token}`);
    for (const path of ['/', '/author', '/keys', `/lessons/${lesson?.id ?? ''}`]) {
      await page.goto(server.url(path));
      await page.getByRole('main').getByRole('listitem').first().waitFor();
      expect({ path, faults: await accessibilityFaults(page) }).toEqual({ path, faults: [] });
      expect({ path, tooWide: await pixelsTooWide(page) }).toEqual({ path, tooWide: 0 });
    }
    for (const [path, name] of [
      ['/', 'New session'],
      ['/keys', 'New key'],
    ] as const) {
      await page.goto(server.url(path));
      await page.getByRole('button', { name }).click();
      await page.getByRole('dialog').waitFor();
      expect({ name, faults: await accessibilityFaults(page) }).toEqual({ name, faults: [] });
    }
    await page.context().close();
  });

  it('where a lesson is written, in every tab, with a mistake in it', async () => {
    const page = await visitor(browser, options);
    await page.goto(server.url(`/author#token=${server.links.token}`));
    await page.getByRole('button', { name: 'Write a lesson' }).click();
    await page.getByText('No problems.').waitFor({ state: 'attached' });
    for (const tab of ['Report', 'Files', 'Versions', 'Preview']) {
      await page.getByRole('tab', { name: tab }).click();
      await page.getByRole('tabpanel').locator(':scope > *').first().waitFor();
      expect({ tab, faults: await accessibilityFaults(page) }).toEqual({ tab, faults: [] });
      expect({ tab, tooWide: await pixelsTooWide(page) }).toEqual({ tab, tooWide: 0 });
    }
    const text = page.getByRole('tab', { name: 'Text' });
    if (await text.isVisible()) await text.click();
    await page.locator('.cm-content').click();
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.insertText('\n  - sey: Hello.');
    await page.getByText("There is no key 'sey' here.").waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.context().close();
  });
});
