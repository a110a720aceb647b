/** A frame of which both times are known. */
export type AiredEvent = { readonly ptsMs: number; readonly wallClockMs: number };

/**
 * When a frame was live, ms since 1970: counted from the last event before it, because a stream may pause.
 *
 * @returns undefined where no event is known
 */
export function wallClockAt(aired: readonly AiredEvent[], ptsMs: number): number | undefined {
  const near = aired.findLast((event) => event.ptsMs <= ptsMs) ?? aired[0];
  return near && near.wallClockMs + ptsMs - near.ptsMs;
}

/** Those of a ledger, in its order. */
export const airedOf = (
  entries: readonly { readonly airedPtsMs: number | null; readonly wallClockMs: number | null }[],
): AiredEvent[] =>
  entries.flatMap(({ airedPtsMs, wallClockMs }) =>
    airedPtsMs === null || wallClockMs === null ? [] : [{ ptsMs: airedPtsMs, wallClockMs }],
  );
