import { ParseError } from '@lockstep/sei';

export const TS_PACKET_BYTES = 188;
export const TS_SYNC_BYTE = 0x47;

/** One transport packet. Specification: ISO/IEC 13818-1, 2.4.3.2. */
export type TsPacket = {
  readonly pid: number;
  /** payload_unit_start_indicator: a PES packet begins, or a section table does. */
  readonly startsUnit: boolean;
  /** transport_error_indicator: at least one bit is wrong. */
  readonly isDamaged: boolean;
  readonly isScrambled: boolean;
  readonly continuityCounter: number;
  /** discontinuity_indicator: the counter may begin anywhere. */
  readonly isDiscontinuous: boolean;
  /** Behind the adaptation field, a view; empty in packets without payload. */
  readonly payload: Uint8Array;
};

/**
 * @param packet 188 bytes
 * @param offset place of the packet in the stream, for errors
 * @throws ParseError `bad-signature` without the sync byte, `bad-length` for an adaptation field beyond the packet
 */
export function readTsPacket(packet: Uint8Array, offset: number): TsPacket {
  const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength);
  if (packet.length !== TS_PACKET_BYTES) throw new ParseError('truncated', offset, 'a transport packet');
  if (view.getUint8(0) !== TS_SYNC_BYTE) {
    throw new ParseError('bad-signature', offset, 'no transport packet begins here (sync byte 0x47)');
  }
  const flags = view.getUint16(1);
  const control = view.getUint8(3);
  const hasPayload = (control & 0x10) !== 0;
  let start = 4;
  const adaptationBytes = control & 0x20 ? view.getUint8(4) : 0;
  if (control & 0x20) start += 1 + adaptationBytes;
  if (start > TS_PACKET_BYTES)
    throw new ParseError('bad-length', offset + 4, `adaptation_field_length ${start - 5}`);
  return {
    pid: flags & 0x1fff,
    startsUnit: (flags & 0x4000) !== 0,
    isDamaged: (flags & 0x8000) !== 0,
    isScrambled: (control & 0xc0) !== 0,
    continuityCounter: control & 0x0f,
    isDiscontinuous: adaptationBytes > 0 && (view.getUint8(5) & 0x80) !== 0,
    payload: hasPayload ? packet.subarray(start) : packet.subarray(TS_PACKET_BYTES),
  };
}
