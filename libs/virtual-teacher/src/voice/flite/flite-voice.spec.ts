import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WordToSay } from '../voice.js';
import { sayEnglish } from '@lockstep/lesson';
import { FLITE_VOICES, FliteVoices } from './flite-voice.js';

let voices: FliteVoices;
beforeAll(async () => {
  voices = await FliteVoices.start({ threads: 1 });
});
afterAll(() => voices[Symbol.asyncDispose]());

const say = (text: string): WordToSay[] =>
  text.split(' ').map((written) => ({ written, spoken: written, emphasis: false }));

describe.each(FLITE_VOICES)('the embedded voice %s', (name) => {
  it('gives every word its time, in order, within the sound', async () => {
    const words = say('Yesterday I went to the old school, and it was well-known.');
    const speech = await voices.voice(name).speak(words);
    expect(speech.words.map(({ text }) => text)).toEqual(words.map(({ written }) => written));
    let before = 0;
    for (const { startMs, endMs } of speech.words) {
      expect(startMs).toBeGreaterThanOrEqual(before);
      expect(endMs).toBeGreaterThan(startMs);
      before = endMs;
    }
    expect(before).toBeLessThan((speech.samples.length / speech.sampleRate) * 1000);
  });
});

it('sounds different in every voice, at 16 kHz', async () => {
  const all = await Promise.all(FLITE_VOICES.map((name) => voices.voice(name).speak(say('Well done.'))));
  expect(all.map(({ sampleRate }) => sampleRate)).toEqual([16_000, 16_000, 16_000, 16_000]);
  expect(new Set(all.map(({ samples }) => samples.join())).size).toBe(FLITE_VOICES.length);
});

it.each([
  'It costs $3.50, doesn’t it? Dr. Smith’s students’ book was here in 1999.',
  'The apple and the pear, a hour and an hour: read what I read.',
  'I’d say you’re right – they’ve gone, we’ll see, it’s Tom’s.',
  'Use went, not goed, after did; 3/4 of 20% is 15%.',
])('maps every phone to its word without a guess: %s', async (text) => {
  const plain = sayEnglish(say(text).map(({ spoken }) => spoken));
  const words = plain.flatMap((word) => word.plain);
  const { phones = [] } = await voices.voice('rms').speak(say(text));
  const expected = (await voices.pronunciations.of(words, {})).flat();
  expect(phones.filter(({ name }) => name !== 'pau')).toHaveLength(expected.length);
});

it('puts a sign that it does not say where the next word begins', async () => {
  const { words } = await voices.voice('slt').speak(say('life – 你好 really'));
  const [, dash, chinese, really] = words;
  expect(dash).toEqual({ text: '–', startMs: really?.startMs, endMs: really?.startMs });
  expect(chinese?.endMs).toBe(really?.startMs);
});

it('says that it cannot say a sentence of another script', async () => {
  await expect(voices.voice('slt').speak(say('你好 世界'))).rejects.toMatchObject({
    name: 'VoiceFailed',
    reason: 'unspeakable',
  });
});

it('gives up a sentence nobody waits for, with the reason of who gave up', async () => {
  const stop = new AbortController();
  const first = voices.voice('slt').speak(say('The first sentence keeps the thread busy for a while.'));
  const second = voices.voice('slt').speak(say('Nobody will hear this.'), { signal: stop.signal });
  stop.abort(new Error('skipped'));
  await expect(second).rejects.toThrow('skipped');
  await first;
});

it('says what somebody waits for before what was asked for earlier', async () => {
  const order: string[] = [];
  const speak = async (text: string, priority: 'live' | 'batch') => {
    await voices.voice('slt').speak(say(text), { priority });
    order.push(priority);
  };
  await Promise.all([
    ...Array.from({ length: 6 }, (_, n) => speak(`Sentence number ${String(n)} of a lesson.`, 'batch')),
    speak('Well done.', 'live'),
  ]);
  expect(order.indexOf('live')).toBeLessThan(2);
});

it('gives the same bytes for the same words', async () => {
  const [one, two] = await Promise.all([1, 2].map(() => voices.voice('awb').speak(say('The same again.'))));
  expect(one).toEqual(two);
});
