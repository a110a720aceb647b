import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CallerBudget } from './caller-budget.js';
import { MESSAGE_BYTES, SendQueue } from './send-queue.js';
import { readSocketAddress, writeSocketAddress } from './socket-address.js';
import { readStatistics, STATISTICS_BYTES } from './srt-statistics.js';

describe('a socket address', () => {
  it.each(['127.0.0.1', '::', '::1', '2001:db8::7', 'fe80::1:0:0:2', '1:2:3:4:5:6:7:8'])('%s', (address) => {
    expect(readSocketAddress(writeSocketAddress({ address, port: 9000 }))).toEqual({ address, port: 9000 });
  });

  it('of IPv4 in IPv6 is told as IPv4, as RTMP tells it', () => {
    const bytes = writeSocketAddress({ address: '::ffff:192.0.2.7', port: 1 });
    expect(readSocketAddress(bytes)).toEqual({ address: '192.0.2.7', port: 1 });
  });

  it('is the one that was written', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.nat(65535), (address, port) => {
        expect(readSocketAddress(writeSocketAddress({ address, port }))).toEqual({ address, port });
      }),
    );
    fc.assert(
      fc.property(fc.ipV6(), fc.nat(65535), (address, port) => {
        const once = readSocketAddress(writeSocketAddress({ address, port }));
        expect(readSocketAddress(writeSocketAddress(once))).toEqual(once);
      }),
    );
  });
});

describe('what waits for a player', () => {
  const packets = (n: number): Uint8Array => new Uint8Array(n * MESSAGE_BYTES).fill(n);

  it('begins where a player can begin, and goes out in messages', () => {
    const sent: number[] = [];
    const queue = new SendQueue((message) => (sent.push(message.length), true));
    queue.push(packets(1), false);
    queue.push(packets(2), true);
    queue.push(packets(1).subarray(0, 188), false);
    expect(sent).toEqual([MESSAGE_BYTES, MESSAGE_BYTES, 188]);
    expect(queue.waitingBytes).toBe(0);
  });

  it('is bounded for one who reads nothing, and whole again from a key frame on', () => {
    let isOpen = false;
    const sent: Uint8Array[] = [];
    const queue = new SendQueue((message) => (isOpen && sent.push(message), isOpen), 4 * MESSAGE_BYTES);
    queue.push(packets(3), true);
    queue.push(packets(2), false); // too much: all is lost
    queue.push(packets(1), false);
    expect([queue.waitingBytes, queue.drops]).toEqual([0, 1]);
    isOpen = true;
    queue.push(packets(1), false);
    expect(sent).toEqual([]);
    queue.push(packets(2), true);
    queue.push(packets(1), false);
    expect(sent.map((message) => message[0])).toEqual([2, 2, 1]);
  });

  it('never holds more than its bound, one frame aside', () => {
    const bound = 4 * MESSAGE_BYTES;
    const step = fc.record({ size: fc.integer({ min: 1, max: 3 }), begins: fc.boolean(), room: fc.nat(4) });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        let room = 0;
        const queue = new SendQueue(() => room-- > 0, bound);
        for (const { size, begins, room: more } of steps) {
          room = more;
          queue.push(packets(size), begins);
          expect(queue.waitingBytes).toBeLessThanOrEqual(bound);
        }
      }),
    );
  });
});

it('asks about one address no more than five times a second for long, and about another one still', () => {
  const budget = new CallerBudget();
  const asked = (address: string, calls: number, nowMs: number): number =>
    Array.from({ length: calls }, () => budget.take(address, nowMs)).filter(Boolean).length;
  expect(asked('192.0.2.1', 100, 0)).toBe(20);
  expect(asked('192.0.2.2', 1, 0)).toBe(1);
  expect(asked('192.0.2.1', 100, 1000)).toBe(5);
});

it('counts packets that came again, over all measurements', () => {
  const bytes = Buffer.alloc(STATISTICS_BYTES);
  bytes.writeBigInt64LE(1000n, 16);
  bytes.writeInt32LE(50, 28);
  bytes.writeInt32LE(7, 68);
  bytes.writeInt32LE(3, 164);
  bytes.writeDoubleLE(2.5, 192);
  bytes.writeDoubleLE(31.44, 328);
  expect(readStatistics(bytes, 'receive', 40)).toEqual({
    ...{ rttMs: 31.4, bitrate: 2_500_000, packets: 1000 },
    ...{ lostPackets: 50, retransmittedPackets: 43, droppedPackets: 7 },
  });
});
