import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Recording } from '@lockstep/contracts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { accessibilityFaults } from './support/accessibility.js';
import { photograph } from './support/photograph.js';
import { LockstepServer } from './support/server.js';
import { AbsentStudent, openClass, publishLesson } from './support/taught-lesson.js';
import { launchChromium, phone, visitor } from './support/visitors.js';

const cli = path.resolve(import.meta.dirname, '../../apps/cli/dist/main.js');

const lesson = `title: Look back
language: en
voice: silent
slides: deck.md
steps:
  - say: Welcome back. {slide 2} Here are the rebels.
  - id: choice
    ask:
      prompt: Which one is the past of go?
      choices: [goed, went]
      right: went
      window: 4s
  - say: '{slide 1} That was all.'
`;

let browser: Browser;
let folder: string;
/** The MP4 of a class that was taught: all that is left of its server. */
let file: string;

beforeAll(async () => {
  browser = await launchChromium();
  folder = await mkdtemp(path.join(tmpdir(), 'lockstep-replay-'));
  file = path.join(folder, 'lesson.mp4');
  await using server = await LockstepServer.start();
  await writeFile(file, await recordingOf(server));
});
afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

async function recordingOf(server: LockstepServer): Promise<Buffer> {
  const session = await openClass(server, await publishLesson(server, lesson));
  const student = await AbsentStudent.join(server, session.id, 'Mia');
  await server.call('POST', `/api/sessions/${session.id}/start`);
  await student.answer('choice', { choice: 'went' });
  const list = () => server.call<Recording[]>('GET', `/api/sessions/${session.id}/recordings`);
  await expect.poll(async () => (await list())[0]?.status, { timeout: 60_000 }).toBe('ready');
  const mp4 = (await list())[0]?.files.mp4 ?? '';
  return Buffer.from(await (await fetch(server.url(mp4))).arrayBuffer());
}

/** `lesson replay` of the file, on a machine that knows no server. */
async function replayed(...args: string[]): Promise<{ readonly url: string; readonly child: ChildProcess }> {
  const child = spawn(process.execPath, [cli, 'lesson', 'replay', file, '--json', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return { ...(JSON.parse(line) as { url: string }), child };
}

const shownSlide = (page: Page) => page.locator('.slide__page:not([hidden]) img');
const control = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

describe('a recording, copied alone to another machine', () => {
  it('replays slides, captions, question and result on the page that the command opens', async () => {
    const { url, child } = await replayed();
    const page = await visitor(browser);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(url);
    await page.getByRole('heading', { name: 'Look back' }).waitFor();
    await shownSlide(page).waitFor();
    expect(await shownSlide(page).getAttribute('alt')).toContain('Yesterday');
    await control(page, 'Next event').click();
    while (!(await page.locator('.question').isVisible())) await control(page, 'Next event').click();
    expect(await shownSlide(page).getAttribute('alt')).toContain('The rebels');
    await page.getByText('Which one is the past of go?').waitFor();
    await page.locator('.question').getByText('Open').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await photograph(page, 'replay-question-en-1440');
    await control(page, 'Next event').click();
    await page.locator('.question').getByText('Closed').waitFor();
    await control(page, 'Previous event').click();
    await page.locator('.question').getByText('Open').waitFor();
    await control(page, 'Previous frame').click();
    await page.locator('.question').waitFor({ state: 'detached' });

    await page.getByRole('slider', { name: 'Position in the recording' }).focus();
    await page.keyboard.press('Home');
    await expect.poll(() => shownSlide(page).getAttribute('alt')).toContain('Yesterday');
    await page.getByRole('combobox', { name: 'Speed' }).selectOption('2');
    await control(page, 'Play').click();
    await page.locator('.captions__line').filter({ hasText: 'rebels' }).waitFor();
    await page.locator('.captions__line').filter({ hasText: 'That was all.' }).waitFor();
    // everything came from this one server, and nothing of it is a question to a server of Lockstep
    expect(asked.filter((pathname) => /^\/(api|live|socket\.io)/.test(pathname))).toEqual([]);
    await page.context().close();
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('is chosen or dropped on the page and never sent, on a phone in Chinese and dark', async () => {
    const { url } = await replayed();
    const page = await visitor(browser, { ...phone, locale: 'zh-CN', colorScheme: 'dark' });
    const sent: string[] = [];
    page.on('request', (request) => request.method() !== 'GET' && sent.push(request.url()));
    await page.goto(new URL('/replay', url).href);
    expect(await accessibilityFaults(page)).toEqual([]);
    await photograph(page, 'replay-open-zh-390');
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByRole('heading', { name: 'Look back' }).waitFor();
    await shownSlide(page).waitFor();
    while (!(await page.locator('.question').isVisible())) await control(page, '下一个事件').click();
    expect(await accessibilityFaults(page)).toEqual([]);
    await photograph(page, 'replay-question-zh-390');
    expect(sent).toEqual([]);
    await control(page, '打开另一个录像').click();
    const other = path.join(folder, 'no-recording.mp4');
    await writeFile(other, 'nothing of the kind');
    await page.locator('input[type=file]').setInputFiles(other);
    await page.getByRole('alert').filter({ hasText: '这不是完整的录像' }).waitFor();
    await page.context().close();
  });

  it('opens at the moment that the address names', async () => {
    const { url } = await replayed();
    const page = await visitor(browser);
    await page.goto(`${url}#t=600`);
    await page.getByRole('heading', { name: 'Look back' }).waitFor();
    await expect.poll(() => page.getByRole('slider', { name: 'Position' }).inputValue()).not.toBe('0');
    await page.context().close();
  });
});
