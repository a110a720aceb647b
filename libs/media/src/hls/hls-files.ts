import type { Packaging } from '../cmaf/packaging.js';
import type { SegmentStore } from '../cmaf/segment-store.js';
import { NO_STORE, ONE_SECOND, problem, textBytes, type HttpObject } from '../http-objects/http-object.js';
import { BadObjectRequest, type ObjectQuery } from '../http-objects/object-request.js';
import { type MediaPlaylistForm, renderMediaPlaylist, renderMultivariantPlaylist } from './hls-playlists.js';

const MULTIVARIANT = 'index.m3u8';
const MEDIA = 'media.m3u8';
const TYPE = 'application/vnd.apple.mpegurl';
/** How far beyond the newest segment a client may ask: more is a mistake. RFC 8216bis, 6.2.5.2. */
const MOST_SEGMENTS_AHEAD = 2;
/** A request waits for this many target durations. RFC 8216bis, 6.2.5.2. */
const LONGEST_WAIT_TARGETS = 3;

/**
 * The playlists of a stream.
 * @returns undefined for a file that is none of them
 * @throws BadObjectRequest, TooManyWaiting
 */
export async function hlsPlaylist(
  packaging: Packaging,
  { file, query }: { readonly file: string; readonly query: ObjectQuery },
  signal: AbortSignal,
): Promise<HttpObject | undefined> {
  if (file !== MULTIVARIANT && file !== MEDIA) return undefined;
  const container = query.oneOf('container', ['fmp4', 'ts']) ?? 'fmp4';
  const isLowLatency = query.oneOf('ll', ['0', '1']) !== '0' && container === 'fmp4';
  if (file === MULTIVARIANT) {
    await hasRenditions(packaging, signal);
    const uri = isLowLatency ? MEDIA : container === 'ts' ? `${MEDIA}?container=ts` : `${MEDIA}?ll=0`;
    const names = packaging.renditions.map(({ name }) => name).join(' ');
    return playlist(packaging, `${file} ${uri} ${names}`, ONE_SECOND, () =>
      renderMultivariantPlaylist(packaging, uri),
    );
  }
  const rendition = query.text('rendition');
  const chosen =
    rendition === undefined
      ? packaging
      : packaging.renditions.find(({ name }) => name === rendition)?.packaging;
  if (!chosen) return problem(404, 'The stream has no such rendition now.', { cache: ONE_SECOND });
  return mediaPlaylist(chosen, { query, isLowLatency, container }, signal);
}

/** Players read the list of renditions once: those that are about to have frames are waited for. */
async function hasRenditions(packaging: Packaging, signal: AbortSignal): Promise<void> {
  const { waiters, stream, lengths } = packaging;
  const haveBegun = (): boolean => packaging.renditions.length === stream.renditions.all.length;
  await waiters.until(haveBegun, lengths.targetMs, signal);
}

type MediaRequest = Pick<MediaPlaylistForm, 'isLowLatency' | 'container'> & { readonly query: ObjectQuery };

async function mediaPlaylist(
  packaging: Packaging,
  { query, isLowLatency, container }: MediaRequest,
  signal: AbortSignal,
): Promise<HttpObject> {
  const isDelta = query.oneOf('_HLS_skip', ['YES', 'v2']) !== undefined && isLowLatency;
  const awaited = readAwaited(query);
  const cache = await reached(packaging, awaited, signal);
  // a player that does not know parts sees no media in a playlist without a whole segment, and gives up
  const mayHaveNone = isLowLatency && awaited !== undefined;
  const hasWhole = mayHaveNone || (await hasWholeSegment(packaging, signal));
  if (!hasWhole && !isLowLatency) {
    return problem(503, 'The first segment is not complete yet.', { headers: { 'Retry-After': '1' } });
  }
  const form = { isLowLatency, isDelta, container };
  return playlist(packaging, `${MEDIA} ${isLowLatency} ${isDelta} ${container}`, cache, () =>
    renderMediaPlaylist(packaging, form),
  );
}

function hasWholeSegment({ store, waiters, lengths }: Packaging, signal: AbortSignal): Promise<boolean> {
  const hasOne = (): boolean => store.segments[0]?.durationMs !== undefined;
  return waiters.until(hasOne, LONGEST_WAIT_TARGETS * lengths.targetMs, signal);
}

/** Made and compressed once for each version. */
function playlist(packaging: Packaging, key: string, cache: string, render: () => string): HttpObject {
  const version = `${packaging.store.version} ${packaging.hasEnded}`;
  return packaging.objects.of(`${key} ${version} ${cache}`, () => ({
    status: 200,
    type: TYPE,
    cache,
    body: textBytes(render()),
    isText: true,
  }));
}

/** What the playlist is to hold before it is sent. */
type Awaited = { readonly msn: number; readonly part: number | undefined };

function readAwaited(query: ObjectQuery): Awaited | undefined {
  const msn = query.integer('_HLS_msn');
  const part = query.integer('_HLS_part');
  if (msn !== undefined) return { msn, part };
  if (part !== undefined) throw new BadObjectRequest('"_HLS_part" needs "_HLS_msn".');
  return undefined;
}

/**
 * Waits until the playlist holds what is asked for.
 * @returns how long caches may keep the answer: each segment and part is asked for under an address of its own
 */
async function reached(
  packaging: Packaging,
  awaited: Awaited | undefined,
  signal: AbortSignal,
): Promise<string> {
  if (!awaited) return ONE_SECOND;
  const { store, waiters, lengths } = packaging;
  const newest = store.last?.msn ?? 0;
  if (awaited.msn > newest + MOST_SEGMENTS_AHEAD) {
    throw new BadObjectRequest(
      `"_HLS_msn" is more than ${MOST_SEGMENTS_AHEAD} beyond ${newest}, the newest segment.`,
    );
  }
  const isMet = (): boolean => packaging.hasEnded || holds(store, awaited);
  const { targetMs } = lengths;
  const isHere = await waiters.until(isMet, LONGEST_WAIT_TARGETS * targetMs, signal);
  // a publisher that pauses: the playlist as it was keeps players where they are; a refusal would end some of them
  return isHere ? `public, max-age=${Math.ceil((6 * targetMs) / 1000)}` : NO_STORE;
}

/** RFC 8216bis, 6.2.5.2: a part beyond the last one of its segment is the first one of the next. */
function holds(store: SegmentStore, { msn, part }: Awaited): boolean {
  const { last } = store;
  if (!last || last.msn < msn) return false;
  const parts = store.find(msn)?.parts.length ?? 0;
  if (part === undefined) return last.msn > msn || last.durationMs !== undefined;
  return parts > part || last.msn > msn + 1 || (last.msn > msn && last.parts.length > 0);
}
