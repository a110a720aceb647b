/**
 * A growing big-endian buffer. Writing a value that its field cannot hold is a mistake of the program, so it
 * throws RangeError, not ParseError.
 */
export class ByteWriter {
  #bytes: Uint8Array<ArrayBuffer>;
  #length = 0;

  /** @param capacity expected size in bytes; a good guess saves copies */
  constructor(capacity = 64) {
    this.#bytes = new Uint8Array(capacity);
  }

  /** Bytes written so far. */
  get length(): number {
    return this.#length;
  }

  u8(value: number): this {
    return this.#unsigned(value, 1);
  }

  u16(value: number): this {
    return this.#unsigned(value, 2);
  }

  u24(value: number): this {
    return this.#unsigned(value, 3);
  }

  u32(value: number): this {
    return this.#unsigned(value, 4);
  }

  /** Up to 2^53 - 1. */
  u64(value: number): this {
    if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${value} does not fit in a u64`);
    return this.u32(Math.floor(value / 2 ** 32)).u32(value % 2 ** 32);
  }

  i24(value: number): this {
    if (!Number.isInteger(value) || value < -0x800000 || value > 0x7fffff) {
      throw new RangeError(`${value} does not fit in an i24`);
    }
    return this.u24(value & 0xffffff);
  }

  i32(value: number): this {
    if ((value | 0) !== value) throw new RangeError(`${value} does not fit in an i32`);
    return this.u32(value >>> 0);
  }

  f64(value: number): this {
    const at = this.#reserve(8);
    new DataView(this.#bytes.buffer).setFloat64(at, value);
    return this;
  }

  bytes(value: ArrayLike<number>): this {
    const at = this.#reserve(value.length); // may replace #bytes, so it comes first
    this.#bytes.set(value, at);
    return this;
  }

  /** Overwrites four bytes already written, for sizes known only afterwards. */
  patchU32(offset: number, value: number): this {
    if (offset < 0 || offset + 4 > this.#length) throw new RangeError(`no 4 bytes at ${offset}`);
    new DataView(this.#bytes.buffer).setUint32(offset, value);
    return this;
  }

  /** What was written; the writer must not be used again, since the result may share its memory. */
  finish(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.#length);
  }

  #unsigned(value: number, size: number): this {
    if (!Number.isInteger(value) || value < 0 || value >= 2 ** (8 * size)) {
      throw new RangeError(`${value} does not fit in ${size} bytes`);
    }
    const at = this.#reserve(size);
    for (let i = size - 1, rest = value; i >= 0; i--, rest = Math.floor(rest / 256))
      this.#bytes[at + i] = rest;
    return this;
  }

  #reserve(size: number): number {
    const at = this.#length;
    if (at + size > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(at + size, this.#bytes.length * 2));
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    this.#length = at + size;
    return at;
  }
}
