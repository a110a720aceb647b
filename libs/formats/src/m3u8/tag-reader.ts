import { ParseError } from '@lockstep/sei';

/** A line of a playlist: a tag with what stands behind its colon, or an address. */
export type PlaylistLine =
  | { readonly tag: string; readonly value: string; readonly offset: number }
  | { readonly uri: string; readonly offset: number };

/** Longer playlists are not read: twelve hours of segments of a second, with their dates, are shorter. Characters. */
const MAX_PLAYLIST_LENGTH = 8 * 1024 * 1024;

const ATTRIBUTE = /([A-Z0-9-]+)=("[^"\r\n]*"|[^",\s][^",]*)(?:,|$)/y;

/**
 * The lines of a playlist that say something, without the first one. Specification: RFC 8216bis, 4.1.
 *
 * @throws ParseError `bad-signature` where the text does not begin with `#EXTM3U`; `too-large`. Offsets count characters.
 */
export function readPlaylistLines(text: string): PlaylistLine[] {
  if (text.length > MAX_PLAYLIST_LENGTH)
    throw new ParseError('too-large', 0, `a playlist of ${text.length} characters`);
  if (!/^#EXTM3U\s/.test(text)) throw new ParseError('bad-signature', 0, 'no #EXTM3U');
  const lines: PlaylistLine[] = [];
  let offset = 0;
  for (const whole of text.split('\n')) {
    const line = whole.trim();
    if (line.startsWith('#EXT')) {
      const colon = line.indexOf(':');
      const tag = colon < 0 ? line : line.slice(0, colon);
      lines.push({ tag, value: colon < 0 ? '' : line.slice(colon + 1), offset });
    } else if (line !== '' && !line.startsWith('#')) {
      lines.push({ uri: line, offset });
    }
    offset += whole.length + 1;
  }
  return lines;
}

/**
 * Attributes by their names; quoted strings without their quotes. Specification: RFC 8216bis, 4.2.
 *
 * @throws ParseError `bad-value` for a list with anything else in it
 */
export function readAttributes(value: string, offset: number): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  ATTRIBUTE.lastIndex = 0;
  let end = 0;
  for (let match = ATTRIBUTE.exec(value); match !== null; match = ATTRIBUTE.exec(value)) {
    const [, name = '', raw = ''] = match;
    attributes.set(name, raw.startsWith('"') ? raw.slice(1, -1) : raw);
    end = ATTRIBUTE.lastIndex;
  }
  if (end < value.length) throw new ParseError('bad-value', offset, 'an attribute list that cannot be read');
  return attributes;
}

/** @throws ParseError `bad-value` for anything but a decimal number from 0 on */
export function readDecimal(value: string | undefined, offset: number): number {
  const number = value !== undefined && /^\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
  if (!Number.isFinite(number)) throw new ParseError('bad-value', offset, 'a number is missing');
  return number;
}
