/** A fragment of one track, with its times on the stream's timeline, milliseconds. */
export type TimedChunk = { readonly bytes: Uint8Array; readonly startMs: number; readonly endMs: number };

/** A track may be this far ahead of another one: fragments begin and end with whole frames. Milliseconds. */
const TOLERANCE_MS = 60;
/** How long a fragment waits for earlier ones of other tracks, in milliseconds. */
const PATIENCE_MS = 150;

type Lane = {
  readonly source: AsyncIterator<TimedChunk>;
  chunk: TimedChunk | undefined;
  /** Up to where it was given on. */
  reachMs: number;
  isOver: boolean;
  arriving: Promise<void> | undefined;
};

/**
 * Fragments of tracks that come over connections of their own, in the order of their times, as one stream would bring them. A track
 * that stands still holds the others back no longer than 150 ms for each fragment.
 *
 * @throws what a source throws
 */
export async function* inOrderOfTime(
  sources: readonly AsyncIterator<TimedChunk>[],
): AsyncGenerator<Uint8Array, void> {
  const lanes = sources.map((source): Lane => ({
    source,
    chunk: undefined,
    reachMs: -Infinity,
    isOver: false,
    arriving: undefined,
  }));
  let patience: Patience | undefined;
  try {
    for (;;) {
      for (const lane of lanes) ask(lane);
      const first = earliest(lanes);
      const arriving = lanes.flatMap((lane) => lane.arriving ?? []);
      if (first === undefined && arriving.length === 0) return;
      if (first?.chunk !== undefined && (patience?.isOver === true || isDue(first.chunk, lanes))) {
        const { bytes, endMs } = first.chunk;
        first.reachMs = endMs;
        first.chunk = undefined;
        patience?.end();
        patience = undefined;
        yield bytes;
        continue;
      }
      if (first !== undefined) patience ??= new Patience();
      await Promise.race([...arriving, ...(patience ? [patience.over] : [])]);
    }
  } finally {
    patience?.end();
    // An answer that comes after the end, and may be an error, concerns nobody.
    for (const { arriving } of lanes) arriving?.catch(() => undefined);
  }
}

function ask(lane: Lane): void {
  if (lane.isOver || lane.chunk !== undefined || lane.arriving !== undefined) return;
  lane.arriving = lane.source.next().then(({ done, value }) => {
    lane.arriving = undefined;
    if (done === true) lane.isOver = true;
    else lane.chunk = value;
  });
}

const earliest = (lanes: readonly Lane[]): Lane | undefined =>
  lanes
    .filter(({ chunk }) => chunk !== undefined)
    .toSorted((a, b) => (a.chunk?.startMs ?? 0) - (b.chunk?.startMs ?? 0))
    .at(0);

/** No other track is still to bring what comes before it. */
const isDue = ({ startMs }: TimedChunk, lanes: readonly Lane[]): boolean =>
  lanes.every(
    ({ isOver, chunk, reachMs }) => isOver || chunk !== undefined || reachMs + TOLERANCE_MS >= startMs,
  );

class Patience {
  isOver = false;
  readonly over: Promise<void>;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    this.over = new Promise((resolve) => {
      this.#timer = setTimeout(() => {
        this.isOver = true;
        resolve();
      }, PATIENCE_MS);
    });
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}
