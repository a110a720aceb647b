import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FLITE_VOICES, FliteVoices } from '../flite/flite-voice.js';
import type { Speech, WordToSay } from '../voice.js';
import { alignByVoices, alignWords, wordsByLength } from './align-words.js';
import { silences } from './silences.js';
import { soundFeatures } from './sound-features.js';

let voices: FliteVoices;
beforeAll(async () => {
  voices = await FliteVoices.start();
});
afterAll(() => voices[Symbol.asyncDispose]());

const say = (text: string): WordToSay[] =>
  text.split(' ').map((written) => ({ written, spoken: written, emphasis: false }));
const SENTENCES = [
  'Not quite: after did we use the base form, so say go, not went.',
  'Three quarters of the cake is left, because one quarter was eaten.',
  'Good morning everybody, and welcome to our lesson.',
];

/** Same words at another pace: every n-th sample left out or said twice, which changes the pitch as well. */
function atPace(speech: Speech, factor: number): Speech {
  const samples = Int16Array.from(
    { length: Math.floor(speech.samples.length * factor) },
    (_, n) => speech.samples[Math.floor(n / factor)] ?? 0,
  );
  const words = speech.words.map((word) => ({
    ...word,
    startMs: word.startMs * factor,
    endMs: word.endMs * factor,
  }));
  return { ...speech, samples, words };
}

describe('words of a recording, found by references', () => {
  it.each(FLITE_VOICES)(
    'of the voice %s as the unknown one: half of them within a frame',
    async (unknown) => {
      const errors: number[] = [];
      for (const text of SENTENCES) {
        const truth = await voices.voice(unknown).speak(say(text));
        const others = FLITE_VOICES.filter((name) => name !== unknown);
        const references = await Promise.all(others.map((name) => voices.voice(name).speak(say(text))));
        const { words } = await alignByVoices(truth, references);
        errors.push(
          ...words.map(({ startMs }, index) => Math.abs(startMs - (truth.words[index]?.startMs ?? 0))),
        );
      }
      errors.sort((a, b) => a - b);
      expect(errors[Math.floor(errors.length / 2)]).toBeLessThan(40);
      expect(errors[Math.floor(errors.length * 0.9)]).toBeLessThan(120);
    },
  );

  it.each([0.8, 1.25])(
    'at %d times the length, and another pitch: half of them within a frame',
    async (factor) => {
      const [text = ''] = SENTENCES;
      const truth = atPace(await voices.voice('rms').speak(say(text)), factor);
      const references = await Promise.all(
        (['slt', 'awb', 'kal'] as const).map((name) => voices.voice(name).speak(say(text))),
      );
      const { words } = await alignByVoices(truth, references);
      const errors = words.map(({ startMs }, index) =>
        Math.abs(startMs - (truth.words[index]?.startMs ?? 0)),
      );
      expect(errors.sort((a, b) => a - b)[Math.floor(errors.length / 2)]).toBeLessThan(40);
    },
  );

  it.each([
    ['noise', Int16Array.from({ length: 20_000 }, (_, n) => ((n * 7919) % 20_011) - 10_000)],
    ['silence', new Int16Array(20_000)],
    ['a click', Int16Array.of(1, 2, 3)],
    ['nothing', new Int16Array(0)],
  ])('of %s are in order and within it all the same', async (_what, samples) => {
    const recording = { samples, sampleRate: 16_000 };
    const reference = await voices.voice('kal').speak(say('Well done, everybody!'));
    const aligned = await alignWords(recording, reference);
    const shared = wordsByLength(recording, say('Well done, everybody!'));
    for (const words of [aligned.words, shared]) {
      let before = 0;
      for (const { startMs, endMs } of words) {
        expect(startMs).toBeGreaterThanOrEqual(before);
        expect(endMs).toBeGreaterThanOrEqual(startMs);
        before = endMs;
      }
      expect(before).toBeLessThanOrEqual((samples.length / 16_000) * 1000 + 1e-6);
    }
  });
});

describe('the voice’s own word times', () => {
  it('agree with its sound: a word after a comma begins where the silence ends', async () => {
    const errors: number[] = [];
    for (const name of FLITE_VOICES) {
      const {
        samples,
        sampleRate,
        phones = [],
      } = await voices.voice(name).speak(say('When, say, now, look, many, rooms.'));
      const heard = silences(soundFeatures(samples, sampleRate).decibels, 60);
      for (const pause of phones.slice(1, -1).filter((phone) => phone.name === 'pau')) {
        const span = heard.find(({ fromMs, toMs }) => fromMs < pause.endMs && toMs > pause.startMs);
        if (span !== undefined) errors.push(Math.abs(span.toMs - pause.endMs));
      }
    }
    expect(errors.length).toBeGreaterThan(8);
    expect(errors.sort((a, b) => a - b)[Math.floor(errors.length / 2)]).toBeLessThan(25);
  });
});
