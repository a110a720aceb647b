import type { TrackChoice } from './stretch.js';

/** Names of the files of a packaging, relative to its playlist. No two of one stream are ever the same. */
export type ObjectName =
  | { readonly kind: 'init'; readonly tracks: TrackChoice; readonly stretch: number }
  | { readonly kind: 'segment'; readonly tracks: TrackChoice; readonly msn: number }
  | { readonly kind: 'ts'; readonly msn: number }
  | { readonly kind: 'part'; readonly number: number };

const LETTERS: Readonly<Record<TrackChoice, string>> = { muxed: 'm', video: 'v', audio: 'a' };
const CHOICES: Readonly<Record<string, TrackChoice>> = { m: 'muxed', v: 'video', a: 'audio' };
const PATTERN = /^([0-9a-z]{1,12})\.(?:([mva])(\d{1,15})\.(mp4|m4s)|p(\d{1,15})\.m4s|s(\d{1,15})\.ts)$/;

export const initName = (run: string, tracks: TrackChoice, stretch: number): string =>
  `${run}.${LETTERS[tracks]}${stretch}.mp4`;

export const segmentName = (run: string, tracks: TrackChoice, msn: number | string): string =>
  `${run}.${LETTERS[tracks]}${msn}.m4s`;

export const tsName = (run: string, msn: number): string => `${run}.s${msn}.ts`;

export const partName = (run: string, number: number): string => `${run}.p${number}.m4s`;

/**
 * A segment that is named by when its track begins, ticks: what DASH calls `$Time$`. The number of its stretch is in the name, so that
 * who asks for what follows in one publication never gets the frames of the next.
 */
export type TimedName = {
  readonly tracks: 'video' | 'audio';
  readonly stretch: number;
  readonly time: number;
};

export const timedName = (
  run: string,
  { tracks, stretch, time }: Omit<TimedName, 'time'> & { readonly time: number | string },
): string => `${run}.${LETTERS[tracks]}${stretch}t${time}.m4s`;

const TIMED_PATTERN = /^([0-9a-z]{1,12})\.([va])(\d{1,15})t(\d{1,15})\.m4s$/;

/** @returns undefined for any other name */
export function readTimedName(file: string): (TimedName & { readonly run: string }) | undefined {
  const match = TIMED_PATTERN.exec(file);
  if (!match) return undefined;
  const [, run = '', letter, stretch, time] = match;
  return { run, tracks: letter === 'a' ? 'audio' : 'video', stretch: Number(stretch), time: Number(time) };
}

/** @returns undefined for any other name */
export function readObjectName(file: string): (ObjectName & { readonly run: string }) | undefined {
  const match = PATTERN.exec(file);
  if (!match) return undefined;
  const [, run = '', letter = '', number, extension, part, ts] = match;
  if (ts !== undefined) return { run, kind: 'ts', msn: Number(ts) };
  if (part !== undefined) return { run, kind: 'part', number: Number(part) };
  const tracks = CHOICES[letter] ?? 'muxed';
  if (extension === 'mp4') return { run, kind: 'init', tracks, stretch: Number(number) };
  return { run, kind: 'segment', tracks, msn: Number(number) };
}
