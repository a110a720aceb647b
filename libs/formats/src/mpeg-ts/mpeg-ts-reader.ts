import { ParseError, type Ticks90k, ticks90k } from '@lockstep/sei';
import { ChunkInput } from '../chunk-input.js';
import { readPesHeader, unwrapTime } from './pes-header.js';
import { type TsStream, readProgramAssociation, readProgramMap } from './program-tables.js';
import { SectionReader } from './section-reader.js';
import { TS_PACKET_BYTES, TS_SYNC_BYTE, type TsPacket, readTsPacket } from './ts-packet.js';

/** A part of an elementary stream, in the order it was sent. */
export type TsChunk = TsStream & {
  /** Byte offset of its transport packet in the input. */
  readonly offset: number;
  /** A view of the input. */
  readonly data: Uint8Array;
  /** Present in the first part of a PES packet; the times go on past 2^33 ticks. */
  readonly pes?: { readonly pts?: Ticks90k; readonly dts?: Ticks90k };
};

type StreamState = TsStream & {
  /** Header of a PES packet that does not fit its first transport packet; undefined outside of a header. */
  header: Uint8Array | undefined;
  isSynchronised: boolean;
  lastDts: number | undefined;
  lastCounter: number | undefined;
};

/** Packets as they are, behind a time stamp (Blu-ray), before a checksum (DVB). */
const STRIDES = [
  { stride: TS_PACKET_BYTES, lead: 0 },
  { stride: 192, lead: 4 },
  { stride: 204, lead: 0 },
];
/** Enough to see three sync bytes in each of them: two meet by chance too often. */
const DETECTION_BYTES = 2 * 204 + 1;
const PAT_PID = 0;
/** 8,192 PIDs exist; a real multiplex has a few dozen. */
const MAX_STREAMS = 256;

/**
 * Reads an MPEG transport stream in chunks of any size: the elementary streams of all its programs, part by part as they
 * arrive, so that no picture is held back. Bodies are views of the chunks where possible: do not change a chunk after
 * pushing it. Packets of 188, 192 and 204 bytes. Specification: ISO/IEC 13818-1, 2.4.
 */
export class MpegTsReader {
  readonly #input = new ChunkInput();
  #detection = new Uint8Array(0);
  #packet: { stride: number; lead: number } | undefined;
  readonly #sections = new Map<number, SectionReader>([[PAT_PID, new SectionReader()]]);
  readonly #streams = new Map<number, StreamState>();

  /** The elementary streams that the tables named so far. */
  get streams(): readonly TsStream[] {
    return [...this.#streams.values()].map(({ pid, streamType }) => ({ pid, streamType }));
  }

  /**
   * Takes the next bytes and returns the parts of elementary streams in them.
   *
   * @throws ParseError with the offset in the stream. The reader is then of no further use.
   */
  push(chunk: Uint8Array): TsChunk[] {
    if (this.#packet) return this.#read(chunk, this.#packet);
    const start = new Uint8Array(this.#detection.length + chunk.length);
    start.set(this.#detection);
    start.set(chunk, this.#detection.length);
    this.#detection = start;
    if (start.length < DETECTION_BYTES) return [];
    this.#packet = detectStride(start);
    return this.#read(start, this.#packet);
  }

  /**
   * Says that no more bytes come; returns what was held back to see how long packets are.
   *
   * @throws ParseError `truncated` at the first byte of an unfinished packet: a recording that was cut.
   */
  end(): TsChunk[] {
    let chunks: TsChunk[] = [];
    if (!this.#packet) {
      this.#packet = { stride: TS_PACKET_BYTES, lead: 0 };
      chunks = this.#read(this.#detection, this.#packet);
    }
    const { available, offset } = this.#input;
    if (available > 0) throw new ParseError('truncated', offset, `${available} bytes of a transport packet`);
    return chunks;
  }

  #read(chunk: Uint8Array, { stride, lead }: { stride: number; lead: number }): TsChunk[] {
    const chunks: TsChunk[] = [];
    this.#input.push(chunk);
    for (;;) {
      const offset = this.#input.offset + lead;
      const piece = this.#input.take(stride);
      if (!piece) return chunks;
      const packet = readTsPacket(piece.subarray(lead, lead + TS_PACKET_BYTES), offset);
      if (packet.isDamaged) continue;
      const read = this.#readPacket(packet, offset);
      if (read) chunks.push(read);
    }
  }

  #readPacket(packet: TsPacket, offset: number): TsChunk | undefined {
    const sections = this.#sections.get(packet.pid);
    if (sections) {
      for (const section of sections.push(packet.payload, packet.startsUnit))
        this.#readTable(packet.pid, section);
      return undefined;
    }
    const stream = this.#streams.get(packet.pid);
    if (!stream || packet.payload.length === 0 || stream.lastCounter === packet.continuityCounter)
      return undefined;
    stream.lastCounter = packet.continuityCounter;
    if (packet.isScrambled) throw new ParseError('unsupported', offset, 'a scrambled transport packet');
    return readPayload(stream, packet, offset);
  }

  #readTable(pid: number, section: Uint8Array): void {
    if (pid === PAT_PID) {
      for (const mapPid of readProgramAssociation(section)) {
        if (this.#sections.size < MAX_STREAMS && !this.#sections.has(mapPid)) {
          this.#sections.set(mapPid, new SectionReader());
        }
      }
      return;
    }
    for (const stream of readProgramMap(section)) {
      if (
        this.#streams.size >= MAX_STREAMS ||
        this.#streams.get(stream.pid)?.streamType === stream.streamType
      )
        continue;
      const state = { header: undefined, isSynchronised: false, lastDts: undefined, lastCounter: undefined };
      this.#streams.set(stream.pid, { ...stream, ...state });
    }
  }
}

function readPayload(stream: StreamState, packet: TsPacket, offset: number): TsChunk | undefined {
  const { pid, streamType } = stream;
  if (packet.startsUnit) {
    stream.header = new Uint8Array(0);
    stream.isSynchronised = true;
  }
  // The recording may begin, or go on after a loss, inside of a PES packet.
  if (!stream.isSynchronised) return undefined;
  if (!stream.header) return { pid, streamType, offset, data: packet.payload };
  const gathered = new Uint8Array(stream.header.length + packet.payload.length);
  gathered.set(stream.header);
  gathered.set(packet.payload, stream.header.length);
  const header = readPesHeader(gathered, offset);
  if (!header) {
    stream.header = gathered;
    return undefined;
  }
  stream.header = undefined;
  return {
    pid,
    streamType,
    offset,
    data: gathered.subarray(header.headerBytes),
    pes: timesOf(stream, header),
  };
}

function timesOf(
  stream: StreamState,
  { pts, dts }: { pts?: number; dts?: number },
): NonNullable<TsChunk['pes']> {
  if (pts === undefined || dts === undefined) return {};
  const decodeTime = unwrapTime(dts, stream.lastDts ?? dts);
  stream.lastDts = decodeTime;
  return { pts: ticks90k(unwrapTime(pts, decodeTime)), dts: ticks90k(decodeTime) };
}

function detectStride(start: Uint8Array): { stride: number; lead: number } {
  const found = STRIDES.find(({ stride, lead }) =>
    [lead, lead + stride, lead + 2 * stride].every((at) => start[at] === TS_SYNC_BYTE),
  );
  if (!found)
    throw new ParseError('bad-signature', 0, 'no transport packets (sync byte 0x47) follow each other');
  return found;
}
