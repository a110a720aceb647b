import { findTsPackets, TS_SYNC_BYTE } from '@lockstep/formats';
import {
  AvcNalUnitType,
  HevcNalUnitType,
  nalUnitTypeOf,
  ParseError,
  readHevcSps,
  readSps,
  splitAnnexB,
} from '@lockstep/sei';
import type { VideoFormat } from './video-format.js';

/** Bytes looked at before the name decides: parameter sets come first in every byte stream. */
const MOST_BYTES = 64 * 1024;
/** Distance of packets, place of the first sync byte. */
const TS_STRIDES = [
  [188, 0],
  [192, 4],
  [204, 0],
] as const;
/** The boxes that a file of ISO base media or a segment of it begins with. */
const FIRST_BOXES = [
  'ftyp',
  'styp',
  'moov',
  'moof',
  'sidx',
  'emsg',
  'prft',
  'mdat',
  'free',
  'skip',
  'wide',
  'pdin',
];

/** What else people try, by the first bytes. */
const OTHERS: readonly (readonly [string, readonly number[]])[] = [
  ['AVI or WAV', [0x52, 0x49, 0x46, 0x46]],
  ['Ogg', [0x4f, 0x67, 0x67, 0x53]],
  ['MPEG program stream', [0, 0, 1, 0xba]],
  ['JPEG', [0xff, 0xd8, 0xff]],
  ['PNG', [0x89, 0x50, 0x4e, 0x47]],
  ['PDF', [0x25, 0x50, 0x44, 0x46]],
];

/**
 * What the first bytes of a file say.
 *
 * @param ended whether `bytes` is all there is
 * @returns a format; `unknown` when they are of none; undefined when more bytes are needed
 */
export function detectFormat(bytes: Uint8Array, ended: boolean): VideoFormat | 'unknown' | undefined {
  const isAll = ended || bytes.length >= MOST_BYTES;
  if (bytes.length < 12 && !ended) return undefined;
  if (startsWith(bytes, [0x46, 0x4c, 0x56])) return 'flv';
  if (startsWith(bytes, [0x1a, 0x45, 0xdf, 0xa3])) return 'mkv'; // EBML
  if (FIRST_BOXES.includes(String.fromCharCode(...bytes.subarray(4, 8)))) return 'mp4';
  const transport = detectTransportStream(bytes, isAll);
  if (transport !== 'unknown') return transport;
  const byteStream = detectByteStream(bytes, isAll);
  // A capture may begin inside of a packet.
  return byteStream === 'unknown' && findTsPackets(bytes) !== undefined ? 'ts' : byteStream;
}

/** The name of a format that this command does not read, for the message. */
export const nameOther = (bytes: Uint8Array): string | undefined =>
  OTHERS.find(([, start]) => startsWith(bytes, start))?.[0];

const startsWith = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((byte, index) => bytes[index] === byte);

function detectTransportStream(bytes: Uint8Array, isAll: boolean): 'ts' | 'unknown' | undefined {
  const candidates = TS_STRIDES.filter(([, lead]) => bytes[lead] === TS_SYNC_BYTE);
  for (const [stride, lead] of candidates) {
    const places = [lead + stride, lead + 2 * stride].filter((place) => place < bytes.length);
    if (places.some((place) => bytes[place] !== TS_SYNC_BYTE)) continue;
    if (places.length === 2 || (isAll && bytes.length % stride === 0)) return 'ts';
    if (!isAll) return undefined;
  }
  return 'unknown';
}

/** Start codes alone do not tell the codec: the first sequence parameter set that can be read does. */
function detectByteStream(bytes: Uint8Array, isAll: boolean): 'h264' | 'h265' | 'unknown' | undefined {
  let nals: Uint8Array[];
  try {
    nals = splitAnnexB(bytes);
  } catch (error) {
    if (error instanceof ParseError) return 'unknown';
    throw error;
  }
  // The last one may not be complete.
  for (const nal of isAll ? nals : nals.slice(0, -1)) {
    const first = nal[0] ?? 0;
    if (nalUnitTypeOf(first, 'h264') === AvcNalUnitType.sps && canRead(() => readSps(nal))) return 'h264';
    if (nalUnitTypeOf(first, 'h265') === HevcNalUnitType.sps && canRead(() => readHevcSps(nal)))
      return 'h265';
  }
  return isAll ? 'unknown' : undefined;
}

function canRead(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch (error) {
    if (error instanceof ParseError) return false;
    throw error;
  }
}
