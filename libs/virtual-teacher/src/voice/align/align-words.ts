import type { Speech, SpokenPhone, SpokenWord, WordToSay } from '../voice.js';
import { silences, type Span } from './silences.js';
import { FRAME_MS, soundFeatures } from './sound-features.js';
import { timeWarp } from './time-warp.js';

/** A pause that a listener hears; shorter ones belong to a plosive. */
const PAUSE_MS = 90;
/** As far as the warp may be from a pause that stands in its way. */
const SNAP_MS = 120;

export type Recording = { readonly samples: Int16Array; readonly sampleRate: number };

/**
 * The same from several references, by other voices: the middle one of their opinions, which halves the error of
 * one. Phones are those of the first.
 * @throws RangeError without a reference
 */
export async function alignByVoices(
  recording: Recording,
  references: readonly Speech[],
): Promise<Pick<Speech, 'words' | 'phones'>> {
  const opinions = await Promise.all(references.map((reference) => alignWords(recording, reference)));
  const [first] = opinions;
  if (first === undefined) throw new RangeError('no reference to align with');
  let before = 0;
  const words = first.words.map(({ text }, index) => {
    const startMs = Math.max(before, middle(opinions.map(({ words }) => words[index]?.startMs ?? 0)));
    before = Math.max(startMs, middle(opinions.map(({ words }) => words[index]?.endMs ?? 0)));
    return { text, startMs, endMs: before };
  });
  return { ...first, words };
}

const middle = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/**
 * Times of the words of a recording, from a reference that says the same words and knows its times: the two are
 * laid upon each other by their sound, then word borders that fall into or beside a pause of the recording go to
 * its ends.
 */
export async function alignWords(
  recording: Recording,
  reference: Speech,
): Promise<Pick<Speech, 'words' | 'phones'>> {
  const heard = soundFeatures(recording.samples, recording.sampleRate);
  const known = soundFeatures(reference.samples, reference.sampleRate);
  const { first, last } = await timeWarp(known, heard);
  const frameAt = (ms: number) => Math.min(known.frames - 1, Math.max(0, Math.round(ms / FRAME_MS - 0.75)));
  /** The middle of a frame's window, 12.5 ms after its beginning. */
  const mapped = (ms: number) => {
    const frame = frameAt(ms);
    return (((first[frame] ?? 0) + (last[frame] ?? 0)) / 2 + 0.75) * FRAME_MS;
  };
  const endMs = (recording.samples.length / recording.sampleRate) * 1000;
  const pauses = silences(heard.decibels, PAUSE_MS);
  const words = snapped(
    reference.words.map(({ text, startMs, endMs: end }) => ({
      text,
      startMs: mapped(startMs),
      endMs: mapped(end),
    })),
    pauses,
    endMs,
  );
  return { words, phones: phonesOf(reference.phones ?? [], mapped, endMs) };
}

/** Words in order, within the sound, and none of them sounding in a pause. */
function snapped(words: readonly SpokenWord[], pauses: readonly Span[], endMs: number): SpokenWord[] {
  let before = 0;
  return words.map(({ text, startMs, endMs: end }) => {
    let from = startMs;
    let to = Math.max(end, startMs);
    for (const pause of pauses) {
      const beginsThere = from > pause.fromMs - SNAP_MS && from < pause.toMs + SNAP_MS / 3;
      if (beginsThere && to > pause.toMs) from = pause.toMs;
      const endsThere = to > pause.fromMs - SNAP_MS / 3 && to < pause.toMs + SNAP_MS;
      if (endsThere && from < pause.fromMs) to = pause.fromMs;
    }
    const start = Math.min(endMs, Math.max(before, from));
    before = Math.min(endMs, Math.max(start, to));
    return { text, startMs: start, endMs: before };
  });
}

function phonesOf(
  phones: readonly SpokenPhone[],
  mapped: (ms: number) => number,
  endMs: number,
): SpokenPhone[] {
  let before = 0;
  return phones.map(({ name, endMs: end }, index) => {
    const startMs = before;
    before = index === phones.length - 1 ? endMs : Math.min(endMs, Math.max(startMs, mapped(end)));
    return { name, startMs, endMs: before };
  });
}

/**
 * Times without a reference, for words that no built-in voice can say: the sound between pauses is shared out by
 * the number of syllables, and a word with a comma or full stop ends where a pause begins.
 */
export function wordsByLength(recording: Recording, words: readonly WordToSay[]): SpokenWord[] {
  const { decibels } = soundFeatures(recording.samples, recording.sampleRate);
  const totalMs = (recording.samples.length / recording.sampleRate) * 1000;
  const sounding = soundingSpans(silences(decibels, PAUSE_MS), totalMs);
  const weights = words.map(({ spoken }) => syllables(spoken));
  const whole = weights.reduce((sum, weight) => sum + weight, 0) || 1;
  const soundMs = sounding.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  const momentAt = (passedMs: number, isEnd: boolean): number => {
    let left = passedMs;
    for (const { fromMs, toMs } of sounding) {
      const length = toMs - fromMs;
      if (left < length || (isEnd && left <= length + 1e-6)) return fromMs + left;
      left -= length;
    }
    return sounding.at(-1)?.toMs ?? totalMs;
  };
  let passed = 0;
  return words.map(({ written }, index) => {
    const startMs = momentAt((passed / whole) * soundMs, false);
    passed += weights[index] ?? 0;
    return { text: written, startMs, endMs: Math.max(startMs, momentAt((passed / whole) * soundMs, true)) };
  });
}

function soundingSpans(pauses: readonly Span[], totalMs: number): Span[] {
  const borders = [0, ...pauses.flatMap(({ fromMs, toMs }) => [fromMs, toMs]), totalMs];
  const spans: Span[] = [];
  for (let index = 0; index + 1 < borders.length; index += 2) {
    const [fromMs = 0, toMs = 0] = borders.slice(index, index + 2);
    if (toMs - fromMs > 20) spans.push({ fromMs, toMs });
  }
  return spans.length > 0 ? spans : [{ fromMs: 0, toMs: totalMs }];
}

/** Vowel groups, or one for each Chinese character. */
const syllables = (word: string): number =>
  (word.match(/\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}/gu)?.length ?? 0) +
  (word
    .normalize('NFD')
    .toLowerCase()
    .match(/[aeiouyаеёиоуыэюя]+|\d/gu)?.length ?? (/\p{L}/u.test(word) && !/\p{Lo}/u.test(word) ? 1 : 0));
