import type { Browser, Page } from 'playwright-core';
import type { Session } from '@lockstep/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pixelsTooWide } from './support/accessibility.js';
import { watchPresentation } from './support/observers.js';
import { LockstepServer } from './support/server.js';
import { joinClass, launchChromium, phone, shownSlide, visitor } from './support/visitors.js';

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

const student = () => server.url(`/s/${session.id}`);
const ask = { type: 'question.opened', questionId: 'missing-word' };
const leave = (page: Page) => page.context().close();

describe('a student', () => {
  it('sees the slide of the moment on arrival, and the next one in the very task that draws its frame', async () => {
    const page = await visitor(browser);
    await page.addInitScript(watchPresentation);
    await joinClass(page, student(), 'Mei');
    await expect.poll(() => shownSlide(page)).toBe('Slide 1 of 7: Yesterday');
    for (const index of [1, 2, 3, 4]) {
      await server.event(session.id, { type: 'slide.shown', index });
      await expect.poll(() => shownSlide(page)).toContain(`Slide ${index + 1} of 7`);
    }
    const seen = await page.evaluate(() => Reflect.get(globalThis, 'presentation') as unknown);
    expect(seen).toEqual({ inside: 4, outside: [] });
    await leave(page);
  });

  it('answers with the keyboard alone and is told that it is in', async () => {
    const page = await visitor(browser);
    await page.goto(student());
    // The name has the focus when the page opens.
    await page.getByLabel('Your name').waitFor();
    await page.keyboard.type('Keys');
    await page.keyboard.press('Enter');
    await server.event(session.id, ask);
    await page.getByRole('radio', { name: 'goed' }).waitFor();
    await tabTo(page, 'radio');
    await page.keyboard.press('ArrowDown');
    expect(await page.getByRole('radio', { name: 'went' }).isChecked()).toBe(true);
    await page.keyboard.press('Tab');
    expect(await focusedName(page)).toBe('Send answer');
    await page.keyboard.press('Enter');
    await page.getByText('Your answer is in.').waitFor();
    expect(await page.getByRole('radio').count()).toBe(0);
    await server.event(session.id, { type: 'question.closed' });
    await leave(page);
  });

  it('is told that time is up when the window on their own screen has passed', async () => {
    const page = await visitor(browser);
    await joinClass(page, student(), 'Slow');
    const question = {
      id: 'quick',
      kind: 'short',
      prompt: 'Quick: what did you eat?',
      windowMs: 1500,
    };
    await server.event(session.id, { type: 'question.asked', question });
    const card = page.getByRole('region', { name: 'Question', exact: true });
    await card.getByRole('timer').waitFor();
    await card.getByText('Time is up').waitFor();
    expect(await card.getByRole('textbox').count()).toBe(0);
    await server.event(session.id, { type: 'question.closed' });
    await leave(page);
  });

  it('sees captions, and not after switching them off, also on the next visit', async () => {
    const page = await visitor(browser);
    await joinClass(page, student(), 'Deaf');
    await server.event(session.id, { type: 'caption', text: 'I walked to the bridge.', lang: 'en' });
    const line = page.getByRole('region', { name: 'Captions' }).getByText('I walked to the bridge.');
    await line.waitFor();
    await page.getByRole('button', { name: 'Hide captions' }).click();
    await line.waitFor({ state: 'hidden' });
    await page.reload();
    await page.getByRole('button', { name: 'Show captions' }).waitFor();
    expect(await line.count()).toBe(0);
    await server.event(session.id, { type: 'caption', text: '' });
    await leave(page);
  });
});

describe('a student who comes and goes', () => {
  it('finds their place again after a reload, without being asked for a name', async () => {
    const page = await visitor(browser);
    await joinClass(page, student(), 'Ada');
    await page.reload();
    await page.locator('.slide__page:not([hidden]) img').waitFor();
    expect(await page.getByLabel('Your name').count()).toBe(0);
    await page.getByRole('button', { name: 'Joined as Ada' }).waitFor();
    await leave(page);
  });

  it('reads their own language, and another one when they choose it', async () => {
    const page = await visitor(browser, { locale: 'zh-CN' });
    await page.goto(student());
    await page.getByRole('button', { name: '进入' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('zh-CN');
    await page.getByRole('button', { name: /English/ }).click();
    await page.getByRole('button', { name: 'Join' }).waitFor();
    await leave(page);
  });

  it('is told when there is no such class, and when it is over', async () => {
    const page = await visitor(browser);
    await page.goto(server.url('/s/nowhere'));
    await page.getByRole('heading', { name: 'This class does not exist' }).waitFor();
    const other = await server.quietSession();
    await joinClass(page, server.url(`/s/${other.id}`), 'Mei');
    await server.call('POST', `/api/sessions/${other.id}/end`);
    await page.getByRole('heading', { name: 'The class is over' }).waitFor();
    await leave(page);
  });
});

describe('a student with a phone', () => {
  it('never scrolls sideways, and has the open question in sight', async () => {
    const page = await visitor(browser, phone);
    await joinClass(page, student(), 'Phone');
    await server.event(session.id, { type: 'slide.shown', index: 5 });
    await server.event(session.id, ask);
    await page.getByRole('button', { name: 'Send answer' }).waitFor();
    expect(await pixelsTooWide(page)).toBe(0);
    const box = await page.getByRole('button', { name: 'Send answer' }).boundingBox();
    expect(box && box.y + box.height).toBeLessThanOrEqual(844);
    const video = await page.getByRole('region', { name: 'Teacher', exact: true }).boundingBox();
    const slide = await page.getByRole('region', { name: 'Slide' }).boundingBox();
    expect(slide && video && slide.y - video.y).toBeGreaterThan(100);
    await server.event(session.id, { type: 'question.closed' });
    await leave(page);
  });
});

async function tabTo(page: Page, role: string): Promise<void> {
  for (let presses = 0; presses < 30; presses += 1) {
    const focused = await page.evaluate(() => document.activeElement?.getAttribute('type'));
    if (focused === role) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`no ${role} can be reached with the Tab key`);
}

const focusedName = (page: Page) => page.evaluate(() => document.activeElement?.textContent?.trim());
