import type { AudioTrack } from '../avatar/stage.js';
import { CELL_MS } from '../clip/clip.js';
import { AUDIO_RATE } from '../clip/house-format.js';
import { resample } from '../clip/resample.js';
import type { SentenceRecordings } from '../voice/recorded/sentence-recordings.js';
import type { SpeakOptions, Speech, SpokenPhone, SpokenWord, Voice } from '../voice/voice.js';
import type { Sentence, SentenceWord } from './sentence.js';

/** Before the first audio frame and after the last one: more than two AAC frames (43 ms), and a breath between sentences. */
const LEAD_MS = 80;
const TAIL_MS = 200;
/** What is kept of the voice's own silence around its words, where consonants may begin softly. */
const KEEP_BEFORE_MS = 40;
const KEEP_AFTER_MS = 90;
/** Loudness that all voices are brought to: root of the mean square of what is not silent, of 32,768. */
const LOUDNESS = 3200;
const LOUDEST_PEAK = 29_000;
const MAX_GAIN = 6;
const SILENT = 200;
const FADE_MS = 4;

/** Who says a sentence: its own recording, else the voice. */
export type Speakers = { readonly voice: Voice; readonly recordings?: SentenceRecordings | undefined };

const samplesOf = (ms: number): number => Math.round((ms * AUDIO_RATE) / 1000);
const msOf = (samples: number): number => (samples * 1000) / AUDIO_RATE;

/**
 * Speaks a sentence; where the author asks for silence inside of it, what follows is a phrase of its own. The author's own
 * recording has its pauses already.
 */
export async function speakSentence(
  sentence: Sentence,
  { voice, recordings }: Speakers,
  options: SpeakOptions,
): Promise<AudioTrack> {
  const recorded = await recordings?.speak(sentence.text, sentence.words, options);
  const phrases = recorded ? [sentence.words] : phrasesOf(sentence.words);
  const spoken = recorded
    ? [recorded]
    : await Promise.all(phrases.map((words) => voice.speak(words, options)));
  const trimmed = spoken.map(trim);
  const pauses = phrases.map((words, index) => Math.max(words[0]?.pauseMs ?? 0, index === 0 ? 0 : 60));
  const audioMs = trimmed.reduce(
    (sum, { samples }, index) => sum + msOf(samples.length) + (pauses[index] ?? 0),
    0,
  );
  const cells = Math.ceil((LEAD_MS + audioMs + TAIL_MS + sentence.closingPauseMs) / CELL_MS);
  const samples = new Int16Array(samplesOf(cells * CELL_MS));
  const words: SpokenWord[] = [];
  const phones: SpokenPhone[] = [];
  let at = samplesOf(LEAD_MS);
  for (const [index, phrase] of trimmed.entries()) {
    at += samplesOf(pauses[index] ?? 0);
    samples.set(phrase.samples, at);
    words.push(...phrase.words.map((word) => shifted(word, msOf(at))));
    phones.push(...(phrase.phones ?? []).map((phone) => shifted(phone, msOf(at))));
    at += phrase.samples.length;
  }
  level(samples);
  return {
    cells,
    samples,
    words,
    phones: trimmed.every((phrase) => phrase.phones !== undefined) ? phones : undefined,
    speechMs: { from: words[0]?.startMs ?? LEAD_MS, to: words.at(-1)?.endMs ?? msOf(at) },
  };
}

/** Nothing is heard for so many cells. */
export const silence = (cells: number): Int16Array => new Int16Array(samplesOf(cells * CELL_MS));

function phrasesOf(words: readonly SentenceWord[]): SentenceWord[][] {
  const phrases: SentenceWord[][] = [];
  for (const word of words) {
    const last = phrases.at(-1);
    if (last === undefined || word.pauseMs > 0) phrases.push([word]);
    else last.push(word);
  }
  return phrases;
}

const shifted = <T extends { readonly startMs: number; readonly endMs: number }>(
  span: T,
  byMs: number,
): T => ({
  ...span,
  startMs: span.startMs + byMs,
  endMs: span.endMs + byMs,
});

/** The speech at 48 kHz, without the silence that the voice puts around it. */
function trim(speech: Speech): Speech {
  const { words, phones } = speech;
  const samples = resample(speech.samples, speech.sampleRate, AUDIO_RATE);
  let first = samples.findIndex((sample) => Math.abs(sample) > SILENT);
  let last = samples.findLastIndex((sample) => Math.abs(sample) > SILENT);
  if (first < 0) [first, last] = [0, samples.length - 1];
  const begin = Math.min(first, samplesOf(words[0]?.startMs ?? 0));
  const end = Math.max(last, samplesOf(words.at(-1)?.endMs ?? 0));
  const from = Math.max(0, begin - samplesOf(KEEP_BEFORE_MS));
  const to = Math.min(samples.length, end + samplesOf(KEEP_AFTER_MS));
  const kept = samples.slice(from, to);
  fadeEnds(kept);
  return {
    samples: kept,
    sampleRate: AUDIO_RATE,
    words: words.map((word) => shifted(word, -msOf(from))),
    ...(phones === undefined ? {} : { phones: phones.map((phone) => shifted(phone, -msOf(from))) }),
  };
}

function fadeEnds(samples: Int16Array): void {
  const fade = Math.min(samplesOf(FADE_MS), samples.length >> 1);
  for (let index = 0; index < fade; index++) {
    const gain = index / fade;
    const end = samples.length - 1 - index;
    samples[index] = Math.round((samples[index] ?? 0) * gain);
    samples[end] = Math.round((samples[end] ?? 0) * gain);
  }
}

/** Voices differ in loudness, and a class should not reach for the volume when one answers another. */
function level(samples: Int16Array): void {
  let squares = 0;
  let count = 0;
  let peak = 1;
  for (const sample of samples) {
    const size = Math.abs(sample);
    if (size > peak) peak = size;
    if (size <= SILENT) continue;
    squares += sample * sample;
    count++;
  }
  if (count === 0) return;
  const gain = Math.min(MAX_GAIN, LOUDNESS / Math.sqrt(squares / count), LOUDEST_PEAK / peak);
  for (let index = 0; index < samples.length; index++)
    samples[index] = Math.round((samples[index] ?? 0) * gain);
}
