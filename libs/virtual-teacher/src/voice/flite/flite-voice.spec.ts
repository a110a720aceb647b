import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type WordToSay } from '../voice.js';
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
