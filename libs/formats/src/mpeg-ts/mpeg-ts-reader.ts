import { ParseError } from '@lockstep/sei';
import { HeldFault, type OnFault } from '../held-fault.js';
import { ElementaryStream, type TsChunk } from './elementary-stream.js';
import { type LocatedPacket, PacketSplitter } from './packet-splitter.js';
import { type TsProgram, type TsStream, readProgramAssociation, readProgramMap } from './program-tables.js';
import { SectionReader } from './section-reader.js';
import { readTsPacket, type TsPacket } from './ts-packet.js';

const PAT_PID = 0;
/** 8,192 PIDs exist; a real multiplex has a few dozen. */
const MAX_STREAMS = 256;

export type MpegTsReaderOptions = {
  /** Streams of other types are passed over unread: tables, subtitles, scrambled audio. Default: all are read. */
  readonly streamTypes?: ReadonlySet<number>;
  /** Told of what is damaged; the reader goes on behind it. Without it the first fault ends the reading. */
  readonly onFault?: OnFault;
};

/**
 * Reads an MPEG transport stream in chunks of any size: the elementary streams of all its programs, part by part as they
 * arrive, so that no frame is held back. Packets of 188, 192 and 204 bytes; what has no PES packets, such as sections, is
 * passed over, and so is what a newer program map no longer lists. Specification: ISO/IEC 13818-1, 2.4.
 */
export class MpegTsReader {
  readonly #splitter: PacketSplitter;
  readonly #streamTypes: ReadonlySet<number> | undefined;
  readonly #onFault: OnFault;
  readonly #held = new HeldFault();
  readonly #sections = new Map<number, SectionReader>([[PAT_PID, new SectionReader()]]);
  readonly #programs = new Map<number, TsProgram>();
  readonly #streams = new Map<number, ElementaryStream>();

  constructor({ streamTypes, onFault = throwFault }: MpegTsReaderOptions = {}) {
    this.#streamTypes = streamTypes;
    this.#onFault = onFault;
    this.#splitter = new PacketSplitter(onFault);
  }

  /** The elementary streams that the newest tables name. */
  get streams(): readonly TsStream[] {
    return [...this.#programs.values()].flatMap(({ streams }) => streams);
  }

  /**
   * Takes the next bytes and returns the parts of elementary streams in them. The last packets are held back until what
   * follows shows that they are whole.
   *
   * @throws ParseError with the offset in the stream, after what came before the fault was returned. The reader is then of
   * no further use.
   */
  push(chunk: Uint8Array): TsChunk[] {
    return this.#read(this.#splitter.push(chunk));
  }

  /**
   * Says that no more bytes come; returns what was held back.
   *
   * @throws ParseError as {@link push}; `truncated` at the first byte of an unfinished packet: a recording that was cut
   */
  end(): TsChunk[] {
    return this.#read(this.#splitter.end());
  }

  #read(packets: Iterable<LocatedPacket>): TsChunk[] {
    return this.#held.collect<TsChunk>((chunks) => {
      for (const { packet, offset } of packets) {
        const read = this.#tolerate(() => this.#readPacket(readTsPacket(packet, offset), offset));
        if (read) chunks.push(read);
      }
    });
  }

  #readPacket(packet: TsPacket, offset: number): TsChunk | undefined {
    if (packet.isDamaged) return undefined;
    const sections = this.#sections.get(packet.pid);
    if (!sections) return this.#streams.get(packet.pid)?.read(packet, offset);
    for (const section of sections.push(packet.payload, packet.startsUnit))
      this.#readTable(packet.pid, section);
    return undefined;
  }

  #tolerate<T>(read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      this.#onFault(error);
      return undefined;
    }
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
    const program = readProgramMap(section);
    const isKnown = program === undefined || this.#programs.has(program.programNumber);
    if (program === undefined || (!isKnown && this.#programs.size >= MAX_STREAMS)) return;
    this.#programs.set(program.programNumber, program);
    this.#followTables();
  }

  #followTables(): void {
    const named = this.streams.filter(({ streamType }) => this.#streamTypes?.has(streamType) !== false);
    const pids = new Set(named.map(({ pid }) => pid));
    for (const pid of this.#streams.keys()) if (!pids.has(pid)) this.#streams.delete(pid);
    for (const stream of named) {
      const isSame = this.#streams.get(stream.pid)?.streamType === stream.streamType;
      if (!isSame && this.#streams.size < MAX_STREAMS)
        this.#streams.set(stream.pid, new ElementaryStream(stream));
    }
  }
}

function throwFault(fault: ParseError): never {
  throw fault;
}
