import type { ListedStretch, StoredSegment } from './stored-segments.js';

/** Segments that are listed at once last this long together, ms. */
const LISTED_MS = 30_000;
/** Times are fractions: a player asks for what is behind the end of its last segment, ms. */
const TOLERANCE_MS = 1;

/** A segment of a recording that grows, and its place in its stretch. */
export type PastSegment = StoredSegment & { readonly number: number };
/** Segments of a stretch that follow each other. */
export type PastStretch = { readonly stretch: number; readonly segments: readonly PastSegment[] };

/** Stream times, ms; undefined where there is nothing yet. */
export type PastExtent = { readonly startMs: number; readonly endMs: number } | undefined;

/**
 * What of a recording that grows can be watched: whole segments, as far back as the window reaches. The newest segment may still
 * grow. Work and answers are bounded by the window, whatever the length of the recording.
 */
export class RecordedPast {
  /** Within the window, the oldest first. */
  readonly #kept: readonly PastStretch[];

  /** @param windowMs how far back it goes from the end of its last segment */
  constructor(stretches: readonly ListedStretch[], windowMs: number) {
    const kept: { stretch: number; segments: PastSegment[] }[] = [];
    let endMs: number | undefined;
    for (const { stretch, number, segment } of backwards(stretches)) {
      endMs ??= segment.endMs;
      if (segment.endMs <= endMs - windowMs) break;
      if (kept.at(-1)?.stretch !== stretch) kept.push({ stretch, segments: [] });
      kept.at(-1)?.segments.push({ ...segment, number });
    }
    this.#kept = kept.reverse().map(({ stretch, segments }) => ({ stretch, segments: segments.reverse() }));
  }

  get extent(): PastExtent {
    const first = this.#kept[0]?.segments[0];
    const last = this.#kept.at(-1)?.segments.at(-1);
    return first && last && { startMs: first.startMs, endMs: last.endMs };
  }

  /** The next half minute from the segment that holds a stream time (ms), or from the first one behind it. */
  from(fromMs: number): PastStretch[] {
    const rest = kept(this.#kept, ({ endMs }) => endMs > fromMs + TOLERANCE_MS);
    const firstMs = rest[0]?.segments[0]?.startMs ?? 0;
    return kept(rest, ({ startMs }) => startMs < firstMs + LISTED_MS);
  }
}

/** All segments but the one that may still grow, the newest first. */
function* backwards(
  stretches: readonly ListedStretch[],
): Generator<{ stretch: number; number: number; segment: StoredSegment }> {
  for (let stretch = stretches.length - 1; stretch >= 0; stretch--) {
    const { segments } = stretches[stretch] ?? { segments: [] };
    const growing = stretch === stretches.length - 1 ? 1 : 0;
    for (let number = segments.length - 1 - growing; number >= 0; number--) {
      const segment = segments[number];
      if (segment) yield { stretch, number, segment };
    }
  }
}

const kept = (
  stretches: readonly PastStretch[],
  isKept: (segment: StoredSegment) => boolean,
): PastStretch[] =>
  stretches
    .map((one) => ({ ...one, segments: one.segments.filter(isKept) }))
    .filter(({ segments }) => segments.length > 0);
