import { rename } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import type { Session } from '@lockstep/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LockstepServer } from './support/server.js';
import { joinClass, launchChromium, shownSlide, visitor } from './support/visitors.js';

let server: LockstepServer;
let browser: Browser;
let session: Session;

beforeAll(async () => {
  server = await LockstepServer.start();
  browser = await launchChromium('gesture');
  session = await server.quietSession();
});
afterAll(async () => {
  await browser?.close();
  await server?.[Symbol.asyncDispose]();
});

const student = () => server.url(`/s/${session.id}`);
/** Runs in the page: says on its console when a video begins to play without sound. */
function tellOfMutedPlayback(): void {
  document.addEventListener(
    'playing',
    ({ target }) => {
      if (target instanceof HTMLVideoElement && target.muted) console.info('plays muted');
    },
    { capture: true },
  );
}

const isMuted = (page: Page) => page.evaluate(() => document.querySelector('video')?.muted);

describe('where the browser wants a gesture before there is sound', () => {
  it('has sound after joining, since that was one', async () => {
    const page = await visitor(browser);
    await joinClass(page, student(), 'Mei');
    expect(await isMuted(page)).toBe(false);
    expect(await page.getByRole('button', { name: 'Turn on sound' }).count()).toBe(0);
    await page.context().close();
  });

  it('plays without sound when the link is opened again, and turns it on when it is asked to', async () => {
    const first = await visitor(browser);
    await joinClass(first, student(), 'Mei');
    const page = await first.context().newPage(); // a reload would keep the gesture
    await page.addInitScript(tellOfMutedPlayback);
    // Whatever Playwright looks up in a page counts as a gesture there, so nothing is until it plays.
    const muted = page.waitForEvent('console', (message) => message.text() === 'plays muted');
    await page.goto(student());
    await muted;
    const sound = page.getByRole('button', { name: 'Turn on sound' });
    await sound.waitFor();
    await page.locator('.slide__page:not([hidden]) img').waitFor();
    expect(await isMuted(page)).toBe(true);
    await sound.click();
    await expect.poll(() => isMuted(page)).toBe(false);
    await sound.waitFor({ state: 'detached' });
    await page.context().close();
  });
});

describe('when the server dies in the middle of a question', () => {
  it('says so, keeps what is on the page, and takes the answer after the server is back', async () => {
    const page = await visitor(browser);
    await joinClass(page, student(), 'Mei');
    await server.event(session.id, { type: 'slide.shown', index: 6 });
    const question = { id: 'patient', kind: 'open', prompt: 'What did you do?' };
    await server.event(session.id, { type: 'question.asked', question });
    const box = page.getByRole('textbox', { name: 'Your answer' });
    await box.fill('I walked home in the rain.');
    await server.kill();
    await page.getByText('Connection lost, trying again').waitFor();
    await page.getByRole('button', { name: 'Send answer' }).click();
    await page.getByText('Your answer could not be sent.').waitFor();
    expect(await box.inputValue()).toBe('I walked home in the rain.');
    expect(await shownSlide(page)).toContain('Slide 7 of 7');
    await server.startAgain();
    await page.getByText('Live', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Send answer' }).click();
    await page.getByText('Your answer is in.').waitFor();
    expect(await shownSlide(page)).toContain('Slide 7 of 7');
    const answers = await server.call<{ text: string }[]>('GET', `/api/sessions/${session.id}/answers`);
    expect(answers.map(({ text }) => text)).toEqual(['I walked home in the rain.']);
    await page.context().close();
  });
});

describe('when the film of a live session is gone after a restart', () => {
  it('says to the teacher what is missing, in the language of the page', async () => {
    await using own = await LockstepServer.start();
    const { addresses } = await own.quietSession();
    await own.kill();
    await rename(own.mediaFile('demo-lesson.mp4'), own.mediaFile('elsewhere.mp4'));
    await own.startAgain();
    const shown = {
      'en-US': [/its video could not be started/, /There is no media file demo-lesson\.mp4/],
      'zh-CN': [/视频未能启动/, /没有媒体文件 demo-lesson\.mp4/],
    };
    for (const [locale, texts] of Object.entries(shown)) {
      const page = await visitor(browser, { locale });
      await page.goto(`${own.url(addresses.teacher)}#token=${own.links.token}`);
      for (const text of texts) await page.getByText(text).waitFor();
      await page.context().close();
    }
  });
});
