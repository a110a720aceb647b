import { sleep } from '@lockstep/async';
import type { ListedPeriod, ListedTrack } from '@lockstep/formats';
import { beside, bodyOf, get, getBytes } from './http.js';
import { ManifestSource } from './manifest-source.js';
import { segmentChunks } from './segment-chunks.js';
import { inOrderOfTime, type TimedChunk } from './timed-chunk.js';
import { type Transport, TransportError } from './transport.js';

/**
 * DASH with low latency, as one stream of fragmented MP4: a segment of each track is read chunk by chunk while it is made. The
 * manifest is read at the beginning, and where no segment is found at the time at which the one before it ended.
 */
export const dash: Transport = { name: 'dash', open };

/** A manifest that does not say how to go on is asked for again after this long, ms. */
const NOTHING_NEW_MS = 250;

async function* open(url: string, outer: AbortSignal): AsyncGenerator<Uint8Array, void> {
  // Requests of one track end with those of the other.
  const own = new AbortController();
  const stop = (): void => own.abort(outer.reason);
  outer.addEventListener('abort', stop, { once: true });
  if (outer.aborted) stop();
  try {
    const source = await ManifestSource.open(url, own.signal);
    let period = source.newestPeriod;
    if (period === undefined) throw new TransportError('refused', 'The manifest lists no segments');
    for (; period !== undefined; period = source.periodBehind(period)) yield* play(period, source);
  } finally {
    outer.removeEventListener('abort', stop);
    own.abort();
  }
}

/** A period from its newest segment on. Each track has an init segment of its own: they come as one piece. */
async function* play(period: ListedPeriod, source: ManifestSource): AsyncGenerator<Uint8Array, void> {
  const { url, signal } = source;
  const inits = period.tracks.map(({ initialization }) => getBytes(beside(initialization, url), signal));
  yield joined(await Promise.all(inits));
  yield* inOrderOfTime(period.tracks.map((track) => chunksOf(track, period, source)));
}

/** Ends when nothing is added to the period any more. */
async function* chunksOf(
  track: ListedTrack,
  period: ListedPeriod,
  source: ManifestSource,
): AsyncGenerator<TimedChunk, void> {
  let start = track.segments.at(-1)?.start ?? 0;
  let shown = start - 1;
  for (;;) {
    const address = beside(track.media.replace('$Time$', String(start)), source.url);
    const response = await found(address, source.signal);
    if (response === undefined) {
      await source.reload();
      const listed = source.startBehind(period, track, shown);
      if (listed === start) throw new TransportError('cut', 'A segment is listed and not there');
      if (listed !== undefined) start = listed;
      else if (source.isOver(period)) return;
      else await sleep(NOTHING_NEW_MS, source.signal);
      continue;
    }
    let next = start;
    for await (const chunk of segmentChunks(bodyOf(response, address), track)) {
      next = chunk.nextStart;
      yield chunk;
    }
    if (next <= start) throw new TransportError('cut', 'A segment has no frames');
    shown = start;
    start = next;
  }
}

/** Undefined where there is no such segment: it is gone, or the next one begins at another time. */
async function found(url: string, signal: AbortSignal): Promise<Response | undefined> {
  try {
    return await get(url, signal);
  } catch (error) {
    if (error instanceof TransportError && error.reason === 'not-found') return undefined;
    throw error;
  }
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
