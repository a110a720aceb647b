import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAggregate } from './aggregate-message.js';
import { RtmpProtocolError } from './rtmp-protocol-error.js';

const aggregate = (timestampMs: number, hex: string) => ({
  type: 22,
  timestampMs,
  streamId: 1,
  body: Buffer.from(hex.replace(/\s/g, ''), 'hex'),
});

describe('an aggregate message', () => {
  it('is its messages, moved to its own time', () => {
    const two = `
      08 000002 0003e8 00 000000 aa01 0000000d
      09 000001 0003fc 01 000000 bb   0000000c`;
    expect([...readAggregate(aggregate(5000, two))]).toEqual([
      { type: 8, timestampMs: 5000, streamId: 1, body: Buffer.of(0xaa, 1) },
      { type: 9, timestampMs: 5020 + 2 ** 24, streamId: 1, body: Buffer.of(0xbb) },
    ]);
  });

  it('may lack the last back pointer', () => {
    expect([...readAggregate(aggregate(0, '08 000001 000000 00 000000 aa'))]).toHaveLength(1);
  });

  it('wraps at 2^32 ms', () => {
    const times = '08 000000 000005 00 000000 0000000b 08 000000 000019 00 000000';
    expect([...readAggregate(aggregate(2 ** 32 - 10, times))].map(({ timestampMs }) => timestampMs)).toEqual([
      2 ** 32 - 10,
      10,
    ]);
  });

  it('any bytes are messages inside them, or a protocol error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(0xffffffff), (input, timestampMs) => {
        try {
          let bytes = 0;
          const all = { type: 22, timestampMs, streamId: 1, body: Buffer.from(input) };
          for (const message of readAggregate(all)) {
            bytes += message.body.length + 11;
            expect(message.timestampMs).toBeGreaterThanOrEqual(0);
            expect(message.timestampMs).toBeLessThan(2 ** 32);
          }
          expect(bytes).toBeLessThanOrEqual(input.length);
        } catch (error) {
          expect(error).toBeInstanceOf(RtmpProtocolError);
        }
      }),
    );
  });
});
