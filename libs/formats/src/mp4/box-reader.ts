import { ByteReader, ParseError } from '@lockstep/sei';

/** A box that was read. */
export type ReadBox = {
  readonly type: string;
  /** Of the box header, in the bytes given to the outermost call. */
  readonly offset: number;
  /** Of the payload, likewise. */
  readonly payloadOffset: number;
  /** A view. */
  readonly payload: Uint8Array;
};

const HEADER_BYTES = 8;
const SIZE_TO_END = 0;
const SIZE_64_BIT = 1;

/** What the first bytes of a box say. */
export type BoxHeader = {
  readonly type: string;
  /** Of the whole box; undefined when it reaches to the end of the file. */
  readonly size: number | undefined;
  readonly headerBytes: number;
};

/** A box header never needs more. */
export const MAX_BOX_HEADER_BYTES = 16;

/**
 * Reads a box header where the reader stands.
 *
 * @throws ParseError, `bad-length` for a size smaller than the header itself.
 */
export function readBoxHeader(reader: ByteReader): BoxHeader {
  const start = reader.offset;
  let size: number | undefined = reader.u32();
  const type = String.fromCharCode(...reader.take(4));
  let headerBytes = HEADER_BYTES;
  if (size === SIZE_64_BIT) {
    size = reader.u64();
    headerBytes = MAX_BOX_HEADER_BYTES;
  } else if (size === SIZE_TO_END) {
    return { type, size: undefined, headerBytes };
  }
  if (size < headerBytes) throw reader.error('bad-length', `box ${printable(type)} of ${size} bytes`, start);
  return { type, size, headerBytes };
}

/** A box type as it may stand in a message. */
const printable = (type: string): string => type.replace(/[^ -~]/g, '.');

/**
 * Reads the boxes that lie one after the other. The inner boxes of one are read by calling again with its payload and
 * payload offset. Specification: ISO/IEC 14496-12, 4.2.
 *
 * @param baseOffset place of `bytes` in the outermost input, for offsets of boxes and errors
 * @throws ParseError, `bad-length` for a size that is smaller than the header or reaches beyond the bytes.
 */
export function readBoxes(bytes: Uint8Array, baseOffset = 0): ReadBox[] {
  const reader = new ByteReader(bytes, baseOffset);
  const boxes: ReadBox[] = [];
  while (reader.remaining > 0) {
    const start = reader.offset;
    // QuickTime ends some containers with four zero bytes.
    if (reader.remaining < HEADER_BYTES && bytes.subarray(start).every((byte) => byte === 0)) break;
    const { type, headerBytes, size = bytes.length - start } = readBoxHeader(reader);
    if (size > bytes.length - start) {
      const left = bytes.length - start;
      throw reader.error('bad-length', `box ${printable(type)} of ${size} bytes, ${left} left`, start);
    }
    boxes.push({
      type,
      offset: baseOffset + start,
      payloadOffset: baseOffset + reader.offset,
      payload: reader.take(size - headerBytes),
    });
  }
  return boxes;
}

/** The boxes inside a box that contains nothing else, such as `moov` or `traf`. */
export const childrenOf = (parent: ReadBox): ReadBox[] => readBoxes(parent.payload, parent.payloadOffset);

/**
 * The first box of the type.
 *
 * @throws ParseError `bad-value` at the parent when there is none.
 */
export function requireBox(boxes: readonly ReadBox[], type: string, parentOffset: number): ReadBox {
  const found = boxes.find((candidate) => candidate.type === type);
  if (!found) throw new ParseError('bad-value', parentOffset, `no ${type} box`);
  return found;
}

/** A reader at the payload of a box, whose errors count in the outermost input. */
export const payloadReader = (from: ReadBox): ByteReader => new ByteReader(from.payload, from.payloadOffset);
