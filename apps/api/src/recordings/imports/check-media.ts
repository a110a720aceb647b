import { type ByteSource, readFragments, type StoredFragment, type StretchPlace } from '@lockstep/media';

export type CheckedMedia = {
  /** Stream times, ms. */
  readonly startMs: number;
  readonly endMs: number;
  /** Number behind the last frame. */
  readonly frames: number;
  /** When it was live, ms since 1970; undefined where the file does not tell. */
  readonly wallClockMs: number | undefined;
};

/** A day of fragments of a third of a second. */
const MOST_FRAGMENTS = 250_000;
/** More than any stream has in the second or so of a fragment. */
const MOST_SAMPLES = 5000;
const MOST_HEADERS = 10_000;
/** Of the second or so of a fragment: its readers hold one in memory. */
const MOST_FRAGMENT_BYTES = 64 * 1024 * 1024;
/** The years 2000 and 2200: what lies outside is no time of a class. */
const [FIRST_CLOCK, LAST_CLOCK] = [946_684_800_000, 7_258_118_400_000];
const ALIVE_EVERY = 500;

/**
 * Looks at every fragment of a recording as its readers will do, so that none of them meets a file that costs them too much.
 *
 * @throws RangeError for media that no recorder writes; ParseError
 */
export async function checkMedia(
  source: ByteSource,
  place: StretchPlace,
  alive: () => void,
): Promise<CheckedMedia> {
  let [fragments, headers, frames] = [0, 0, 0];
  let [startMs, endMs] = [Infinity, -Infinity];
  let wallClockMs: number | undefined;
  for await (const item of readFragments(source, place)) {
    if (item.kind === 'init') {
      if (++headers > MOST_HEADERS) throw new RangeError('It has too many headers.');
      continue;
    }
    if (item.length > MOST_FRAGMENT_BYTES) throw new RangeError('A fragment is too large.');
    if (++fragments > MOST_FRAGMENTS) throw new RangeError('It has too many fragments.');
    if (fragments % ALIVE_EVERY === 0) alive();
    const { from, to, count } = extentOf(item);
    frames = (item.firstFrame ?? frames) + count;
    [startMs, endMs] = [Math.min(startMs, from), Math.max(endMs, to)];
    const clock = item.wallClockMs ?? 0;
    if (clock > FIRST_CLOCK && clock < LAST_CLOCK) wallClockMs ??= clock;
  }
  if (!Number.isFinite(startMs) || !Number.isFinite(endMs) || !Number.isSafeInteger(frames))
    throw new RangeError('It has no media.');
  return { startMs, endMs, frames, wallClockMs };
}

function extentOf({ tracks }: StoredFragment): { from: number; to: number; count: number } {
  let [from, to, count] = [Infinity, -Infinity, 0];
  for (const { track, samples } of tracks) {
    let seen = 0;
    for (const { decodeTime, durationTicks } of samples) {
      if (++seen > MOST_SAMPLES) throw new RangeError('A fragment has too many samples.');
      from = Math.min(from, (1000 * decodeTime) / track.timescale);
      to = Math.max(to, (1000 * (decodeTime + durationTicks)) / track.timescale);
      if (track.size) count++;
    }
  }
  return { from, to, count };
}
