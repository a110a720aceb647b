import { setTimeout as delay } from 'node:timers/promises';
import {
  type ListedMedia,
  type ListedMpd,
  readFirstVariant,
  readMediaPlaylist,
  readMpd,
} from '@lockstep/formats';
import type { HopSource } from './hop-source.js';

/** A live playlist is asked for again after this part of its target duration. RFC 8216, 6.3.4. */
const RELOAD_PART = 0.5;
const MANIFEST_RELOAD_MS = 500;

/**
 * The bytes of all segments of an HLS playlist in their order, each initialization section before the first segment that needs it:
 * of a multivariant playlist the first variant's. A live playlist is followed until `signal` aborts.
 *
 * @throws InputError, ParseError
 */
export async function* hlsChunks(http: HopSource, address: string): AsyncGenerator<Uint8Array> {
  const first = await http.text(address);
  const variant = readFirstVariant(first);
  const playlist = variant === undefined ? address : new URL(variant, address).href;
  let media = readMediaPlaylist(variant === undefined ? first : await http.text(playlist));
  let next = -1;
  let map: string | undefined;
  for (;;) {
    for (const segment of media.segments) {
      if (segment.uri === undefined || segment.msn < next) continue;
      if (segment.map !== undefined && segment.map !== map) {
        map = segment.map;
        yield* http.chunks(new URL(map, playlist).href);
      }
      yield* http.chunks(new URL(segment.uri, playlist).href);
      next = segment.msn + 1;
    }
    if (media.hasEnded) return;
    await delay(waitOf(media), undefined, { signal: http.signal });
    media = readMediaPlaylist(await http.text(playlist));
  }
}

const waitOf = ({ targetDurationMs }: ListedMedia): number => targetDurationMs * RELOAD_PART;

/**
 * The bytes of all video segments of a DASH manifest in their order, as {@link hlsChunks}.
 *
 * @throws InputError, ParseError
 */
export async function* dashChunks(http: HopSource, address: string): AsyncGenerator<Uint8Array> {
  const done = new Set<string>();
  for (;;) {
    const manifest = readMpd(await http.text(address));
    for (const uri of videoAddresses(manifest)) {
      if (done.has(uri)) continue;
      done.add(uri);
      yield* http.chunks(new URL(uri, address).href);
    }
    if (manifest.hasEnded) return;
    await delay(MANIFEST_RELOAD_MS, undefined, { signal: http.signal });
  }
}

function videoAddresses({ periods }: ListedMpd): string[] {
  return periods.flatMap(({ tracks }) => {
    const video = tracks.find(({ contentType }) => contentType === 'video') ?? tracks[0];
    if (video === undefined) return [];
    const segments = video.segments.map(({ start }) => video.media.replace('$Time$', String(start)));
    return [video.initialization, ...segments];
  });
}
