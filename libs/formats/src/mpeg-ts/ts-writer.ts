import { TsStreamType, type TsStream } from './program-tables.js';
import { writeProgramAssociation, writeProgramMap } from './program-table-writer.js';
import { pesHeader } from './pes-writer.js';
import { joinBytes, TsPackets } from './ts-packets.js';

export type TsKind = 'video' | 'audio' | 'metadata';

/** What a PES packet holds: an access unit of H.264 in Annex B, a frame with an ADTS header, an ID3 tag. */
export type TsUnit = {
  readonly kind: TsKind;
  /** Ticks of 90 kHz; counted modulo 2^33 on the way. */
  readonly pts: number;
  readonly dts: number;
  readonly data: Uint8Array;
  /** A decoder may begin here. */
  readonly isRandomAccess?: boolean;
};

const PIDS = {
  association: 0,
  map: 0x100,
  clock: 0x101,
  video: 0x102,
  audio: 0x103,
  metadata: 0x104,
} as const;
const STREAM_TYPES: Readonly<Record<TsKind, number>> = {
  video: TsStreamType.h264,
  audio: TsStreamType.aacAdts,
  metadata: TsStreamType.metadata,
};
/** The longest time between two program clock references, in ticks; the standard allows 100 ms. ISO/IEC 13818-1, 2.7.2. */
const CLOCK_TICKS = 7200;
/** version_number has five bits. */
const VERSIONS = 32;

/**
 * A piece of a transport stream that can be read alone, with its tables. Pieces may follow each other: the program clock has a PID
 * of its own, and the first packet of every other PID says that its counter begins anew. Specification: ISO/IEC 13818-1, 2.4.
 *
 * @param kinds the elementary streams that the program map names
 * @param units in the order of their decoding times
 */
export function writeTransportStream(
  kinds: readonly TsKind[],
  units: Iterable<TsUnit>,
): Uint8Array<ArrayBuffer> {
  const writer = new TransportStreamWriter(kinds);
  return joinBytes([writer.tables(), ...Array.from(units, (unit) => writer.write(unit))]);
}

/** A transport stream piece by piece, for one who reads all of them in order: the counters of the packets go on. */
export class TransportStreamWriter {
  readonly #packets = new TsPackets();
  #kinds: readonly TsKind[];
  #version = 0;
  #clock = -Infinity;

  /** @param kinds the elementary streams that the program map names */
  constructor(kinds: readonly TsKind[]) {
    this.#kinds = kinds;
  }

  get kinds(): readonly TsKind[] {
    return this.#kinds;
  }

  /** The next tables name others. version_number tells readers that they are new. 2.4.4.9. */
  change(kinds: readonly TsKind[]): void {
    this.#kinds = kinds;
    this.#version = (this.#version + 1) % VERSIONS;
  }

  /** What a reader needs before the first unit: to be repeated where one may begin. */
  tables(): Uint8Array<ArrayBuffer> {
    const streams: TsStream[] = this.#kinds.map((kind) => ({
      pid: PIDS[kind],
      streamType: STREAM_TYPES[kind],
    }));
    this.#packets.add(PIDS.association, writeProgramAssociation(PIDS.map));
    this.#packets.add(PIDS.map, writeProgramMap({ clockPid: PIDS.clock, streams, version: this.#version }));
    return this.#packets.take();
  }

  write(unit: TsUnit): Uint8Array<ArrayBuffer> {
    const sinceClock = unit.dts - this.#clock;
    if (sinceClock >= CLOCK_TICKS || sinceClock < -CLOCK_TICKS) {
      this.#packets.addClock(PIDS.clock, unit.dts);
      this.#clock = unit.dts;
    }
    this.#packets.add(PIDS[unit.kind], joinBytes([pesHeader(unit), unit.data]), unit.isRandomAccess);
    return this.#packets.take();
  }
}
