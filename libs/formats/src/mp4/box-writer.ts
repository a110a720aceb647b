/**
 * A box of ISO base media: its type and what it contains, written in one pass after one pass of counting.
 * Specification: ISO/IEC 14496-12, 4.2.
 */
export type Box = { readonly type: string; readonly content: readonly BoxContent[] };

/** Bytes as they are, a list of byte values, or a box inside. */
export type BoxContent = Uint8Array | readonly number[] | Box;

/** Bytes of a box header with a 32-bit size. */
export const BOX_HEADER_BYTES = 8;

/** A box, `Box` of ISO/IEC 14496-12, 4.2. */
export function box(type: string, ...content: BoxContent[]): Box {
  return { type, content };
}

/** A box with version and flags, `FullBox` of ISO/IEC 14496-12, 4.2. */
export function fullBox(type: string, version: number, flags: number, ...content: BoxContent[]): Box {
  return box(type, [version, flags >>> 16, flags >>> 8, flags], ...content);
}

/** Big-endian bytes of an unsigned 16-bit number. */
export const u16 = (value: number): number[] => [(value >>> 8) & 0xff, value & 0xff];

/** Big-endian bytes of an unsigned 32-bit number. */
export const u32 = (value: number): number[] => [...u16(value >>> 16), ...u16(value & 0xffff)];

/** The four ASCII bytes of a box or handler type. */
export const fourCc = (type: string): number[] => [...type].map((letter) => letter.charCodeAt(0));

/** `count` bytes of zero: reserved fields. */
export const zeros = (count: number): number[] => new Array<number>(count).fill(0);

/** Serialises boxes one after the other into a single array of exactly their size. */
export function writeBoxes(...boxes: Box[]): Uint8Array {
  const bytes = new Uint8Array(boxes.reduce((total, next) => total + boxSize(next), 0));
  let offset = 0;
  for (const next of boxes) offset = writeBox(bytes, offset, next);
  return bytes;
}

function boxSize({ content }: Box): number {
  return content.reduce<number>(
    (total, part) => total + ('type' in part ? boxSize(part) : part.length),
    BOX_HEADER_BYTES,
  );
}

function writeBox(bytes: Uint8Array, offset: number, { type, content }: Box): number {
  let end = offset + BOX_HEADER_BYTES;
  for (const part of content) {
    if ('type' in part) {
      end = writeBox(bytes, end, part);
    } else {
      bytes.set(part, end);
      end += part.length;
    }
  }
  bytes.set([...u32(end - offset), ...fourCc(type)], offset);
  return end;
}
