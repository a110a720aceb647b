import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OpenAiTestServer } from '../../../test/openai-server/index.js';
import { readSpeechServer } from '../../openai/speech-server.js';
import { FliteVoices } from '../flite/flite-voice.js';
import type { Speech, WordToSay } from '../voice.js';
import { writeWave } from '../wave.js';
import { OpenAiVoice } from './openai-voice.js';

let references: FliteVoices;
let server: OpenAiTestServer;
beforeAll(async () => {
  references = await FliteVoices.start();
});
afterAll(() => references[Symbol.asyncDispose]());
beforeEach(async () => {
  server = await OpenAiTestServer.start();
});
afterEach(() => server[Symbol.asyncDispose]());

const say = (text: string): WordToSay[] =>
  text.split(' ').map((written) => ({ written, spoken: written, emphasis: false }));

function voice(patienceMs?: number, language = 'en'): OpenAiVoice {
  const tested = readSpeechServer({ OPENAI_SPEECH_BASE_URL: server.baseUrl });
  if (tested === undefined) throw new Error('an address is set');
  return new OpenAiVoice({
    server: tested,
    name: 'alloy',
    language,
    references,
    ...(patienceMs === undefined ? {} : { patienceMs }),
  });
}

const SENTENCE = 'When we talk about the past, many verbs change their form.';

/** The fourth embedded voice plays the unknown one: its true word times are known to the test alone. */
const unknown = (text: string): Promise<Speech> => references.voice('kal').speak(say(text));

function withPauses(speech: Speech, afterWords: readonly number[], pauseMs: number): Speech {
  const rate = speech.sampleRate / 1000;
  const pieces: number[][] = [];
  let from = 0;
  const words = speech.words.map((word, index) => {
    const shiftMs = afterWords.filter((after) => after < index).length * pauseMs;
    if (afterWords.includes(index)) {
      const to = Math.round(word.endMs * rate);
      pieces.push([...speech.samples.subarray(from, to)], new Array<number>(pauseMs * rate).fill(0));
      from = to;
    }
    return { ...word, startMs: word.startMs + shiftMs, endMs: word.endMs + shiftMs };
  });
  pieces.push([...speech.samples.subarray(from)]);
  return { ...speech, samples: Int16Array.from(pieces.flat()), words };
}

const errorsMs = (found: Speech, truth: Speech): number[] =>
  found.words
    .map(({ startMs }, index) => Math.abs(startMs - (truth.words[index]?.startMs ?? 0)))
    .sort((a, b) => a - b);

describe('a voice that gives no word times', () => {
  it('is asked for a WAVE file of the sentence and nothing else', async () => {
    server.queue('speech', { kind: 'sound', bytes: writeWave(await unknown(SENTENCE)) });
    await voice().speak(say(SENTENCE));
    expect(server.requests.map(({ json }) => json)).toEqual([
      { model: 'gpt-4o-mini-tts', voice: 'alloy', input: SENTENCE, response_format: 'wav' },
    ]);
  });

  it.each([
    [
      'en',
      'It is 5 km to St. Paul’s, and $x^2 = 9$.',
      'It is five kilometres to saint Paul’s, and X squared equals nine.',
    ],
    ['zh', '气温 5°C， $\\frac{1}{2}$ 是 一半。', '气温五摄氏度，二分之一是一半。'],
  ])('reads %s with units and formulas written out', async (language, written, input) => {
    server.queue('speech', { kind: 'sound', bytes: writeWave(await unknown('Hello there.')) });
    await voice(undefined, language).speak(say(written.replace('$x^2 = 9$', '$x^2=9$')));
    expect(server.requests[0]?.json).toMatchObject({ input });
  });

  it.each([
    ['as it comes', []],
    ['with pauses that the references do not make', [2, 6]],
  ])('gets them within a few frames of the truth, %s', async (_how, pausesAfter) => {
    const truth = withPauses(await unknown(SENTENCE), pausesAfter, 400);
    server.queue('speech', { kind: 'sound', bytes: writeWave(truth) });
    const speech = await voice().speak(say(SENTENCE));
    expect(speech.samples).toEqual(truth.samples);
    expect(speech.words.map(({ text }) => text)).toEqual(say(SENTENCE).map(({ written }) => written));
    const errors = errorsMs(speech, truth);
    expect(errors[Math.floor(errors.length / 2)]).toBeLessThan(40);
    expect(errors.at(-1)).toBeLessThan(160);
  });

  it('reads raw samples at 24 kHz', async () => {
    const bytes = new Uint8Array(new Int16Array(24_000).map((_, n) => 8000 * Math.sin(n / 20)).buffer);
    server.queue('speech', { kind: 'sound', bytes });
    expect(await voice().speak(say('Yes!'))).toMatchObject({
      sampleRate: 24_000,
      samples: { length: 24_000 },
    });
  });

  it('reads raw samples at the rate that the server names', async () => {
    const bytes = new Uint8Array(new Int16Array(22_050).map((_, n) => 8000 * Math.sin(n / 20)).buffer);
    server.queue('speech', { kind: 'sound', bytes, type: 'audio/pcm;rate=22050' });
    expect((await voice().speak(say('Yes!'))).sampleRate).toBe(22_050);
  });

  it('shares out the sound by syllables where no reference can say the words', async () => {
    const { samples, sampleRate } = await unknown('well done');
    server.queue('speech', { kind: 'sound', bytes: writeWave({ samples, sampleRate }) });
    const { words } = await voice().speak(say('你好 世界和平'));
    const [hello, world] = words;
    expect((world?.endMs ?? 0) - (world?.startMs ?? 0)).toBeGreaterThan(
      (hello?.endMs ?? 0) - (hello?.startMs ?? 0),
    );
    expect(world?.startMs).toBeCloseTo(hello?.endMs ?? 0);
  });

  it('tries again after 503, once', async () => {
    const bytes = writeWave(await unknown('Yes.'));
    server.queue('speech', { kind: 'status', status: 503 }, { kind: 'sound', bytes });
    expect((await voice().speak(say('Yes.'))).words).toHaveLength(1);
  });

  it.each([
    ['refused', { kind: 'status', status: 401 }],
    ['refused', { kind: 'status', status: 404 }],
    ['unavailable', { kind: 'status', status: 429, retryAfterSeconds: 60 }],
    ['timeout', { kind: 'stall' }],
    ['bad-audio', { kind: 'garbage', body: '{"error":"no"}' }],
    ['bad-audio', { kind: 'sound', bytes: new Uint8Array(100) }],
    ['bad-audio', { kind: 'sound', bytes: new TextEncoder().encode('ID3 and music') }],
    ['bad-audio', { kind: 'sound', bytes: Uint8Array.of(0xff, 0xfb, 0x90, 0x64, ...new Uint8Array(9000)) }],
    ['bad-audio', { kind: 'sound', bytes: new Uint8Array(9000), type: 'audio/mpeg' }],
  ] as const)('says that it is %s when the server answers %j', async (reason, reply) => {
    server.queue('speech', reply);
    await expect(voice(800).speak(say('Yes.'))).rejects.toMatchObject({ name: 'VoiceFailed', reason });
  });

  it('says that its server is away', async () => {
    const { speak } = { speak: voice() };
    await server[Symbol.asyncDispose]();
    await expect(speak.speak(say('Yes.'))).rejects.toMatchObject({
      ...{ reason: 'unavailable', message: expect.stringContaining('127.0.0.1') },
      params: { host: expect.stringMatching(/^127\.0\.0\.1:\d+$/u) },
    });
  });

  it('gives up with the reason of who gave up', async () => {
    server.queue('speech', { kind: 'stall' });
    const stop = new AbortController();
    const speaking = voice().speak(say('Yes.'), { signal: stop.signal });
    stop.abort(new Error('skipped'));
    await expect(speaking).rejects.toThrow('skipped');
  });
});
