import { ParseError, type ParseErrorReason } from '../parse-error.js';
import { byteAt } from './byte-at.js';

/**
 * A cursor over the bits of an RBSP, most significant first, with the Exp-Golomb codes of H.264 9.1. Offsets of
 * its errors are bytes of the RBSP, that is without emulation prevention.
 */
export class BitReader {
  readonly #bytes: Uint8Array;
  #bit = 0;

  constructor(rbsp: Uint8Array) {
    this.#bytes = rbsp;
  }

  /** Bits read so far. */
  get position(): number {
    return this.#bit;
  }

  /** Bits left to read. */
  get remaining(): number {
    return this.#bytes.length * 8 - this.#bit;
  }

  /** u(1) */
  flag(): boolean {
    return this.#next() === 1;
  }

  /** u(n), n up to 32. */
  u(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i++) value = value * 2 + this.#next();
    return value;
  }

  /** ue(v), up to 2^32 - 2. */
  ue(): number {
    let zeros = 0;
    while (this.#next() === 0) {
      if (++zeros > 31) throw this.error('bad-value', 'Exp-Golomb code above 2^32 - 2');
    }
    return 2 ** zeros - 1 + this.u(zeros);
  }

  /** ue(v) with the largest value that the standard allows there. */
  ueMax(max: number, field: string): number {
    const value = this.ue();
    if (value > max) throw this.error('bad-value', `${field} ${value}, at most ${max}`);
    return value;
  }

  /** se(v) */
  se(): number {
    const code = this.ue();
    return code % 2 === 1 ? (code + 1) / 2 : 0 - code / 2; // never -0
  }

  skip(count: number): void {
    this.#bit += count;
    if (this.#bit > this.#bytes.length * 8) throw this.error('truncated');
  }

  error(reason: ParseErrorReason, detail?: string): ParseError {
    return new ParseError(reason, Math.min(this.#bit >> 3, this.#bytes.length), detail);
  }

  #next(): number {
    const index = this.#bit >> 3;
    if (index >= this.#bytes.length) throw this.error('truncated');
    const bit = (byteAt(this.#bytes, index) >> (7 - (this.#bit & 7))) & 1;
    this.#bit++;
    return bit;
  }
}
