import { ParseError } from '@lockstep/sei';

/** The fields of an RTP header that a sender without mixers and extensions sets. RFC 3550, 5.1. */
export type RtpHeader = {
  /** 0 to 127. */
  readonly payloadType: number;
  /** The last packet of an access unit. */
  readonly marker: boolean;
  /** 16 bits. */
  readonly sequenceNumber: number;
  /** 32 bits, on the clock of the payload. */
  readonly timestamp: number;
  /** 32 bits. */
  readonly ssrc: number;
};

export type RtpPacket = RtpHeader & {
  /** Without contributing sources, extension and padding; a view. */
  readonly payload: Uint8Array;
};

export const RTP_HEADER_BYTES = 12;
const VERSION = 2;
const PADDING = 0x20;
const EXTENSION = 0x10;
const MARKER = 0x80;

/** Writes a header to the first 12 bytes of `packet`. */
export function writeRtpHeader(packet: Uint8Array, header: RtpHeader): void {
  packet[0] = VERSION << 6;
  packet[1] = (header.marker ? MARKER : 0) | header.payloadType;
  write16(packet, 2, header.sequenceNumber);
  write32(packet, 4, header.timestamp);
  write32(packet, 8, header.ssrc);
}

/** Gives a packet to another receiver: what differs between those who get the same payload at the same time. */
export function readdressRtp(
  packet: Uint8Array,
  { payloadType, sequenceNumber, ssrc }: Pick<RtpHeader, 'payloadType' | 'sequenceNumber' | 'ssrc'>,
): void {
  packet[1] = ((packet[1] ?? 0) & MARKER) | payloadType;
  write16(packet, 2, sequenceNumber);
  write32(packet, 8, ssrc);
}

/** @throws ParseError for what is no packet of RTP version 2 */
export function readRtpPacket(packet: Uint8Array): RtpPacket {
  if (packet.length < RTP_HEADER_BYTES) throw new ParseError('truncated', packet.length);
  const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength);
  const first = view.getUint8(0);
  if (first >> 6 !== VERSION) throw new ParseError('bad-signature', 0, `RTP version ${first >> 6}`);
  const begin = payloadBegin(view, first);
  const padding = first & PADDING ? view.getUint8(packet.length - 1) : 0;
  const end = packet.length - padding;
  if (end < begin || (first & PADDING && padding === 0)) {
    throw new ParseError('bad-length', packet.length - 1, `${padding} bytes of padding`);
  }
  return {
    payloadType: view.getUint8(1) & 0x7f,
    marker: (view.getUint8(1) & MARKER) !== 0,
    sequenceNumber: view.getUint16(2),
    timestamp: view.getUint32(4),
    ssrc: view.getUint32(8),
    payload: packet.subarray(begin, end),
  };
}

/** Behind the contributing sources and the header extension. */
function payloadBegin(view: DataView, first: number): number {
  let begin = RTP_HEADER_BYTES + 4 * (first & 0x0f);
  if (first & EXTENSION) {
    if (begin + 4 > view.byteLength) throw new ParseError('truncated', view.byteLength);
    begin += 4 + 4 * view.getUint16(begin + 2);
  }
  if (begin > view.byteLength) throw new ParseError('truncated', view.byteLength);
  return begin;
}

function write16(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >>> 8;
  bytes[at + 1] = value;
}

function write32(bytes: Uint8Array, at: number, value: number): void {
  write16(bytes, at, value >>> 16);
  write16(bytes, at + 2, value);
}
