import type { LedgerEntry } from '@lockstep/contracts';

/** A cue with the time for which it was planned and the one at which it was in the stream, milliseconds of stream time. */
export type CueTime = {
  readonly seq: number;
  readonly type: string;
  /** What it showed, in words; empty where its type says all. */
  readonly text: string;
  readonly plannedPtsMs: number;
  /** null: it never came into the stream. */
  readonly airedPtsMs: number | null;
  readonly frame: number | null;
  /** By how much it was late; negative: early. null where it is not known. */
  readonly lateMs: number | null;
  /** The same in frames: 0 is the first frame at or after the planned time. */
  readonly lateFrames: number | null;
};

/** Times are whole milliseconds somewhere on their way: one of difference does not count. */
const ROUNDING_MS = 1;

/** Every event that was planned for a time, in the order of the ledger. */
export function cueTimesOf(ledger: readonly LedgerEntry[]): CueTime[] {
  const frameMs = frameLengthOf(ledger);
  return ledger.flatMap(({ seq, type, event, plannedPtsMs, airedPtsMs, frame }) => {
    if (plannedPtsMs === null) return [];
    const lateMs = airedPtsMs === null ? null : airedPtsMs - plannedPtsMs;
    const lateFrames =
      lateMs === null || frameMs === undefined ? null : Math.floor((lateMs + ROUNDING_MS) / frameMs) || 0;
    return [{ seq, type, text: textOf(event), plannedPtsMs, airedPtsMs, frame, lateMs, lateFrames }];
  });
}

/**
 * Length of a frame, ms: the median between events, of which both the time and the number of the frame are on record.
 * @returns undefined where no two frames are known
 */
export function frameLengthOf(
  ledger: readonly Pick<LedgerEntry, 'airedPtsMs' | 'frame'>[],
): number | undefined {
  const aired = ledger
    .flatMap(({ airedPtsMs, frame }) =>
      airedPtsMs === null || frame === null ? [] : [{ airedPtsMs, frame }],
    )
    .toSorted((a, b) => a.frame - b.frame);
  const lengths = aired.flatMap(({ airedPtsMs, frame }, index) => {
    const before = aired[index - 1];
    return before && frame > before.frame && airedPtsMs > before.airedPtsMs
      ? [(airedPtsMs - before.airedPtsMs) / (frame - before.frame)]
      : [];
  });
  return lengths.sort((a, b) => a - b)[Math.floor(lengths.length / 2)];
}

function textOf(event: LedgerEntry['event']): string {
  const { prompt, text, index, name, mode } = event;
  if (typeof index === 'number') return String(index + 1);
  return [prompt, text, name, mode].find((one) => typeof one === 'string') ?? '';
}

export type CueSummary = {
  readonly planned: number;
  /** In the very frame for which it was planned. */
  readonly exact: number;
  /** The greatest difference, in frames; null where no frame is known. */
  readonly worst: number | null;
};

export function summaryOf(cues: readonly CueTime[]): CueSummary {
  const known = cues.flatMap(({ lateFrames }) => lateFrames ?? []);
  return {
    planned: cues.length,
    exact: known.filter((frames) => frames === 0).length,
    worst: known.length === 0 ? null : known.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a)),
  };
}
