import { ParseError, type ByteReader } from '@lockstep/sei';
import { type ReadBox, childrenOf, payloadReader, readBoxes, requireBox } from './box-reader.js';
import { type Box, fourCc, fullBox, u16, u32, zeros } from './box-writer.js';

/** A file inside a file: where it is, and what it is. */
export type MetaItem = {
  readonly name: string;
  /** MIME type. */
  readonly contentType: string;
  /** In the whole file, bytes. */
  readonly offset: number;
  readonly length: number;
};

/** Of our own: the items are for readers who know their names, and no still image. */
const HANDLER = 'lstp';
const MIME = 'mime';
const MAX_ITEMS = 0xffff;
/** Sizes of offset, length and base offset in `iloc`, four bits each: 8, 8 and 0 bytes. */
const ILOC_SIZES = 0x8800;

const cString = (text: string): number[] => [...new TextEncoder().encode(text), 0];
const u64 = (value: number): number[] => [...u32(Math.floor(value / 2 ** 32)), ...u32(value % 2 ** 32)];

/**
 * `meta` of a file with items in it. Other readers pass over them.
 * Specification: ISO/IEC 14496-12, 8.11.1, 8.11.3 and 8.11.6.
 *
 * @throws RangeError for more than 65,535 items
 */
export function metaItems(items: readonly MetaItem[]): Box {
  if (items.length > MAX_ITEMS) throw new RangeError(`${items.length} items do not fit a meta box.`);
  const places = items.flatMap(({ offset, length }, index) => [
    ...u16(index + 1),
    ...u16(0), // data_reference_index: this file
    ...u16(1), // extent_count
    ...u64(offset),
    ...u64(length),
  ]);
  const entries = items.map(({ name, contentType }, index) =>
    fullBox('infe', 2, 0, u16(index + 1), u16(0), fourCc(MIME), cString(name), cString(contentType)),
  );
  return fullBox(
    'meta',
    0,
    0,
    fullBox('hdlr', 0, 0, zeros(4), fourCc(HANDLER), zeros(12), zeros(1)),
    fullBox('iinf', 0, 0, u16(items.length), ...entries),
    fullBox('iloc', 0, 0, u16(ILOC_SIZES), u16(items.length), places),
  );
}

/**
 * The items of a `meta` box that {@link metaItems} wrote.
 *
 * @returns none for a box with another handler
 * @throws ParseError for such a box that cannot be read
 */
export function readMetaItems(meta: ReadBox): MetaItem[] {
  const boxes = readBoxes(meta.payload.subarray(4), meta.payloadOffset + 4);
  const handler = payloadReader(requireBox(boxes, 'hdlr', meta.offset));
  handler.skip(8);
  if (String.fromCharCode(...handler.take(4)) !== HANDLER) return [];
  const places = readPlaces(payloadReader(requireBox(boxes, 'iloc', meta.offset)));
  const names = requireBox(boxes, 'iinf', meta.offset);
  const inside = { ...names, payload: names.payload.subarray(6), payloadOffset: names.payloadOffset + 6 };
  return childrenOf(inside).flatMap((entry) => {
    const reader = payloadReader(entry);
    reader.skip(4);
    const place = places.get(reader.u16());
    reader.skip(2);
    if (String.fromCharCode(...reader.take(4)) !== MIME || !place) return [];
    return [{ name: readCString(reader), contentType: readCString(reader), ...place }];
  });
}

function readPlaces(reader: ByteReader): Map<number, { offset: number; length: number }> {
  reader.skip(4);
  if (reader.u16() !== ILOC_SIZES) throw reader.error('unsupported', 'item places in other sizes');
  const count = reader.u16();
  const places = new Map<number, { offset: number; length: number }>();
  for (let i = 0; i < count; i++) {
    const id = reader.u16();
    reader.skip(2);
    if (reader.u16() !== 1) throw reader.error('unsupported', 'an item of several pieces');
    places.set(id, { offset: reader.u64(), length: reader.u64() });
  }
  return places;
}

function readCString(reader: ByteReader): string {
  const bytes: number[] = [];
  for (let byte = reader.u8(); byte !== 0; byte = reader.u8()) bytes.push(byte);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes));
  } catch {
    throw new ParseError('bad-value', reader.offset, 'a name that is no UTF-8');
  }
}
