import { ByteReader, ParseError } from '@lockstep/sei';
import { MAX_BOX_HEADER_BYTES, type ReadBox, readBoxes, readBoxHeader } from './box-reader.js';

/** A file of which any part can be read. */
export type ReadableBytes = {
  /** Fewer bytes than `length` only where the file ends. */
  read(offset: number, length: number): Promise<Uint8Array>;
};

/** A file with its tables in the `moov` has a handful; more is a file of fragments. */
const MOST_BOXES = 100;
/** The tables of a day of video have about 40 MB. */
const MAX_BOX_BYTES = 128 * 1024 * 1024;

/**
 * The first box of each type at the top of an MP4, read whole; the others are passed over by their size.
 *
 * @returns those that are there; none for bytes that are no boxes
 * @throws ParseError, `too-large` for a wanted box above 128 MiB
 */
export async function readTopLevelBoxes<Type extends string>(
  source: ReadableBytes,
  types: readonly Type[],
): Promise<Partial<Record<Type, ReadBox>>> {
  const found: Partial<Record<Type, ReadBox>> = {};
  let missing = types.length;
  for (let at = 0, count = 0; count < MOST_BOXES && missing > 0; count++) {
    const head = await source.read(at, MAX_BOX_HEADER_BYTES);
    if (head.length < 8 || (head[3] === 1 && head.length < MAX_BOX_HEADER_BYTES)) break;
    const { type, size } = readBoxHeader(new ByteReader(head, at));
    if (size === undefined) break;
    const wanted = types.find((one) => one === type);
    if (wanted !== undefined && !found[wanted]) {
      if (size > MAX_BOX_BYTES) throw new ParseError('too-large', at, `${type} of ${size} bytes`);
      const [box] = readBoxes(await source.read(at, size), at);
      if (box) found[wanted] = box;
      missing--;
    }
    at += size;
  }
  return found;
}
