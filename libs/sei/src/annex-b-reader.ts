import { findStartCode, trimTrailingZeros } from './annex-b.js';
import { byteAt } from './bytes/byte-at.js';
import { MAX_NAL_UNIT_SIZE } from './limits.js';
import { ParseError } from './parse-error.js';

/** A NAL unit and where it stands in the stream. */
export type LocatedNalUnit = {
  /** Of its header, behind the start code; counted from the first byte pushed. */
  readonly offset: number;
  readonly nal: Uint8Array;
};

/** Memory kept between NAL units; a larger buffer is given back when what is left of it is small. */
const KEPT_BYTES = 256 * 1024;

/**
 * NAL units of a byte stream that arrives in chunks cut anywhere. Keeps only the unfinished NAL unit, and looks at
 * no byte twice however small the chunks are. Specification: ITU-T H.264 and H.265, B.1.
 */
export class AnnexBReader {
  /** `start`: only zeros may come before the first start code. `skip`: after an error, until the next start code. */
  #state: 'start' | 'inside' | 'skip' = 'start';
  #buffer = new Uint8Array(0);
  #length = 0;
  /** Nothing before this index of the buffer begins a start code. */
  #scanned = 0;
  /** Place of the buffer's first byte in the stream. */
  #streamOffset = 0;

  /**
   * The NAL units that this chunk completes: copies, so they stay valid when the chunk's memory is used again.
   * @throws ParseError `bad-signature` when the stream does not begin with a start code, `too-large` for a NAL unit
   * over MAX_NAL_UNIT_SIZE. Offsets count from the first byte pushed. The reader goes on at the next start code.
   */
  push(chunk: Uint8Array): Uint8Array[] {
    return notEmpty(this.pushLocated(chunk));
  }

  /**
   * As {@link push}, for who must write the stream again byte for byte: between two of these NAL units, which may be
   * empty here, lie zeros and the 01 that ends a start code, and nothing else.
   */
  pushLocated(chunk: Uint8Array): LocatedNalUnit[] {
    this.#append(chunk);
    const pending = this.#buffer.subarray(0, this.#length);
    const nals: LocatedNalUnit[] = [];
    let from = 0;
    let startCode = findStartCode(pending, this.#scanned);
    if (this.#state === 'start') this.#expectZeros(startCode < 0 ? this.#length : startCode);
    while (startCode >= 0) {
      if (this.#state === 'inside') nals.push(this.#locate(pending, from, startCode));
      this.#state = 'inside';
      from = startCode + 3;
      startCode = findStartCode(pending, from);
    }
    // Outside of a NAL unit only the zeros that may begin a start code are worth keeping.
    this.#drop(this.#state === 'inside' ? from : Math.max(0, this.#length - 2));
    if (nals.length === 0 && this.#length > MAX_NAL_UNIT_SIZE) {
      throw this.#skipAfter(
        new ParseError('too-large', this.#streamOffset, `NAL unit over ${MAX_NAL_UNIT_SIZE}`),
      );
    }
    return nals;
  }

  /** The last NAL unit, which no start code ends. The reader then begins anew. */
  end(): Uint8Array[] {
    return notEmpty(this.endLocated());
  }

  /** As {@link end}, with the place in the stream. */
  endLocated(): LocatedNalUnit[] {
    const nals: LocatedNalUnit[] = [];
    if (this.#state === 'inside') nals.push(this.#locate(this.#buffer, 0, this.#length));
    this.#drop(this.#length);
    this.#state = 'start';
    this.#streamOffset = 0;
    return nals;
  }

  #expectZeros(end: number): void {
    for (let i = 0; i < end; i++) {
      if (byteAt(this.#buffer, i) === 0) continue;
      this.#drop(i);
      throw this.#skipAfter(
        new ParseError('bad-signature', this.#streamOffset, 'no start code before this byte'),
      );
    }
  }

  /** What was gathered may still begin a start code at its end. */
  #skipAfter(error: ParseError): ParseError {
    if (error.reason === 'too-large') this.#drop(this.#length - 2);
    this.#state = 'skip';
    this.#scanned = 0;
    return error;
  }

  #append(chunk: Uint8Array): void {
    const needed = this.#length + chunk.length;
    if (needed > this.#buffer.length) {
      const grown = new Uint8Array(Math.max(needed, this.#buffer.length * 2));
      grown.set(this.#buffer.subarray(0, this.#length));
      this.#buffer = grown;
    }
    this.#buffer.set(chunk, this.#length);
    this.#length = needed;
  }

  #locate(bytes: Uint8Array, start: number, end: number): LocatedNalUnit {
    return {
      offset: this.#streamOffset + start,
      nal: bytes.slice(start, trimTrailingZeros(bytes, start, end)),
    };
  }

  #drop(count: number): void {
    const left = this.#length - count;
    if (this.#buffer.length > KEPT_BYTES && left <= KEPT_BYTES / 2) {
      this.#buffer = this.#buffer.slice(count, this.#length);
    } else if (count > 0) this.#buffer.copyWithin(0, count, this.#length);
    this.#length = left;
    this.#streamOffset += count;
    this.#scanned = Math.max(0, this.#length - 2);
  }
}

const notEmpty = (located: readonly LocatedNalUnit[]): Uint8Array[] =>
  located.map(({ nal }) => nal).filter(({ length }) => length > 0);
