/**
 * How soon the embedded voices speak, and how exact word times are.
 * `node scripts/run-typescript.mjs libs/virtual-teacher/bench/voice/main.ts [--rounds 20]`
 */
import { parseArgs } from 'node:util';
import { alignByVoices, alignWords, wordsByLength } from '../../src/voice/align/align-words.js';
import { silences } from '../../src/voice/align/silences.js';
import { soundFeatures } from '../../src/voice/align/sound-features.js';
import { FLITE_VOICES, FliteVoices } from '../../src/voice/flite/flite-voice.js';
import type { Speech, WordToSay } from '../../src/voice/voice.js';
import { freshSentence, SENTENCES } from './sentences.js';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '20' } } });
const rounds = Number(values.rounds);

const say = (text: string): WordToSay[] =>
  text.split(' ').map((written) => ({ written, spoken: written, emphasis: false }));

function quantiles(numbers: readonly number[]): string {
  const sorted = numbers.toSorted((a, b) => a - b);
  const at = (share: number) =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return `p50 ${String(at(0.5))}  p90 ${String(at(0.9))}  p95 ${String(at(0.95))}  largest ${String(at(1))}`;
}

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const from = performance.now();
  return [await work(), performance.now() - from];
}

async function latency(voices: FliteVoices): Promise<void> {
  for (const name of FLITE_VOICES) {
    for (const words of [6, 12, 25]) {
      const took: number[] = [];
      let soundMs = 0;
      for (let round = 0; round < rounds; round++) {
        const text = freshSentence(round * 100 + words, words);
        const [speech, ms] = await timed(() => voices.voice(name).speak(say(text)));
        took.push(ms);
        soundMs += (speech.samples.length / speech.sampleRate) * 1000;
      }
      const seconds = (soundMs / rounds / 1000).toFixed(1);
      console.log(
        `${name}, fresh sentence of ${String(words)} words (${seconds} s of sound), ms: ${quantiles(took)}`,
      );
    }
  }
}

/** Where Flite says that a pause is, against where its sound is silent. */
async function pauses(voices: FliteVoices): Promise<void> {
  const errors: number[] = [];
  for (const name of FLITE_VOICES) {
    for (const text of SENTENCES) {
      const { samples, sampleRate, phones = [] } = await voices.voice(name).speak(say(text));
      const heard = silences(soundFeatures(samples, sampleRate).decibels, 60);
      for (const pause of phones.slice(1, -1).filter((phone) => phone.name === 'pau')) {
        const span = heard.find(({ fromMs, toMs }) => fromMs < pause.endMs && toMs > pause.startMs);
        if (span !== undefined) errors.push(Math.abs(span.toMs - pause.endMs));
      }
    }
  }
  console.log(
    `word after a pause, its time against the sound (${String(errors.length)} pauses), ms: ${quantiles(errors)}`,
  );
}

/** Each voice in turn is the unknown one whose true times are known. */
async function alignment(voices: FliteVoices): Promise<void> {
  const errors = { one: [] as number[], three: [] as number[], length: [] as number[], took: [] as number[] };
  for (const unknown of FLITE_VOICES) {
    for (const text of SENTENCES) {
      const truth = await voices.voice(unknown).speak(say(text));
      const others = FLITE_VOICES.filter((name) => name !== unknown);
      const references = await Promise.all(others.map((name) => voices.voice(name).speak(say(text))));
      const add = (into: number[], words: Speech['words']) =>
        words.forEach(({ startMs }, index) =>
          into.push(Math.abs(startMs - (truth.words[index]?.startMs ?? 0))),
        );
      const [three, ms] = await timed(() => alignByVoices(truth, references));
      errors.took.push(ms);
      add(errors.three, three.words);
      const [first] = references;
      if (first !== undefined) add(errors.one, (await alignWords(truth, first)).words);
      add(errors.length, wordsByLength(truth, say(text)));
    }
  }
  console.log(`beginnings of ${String(errors.three.length)} words of an unknown voice, error in ms:`);
  console.log(`  by the middle of three references  ${quantiles(errors.three)}`);
  console.log(`  by one reference                   ${quantiles(errors.one)}`);
  console.log(`  by syllables and pauses            ${quantiles(errors.length)}`);
  console.log(`  time to align a sentence           ${quantiles(errors.took)}`);
}

const [voices, startMs] = await timed(() => FliteVoices.start());
await using embedded = voices;
console.log(`start: ${startMs.toFixed(0)} ms`);
const [, firstMs] = await timed(() =>
  embedded.voice('rms').speak(say('Welcome to the very first sentence.')),
);
console.log(`first sentence after start: ${firstMs.toFixed(0)} ms`);
await latency(embedded);
await pauses(embedded);
await alignment(embedded);
