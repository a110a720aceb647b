import { ONE_SECOND, problem, type HttpObject } from '../http-objects/http-object.js';
import { chunkOf, chunksOf } from './chunk.js';
import { readObjectName, type ObjectName } from './object-names.js';
import type { Packaging } from './packaging.js';
import type { TrackChoice } from './stretch.js';
import { tsSegment } from './ts-segment.js';

/** Its name is never used again, so a cache may keep it for as long as anybody may ask. */
export const IMMUTABLE = 'public, max-age=3600, immutable';

export const MEDIA_TYPES: Readonly<Record<TrackChoice, string>> = {
  muxed: 'video/mp4',
  video: 'video/mp4',
  audio: 'audio/mp4',
};

/**
 * The bytes of a file that playlists name. A part that is hinted at is waited for.
 * @returns undefined for a name that is not of this kind
 * @throws TooManyWaiting
 */
export async function mediaObject(
  packaging: Packaging,
  file: string,
  signal: AbortSignal,
): Promise<HttpObject | undefined> {
  const name = readObjectName(file);
  if (!name) return undefined;
  if (name.run !== packaging.run) return gone();
  if (name.kind === 'part') await hinted(packaging, name.number, signal);
  const make = objectMaker(packaging, name);
  return make ? packaging.objects.of(file, make) : gone();
}

/** The part behind the newest one is on its way; those beyond it are nobody's to ask for. */
async function hinted(
  { store, waiters, lengths }: Packaging,
  number: number,
  signal: AbortSignal,
): Promise<void> {
  if (number !== store.partCount) return;
  await waiters.until(() => store.partCount > number, 3 * lengths.targetMs, signal);
}

function objectMaker({ store }: Packaging, name: ObjectName): (() => HttpObject) | undefined {
  if (name.kind === 'part') {
    const part = store.findPart(name.number);
    return part && (() => media('muxed', chunkOf(part, 'muxed')));
  }
  if (name.kind === 'ts') {
    const segment = store.find(name.msn);
    if (segment?.durationMs === undefined) return undefined;
    return () => ({ status: 200, type: 'video/mp2t', cache: IMMUTABLE, body: tsSegment(segment) });
  }
  const { tracks } = name;
  if (name.kind === 'init') {
    const stretch = store.segments.find((segment) => segment.stretch.number === name.stretch)?.stretch;
    return stretch?.has(tracks) ? () => media(tracks, stretch.init(tracks)) : undefined;
  }
  const segment = store.find(name.msn);
  if (segment?.durationMs === undefined) return undefined;
  return () => media(tracks, Buffer.concat(chunksOf(segment, tracks)));
}

const media = (tracks: TrackChoice, body: Uint8Array): HttpObject => ({
  status: 200,
  type: MEDIA_TYPES[tracks],
  cache: IMMUTABLE,
  body,
});

const gone = (): HttpObject =>
  problem(404, 'There is no such segment, or it is not kept any more.', { cache: ONE_SECOND });
