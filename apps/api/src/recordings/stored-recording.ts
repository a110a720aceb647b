import type { ListedStretch, PlacedStretch } from '@lockstep/media';
import type { PartBytes } from './part-bytes.js';

/** What there is of a recording at this moment, on disk or in the bucket. */
export type Stored = {
  readonly parts: readonly StoredPart[];
  /** Stream times, ms; undefined where nothing is recorded yet. */
  readonly startMs: number | undefined;
  readonly endMs: number | undefined;
  readonly bytes: number;
};

export type StoredPart = {
  /** Of its file. */
  readonly name: string;
  /** Where its first stretch begins, and where the last one ends; Infinity while it may grow. Bytes. */
  readonly from: number;
  readonly until: number;
  readonly content: PartBytes;
  readonly stretches: readonly ListedStretch[];
};

export function storedOf(parts: readonly StoredPart[], bytes: number): Stored {
  const all = parts.flatMap(({ stretches }) => stretches.flatMap(({ segments }) => segments));
  return { parts, bytes, startMs: all[0]?.startMs, endMs: all.at(-1)?.endMs };
}

/**
 * The stretches with their addresses, relative to the playlist.
 *
 * @param finished address of the finished file; absent: each stretch is a file of its own
 */
export const placedStretches = ({ parts }: Stored, finished?: string): PlacedStretch[] =>
  parts.flatMap(({ name, stretches }) => stretches.map((stretch) => ({ ...stretch, uri: finished ?? name })));
