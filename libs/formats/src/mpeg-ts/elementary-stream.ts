import { ParseError, type Ticks90k, ticks90k } from '@lockstep/sei';
import { readPesHeader, unwrapTime } from './pes-header.js';
import type { TsStream } from './program-tables.js';
import type { TsPacket } from './ts-packet.js';

/** A part of an elementary stream, in the order it was sent. */
export type TsChunk = TsStream & {
  /** Byte offset of its transport packet in the input. */
  readonly offset: number;
  /** A view: it shares memory with the parts beside it. */
  readonly data: Uint8Array;
  /** Transport packets before this one were lost, or could not be read: their data is missing here. */
  readonly isAfterLoss?: true;
  /** Present in the first part of a PES packet; the times go on past 2^33 ticks. */
  readonly pes?: { readonly pts?: Ticks90k; readonly dts?: Ticks90k };
};

/** continuity_counter has four bits. */
const COUNTERS = 16;

/** After this many uncounted packets the multiplexer is taken to write a constant, and the next equal bytes are data. */
const ENOUGH_UNCOUNTED = 2;

type PacketStart = Pick<TsPacket, 'continuityCounter' | 'startsUnit' | 'payload'>;

/** The transport packets of one PID, read as PES packets. Specification: ISO/IEC 13818-1, 2.4.3.3 and 2.4.3.6. */
export class ElementaryStream {
  readonly pid: number;
  readonly streamType: number;
  /** `outside`: until a PES packet begins. `header`: its header goes on. `data`: the rest is data. */
  #state: 'outside' | 'header' | 'data' = 'outside';
  #header: Uint8Array = new Uint8Array(0);
  #lastDts: number | undefined;
  #last: PacketStart | undefined;
  /** Packets in a row with the counter of the one before and other bytes. */
  #uncounted = 0;
  /** Packets are missing since the last part that was returned. */
  #hasLost = false;

  constructor({ pid, streamType }: TsStream) {
    this.pid = pid;
    this.streamType = streamType;
  }

  /**
   * @param offset of the packet in the input, for errors
   * @returns undefined for a packet without data: one sent twice, or inside of what is not read
   * @throws ParseError `unsupported` for a scrambled packet, and as {@link readPesHeader}; the next PES packet is read again
   */
  read(packet: TsPacket, offset: number): TsChunk | undefined {
    if (packet.payload.length === 0) return undefined;
    const order = this.#follow(packet);
    if (order === 'repeated') return undefined;
    if (order === 'lost') this.#hasLost = true;
    if (packet.isScrambled) {
      this.#state = 'outside';
      throw new ParseError('unsupported', offset, 'a scrambled transport packet');
    }
    if (packet.startsUnit) {
      this.#state = 'header';
      this.#header = new Uint8Array(0);
    } else if (order === 'lost' && this.#state === 'header') this.#state = 'outside';
    if (this.#state === 'outside') return undefined;
    if (this.#state === 'header') return this.#readHeader(packet.payload, offset);
    return this.#chunk({ offset, data: packet.payload });
  }

  #chunk(part: Pick<TsChunk, 'offset' | 'data' | 'pes'>): TsChunk {
    const loss = this.#hasLost ? ({ isAfterLoss: true } as const) : {};
    this.#hasLost = false;
    return { pid: this.pid, streamType: this.streamType, ...part, ...loss };
  }

  /**
   * A packet may be sent twice: same counter, same bytes. An equal counter alone says nothing: where recordings were joined
   * it is met by chance, and some multiplexers write a constant.
   */
  #follow(packet: TsPacket): 'next' | 'repeated' | 'lost' {
    const last = this.#last;
    const { continuityCounter, startsUnit, payload } = packet;
    this.#last = { continuityCounter, startsUnit, payload };
    if (last === undefined || packet.isDiscontinuous) return 'next';
    if (last.continuityCounter !== continuityCounter) {
      this.#uncounted = 0;
      return continuityCounter === (last.continuityCounter + 1) % COUNTERS ? 'next' : 'lost';
    }
    const isCounted = this.#uncounted < ENOUGH_UNCOUNTED;
    if (isCounted && last.startsUnit === startsUnit && isSame(last.payload, payload)) return 'repeated';
    this.#uncounted++;
    return 'next';
  }

  #readHeader(payload: Uint8Array, offset: number): TsChunk | undefined {
    const gathered = new Uint8Array(this.#header.length + payload.length);
    gathered.set(this.#header);
    gathered.set(payload, this.#header.length);
    this.#state = 'outside'; // where the header cannot be read
    const header = readPesHeader(gathered, offset);
    if (header === undefined) {
      this.#header = gathered;
      this.#state = 'header';
      return undefined;
    }
    if (header.isOther) return undefined;
    this.#state = 'data';
    const data = gathered.subarray(header.headerBytes);
    return this.#chunk({ offset, data, pes: this.#timesOf(header) });
  }

  #timesOf({ pts, dts }: { pts?: number; dts?: number }): NonNullable<TsChunk['pes']> {
    if (pts === undefined || dts === undefined) return {};
    const decodeTime = unwrapTime(dts, this.#lastDts ?? dts);
    this.#lastDts = decodeTime;
    return { pts: ticks90k(unwrapTime(pts, decodeTime)), dts: ticks90k(decodeTime) };
  }
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
