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
    check(value, 0xff, 'u8');
    const at = this.#reserve(1);
    this.#bytes[at] = value;
    return this;
  }

  u16(value: number): this {
    check(value, 0xffff, 'u16');
    const at = this.#reserve(2);
    this.#bytes[at] = value >>> 8;
    this.#bytes[at + 1] = value;
    return this;
  }

  u24(value: number): this {
    check(value, 0xffffff, 'u24');
    return this.u8(value >>> 16).u16(value & 0xffff);
  }

  u32(value: number): this {
    check(value, 0xffffffff, 'u32');
    return this.u16(value >>> 16).u16(value & 0xffff);
  }

  /** Up to 2^53 - 1. */
  u64(value: number): this {
    check(value, Number.MAX_SAFE_INTEGER, 'u64');
    return this.u32(Math.floor(value / 2 ** 32)).u32(value % 2 ** 32);
  }

  /** @throws RangeError unless `value` is a whole number of 24 bits with sign */
  i24(value: number): this {
    if (!Number.isInteger(value) || value < -0x800000 || value > 0x7fffff) {
      throw new RangeError(`${value} does not fit in an i24`);
    }
    return this.u24(value & 0xffffff);
  }

  /** @throws RangeError unless `value` is a whole number of 32 bits with sign */
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

  /** Overwrites four bytes already written, for sizes known only afterwards. @throws RangeError if `offset` is outside them */
  patchU32(offset: number, value: number): this {
    if (offset < 0 || offset + 4 > this.#length) throw new RangeError(`no 4 bytes at ${offset}`);
    new DataView(this.#bytes.buffer).setUint32(offset, value);
    return this;
  }

  /** What was written; the writer must not be used again, since the result may share its memory. */
  finish(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.#length);
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

function check(value: number, max: number, field: string): void {
  if (!Number.isInteger(value) || value < 0 || value > max)
    throw new RangeError(`${value} does not fit in a ${field}`);
}
