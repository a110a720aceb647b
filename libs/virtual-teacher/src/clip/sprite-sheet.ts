/** Pixels; x, y, width and height are even, because two by two of them share their colour. */
export type Rectangle = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

/** Opaque rectangles of frames in I420, which all encoder threads share. */
export type SpriteSheet = {
  /** Two sheets with the same id hold the same pixels. */
  readonly id: string;
  /** x, y, width, height and byte offset of each sprite. */
  readonly table: Int32Array;
  readonly pixels: SharedArrayBuffer;
  /** It is used for one clip only, and then given back. Default false. */
  readonly isPassing?: boolean;
};

const FIELDS = 5;
export const i420Bytes = ({ width, height }: Rectangle): number => (width * height * 3) / 2;

/** Lays out sprites one behind the other; their pixels are written afterwards, by {@link pixelsOf}. @throws RangeError for a size that is negative or odd */
export function layOut(id: string, rectangles: readonly Rectangle[]): SpriteSheet {
  const table = new Int32Array(rectangles.length * FIELDS);
  let offset = 0;
  for (const [index, rectangle] of rectangles.entries()) {
    const { x, y, width, height } = rectangle;
    if ([x, y, width, height].some((value) => value < 0 || value % 2 !== 0)) {
      throw new RangeError(`Sprites lie on even pixels, not at ${x}, ${y}, ${width} x ${height}.`);
    }
    table.set([x, y, width, height, offset], index * FIELDS);
    offset += i420Bytes(rectangle);
  }
  return { id, table, pixels: new SharedArrayBuffer(offset) };
}

/** The I420 bytes of a sprite. */
export function pixelsOf({ table, pixels }: SpriteSheet, sprite: number): Uint8Array {
  const [, , width = 0, height = 0, offset = 0] = table.subarray(sprite * FIELDS, (sprite + 1) * FIELDS);
  return new Uint8Array(pixels, offset, (width * height * 3) / 2);
}
