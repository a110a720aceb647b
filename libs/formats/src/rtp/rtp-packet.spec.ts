import { ParseError } from '@lockstep/sei';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  readdressRtp,
  readRtpPacket,
  RTP_HEADER_BYTES,
  type RtpPacket,
  writeRtpHeader,
} from './rtp-packet.js';

const header = {
  payloadType: 102,
  marker: true,
  sequenceNumber: 0xfffe,
  timestamp: 0x01020304,
  ssrc: 0xa0b0c0d0,
};
const wire = [0x80, 0xe6, 0xff, 0xfe, 1, 2, 3, 4, 0xa0, 0xb0, 0xc0, 0xd0];

function written({ payload, ...fields }: RtpPacket): Uint8Array {
  const packet = new Uint8Array(RTP_HEADER_BYTES + payload.length);
  writeRtpHeader(packet, fields);
  packet.set(payload, RTP_HEADER_BYTES);
  return packet;
}

it('writes the header of RFC 3550', () => {
  expect([...written({ ...header, payload: Uint8Array.of(7, 8) })]).toEqual([...wire, 7, 8]);
});

it('reads it', () => {
  expect(readRtpPacket(Uint8Array.of(...wire, 7, 8))).toEqual({ ...header, payload: Uint8Array.of(7, 8) });
});

it('reads behind contributing sources and an extension, and before padding', () => {
  const contributing = [0, 0, 0, 1];
  const extension = [0xbe, 0xde, 0, 1, 0x10, 0xff, 0, 0];
  const packet = Uint8Array.of(0xb1, ...wire.slice(1), ...contributing, ...extension, 7, 8, 0, 0, 3);
  expect(readRtpPacket(packet).payload).toEqual(Uint8Array.of(7, 8));
});

it('changes nothing but what belongs to one receiver', () => {
  const packet = written({ ...header, payload: Uint8Array.of(7) });
  readdressRtp(packet, { payloadType: 98, sequenceNumber: 1, ssrc: 2 });
  expect(readRtpPacket(packet)).toEqual({
    ...header,
    ...{ payloadType: 98, sequenceNumber: 1, ssrc: 2, payload: Uint8Array.of(7) },
  });
});

it.each([
  ['half a header', wire.slice(0, 11), 'truncated'],
  ['version 1', [0x40, ...wire.slice(1)], 'bad-signature'],
  ['contributing sources that are not there', [0x8f, ...wire.slice(1)], 'truncated'],
  ['an extension that is not there', [0x90, ...wire.slice(1)], 'truncated'],
  ['more padding than there is payload', [0xa0, ...wire.slice(1), 9], 'bad-length'],
  ['padding of nothing', [0xa0, ...wire.slice(1), 0], 'bad-length'],
])('refuses %s', (_, bytes, reason) => {
  expect(() => readRtpPacket(Uint8Array.from(bytes))).toThrow(expect.objectContaining({ reason }));
});

it('reads what it writes', () => {
  const packets = fc.record({
    payloadType: fc.nat({ max: 127 }),
    marker: fc.boolean(),
    sequenceNumber: fc.nat({ max: 0xffff }),
    timestamp: fc.nat({ max: 0xffffffff }),
    ssrc: fc.nat({ max: 0xffffffff }),
    payload: fc.uint8Array({ maxLength: 40 }),
  });
  fc.assert(
    fc.property(packets, (packet) => {
      expect(readRtpPacket(written(packet))).toEqual(packet);
    }),
  );
});

it('throws nothing but ParseError, whatever the bytes', () => {
  fc.assert(
    fc.property(fc.constantFrom(0x80, 0x90, 0xa3), fc.uint8Array({ maxLength: 60 }), (first, rest) => {
      try {
        readRtpPacket(Uint8Array.of(first, ...rest));
      } catch (error) {
        expect(error).toBeInstanceOf(ParseError);
      }
    }),
  );
});
