import type { IncomingMessage, ServerResponse } from 'node:http';
import { chunkOf } from '../cmaf/chunk.js';
import { IMMUTABLE, MEDIA_TYPES } from '../cmaf/media-objects.js';
import { readTimedName, type TimedName } from '../cmaf/object-names.js';
import type { Packaging } from '../cmaf/packaging.js';
import {
  NO_STORE,
  ONE_SECOND,
  problem,
  streamedHead,
  textBytes,
  type HttpObject,
} from '../http-objects/http-object.js';
import { timescaleOf, type DashSegment, type DashTrack } from './dash-segment.js';
import { DashTimeline } from './dash-timeline.js';
import { CLOCK_FILE, listedPeriods, renderManifest } from './manifest.js';

const MANIFEST = 'manifest.mpd';
/** A request waits for this many target durations. */
const LONGEST_WAIT_TARGETS = 3;

type DashExchange = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly signal: AbortSignal;
  /** How long caches may keep what is streamed. */
  readonly cacheOf: (cache: string) => string;
};

/**
 * The manifest, the clock, and the segments that are named by their time.
 * @returns undefined for a file that is none of them; 'streamed' when it was answered already
 * @throws TooManyWaiting
 */
export async function dashFile(
  packaging: Packaging,
  file: string,
  { request, response, signal, cacheOf }: DashExchange,
): Promise<HttpObject | 'streamed' | undefined> {
  if (file === CLOCK_FILE) return clock();
  if (file === MANIFEST) return manifest(packaging, signal);
  const name = readTimedName(file);
  if (!name) return undefined;
  const { tracks } = name;
  const segment = name.run === packaging.run ? await segmentAt(packaging, name, signal) : undefined;
  if (!segment)
    return problem(404, 'There is no such segment, or it is not kept any more.', { cache: ONE_SECOND });
  if (!segment.isWhole && request.method === 'GET') {
    await streamSegment(packaging, segment, tracks, { response, signal, cacheOf });
    return 'streamed';
  }
  return packaging.objects.of(`${file} ${segment.isWhole}`, () => ({
    status: 200,
    type: MEDIA_TYPES[tracks],
    cache: segment.isWhole ? IMMUTABLE : NO_STORE,
    body: Buffer.concat(segment.parts.map((part) => chunkOf(part, tracks))),
  }));
}

const clock = (): HttpObject => ({
  status: 200,
  type: 'text/plain; charset=utf-8',
  cache: NO_STORE,
  body: Buffer.from(new Date().toISOString()),
});

/** @returns 503 while the stream has nothing yet that a player can begin with */
async function manifest(packaging: Packaging, signal: AbortSignal): Promise<HttpObject> {
  const { store, waiters, lengths, objects, hasEnded } = packaging;
  const hasBegun = (): boolean => listedPeriods(packaging).length > 0;
  if (!(await waiters.until(hasBegun, LONGEST_WAIT_TARGETS * lengths.targetMs, signal)))
    return problem(503, 'The first segment is not complete yet.', { headers: { 'Retry-After': '1' } });
  return objects.of(`${MANIFEST} ${store.version} ${hasEnded}`, () => ({
    status: 200,
    type: 'application/dash+xml',
    cache: ONE_SECOND,
    body: textBytes(renderManifest(packaging, Date.now())),
    isText: true,
  }));
}

/**
 * The one behind the newest is waited for: a player that knows the manifest of before asks for it, at its first frame or somewhat
 * earlier.
 */
async function segmentAt(
  packaging: Packaging,
  { tracks, stretch, time }: TimedName,
  signal: AbortSignal,
): Promise<DashSegment | undefined> {
  const timeline = (): DashTimeline => DashTimeline.of(packaging);
  const newest = timeline().newestStart(tracks);
  const known = timeline().findAt(tracks, stretch, time);
  if (known !== undefined || newest?.stretch.number !== stretch || time <= newest.time) return known;
  const { waiters, lengths, hasEnded } = packaging;
  const longestMs = LONGEST_WAIT_TARGETS * lengths.targetMs;
  const isSoon = time - newest.time <= (longestMs * timescaleOf(newest.stretch, tracks)) / 1000;
  if (!isSoon) return undefined;
  // ffmpeg does not learn of the end, and would ask again at once
  if (hasEnded) await waiters.until(() => false, lengths.targetMs, signal);
  const isHere = (): boolean =>
    packaging.hasEnded || (timeline().newestStart(tracks)?.time ?? 0) > newest.time;
  await waiters.until(isHere, longestMs, signal);
  return timeline().findAt(tracks, stretch, time);
}

/** Sends the chunks of a segment as they are made, until it is whole. */
async function streamSegment(
  packaging: Packaging,
  segment: DashSegment,
  tracks: DashTrack,
  { response, signal, cacheOf }: Omit<DashExchange, 'request'>,
): Promise<void> {
  const { waiters, lengths } = packaging;
  const isKept = (): boolean => DashTimeline.of(packaging).has(segment);
  response.writeHead(200, streamedHead(MEDIA_TYPES[tracks], cacheOf(IMMUTABLE)));
  let sent = 0;
  const hasMore = (): boolean => !isKept() || segment.parts.length > sent || segment.isWhole;
  while (await waiters.until(hasMore, LONGEST_WAIT_TARGETS * lengths.targetMs, signal)) {
    const parts = segment.parts.slice(sent);
    sent += parts.length;
    for (const part of parts) response.write(chunkOf(part, tracks));
    if (segment.isWhole || !isKept()) break;
  }
  if (segment.isWhole && isKept()) response.end();
  else response.destroy(); // half a segment may not look like a whole one to a cache
}
