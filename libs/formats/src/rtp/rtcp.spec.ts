import { ParseError } from '@lockstep/sei';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isRtcp, readRtcpFeedback, writeGoodbye, writeSenderReport } from './rtcp.js';

const SENDER = [0, 0, 0, 1];
const MEDIA = [0, 0, 0x10, 0x01];
const report = [0x80, 201, 0, 1, ...SENDER];

it('writes a sender report', () => {
  const wire = writeSenderReport({
    ssrc: 0x1001,
    wallClockMs: 1500,
    timestamp: 90_000,
    packets: 3,
    bytes: 4000,
  });
  expect([...wire]).toEqual([
    ...[0x80, 200, 0, 6, ...MEDIA],
    ...[0x83, 0xaa, 0x7e, 0x81, 0x80, 0, 0, 0], // a second and a half after 1970, which is 2,208,988,800 s after 1900
    ...[0, 1, 0x5f, 0x90, 0, 0, 0, 3, 0, 0, 0x0f, 0xa0],
  ]);
});

it('writes a goodbye', () => {
  expect([...writeGoodbye(0x1001)]).toEqual([0x81, 203, 0, 1, ...MEDIA]);
});

it('reads which packets are missing', () => {
  const nack = [0x81, 205, 0, 4, ...SENDER, ...MEDIA, 0xff, 0xfe, 0x80, 0x05, 0x00, 0x40, 0, 0];
  expect(readRtcpFeedback(Uint8Array.of(...report, ...nack))).toEqual([
    { kind: 'nack', ssrc: 0x1001, sequenceNumbers: [0xfffe, 0xffff, 1, 14, 0x40] },
  ]);
});

it('reads that a random access frame is wanted', () => {
  const pli = [0x81, 206, 0, 2, ...SENDER, ...MEDIA];
  const fir = [0x84, 206, 0, 4, ...SENDER, 0, 0, 0, 0, ...MEDIA, 7, 0, 0, 0];
  expect(readRtcpFeedback(Uint8Array.of(...pli, ...fir))).toEqual([
    { kind: 'keyframe', ssrc: 0x1001 },
    { kind: 'keyframe', ssrc: 0x1001 },
  ]);
});

it('passes over what asks for nothing', () => {
  const remb = [0x8f, 206, 0, 5, ...SENDER, 0, 0, 0, 0, 0x52, 0x45, 0x4d, 0x42, 1, 0, 0, 1, ...MEDIA];
  const transport = [0x8f, 205, 0, 2, ...SENDER, ...MEDIA];
  expect(readRtcpFeedback(Uint8Array.of(...report, ...remb, ...transport))).toEqual([]);
});

it.each([
  ['half a header', [0x80, 201, 0], 'truncated'],
  ['a packet longer than the bytes', [0x80, 201, 0, 2, ...SENDER], 'truncated'],
  ['version 1', [0x40, 201, 0, 1, ...SENDER], 'bad-signature'],
])('refuses %s', (_, bytes, reason) => {
  expect(() => readRtcpFeedback(Uint8Array.from(bytes))).toThrow(expect.objectContaining({ reason }));
});

it('tells RTCP from RTP', () => {
  expect(isRtcp(Uint8Array.from(report))).toBe(true);
  expect(isRtcp(Uint8Array.of(0x80, 0xe6, 0, 1, 0, 0, 0, 0))).toBe(false);
  expect(isRtcp(new Uint8Array(2))).toBe(false);
});

it('throws nothing but ParseError, whatever the bytes', () => {
  const starts = fc.constantFrom([], [0x81, 205, 0, 3], [0x84, 206, 0, 4], [0x81, 206, 0, 2]);
  fc.assert(
    fc.property(starts, fc.uint8Array({ maxLength: 60 }), (start, rest) => {
      try {
        readRtcpFeedback(Uint8Array.of(...start, ...rest));
      } catch (error) {
        expect(error).toBeInstanceOf(ParseError);
      }
    }),
  );
});
