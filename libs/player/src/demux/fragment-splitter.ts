import { MAX_BOX_HEADER_BYTES, readBoxHeader } from '@lockstep/formats';
import { ByteReader, ParseError } from '@lockstep/sei';

/** A fragment with its media data, bytes: ten seconds at 25 Mbit/s fit. */
const MAX_FRAGMENT_BYTES = 32 * 1024 * 1024;
/** Boxes with which a part or a segment may begin. ISO/IEC 14496-12, 8.16.2 and 8.8. */
const FIRST_BOXES = ['ftyp', 'styp', 'moov', 'moof', 'sidx', 'emsg', 'prft', 'uuid', 'free', 'skip'];

/** `movie`: a `moov`; `fragment`: a `moof` up to the end of its media data. */
export type Fmp4Piece = { readonly kind: 'movie' | 'fragment'; readonly bytes: Uint8Array };

/** Cuts fragmented MP4 that comes in any chunks into what can be read alone. Boxes that nobody needs are left out. */
export class FragmentSplitter {
  #pending: Uint8Array = new Uint8Array(0);
  /** Bytes at the start of `#pending` that were looked at: a fragment begins there and its media data is awaited. */
  #looked = 0;
  #awaitsData = false;
  #hasBegun = false;

  /** @throws ParseError where the bytes are no fragmented MP4 */
  push(chunk: Uint8Array): Fmp4Piece[] {
    this.#pending = joined(this.#pending, chunk);
    const pieces: Fmp4Piece[] = [];
    for (let box = this.#nextBox(); box !== undefined; box = this.#nextBox()) {
      this.#looked += box.size;
      if (box.type === 'moov') pieces.push({ kind: 'movie', bytes: this.#take() });
      else if (box.type === 'moof') this.#awaitsData = true;
      else if (box.type === 'mdat' && this.#awaitsData)
        pieces.push({ kind: 'fragment', bytes: this.#take() });
      else if (!this.#awaitsData) this.#take();
    }
    return pieces;
  }

  /** The box that begins behind what was looked at, once it is here as a whole. */
  #nextBox(): { readonly type: string; readonly size: number } | undefined {
    const left = this.#pending.length - this.#looked;
    if (left < MAX_BOX_HEADER_BYTES && left < this.#smallestNeeded(left)) return undefined;
    const { type, size } = readBoxHeader(new ByteReader(this.#pending.subarray(this.#looked), this.#looked));
    if (!this.#hasBegun && !FIRST_BOXES.includes(type))
      throw new ParseError('bad-signature', 0, 'no fragmented MP4');
    this.#hasBegun = true;
    if (size === undefined || this.#looked + size > MAX_FRAGMENT_BYTES)
      throw new ParseError('too-large', this.#looked, 'a fragment without an end');
    return size <= left ? { type, size } : undefined;
  }

  /** A header has 8 bytes, or 16 where its size field says 1. */
  #smallestNeeded(left: number): number {
    if (left < 8) return 8;
    const at = this.#looked;
    const isLong = this.#pending.subarray(at, at + 4).every((byte, index) => byte === (index === 3 ? 1 : 0));
    return isLong ? MAX_BOX_HEADER_BYTES : 8;
  }

  /** Everything that was looked at; it is not kept. */
  #take(): Uint8Array {
    const taken = this.#pending.subarray(0, this.#looked);
    this.#pending = this.#pending.subarray(this.#looked);
    this.#looked = 0;
    this.#awaitsData = false;
    return taken;
  }
}

function joined(before: Uint8Array, chunk: Uint8Array): Uint8Array {
  if (before.length === 0) return chunk;
  const all = new Uint8Array(before.length + chunk.length);
  all.set(before);
  all.set(chunk, before.length);
  return all;
}
