import type { FragmentSample } from '@lockstep/formats';
import type { ByteSource } from './byte-source.js';
import { readFragments, type StoredFragment, type StoredInit, type StoredTrack } from './fragment-reader.js';

/** Fragments from one that can be decoded alone to the next: what a player asks for at once. */
export type StoredSegment = {
  readonly offset: number;
  readonly length: number;
  /** Milliseconds on the stream's timeline. */
  readonly startMs: number;
  readonly endMs: number;
  /** Milliseconds since 1970; undefined where the recording does not tell. */
  readonly wallClockMs: number | undefined;
  readonly isIndependent: boolean;
};

/** Where a stretch and its segments are. */
export type ListedStretch = {
  readonly init: Pick<StoredInit, 'offset' | 'length'>;
  readonly segments: readonly StoredSegment[];
};

/** A stretch as far as it is written. */
export type StoredStretch = ListedStretch & { readonly init: StoredInit };

const ticksToMs = (ticks: number, { track }: StoredTrack): number => (1000 * ticks) / track.timescale;

/** When a fragment begins and ends on the stream's timeline, by its video or else by its audio; undefined for an empty one. */
export function extentOf({
  tracks,
}: StoredFragment): { startMs: number; endMs: number; isIndependent: boolean } | undefined {
  const main = tracks.find(({ track }) => track.size !== undefined) ?? tracks[0];
  if (!main) return undefined;
  let first: FragmentSample | undefined;
  let last: FragmentSample | undefined;
  for (const sample of main.samples) {
    first ??= sample;
    last = sample;
  }
  if (!first || !last) return undefined;
  return {
    startMs: ticksToMs(first.decodeTime, main),
    endMs: ticksToMs(last.decodeTime + last.durationTicks, main),
    isIndependent: first.isRandomAccess && (main.track.size !== undefined || !hasVideo(tracks)),
  };
}

const hasVideo = (tracks: readonly StoredTrack[]): boolean =>
  tracks.some(({ track }) => track.size !== undefined);

/** The segments of a file, which may still be growing: looking again reads what is new. */
export class StoredSegments {
  readonly #stretches: { init: StoredInit; segments: StoredSegment[] }[] = [];
  #readTo: number;

  /** @param from where the first stretch begins in the source, bytes */
  constructor(
    from = 0,
    private readonly until = Infinity,
  ) {
    this.#readTo = from;
  }

  get stretches(): readonly StoredStretch[] {
    return this.#stretches;
  }

  /** Where the last whole fragment ends, bytes. */
  get readTo(): number {
    return this.#readTo;
  }

  /** @throws ParseError */
  async look(source: ByteSource): Promise<void> {
    const init = this.#stretches.at(-1)?.init;
    const range = { from: this.#readTo, until: this.until, ...(init && { init }) };
    for await (const item of readFragments(source, range)) {
      if (item.kind === 'init') this.#stretches.push({ init: item, segments: [] });
      else this.#add(item);
      this.#readTo = item.offset + item.length;
    }
  }

  #add(fragment: StoredFragment): void {
    const segments = this.#stretches.at(-1)?.segments;
    const extent = extentOf(fragment);
    if (!segments || !extent) return;
    const { offset, length, wallClockMs } = fragment;
    const open = segments.at(-1);
    if (open && !extent.isIndependent && open.offset + open.length === offset)
      segments[segments.length - 1] = { ...open, length: open.length + length, endMs: extent.endMs };
    else segments.push({ offset, length, wallClockMs, ...extent });
  }
}
