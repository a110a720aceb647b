import type { Speech, SpokenPhone, SpokenWord, WordToSay } from '../voice.js';

/** One sentence as Flite said it; `words` are the phones of each written word. */
export type Utterance = {
  readonly samples: Int16Array;
  readonly sampleRate: number;
  readonly phones: readonly SpokenPhone[];
  readonly words: readonly (readonly SpokenPhone[])[];
};

/** Flite begins and ends with up to a quarter of a second of silence; a student who waits for an answer hears it as delay. */
const LEAD_MS = 30;
const TAIL_MS = 80;
/** Between two sentences. */
const GAP_MS = 320;

/** Puts sentences behind each other, with the times of the words as they were given. */
export function joinUtterances(given: readonly WordToSay[], utterances: readonly Utterance[]): Speech {
  const sampleRate = utterances[0]?.sampleRate ?? 16_000;
  const inSamples = (ms: number) => Math.round((ms * sampleRate) / 1000);
  const pieces: Int16Array[] = [];
  const phones: SpokenPhone[] = [];
  const words: SpokenWord[] = [];
  let lengthMs = 0;
  for (const [index, utterance] of utterances.entries()) {
    const sounding = utterance.phones.filter(({ name }) => name !== 'pau');
    const fromMs = Math.max(0, (sounding[0]?.startMs ?? 0) - (index === 0 ? LEAD_MS : GAP_MS / 2));
    const last = index === utterances.length - 1;
    const toMs = (sounding.at(-1)?.endMs ?? 0) + (last ? TAIL_MS : GAP_MS / 2);
    const shiftMs = lengthMs - fromMs;
    const piece = new Int16Array(inSamples(lengthMs + toMs - fromMs) - inSamples(lengthMs));
    piece.set(utterance.samples.subarray(inSamples(fromMs)).subarray(0, piece.length));
    pieces.push(piece);
    for (const { name, startMs, endMs } of utterance.phones) {
      const [from, to] = [Math.max(startMs, fromMs), Math.min(endMs, toMs)];
      if (to > from) phones.push({ name, startMs: from + shiftMs, endMs: to + shiftMs });
    }
    words.push(...timesOf(utterance, given.slice(words.length), shiftMs));
    lengthMs += toMs - fromMs;
  }
  const samples = new Int16Array(inSamples(lengthMs));
  let at = 0;
  for (const piece of pieces) {
    samples.set(piece, at);
    at += piece.length;
  }
  return { samples, sampleRate, words, phones };
}

/** A word without a sound of its own (a dash, a sign that the voice does not know) stands where the next begins. */
function timesOf(utterance: Utterance, given: readonly WordToSay[], shiftMs: number): SpokenWord[] {
  const times: SpokenWord[] = [];
  let nextMs = utterance.words.flat().at(-1)?.endMs ?? 0;
  for (let index = utterance.words.length - 1; index >= 0; index--) {
    const phones = utterance.words[index] ?? [];
    const startMs = phones[0]?.startMs ?? nextMs;
    const endMs = phones.at(-1)?.endMs ?? nextMs;
    times.unshift({ text: given[index]?.written ?? '', startMs: startMs + shiftMs, endMs: endMs + shiftMs });
    nextMs = startMs;
  }
  return times;
}
