import { ByteReader } from '@lockstep/sei';

/** stream_type; metadata: in PES packets. ISO/IEC 13818-1, table 2-34. */
export const TsStreamType = { aacAdts: 0x0f, metadata: 0x15, h264: 0x1b, h265: 0x24 } as const;

/** One elementary stream of a program. */
export type TsStream = { readonly pid: number; readonly streamType: number };

/** The elementary streams of one program, as its newest table says. */
export type TsProgram = { readonly programNumber: number; readonly streams: readonly TsStream[] };

const PROGRAM_ASSOCIATION = 0;
const PROGRAM_MAP = 2;
/** program_number 0 is no program but the network information. */
const NETWORK = 0;

/** PIDs of the program map tables. Specification: ISO/IEC 13818-1, 2.4.4.3. Empty for another table. */
export function readProgramAssociation(section: Uint8Array): number[] {
  const reader = new ByteReader(section);
  if (reader.u8() !== PROGRAM_ASSOCIATION) return [];
  reader.skip(4);
  if (!isCurrent(reader)) return [];
  reader.skip(2);
  const pids: number[] = [];
  while (reader.remaining >= 4) {
    const programNumber = reader.u16();
    const pid = reader.u16() & 0x1fff;
    if (programNumber !== NETWORK) pids.push(pid);
  }
  return pids;
}

/**
 * Elementary streams of a program. Specification: ISO/IEC 13818-1, 2.4.4.8.
 *
 * @returns undefined for another table and for one that is not valid yet
 * @throws ParseError for descriptors longer than the section
 */
export function readProgramMap(section: Uint8Array): TsProgram | undefined {
  const reader = new ByteReader(section);
  if (reader.u8() !== PROGRAM_MAP) return undefined;
  reader.skip(2);
  const programNumber = reader.u16();
  if (!isCurrent(reader)) return undefined;
  reader.skip(4);
  reader.skip(reader.u16() & 0x0fff);
  const streams: TsStream[] = [];
  while (reader.remaining >= 5) {
    const streamType = reader.u8();
    streams.push({ streamType, pid: reader.u16() & 0x1fff });
    reader.skip(reader.u16() & 0x0fff);
  }
  return { programNumber, streams };
}

/** current_next_indicator, behind version_number. */
const isCurrent = (reader: ByteReader): boolean => (reader.u8() & 1) === 1;
