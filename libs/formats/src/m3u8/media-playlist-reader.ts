import { ParseError } from '@lockstep/sei';
import { type PlaylistLine, readAttributes, readDecimal, readPlaylistLines } from './tag-reader.js';

/** A part of a segment, with its address as it is written. */
export type ListedPart = { readonly uri: string; readonly isIndependent: boolean };

/** A segment of a playlist, or the parts of the one that is being made. */
export type ListedSegment = {
  /** Media sequence number. */
  readonly msn: number;
  /** Undefined while it is being made. */
  readonly uri: string | undefined;
  /** Where its initialization section is; undefined where the playlist does not say. */
  readonly map: string | undefined;
  readonly parts: readonly ListedPart[];
};

/** What a player of a live media playlist needs to know of it. Times are milliseconds. */
export type ListedMedia = {
  readonly targetDurationMs: number;
  readonly canBlockReload: boolean;
  /** A delta update may be asked for. */
  readonly canSkip: boolean;
  /** Oldest first; without those that a delta update left out. */
  readonly segments: readonly ListedSegment[];
  /** Address of the part behind the newest one. */
  readonly hint: string | undefined;
  readonly hasEnded: boolean;
};

/**
 * Reads a media playlist: the inverse of what {@link mediaPlaylistHead} and its siblings write. Tags that it does not know are passed
 * over. Specification: RFC 8216bis, 4.4.
 *
 * @throws ParseError with offsets in characters; `bad-signature`, `bad-value`, `too-large`, and `unsupported` for byte ranges
 */
export function readMediaPlaylist(text: string): ListedMedia {
  const reader = new MediaPlaylistReader();
  for (const line of readPlaylistLines(text)) reader.read(line);
  return reader.finish();
}

/**
 * The address of the first variant of a multivariant playlist; undefined for a media playlist.
 *
 * @throws ParseError `bad-signature`, `too-large`
 */
export function readFirstVariant(text: string): string | undefined {
  const lines = readPlaylistLines(text);
  const at = lines.findIndex((line) => 'tag' in line && line.tag === '#EXT-X-STREAM-INF');
  const next = at < 0 ? undefined : lines[at + 1];
  return next && 'uri' in next ? next.uri : undefined;
}

/**
 * The address of the file of which a finished media playlist lists byte ranges; undefined for a playlist that names several resources,
 * whole ones, or has no end.
 *
 * @throws ParseError `bad-signature`, `bad-value`, `too-large`
 */
export function readRangedFile(text: string): string | undefined {
  const named = new Set<string | undefined>();
  let isRange = false;
  let hasEnded = false;
  for (const line of readPlaylistLines(text)) {
    if ('uri' in line) {
      named.add(isRange ? line.uri : undefined);
      isRange = false;
    } else if (line.tag === '#EXT-X-BYTERANGE') isRange = true;
    else if (line.tag === '#EXT-X-ENDLIST') hasEnded = true;
    else if (line.tag === '#EXT-X-MAP') {
      const attributes = readAttributes(line.value, line.offset);
      named.add(attributes.has('BYTERANGE') ? attributes.get('URI') : undefined);
    }
  }
  const [file] = named;
  return hasEnded && named.size === 1 ? file : undefined;
}

class MediaPlaylistReader {
  #targetDurationMs: number | undefined;
  #canBlockReload = false;
  #canSkip = false;
  #hint: string | undefined;
  #hasEnded = false;
  #nextMsn = 0;
  #map: string | undefined;
  #parts: ListedPart[] = [];
  readonly #segments: ListedSegment[] = [];

  read(line: PlaylistLine): void {
    if ('uri' in line) return this.#segment(line.uri);
    const { tag, value, offset } = line;
    const attributes = () => readAttributes(value, offset);
    if (tag === '#EXT-X-TARGETDURATION') this.#targetDurationMs = 1000 * readDecimal(value, offset);
    else if (tag === '#EXT-X-MEDIA-SEQUENCE') this.#nextMsn = readDecimal(value, offset);
    else if (tag === '#EXT-X-SERVER-CONTROL') this.#control(attributes());
    else if (tag === '#EXT-X-SKIP')
      this.#nextMsn += readDecimal(attributes().get('SKIPPED-SEGMENTS'), offset);
    else if (tag === '#EXT-X-MAP') this.#map = whole(attributes(), offset);
    else if (tag === '#EXT-X-PART') this.#part(attributes(), offset);
    else if (tag === '#EXT-X-PRELOAD-HINT') this.#preload(attributes(), offset);
    else if (tag === '#EXT-X-BYTERANGE') throw new ParseError('unsupported', offset, 'byte ranges');
    else if (tag === '#EXT-X-ENDLIST') this.#hasEnded = true;
  }

  finish(): ListedMedia {
    if (this.#targetDurationMs === undefined) throw new ParseError('bad-value', 0, 'no EXT-X-TARGETDURATION');
    if (this.#parts.length > 0) this.#segment(undefined);
    return {
      targetDurationMs: this.#targetDurationMs,
      canBlockReload: this.#canBlockReload,
      canSkip: this.#canSkip,
      segments: this.#segments,
      hint: this.#hint,
      hasEnded: this.#hasEnded,
    };
  }

  #control(attributes: ReadonlyMap<string, string>): void {
    this.#canBlockReload = attributes.get('CAN-BLOCK-RELOAD') === 'YES';
    this.#canSkip = attributes.has('CAN-SKIP-UNTIL');
  }

  #part(attributes: ReadonlyMap<string, string>, offset: number): void {
    // A gap is not there to be loaded. RFC 8216bis, 4.4.4.9.
    if (attributes.get('GAP') === 'YES') return;
    this.#parts.push({
      uri: whole(attributes, offset),
      isIndependent: attributes.get('INDEPENDENT') === 'YES',
    });
  }

  #preload(attributes: ReadonlyMap<string, string>, offset: number): void {
    if (attributes.get('TYPE') === 'PART') this.#hint = whole(attributes, offset);
  }

  #segment(uri: string | undefined): void {
    this.#segments.push({ msn: this.#nextMsn++, uri, map: this.#map, parts: this.#parts });
    this.#parts = [];
  }
}

/** The address of a resource that is meant as a whole. */
function whole(attributes: ReadonlyMap<string, string>, offset: number): string {
  if (attributes.has('BYTERANGE') || attributes.has('BYTERANGE-START'))
    throw new ParseError('unsupported', offset, 'byte ranges');
  const uri = attributes.get('URI');
  if (uri === undefined) throw new ParseError('bad-value', offset, 'an address is missing');
  return uri;
}
