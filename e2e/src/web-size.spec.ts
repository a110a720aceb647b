import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import type { Session } from '@lockstep/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LockstepServer } from './support/server.js';
import { joinClass, launchChromium, visitor } from './support/visitors.js';

/** What a student's page may load of script with the player, bytes after gzip. */
const scriptBudget = 250_000;
/** In how many files: a browser asks a server for six at a time. */
const scriptLimit = 20;

/** Loaded once the class is on the screen. */
const ofRewinding = /\/(rewind|http|shared)-/;

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

it('a student in a class has loaded at most 250 KB of script, gzipped, no editor and one language', async () => {
  const page = await visitor(browser);
  const scripts: Promise<{ url: string; bytes: number }>[] = [];
  page.on('response', (response) => {
    const url = response.url();
    if (/\.m?js($|\?)/.test(url) && !url.startsWith('data:'))
      scripts.push(response.body().then((body) => ({ url, bytes: gzipSync(body).length })));
  });
  await joinClass(page, server.url(`/s/${session.id}`), 'Mei');
  const loaded = await Promise.all(scripts);
  expect(loaded.length).toBeGreaterThan(0);
  expect(loaded.filter(({ url }) => /editor|\/zh-/.test(url))).toEqual([]);
  expect(loaded.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(scriptBudget);
  await page.context().close();
});

it('a student who opens a class again asks once for each answer, and for few scripts, which the document names', async () => {
  const first = await visitor(browser);
  await joinClass(first, server.url(`/s/${session.id}`), 'Mei');
  const page = await first.context().newPage();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  const document = await page.goto(server.url(`/s/${session.id}`));
  await page.locator('.slide__page:not([hidden]) img').waitFor();
  const named = await document?.text();
  const scripts = asked.filter((one) => one.startsWith('/assets/') && one.endsWith('.js'));
  const unnamed = scripts.filter((one) => !named?.includes(one));
  expect(unnamed.filter((one) => !ofRewinding.test(one))).toEqual([]);
  expect(scripts.length).toBeLessThanOrEqual(scriptLimit);
  const times = (path: RegExp) => asked.filter((one) => path.test(one)).length;
  expect(times(/\/lobby$/)).toBe(1);
  expect(times(/^\/api\/decks\/[^/]+$/)).toBe(1);
  const started = await page.evaluate(() => {
    const of = (part: string) =>
      performance.getEntriesByType('resource').find(({ name }) => name.includes(part))?.startTime;
    return { lobby: of('/lobby'), script: of('/assets/class-') };
  });
  expect(started.lobby).toBeLessThanOrEqual(started.script ?? 0);
  await first.context().close();
});
