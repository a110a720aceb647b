import { findFfmpeg } from '@lockstep/media';
import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { OpenAiTestServer } from '../../test/openai-server/index.js';
import { readOpenAiSettings, type OpenAiSettings } from '../openai/openai-settings.js';
import { FliteVoices } from '../voice/flite/flite-voice.js';
import { writeWave } from '../voice/wave.js';
import { MAX_RECORDING_BYTES } from './transcriber.js';
import { findTranscriber } from './find-transcriber.js';
import { OpenAiTranscriber } from './openai-transcriber.js';
import { PocketsphinxTranscriber } from './pocketsphinx-transcriber.js';

const SENTENCE = 'I went to school yesterday';
let ffmpeg: string;
let folder: string;
let spoken: Uint8Array;
let server: OpenAiTestServer;

beforeAll(async () => {
  ffmpeg = await findFfmpeg();
  folder = await mkdtemp(join(tmpdir(), 'lockstep-test-transcriber-'));
  vi.stubEnv('TMPDIR', folder); // a folder of its own: other tests use the system's at the same time
  await using voices = await FliteVoices.start({ threads: 1 });
  const words = SENTENCE.split(' ').map((written) => ({ written, spoken: written, emphasis: false }));
  spoken = writeWave(await voices.voice('slt').speak(words));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  server = await OpenAiTestServer.start();
});
afterEach(() => server[Symbol.asyncDispose]());

const settings = (): OpenAiSettings => {
  const read = readOpenAiSettings({ OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: server.baseUrl });
  if (read === undefined) throw new Error('a key is set');
  return read;
};
const wave = (seconds: number, amplitude: number): Uint8Array =>
  writeWave({
    samples: new Int16Array(16_000 * seconds).map((_, n) => amplitude * Math.sin(n / 9)),
    sampleRate: 16_000,
  });
const leftovers = async () =>
  (await readdir(tmpdir())).filter((name) => name.startsWith('lockstep-transcriber-'));

/** A recogniser of a test's own making, as a program. */
async function program(script: string): Promise<string> {
  const file = join(folder, `program-${String(script.length)}`);
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
  return file;
}

describe('a transcriber that uses a model', () => {
  it.each([
    ['WebM', 'webm', ['-c:a', 'libopus']],
    ['MP4', 'mp4', ['-c:a', 'aac']],
    ['Ogg', 'ogg', ['-c:a', 'libopus']],
  ])(
    'is sent the audio of a %s recording as plain samples, the model and the language',
    async (_name, suffix, codec) => {
      const [from, to] = [join(folder, 'answer.wav'), join(folder, `answer.${suffix}`)];
      await writeFile(from, spoken);
      await promisify(execFile)(ffmpeg, [
        '-v',
        'error',
        '-y',
        '-i',
        from,
        '-metadata',
        'artist=Secret Name',
        ...codec,
        to,
      ]);
      const recording = await readFile(to);
      const transcriber = new OpenAiTranscriber({ settings: settings(), ffmpeg });
      server.queue('transcription', { kind: 'text', text: ' I went to school. ' });
      expect(await transcriber.transcribe(recording, { language: 'en-GB' })).toBe('I went to school.');
      const raw = server.requests[0]?.raw ?? '';
      expect(raw).toMatch(/name="model"\r\n\r\ngpt-4o-mini-transcribe\r\n/u);
      expect(raw).toMatch(/name="language"\r\n\r\nen\r\n/u);
      expect(raw).toContain('RIFF');
      expect(raw).not.toContain('Secret Name');
      expect(await leftovers()).toEqual([]);
    },
  );

  it('is not asked about silence', async () => {
    expect(
      await new OpenAiTranscriber({ settings: settings(), ffmpeg }).transcribe(wave(2, 20), {
        language: 'en',
      }),
    ).toBe('');
    expect(server.requests).toEqual([]);
  });

  it.each([
    ['unavailable', { kind: 'status', status: 401 }],
    ['unavailable', { kind: 'garbage', body: '{}' }],
    ['timeout', { kind: 'stall' }],
  ] as const)('says %s when the server answers %j', async (reason, reply) => {
    server.queue('transcription', reply);
    const transcriber = new OpenAiTranscriber({ settings: settings(), ffmpeg, patienceMs: 800 });
    await expect(transcriber.transcribe(spoken, { language: 'en' })).rejects.toMatchObject({
      name: 'TranscriptionFailed',
      reason,
    });
    expect(await leftovers()).toEqual([]);
  });

  it('tries again after 500, once', async () => {
    server.queue('transcription', { kind: 'status', status: 500 }, { kind: 'text', text: 'went' });
    expect(
      await new OpenAiTranscriber({ settings: settings(), ffmpeg }).transcribe(spoken, { language: 'en' }),
    ).toBe('went');
  });
});

describe('a recording', () => {
  it.each([
    ['too-large', () => new Uint8Array(MAX_RECORDING_BYTES + 1)],
    ['too-long', () => wave(92, 9000)],
    ['not-audio', () => new TextEncoder().encode('#EXTM3U\nhttp://127.0.0.1/secret')],
    ['not-audio', () => new Uint8Array(0)],
    ['not-audio', () => spoken.subarray(0, 40)],
  ] as const)('is refused as %s', async (reason, recording) => {
    const transcriber = new OpenAiTranscriber({ settings: settings(), ffmpeg });
    await expect(transcriber.transcribe(recording(), { language: 'en' })).rejects.toMatchObject({
      name: 'TranscriptionFailed',
      reason,
    });
    expect(server.requests).toEqual([]);
    expect(await leftovers()).toEqual([]);
  });
});

describe('the recogniser on this machine', () => {
  it('does not exist where the program or its model is missing: students type', async () => {
    expect(
      await findTranscriber({ settings: undefined, ffmpeg, pocketsphinx: '/nowhere/sphinx' }),
    ).toBeUndefined();
    const broken = await program('exit 1');
    expect(await findTranscriber({ settings: undefined, ffmpeg, pocketsphinx: broken })).toBeUndefined();
  });

  it('is heard out, in one line', async () => {
    const transcriber = await PocketsphinxTranscriber.find({
      ffmpeg,
      program: await program('echo "i went"; echo " to school"'),
    });
    expect(await transcriber?.transcribe(spoken, { language: 'en' })).toBe('i went to school');
    expect(await leftovers()).toEqual([]);
  });

  it('is not asked in a language it does not know', async () => {
    const transcriber = await PocketsphinxTranscriber.find({ ffmpeg, program: await program('echo hm') });
    await expect(transcriber?.transcribe(spoken, { language: 'zh' })).rejects.toMatchObject({
      reason: 'language',
    });
  });

  it.each([
    ['timeout', 'test -s "$2" && exec sleep 30'],
    ['too-long', 'exec yes'],
  ])('is ended when it is %s', async (_reason, script) => {
    const transcriber = PocketsphinxTranscriber.find({
      ffmpeg,
      program: await program(script),
      patienceMs: 300,
    });
    expect(await transcriber).toBeUndefined();
    expect(await leftovers()).toEqual([]);
  });
});
