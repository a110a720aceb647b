import { sleep } from '@lockstep/async';
import { type ListedMedia, readFirstVariant, readMediaPlaylist } from '@lockstep/formats';
import { beside, getBytes, getText } from './http.js';
import { PlaylistCursor } from './playlist-cursor.js';
import { type Transport, TransportError } from './transport.js';

/**
 * The parts of HLS with low latency, as one stream of fragmented MP4: the playlist is asked for again as soon as it is here, and the
 * next part together with it. Passes everything that passes short HTTP requests.
 */
export const llHls: Transport = { name: 'll-hls', open };

/** A server that answers at once with nothing new is asked again after this long, ms. */
const NOTHING_NEW_MS = 250;

async function* open(url: string, signal: AbortSignal): AsyncGenerator<Uint8Array, void> {
  const media = await findMedia(url, signal);
  const cursor = new PlaylistCursor();
  const hinted = new Map<string, Promise<Uint8Array | undefined>>();
  let { playlist } = media;
  while (!signal.aborted) {
    const askedAt = performance.now();
    const addresses = cursor.advance(playlist).map((uri) => new URL(uri, media.url).href);
    for (const address of addresses) {
      yield (await hinted.get(address)) ?? (await fetchListed(address, signal));
    }
    if (playlist.hasEnded) return;
    hinted.clear();
    if (playlist.hint !== undefined) {
      const address = new URL(playlist.hint, media.url).href;
      // A hint may turn out to be wrong: then the playlist names another part.
      hinted.set(
        address,
        getBytes(address, signal).catch(() => undefined),
      );
    }
    if (addresses.length === 0) await rest(playlist, performance.now() - askedAt, signal);
    playlist = await fetchPlaylist(reloadUrl(media.url, playlist, cursor), signal);
  }
}

/** Without blocking reload half a target duration is waited. RFC 8216bis, 6.3.4. */
async function rest(playlist: ListedMedia, waitedMs: number, signal: AbortSignal): Promise<void> {
  const wantedMs = playlist.canBlockReload ? NOTHING_NEW_MS : playlist.targetDurationMs / 2;
  if (wantedMs > waitedMs) await sleep(wantedMs - waitedMs, signal);
}

/** The address of a playlist with segments, and what it says: of the first variant where `url` lists variants. */
async function findMedia(url: string, signal: AbortSignal): Promise<{ url: string; playlist: ListedMedia }> {
  const text = await getText(url, signal);
  const variant = readFirstVariant(text);
  if (variant === undefined) return { url, playlist: readMediaPlaylist(text) };
  const media = beside(variant, url);
  return { url: media, playlist: await fetchPlaylist(media, signal) };
}

/** The playlist that holds the next part. RFC 8216bis, 6.2.5. */
function reloadUrl(
  url: string,
  { canBlockReload, canSkip }: ListedMedia,
  { awaited }: PlaylistCursor,
): string {
  const next = new URL(url);
  if (canBlockReload && awaited !== undefined) {
    next.searchParams.set('_HLS_msn', String(awaited.msn));
    next.searchParams.set('_HLS_part', String(awaited.part));
  }
  if (canSkip) next.searchParams.set('_HLS_skip', 'YES');
  return next.href;
}

const fetchPlaylist = async (url: string, signal: AbortSignal): Promise<ListedMedia> =>
  readMediaPlaylist(await getText(url, signal));

/** What a playlist lists and the server does not have says nothing of the stream: this viewer is too late. */
async function fetchListed(url: string, signal: AbortSignal): Promise<Uint8Array> {
  try {
    return await getBytes(url, signal);
  } catch (cause) {
    if (!(cause instanceof TransportError) || cause.reason !== 'not-found') throw cause;
    throw new TransportError('cut', cause.message, { cause });
  }
}
