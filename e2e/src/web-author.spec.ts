import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LockstepServer } from './support/server.js';
import { BEEPING_MICROPHONE, launchChromium, visitor } from './support/visitors.js';

let server: LockstepServer;
let browser: Browser;

beforeAll(async () => {
  server = await LockstepServer.start();
  browser = await launchChromium('free', BEEPING_MICROPHONE);
});
afterAll(async () => {
  await browser?.close();
  await server?.[Symbol.asyncDispose]();
});

/** Into a lesson that was just begun. */
async function begin(): Promise<Page> {
  const page = await visitor(browser);
  await page.goto(server.url(`/author#token=${server.links.token}`));
  await page.getByRole('button', { name: 'Write a lesson' }).click();
  await editor(page).waitFor();
  return page;
}

const editor = (page: Page) => page.getByRole('textbox', { name: 'Text of the lesson' });
const problems = (page: Page) => page.getByRole('region', { name: 'Problems' });

/** Replaces the whole text, as an author pastes it. */
async function paste(page: Page, text: string): Promise<void> {
  await editor(page).click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(text);
}

const lesson = (say: string) => `title: Walks
language: en
steps:
  - id: hello
    ${say}: Yesterday I walked to school.
  - id: q
    ask:
      prompt: What did I do?
      accept: walked
      window: 20s
`;

describe('an author', () => {
  it('sees a mistake at its line while they type, and its remedy; the list leads there', async () => {
    const page = await begin();
    await paste(page, lesson('sey'));
    await problems(page).getByText("There is no key 'sey' here.").waitFor();
    await problems(page).getByText("Did you mean 'say'?").waitFor();
    expect(await page.getByRole('button', { name: 'Publish' }).isDisabled()).toBe(true);
    await page.keyboard.press('ControlOrMeta+End');
    await problems(page).getByRole('button', { name: '5:5' }).click();
    const line = page.locator('.cm-lineNumbers .cm-activeLineGutter');
    await expect.poll(() => line.innerText()).toBe('5');
    await page.keyboard.press('Delete');
    await page.keyboard.press('Delete');
    await page.keyboard.press('Delete');
    await page.keyboard.insertText('say');
    await problems(page).getByText('No problems.').waitFor();
    await page.context().close();
  });

  it('keeps the text that is being written when the language of the page changes', async () => {
    const page = await begin();
    await paste(page, lesson('say').replace('Walks', 'Long walks'));
    let arrive = () => {};
    const slowLine = new Promise<void>((resolve) => (arrive = resolve));
    await page.route('**/assets/zh-*.js', (route) => slowLine.then(() => route.continue()));
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('radio', { name: '中文' }).check();
    await page.getByRole('tab', { name: 'Preview' }).waitFor();
    arrive();
    await page.getByRole('tab', { name: '预览' }).waitFor();
    await expect.poll(() => page.locator('.cm-content').innerText()).toContain('title: Long walks');
    await page.context().close();
  });

  it('is offered the keys that fit', async () => {
    const page = await begin();
    await paste(page, 'title: Walks\nsteps:\n  - ask:\n      ');
    await page.keyboard.type('pro');
    await page.getByRole('option', { name: 'prompt' }).click();
    await expect.poll(() => editor(page).innerText()).toContain('      prompt: ');
    await page.context().close();
  });

  it('writes, previews, publishes, teaches and joins', async () => {
    const page = await begin();
    await paste(page, lesson('say'));
    await page.getByText('Saved', { exact: true }).waitFor();
    await page.getByText('Ready to play').waitFor();
    await page.getByRole('tab', { name: 'Report' }).click();
    await page.getByText('Measured').waitFor();

    await page.getByRole('tab', { name: 'Preview' }).click();
    await page.getByRole('button', { name: /What did I do\?/ }).click();
    const asked = page.getByRole('region', { name: 'Question' });
    await asked.getByRole('textbox', { name: 'Your answer' }).fill('walked');
    await asked.getByRole('button', { name: 'Send answer' }).click();
    await page.getByRole('region', { name: 'For you only' }).getByText('Right', { exact: true }).waitFor();

    await page.getByRole('button', { name: 'Publish' }).click();
    await page.getByRole('dialog').getByLabel('What is new').fill('First words');
    await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
    const version = page.getByRole('listitem').filter({ hasText: 'Version 1' });
    await version.getByText('Ready').waitFor();
    await version.getByRole('button', { name: 'Teach this version' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Start' }).click();
    const link = await page.getByRole('link', { name: 'Open as a student' }).getAttribute('href');

    const student = await visitor(browser);
    await student.goto(server.url(link ?? ''));
    await student.getByLabel('Your name').fill('Mei');
    await student.getByRole('button', { name: 'Join' }).click();
    await student.getByRole('heading', { name: 'What did I do?' }).waitFor();
    await student.context().close();
    await page.context().close();
  });

  it('sees how their draft differs from a version', async () => {
    const page = await begin();
    await paste(page, lesson('say'));
    await page.getByText('Saved', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Publish' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
    const version = page.getByRole('listitem').filter({ hasText: 'Version 1' });
    await version.waitFor();
    await paste(page, lesson('say').replace('to school', 'along the river'));
    await page.getByText('Saved', { exact: true }).waitFor();
    await version.getByRole('button', { name: 'Compare' }).click();
    const change = page.getByRole('listitem').filter({ hasText: 'hello' });
    await expect.poll(() => change.locator('ins mark').allInnerTexts()).toEqual(['along the river']);
    await page.context().close();
  });

  it('is told when somebody else saved meanwhile, and loses nothing', async () => {
    const page = await begin();
    await page.getByText('Saved', { exact: true }).waitFor();
    const colleague = await visitor(browser);
    await colleague.goto(`${page.url()}#token=${server.links.token}`);
    await editor(colleague).waitFor();
    await paste(colleague, lesson('say'));
    await colleague.getByText('Saved', { exact: true }).waitFor();
    await expect.poll(() => storedText(page)).toBe(lesson('say'));
    const mine = lesson('say').replace('Walks', 'My walks');
    await paste(page, mine);
    await page.getByText('Someone else saved this lesson in the meantime.').waitFor();
    await page.getByRole('button', { name: 'Keep my text' }).click();
    await page.getByText('Saved', { exact: true }).waitFor();
    expect(await storedText(page)).toBe(mine);
    await colleague.context().close();
    await page.context().close();
  });
});

const ownVoice = `title: My own voice
language: en
voice: silent
steps:
  - id: ice
    say: Ice is cold.
`;

/** How much of the kept recording was played, s. */
const played = (page: Page): Promise<number> =>
  page
    .getByLabel('Your recording of “Ice is cold.”')
    .evaluate((element) => (element as HTMLAudioElement).currentTime);

describe('an author with a microphone', () => {
  it('records a sentence, keeps it, hears it, and takes it and its file out again', async () => {
    const page = await begin();
    await paste(page, ownVoice);
    await page.getByRole('tab', { name: 'Voice' }).click();
    await page.getByRole('button', { name: 'Record “Ice is cold.”' }).click();
    const done = page.getByRole('button', { name: 'Done' });
    await done.waitFor();
    await page
      .locator('.spoken--running')
      .getByText(/0:0[1-9]/u)
      .waitFor(); // it has run for a second
    await done.click();
    await page.getByLabel('Your recording of “Ice is cold.”').waitFor();
    await page.getByRole('button', { name: 'Keep' }).click();
    await page.getByText('1 of 1 sentences recorded').waitFor();
    const editor = page.locator('.cm-content');
    await expect.poll(() => editor.innerText()).toMatch(/file: recordings\/\w+\.webm\s+says: Ice is cold\./u);
    await page.getByText('Ready to play').waitFor(); // it is compiled with the recording

    await page.getByRole('button', { name: 'Listen to “Ice is cold.”' }).click();
    await expect.poll(() => played(page)).toBeGreaterThan(0.5);
    const files = page.getByRole('tab', { name: /^Files/u });
    await expect.poll(() => files.innerText()).toBe('Files 1');

    await page.getByRole('button', { name: 'Take the recording of “Ice is cold.” out' }).click();
    await page.getByText('0 of 1 sentences recorded').waitFor();
    await expect.poll(() => files.innerText()).toBe('Files');
    await expect.poll(() => editor.innerText()).not.toContain('recordings');
    await page.context().close();
  });

  it('adds a recording from elsewhere as a file', async () => {
    const page = await begin();
    await paste(page, ownVoice);
    await page.getByRole('tab', { name: /^Files/u }).click();
    const input = page.locator('input[type=file][accept*=".m4a"]');
    expect(await input.getAttribute('accept')).toMatch(/\.mp3,\.wav,\.ogg/u);
    await input.setInputFiles({ name: 'mine.wav', mimeType: 'audio/wav', buffer: silentWave() });
    await page.getByRole('button', { name: 'mine.wav', exact: true }).click();
    await page.getByRole('dialog').locator('audio').waitFor();
    await page.context().close();
  });
});

/** A tenth of a second of silence: 8 kHz, 16 bit, mono (RIFF WAVE). */
function silentWave(): Buffer {
  const samples = Buffer.alloc(1600);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + samples.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8000, 24);
  head.writeUInt32LE(16_000, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}

async function storedText(page: Page): Promise<string> {
  const id = page.url().split('/').at(-1) ?? '';
  return (await server.call<{ text: string }>('GET', `/api/lessons/${id}/script`)).text;
}
