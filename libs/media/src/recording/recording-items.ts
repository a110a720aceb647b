import {
  MAX_BOX_HEADER_BYTES,
  type MetaItem,
  readBoxes,
  readBoxHeader,
  readMetaItems,
} from '@lockstep/formats';
import { ByteReader, ParseError } from '@lockstep/sei';
import type { ByteSource } from './byte-source.js';

const MOST_BOXES = 100;
const MAX_META_BYTES = 16 * 1024 * 1024;

/**
 * The items inside a finished recording.
 *
 * @returns none for a file without
 * @throws ParseError
 */
export async function recordingItems(source: ByteSource): Promise<MetaItem[]> {
  for (let at = 0, count = 0; count < MOST_BOXES; count++) {
    const head = await source.read(at, MAX_BOX_HEADER_BYTES);
    if (head.length < 8 || (head[3] === 1 && head.length < MAX_BOX_HEADER_BYTES)) return [];
    const { type, size } = readBoxHeader(new ByteReader(head, at));
    if (size === undefined) return [];
    if (type === 'meta') {
      if (size > MAX_META_BYTES) throw new ParseError('too-large', at, `meta of ${size} bytes`);
      const [meta] = readBoxes(await source.read(at, size), at);
      return meta ? readMetaItems(meta) : [];
    }
    at += size;
  }
  return [];
}
