import { ParseError } from '@lockstep/sei';
import { FLV_TAG_HEADER_BYTES, FLV_TAG_TRAILER_BYTES, FLV_TAG_TYPES } from './flv-tag.js';

const TYPES: ReadonlySet<number> = new Set(Object.values(FLV_TAG_TYPES));

/** What a tag header says of sizes; undefined where no tag begins with these bytes. */
function bodyLengthAt(view: DataView, at: number): number | undefined {
  if (!TYPES.has(view.getUint8(at))) return undefined;
  const bodyLength = view.getUint32(at) & 0xffffff;
  return bodyLength > 0 ? bodyLength : undefined;
}

/**
 * Finds the next tag behind bytes that are not a tag: a header whose size leads to a PreviousTagSize that says the same, with or
 * without the header's own 11 bytes. It keeps what it has not ruled out, at most the largest tag and a chunk.
 */
export class TagSearch {
  readonly #cause: ParseError;
  readonly #start: number;
  /** What was not ruled out. */
  #bytes: Uint8Array;
  /** Of the first byte kept, from the start on. */
  #passed = 0;

  /**
   * @param cause why no tag begins at the start
   * @param start offset in the stream of the bytes that are not a tag
   * @param bytes the first of them that were read already
   */
  constructor(cause: ParseError, start: number, bytes: Uint8Array) {
    this.#cause = cause;
    this.#start = start;
    this.#bytes = bytes;
  }

  /** Offset in the stream behind what is left out so far. */
  get offset(): number {
    return this.#start + this.#passed;
  }

  /** Why bytes are left out, and how many so far. */
  get fault(): ParseError {
    const { reason, offset, detail } = this.#cause;
    return new ParseError(reason, offset, `${detail}; ${this.#passed} bytes are left out`);
  }

  /**
   * @param ended no more bytes come, so what is not complete is no tag
   * @returns the bytes from the tag on, when there is one
   */
  push(chunk: Uint8Array, ended = false): Uint8Array | undefined {
    const bytes = new Uint8Array(this.#bytes.length + chunk.length);
    bytes.set(this.#bytes);
    bytes.set(chunk, this.#bytes.length);
    const view = new DataView(bytes.buffer);
    let at = this.#passed === 0 ? 1 : 0; // the first byte was tried
    for (; at + FLV_TAG_HEADER_BYTES <= bytes.length; at++) {
      const bodyLength = bodyLengthAt(view, at);
      if (bodyLength === undefined) continue;
      const trailer = at + FLV_TAG_HEADER_BYTES + bodyLength;
      if (trailer + FLV_TAG_TRAILER_BYTES > bytes.length) {
        if (ended) continue;
        break;
      }
      const previousTagSize = view.getUint32(trailer);
      const isWhole = previousTagSize === FLV_TAG_HEADER_BYTES + bodyLength || previousTagSize === bodyLength;
      if (isWhole) return this.#keep(bytes, at);
    }
    this.#keep(bytes, ended ? bytes.length : Math.min(at, bytes.length));
    return undefined;
  }

  #keep(bytes: Uint8Array, from: number): Uint8Array {
    this.#passed += from;
    this.#bytes = bytes.subarray(from);
    return this.#bytes;
  }
}
