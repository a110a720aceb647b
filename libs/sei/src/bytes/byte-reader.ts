import { ParseError, type ParseErrorReason } from '../parse-error.js';
import { byteAt } from './byte-at.js';

/** A cursor over bytes, big-endian. A read past the end is a ParseError with its place, never a zero. */
export class ByteReader {
  readonly bytes: Uint8Array;
  readonly #baseOffset: number;
  #view: DataView | undefined;
  #offset = 0;

  /** @param baseOffset place of `bytes` in the caller's input; added to the offset of every error */
  constructor(bytes: Uint8Array, baseOffset = 0) {
    this.bytes = bytes;
    this.#baseOffset = baseOffset;
  }

  /** Place of the next read in `bytes`. */
  get offset(): number {
    return this.#offset;
  }

  get remaining(): number {
    return this.bytes.length - this.#offset;
  }

  u8(): number {
    return byteAt(this.bytes, this.#advance(1));
  }

  u16(): number {
    const at = this.#advance(2);
    return (byteAt(this.bytes, at) << 8) | byteAt(this.bytes, at + 1);
  }

  u24(): number {
    const at = this.#advance(3);
    return (byteAt(this.bytes, at) << 16) | (byteAt(this.bytes, at + 1) << 8) | byteAt(this.bytes, at + 2);
  }

  /** Two's complement, as FLV composition times are. */
  i24(): number {
    return (this.u24() << 8) >> 8;
  }

  u32(): number {
    return this.u16() * 0x10000 + this.u16();
  }

  i32(): number {
    return this.u32() | 0;
  }

  /** @throws ParseError `bad-value` above 2^53 - 1, which a number cannot hold */
  u64(): number {
    const at = this.#offset;
    const high = this.u32();
    const value = high * 2 ** 32 + this.u32();
    if (!Number.isSafeInteger(value)) throw new ParseError('bad-value', this.#baseOffset + at, 'above 2^53');
    return value;
  }

  f64(): number {
    const at = this.#advance(8);
    const { buffer, byteOffset, byteLength } = this.bytes;
    this.#view ??= new DataView(buffer, byteOffset, byteLength);
    return this.#view.getFloat64(at);
  }

  /** The next bytes, as a view of the input: no copy. */
  take(length: number): Uint8Array {
    const at = this.#advance(length);
    return this.bytes.subarray(at, at + length);
  }

  skip(length: number): void {
    this.#advance(length);
  }

  /** The next byte without moving on; undefined at the end. */
  peek(): number | undefined {
    return this.bytes[this.#offset];
  }

  /** An error at `offset` of this reader's bytes, by default where the next read would be. */
  error(reason: ParseErrorReason, detail?: string, offset = this.#offset): ParseError {
    return new ParseError(reason, this.#baseOffset + offset, detail);
  }

  #advance(length: number): number {
    const at = this.#offset;
    if (!(length >= 0 && length <= this.bytes.length - at)) {
      throw this.error('truncated', `${length} bytes needed, ${this.remaining} left`);
    }
    this.#offset = at + length;
    return at;
  }
}
