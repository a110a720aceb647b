import { ParseError } from '@lockstep/sei';

/** What a receiver asks its sender for. */
export type RtcpFeedback =
  /** Packets that did not arrive. RFC 4585, 6.2.1. */
  | { readonly kind: 'nack'; readonly ssrc: number; readonly sequenceNumbers: readonly number[] }
  /** A frame that can be decoded without those before it. RFC 4585, 6.3.1; RFC 5104, 4.3.1 for `FIR`. */
  | { readonly kind: 'keyframe'; readonly ssrc: number };

/** When a time on the RTP clock is on the wall clock: receivers play audio and video together by it. RFC 3550, 6.4.1. */
export type SenderReport = {
  readonly ssrc: number;
  /** Milliseconds since 1970. */
  readonly wallClockMs: number;
  /** 32 bits. */
  readonly timestamp: number;
  readonly packets: number;
  readonly bytes: number;
};

const VERSION = 2;
const HEADER_BYTES = 4;
const SENDER_REPORT = 200;
const GOODBYE = 203;
/** Feedback of the transport layer and of the payload. RFC 4585, 6.1. */
const RTPFB = 205;
const PSFB = 206;
const GENERIC_NACK = 1;
const PLI = 1;
const FIR = 4;
/** NTP counts from 1900. */
const SECONDS_1900_TO_1970 = 2_208_988_800;
const SENDER_REPORT_BYTES = 28;

/** A sender report without report blocks. */
export function writeSenderReport(report: SenderReport): Uint8Array<ArrayBuffer> {
  const packet = new Uint8Array(SENDER_REPORT_BYTES);
  const view = new DataView(packet.buffer);
  const seconds = Math.floor(report.wallClockMs / 1000);
  writeHeader(view, 0, SENDER_REPORT);
  view.setUint32(4, report.ssrc);
  view.setUint32(8, seconds + SECONDS_1900_TO_1970);
  view.setUint32(12, ((report.wallClockMs - seconds * 1000) / 1000) * 2 ** 32);
  view.setUint32(16, report.timestamp);
  view.setUint32(20, report.packets);
  view.setUint32(24, report.bytes);
  return packet;
}

/** The sender leaves: its receiver need not wait. RFC 3550, 6.6. */
export function writeGoodbye(ssrc: number): Uint8Array<ArrayBuffer> {
  const packet = new Uint8Array(8);
  const view = new DataView(packet.buffer);
  writeHeader(view, 1, GOODBYE);
  view.setUint32(4, ssrc);
  return packet;
}

/** Whether it is RTCP, where both come on one port: the second byte of RTP is none of these. RFC 5761, 4. */
export const isRtcp = (packet: Uint8Array): boolean =>
  packet.length >= HEADER_BYTES && (packet[1] ?? 0) >= 192 && (packet[1] ?? 0) <= 223;

/**
 * What a compound packet asks for; what else is in it is passed over.
 * @throws ParseError
 */
export function readRtcpFeedback(bytes: Uint8Array): RtcpFeedback[] {
  const feedback: RtcpFeedback[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < bytes.length;) {
    if (at + HEADER_BYTES > bytes.length) throw new ParseError('truncated', at);
    const first = view.getUint8(at);
    if (first >> 6 !== VERSION) throw new ParseError('bad-signature', at, `RTCP version ${first >> 6}`);
    const length = 4 * (view.getUint16(at + 2) + 1);
    if (at + length > bytes.length) throw new ParseError('truncated', at);
    const packet = new DataView(bytes.buffer, bytes.byteOffset + at, length);
    feedback.push(...readPacket(packet, first & 0x1f, view.getUint8(at + 1)));
    at += length;
  }
  return feedback;
}

function readPacket(packet: DataView, format: number, type: number): RtcpFeedback[] {
  // sender and media source stand before what is asked for
  if (packet.byteLength < 12) return [];
  const ssrc = packet.getUint32(8);
  if (type === RTPFB && format === GENERIC_NACK) {
    return [{ kind: 'nack', ssrc, sequenceNumbers: readNack(packet) }];
  }
  if (type !== PSFB) return [];
  if (format === PLI) return [{ kind: 'keyframe', ssrc }];
  if (format !== FIR) return [];
  const asked: RtcpFeedback[] = [];
  for (let at = 12; at + 8 <= packet.byteLength; at += 8) {
    asked.push({ kind: 'keyframe', ssrc: packet.getUint32(at) });
  }
  return asked;
}

/** Each entry names one packet, and which of the 16 behind it. */
function readNack(packet: DataView): number[] {
  const sequenceNumbers: number[] = [];
  for (let at = 12; at + 4 <= packet.byteLength; at += 4) {
    const first = packet.getUint16(at);
    const behind = packet.getUint16(at + 2);
    sequenceNumbers.push(first);
    for (let bit = 0; bit < 16; bit++) {
      if (behind & (1 << bit)) sequenceNumbers.push((first + bit + 1) & 0xffff);
    }
  }
  return sequenceNumbers;
}

function writeHeader(view: DataView, count: number, type: number): void {
  view.setUint8(0, (VERSION << 6) | count);
  view.setUint8(1, type);
  view.setUint16(2, view.byteLength / 4 - 1);
}
