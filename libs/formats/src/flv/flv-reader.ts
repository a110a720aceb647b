import { ParseError, milliseconds } from '@lockstep/sei';
import { ChunkInput } from '../chunk-input.js';
import { HeldFault, type OnFault } from '../held-fault.js';
import {
  FLV_HEADER_BYTES,
  FLV_TAG_HEADER_BYTES,
  FLV_TAG_TRAILER_BYTES,
  type FlvHeader,
  type FlvTag,
  type FlvTagType,
  MAX_FLV_BODY_BYTES,
} from './flv-tag.js';
import { TagSearch } from './tag-search.js';

const TAG_TYPES = new Map<number, FlvTagType>([
  [8, 'audio'],
  [9, 'video'],
  [18, 'script'],
]);

/** DataOffset beyond this is not a longer header of a later version but not FLV at all. */
const MAX_HEADER_BYTES = 4096;

export type FlvReaderOptions = {
  /** Largest tag body accepted, in bytes. Default: what 24 bits can say, 16 MiB - 1. */
  readonly maxBodyBytes?: number;
  /**
   * Told of faults that other readers read over, too: a wrong PreviousTagSize or StreamID, bytes between and behind tags,
   * a tag that was cut. The reader goes on at the next tag. Without it the first fault ends the reading.
   */
  readonly onFault?: OnFault;
};

/** A tag and the place of its header in the stream, in bytes. */
export type LocatedFlvTag = FlvTag & { readonly offset: number };

type Step = 'file-header' | 'header-rest' | 'tag-header' | 'tag-body';
type TagHeader = { readonly type: FlvTagType; readonly timestampMs: number; readonly offset: number };

/**
 * Reads an FLV file or stream in chunks of any size. It holds at most one unfinished tag.
 * Bodies are views of the chunks where possible: do not change a chunk after pushing it.
 * Specification: Adobe FLV 10.1, E.2 to E.4.1.
 */
export class FlvReader {
  readonly #input = new ChunkInput();
  readonly #maxBodyBytes: number;
  readonly #onFault: OnFault | undefined;
  readonly #held = new HeldFault();
  #step: Step = 'file-header';
  #wanted = FLV_HEADER_BYTES;
  #header: FlvHeader | undefined;
  #headerBytes: Uint8Array = new Uint8Array(0);
  #tag: TagHeader = { type: 'script', timestampMs: 0, offset: 0 };
  /** Of {@link #tag}, as it was read. */
  #tagHeaderBytes: Uint8Array = new Uint8Array(0);
  /** Behind bytes that are no tag, until there is one. */
  #search: TagSearch | undefined;

  constructor({ maxBodyBytes = MAX_FLV_BODY_BYTES, onFault }: FlvReaderOptions = {}) {
    this.#maxBodyBytes = maxBodyBytes;
    this.#onFault = onFault;
  }

  /** The file header, once it has arrived. */
  get header(): FlvHeader | undefined {
    return this.#header;
  }

  /**
   * The bytes before the first tag as they were, with PreviousTagSize0 and what a later version put in; empty until they
   * have arrived.
   */
  get headerBytes(): Uint8Array {
    return this.#headerBytes;
  }

  /** Byte offset in the stream of the first tag not yet returned; 0 while the file header is not complete. */
  get offset(): number {
    if (this.#step === 'tag-body') return this.#tag.offset;
    return this.#step === 'tag-header' ? this.#input.offset : 0;
  }

  /**
   * Takes the next bytes of the stream and returns the tags that they complete, in order.
   *
   * @throws ParseError with the offset in the stream, after the tags before the fault were returned. The reader is then of
   * no further use.
   */
  push(chunk: Uint8Array): LocatedFlvTag[] {
    return this.#held.collect<LocatedFlvTag>((tags) => {
      this.#input.push(chunk);
      this.#read(tags, false);
    });
  }

  /**
   * Says that no more bytes come.
   *
   * @returns tags that only the end shows to be some: behind a damaged size
   * @throws ParseError `truncated` at the first byte of what is unfinished: the file header or a tag; as {@link push}
   */
  end(): LocatedFlvTag[] {
    return this.#held.collect<LocatedFlvTag>((tags) => {
      this.#read(tags, true);
      while (this.#step !== 'tag-header' || this.#input.available > 0) {
        this.#endInside();
        this.#read(tags, true);
      }
    });
  }

  #read(tags: LocatedFlvTag[], ended: boolean): void {
    for (;;) {
      if (this.#search && !this.#find(this.#search, ended)) return;
      const offset = this.#input.offset;
      const piece = this.#input.take(this.#wanted);
      if (!piece) return;
      const view = new DataView(piece.buffer, piece.byteOffset, piece.byteLength);
      if (this.#step === 'file-header') this.#readFileHeader(piece, view);
      else if (this.#step === 'header-rest') this.#readHeaderRest(piece, view, offset);
      else if (this.#step === 'tag-header')
        this.#tolerate(offset, piece, () => this.#readTagHeader(view, offset));
      else tags.push(this.#readTagBody(piece, view, offset));
      if (this.#step === 'tag-body') this.#tagHeaderBytes = piece;
    }
  }

  /** What is unfinished is not a tag: perhaps one begins behind its first byte. */
  #endInside(): void {
    const { offset } = this;
    const isTag = this.#step === 'tag-body' || this.#step === 'tag-header';
    const part = isTag ? 'a tag' : 'the file header';
    const fault = new ParseError('truncated', offset, `the input ends inside of ${part}`);
    if (!this.#onFault || !isTag) throw fault;
    const header = this.#step === 'tag-body' ? this.#tagHeaderBytes : new Uint8Array(0);
    this.#expect('tag-header', FLV_TAG_HEADER_BYTES);
    this.#search = new TagSearch(fault, offset, header);
  }

  /** Where a lenient reader meets no tag, it looks for the next one. */
  #tolerate(offset: number, header: Uint8Array, read: () => void): void {
    try {
      read();
    } catch (error) {
      if (!(error instanceof ParseError) || !this.#onFault) throw error;
      this.#search = new TagSearch(error, offset, header);
    }
  }

  /** @returns whether a tag follows */
  #find(search: TagSearch, ended: boolean): boolean {
    const next = search.push(this.#input.takeAll(), ended);
    if (!next && !ended) return false;
    this.#search = undefined;
    this.#onFault?.(search.fault);
    if (next) this.#input.resume(next, search.offset);
    return next !== undefined;
  }

  #readFileHeader(piece: Uint8Array, view: DataView): void {
    if (view.getUint16(0) !== 0x464c || view.getUint8(2) !== 0x56) {
      throw new ParseError('bad-signature', 0, 'an FLV file begins with the letters FLV');
    }
    if (view.getUint8(3) !== 1) throw new ParseError('unsupported', 3, `FLV version ${view.getUint8(3)}`);
    const flags = view.getUint8(4);
    const headerBytes = view.getUint32(5);
    if (headerBytes < FLV_HEADER_BYTES || headerBytes > MAX_HEADER_BYTES) {
      throw new ParseError('bad-length', 5, `an FLV header of ${headerBytes} bytes`);
    }
    this.#headerBytes = piece;
    this.#header = { audio: (flags & 0x04) !== 0, video: (flags & 0x01) !== 0 };
    this.#expect('header-rest', headerBytes - FLV_HEADER_BYTES + FLV_TAG_TRAILER_BYTES);
  }

  #readHeaderRest(piece: Uint8Array, view: DataView, offset: number): void {
    const at = view.byteLength - FLV_TAG_TRAILER_BYTES;
    this.#checkPreviousTagSize(view.getUint32(at), 0, offset + at);
    const headerBytes = new Uint8Array(FLV_HEADER_BYTES + piece.length);
    headerBytes.set(this.#headerBytes);
    headerBytes.set(piece, FLV_HEADER_BYTES);
    this.#headerBytes = headerBytes;
    this.#expect('tag-header', FLV_TAG_HEADER_BYTES);
  }

  #readTagHeader(view: DataView, offset: number): void {
    const first = view.getUint8(0);
    const type = TAG_TYPES.get(first & 0x1f);
    if (!type || first & 0xc0)
      throw new ParseError('bad-value', offset, `no FLV tag begins with byte ${first}`);
    if (first & 0x20) throw new ParseError('unsupported', offset, 'an encrypted FLV tag (Filter bit)');
    const bodyLength = view.getUint32(0) & 0xffffff;
    if (bodyLength > this.#maxBodyBytes) {
      throw new ParseError('too-large', offset + 1, `an FLV tag of ${bodyLength} bytes`);
    }
    const streamId = view.getUint32(7) & 0xffffff;
    if (streamId !== 0)
      this.#report(new ParseError('bad-value', offset + 8, `StreamID is ${streamId}, not 0`));
    // TimestampExtended is the upper byte; read as unsigned so that time goes on after 24.8 days.
    const timestampMs = view.getUint8(7) * 2 ** 24 + (view.getUint32(3) & 0xffffff);
    this.#tag = { type, timestampMs, offset };
    this.#expect('tag-body', bodyLength + FLV_TAG_TRAILER_BYTES);
  }

  #readTagBody(piece: Uint8Array, view: DataView, offset: number): LocatedFlvTag {
    const bodyLength = piece.length - FLV_TAG_TRAILER_BYTES;
    this.#checkPreviousTagSize(
      view.getUint32(bodyLength),
      FLV_TAG_HEADER_BYTES + bodyLength,
      offset + bodyLength,
    );
    this.#expect('tag-header', FLV_TAG_HEADER_BYTES);
    const { type, timestampMs, offset: tagOffset } = this.#tag;
    const body = piece.subarray(0, bodyLength);
    return { type, timestampMs: milliseconds(timestampMs), body, offset: tagOffset };
  }

  #expect(step: Step, bytes: number): void {
    this.#step = step;
    this.#wanted = bytes;
  }

  #checkPreviousTagSize(actual: number, expected: number, offset: number): void {
    if (actual === expected) return;
    const detail = `PreviousTagSize is ${actual} where ${expected} was written before it`;
    this.#report(new ParseError('bad-length', offset, detail));
  }

  #report(fault: ParseError): void {
    if (!this.#onFault) throw fault;
    this.#onFault(fault);
  }
}
