import { MAX_BOX_HEADER_BYTES, readBoxHeader } from '@lockstep/formats';
import { ByteReader } from '@lockstep/sei';
import type { ByteSource } from './byte-source.js';

/** Which bytes of a source are stretches, one after the other. */
export type StretchPlace = { readonly from: number; readonly until: number };

/** Boxes of the outermost level that a file has before its media; more of them is damage. */
const MOST_BOXES = 100;

/**
 * Where the stretches are: the whole of a file of fragments, the inside of the first `mdat` of a finished recording.
 *
 * @returns undefined for a file that no recorder made
 * @throws ParseError for a box that cannot be read
 */
export async function findStretches(source: ByteSource): Promise<StretchPlace | undefined> {
  let at = 0;
  for (let count = 0; count < MOST_BOXES; count++) {
    const place = await headerAt(source, at);
    if (!place) return count > 0 ? { from: 0, until: Infinity } : undefined;
    const { type, headerBytes, size } = place;
    if (count === 0 && type !== 'ftyp') return undefined;
    if (type === 'moof' || type === 'prft') return { from: 0, until: Infinity };
    if (type === 'mdat') {
      const inner = await headerAt(source, at + headerBytes);
      if (inner?.type !== 'ftyp') return undefined;
      return { from: at + headerBytes, until: size === undefined ? Infinity : at + size };
    }
    if (size === undefined) return undefined;
    at += size;
  }
  return undefined;
}

async function headerAt(
  source: ByteSource,
  offset: number,
): Promise<ReturnType<typeof readBoxHeader> | undefined> {
  const head = await source.read(offset, MAX_BOX_HEADER_BYTES);
  if (head.length < 8 || (head[3] === 1 && head.length < MAX_BOX_HEADER_BYTES)) return undefined;
  return readBoxHeader(new ByteReader(head, offset));
}
