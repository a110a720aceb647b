import { ParseError } from '@lockstep/sei';
import { ChunkInput } from '../chunk-input.js';

/** Of a page, up to its segment table. RFC 3533, 6. */
const HEADER_BYTES = 27;
const SIGNATURE = [0x4f, 0x67, 0x67, 0x53];
const CONTINUED = 1;
/** A packet that ends within a page has a last segment of fewer bytes. */
const FULL_SEGMENT = 255;
/** Larger packets are no audio. */
const MAX_PACKET_BYTES = 1024 * 1024;

type Page = { readonly table: Uint8Array; readonly isContinued: boolean };

/** Takes the packets out of an Ogg stream of one track, as it arrives. The checksums are not compared: it comes over a pipe. */
export class OggReader {
  readonly #input = new ChunkInput();
  #header: Uint8Array | undefined;
  #page: Page | undefined;
  #begun: Uint8Array[] = [];
  #begunBytes = 0;

  /**
   * The packets that are complete with this chunk, which must not be changed any more.
   * @throws ParseError; nothing can be read after it
   */
  push(chunk: Uint8Array): Uint8Array[] {
    this.#input.push(chunk);
    const packets: Uint8Array[] = [];
    for (;;) {
      this.#page ??= this.#readPage();
      if (this.#page === undefined) return packets;
      const { table, isContinued } = this.#page;
      const content = this.#input.take(table.reduce((sum, size) => sum + size, 0));
      if (content === undefined) return packets;
      this.#page = undefined;
      // what a lost page began is not put together with something else
      if (!isContinued) this.#begun = [];
      this.#readPackets(table, content, packets);
    }
  }

  #readPage(): Page | undefined {
    const at = this.#input.offset;
    this.#header ??= this.#input.take(HEADER_BYTES);
    const header = this.#header;
    if (header === undefined) return undefined;
    if (SIGNATURE.some((byte, i) => header[i] !== byte))
      throw new ParseError('bad-signature', at, 'no Ogg page');
    if (header[4] !== 0) throw new ParseError('unsupported', at + 4, `Ogg version ${header[4]}`);
    const table = this.#input.take(header[HEADER_BYTES - 1] ?? 0);
    if (table === undefined) return undefined;
    this.#header = undefined;
    return { table, isContinued: ((header[5] ?? 0) & CONTINUED) !== 0 };
  }

  #readPackets(table: Uint8Array, content: Uint8Array, packets: Uint8Array[]): void {
    let begin = 0;
    let end = 0;
    for (const size of table) {
      end += size;
      if (size === FULL_SEGMENT) continue;
      packets.push(this.#joined(content.subarray(begin, end)));
      begin = end;
    }
    if (begin === end) return;
    this.#begun.push(content.subarray(begin, end));
    this.#begunBytes += end - begin;
    if (this.#begunBytes > MAX_PACKET_BYTES) {
      throw new ParseError(
        'too-large',
        this.#input.offset,
        `a packet of more than ${MAX_PACKET_BYTES} bytes`,
      );
    }
  }

  #joined(last: Uint8Array): Uint8Array {
    if (this.#begun.length === 0) return last;
    const parts = [...this.#begun, last];
    const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    this.#begun = [];
    this.#begunBytes = 0;
    return whole;
  }
}
