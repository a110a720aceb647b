import type { IncomingMessage, ServerResponse } from 'node:http';
import { chunkOf } from '../cmaf/chunk.js';
import { IMMUTABLE, MEDIA_TYPES } from '../cmaf/media-objects.js';
import { readTimedName } from '../cmaf/object-names.js';
import type { Packaging } from '../cmaf/packaging.js';
import type { Segment } from '../cmaf/segment.js';
import { trackStart } from '../cmaf/track-start.js';
import { NO_STORE, ONE_SECOND, problem, streamedHead, type HttpObject } from '../http-objects/http-object.js';
import { CLOCK_FILE, renderManifest } from './manifest.js';

const MANIFEST = 'manifest.mpd';

/**
 * The manifest, the clock, and the segments that are named by their time.
 * @returns undefined for a file that is none of them; 'streamed' when it was answered already
 * @throws TooManyWaiting
 */
export async function dashFile(
  packaging: Packaging,
  file: string,
  { request, response, signal }: { request: IncomingMessage; response: ServerResponse; signal: AbortSignal },
): Promise<HttpObject | 'streamed' | undefined> {
  if (file === CLOCK_FILE) return clock();
  if (file === MANIFEST) return manifest(packaging);
  const name = readTimedName(file);
  if (!name) return undefined;
  const segment = name.run === packaging.run ? findAt(packaging, name.tracks, name.time) : undefined;
  if (!segment)
    return problem(404, 'There is no such segment, or it is not kept any more.', { cache: ONE_SECOND });
  if (segment.durationMs === undefined && request.method === 'GET') {
    await streamSegment(packaging, segment, name.tracks, { response, signal });
    return 'streamed';
  }
  return packaging.objects.of(file, () => ({
    status: 200,
    type: MEDIA_TYPES[name.tracks],
    cache: segment.durationMs === undefined ? NO_STORE : IMMUTABLE,
    body: Buffer.concat(segment.parts.map((part) => chunkOf(part, name.tracks))),
  }));
}

const clock = (): HttpObject => ({
  status: 200,
  type: 'text/plain; charset=utf-8',
  cache: NO_STORE,
  body: Buffer.from(new Date().toISOString()),
});

const manifest = (packaging: Packaging): HttpObject =>
  packaging.objects.of(`${MANIFEST} ${packaging.store.version} ${packaging.hasEnded}`, () => ({
    status: 200,
    type: 'application/dash+xml',
    cache: ONE_SECOND,
    body: Buffer.from(renderManifest(packaging, Date.now())),
    isText: true,
  }));

function findAt({ store }: Packaging, tracks: 'video' | 'audio', time: number): Segment | undefined {
  return store.segments.findLast((segment) => trackStart(segment, tracks) === time);
}

/** Sends the chunks of a segment as they are made, until it is complete. */
async function streamSegment(
  { store, waiters, lengths }: Packaging,
  segment: Segment,
  tracks: 'video' | 'audio',
  { response, signal }: { response: ServerResponse; signal: AbortSignal },
): Promise<void> {
  response.writeHead(200, streamedHead(MEDIA_TYPES[tracks], IMMUTABLE));
  let sent = 0;
  const hasMore = (): boolean => segment.parts.length > sent || segment.durationMs !== undefined;
  while (await waiters.until(hasMore, 3 * lengths.targetMs, signal)) {
    for (const part of segment.parts.slice(sent)) response.write(chunkOf(part, tracks));
    sent = segment.parts.length;
    if (segment.durationMs !== undefined) break;
  }
  if (segment.durationMs === undefined || store.find(segment.msn) !== segment) {
    response.destroy(); // half a segment may not look like a whole one to a cache
    return;
  }
  response.end();
}
