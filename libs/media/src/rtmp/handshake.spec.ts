import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Handshake, HANDSHAKE_BYTES } from './handshake.js';
import { RtmpProtocolError } from './rtmp-protocol-error.js';

const c1 = Buffer.from(Array.from({ length: HANDSHAKE_BYTES }, (_, i) => (i * 7) & 0xff));
const c2 = Buffer.alloc(HANDSHAKE_BYTES, 9);
const whole = Buffer.concat([Buffer.of(3), c1, c2, Buffer.from('chunks')]);

describe('the handshake', () => {
  it('is answered and ends at the first chunk, in whatever pieces it comes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 2000 }), { minLength: 1 }), (sizes) => {
        const sent: Buffer[] = [];
        const handshake = new Handshake((bytes) => void sent.push(bytes));
        const rest: Buffer[] = [];
        for (let at = 0, i = 0; at < whole.length; i++) {
          const size = sizes[i % sizes.length] ?? 1;
          rest.push(handshake.read(whole.subarray(at, at + size)));
          at += size;
        }
        expect(handshake.isComplete).toBe(true);
        expect(Buffer.concat(rest).toString()).toBe('chunks');
        expect(Buffer.concat(sent)).toEqual(Buffer.concat([Buffer.of(3), c1, c1])); // S2 echoes C1
      }),
    );
  });

  it('answers before C2, which clients send only then', () => {
    const sent: Buffer[] = [];
    const handshake = new Handshake((bytes) => void sent.push(bytes));
    handshake.read(whole.subarray(0, 1536));
    expect(sent).toHaveLength(0);
    handshake.read(whole.subarray(1536, 1537));
    expect(sent).toHaveLength(1);
    expect(handshake.isComplete).toBe(false);
  });

  it.each([
    ['HTTP', Buffer.from('GET / HTTP/1.1\r\n')],
    ['TLS', Buffer.of(0x16, 3, 1)],
    ['encrypted RTMP', Buffer.of(6)],
  ])('refuses %s at its first byte', (_, bytes) => {
    expect(() => new Handshake(() => undefined).read(bytes)).toThrow(RtmpProtocolError);
  });
});

/** A C1 with a digest at the place that its bytes 8 to 11 name, as Flash Player and librtmp with SWF checks send it. */
function digestC1(): Buffer {
  const bytes = Buffer.from(c1);
  bytes.set([9, 0, 124, 2], 4); // a version that is not 0
  const at = (((bytes[8] ?? 0) + (bytes[9] ?? 0) + (bytes[10] ?? 0) + (bytes[11] ?? 0)) % 728) + 12;
  const signed = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 32)]);
  createHmac('sha256', 'Genuine Adobe Flash Player 001').update(signed).digest().copy(bytes, at);
  return bytes;
}

it('a client that checks digests is answered with digests', () => {
  const sent: Buffer[] = [];
  const client = digestC1();
  new Handshake((bytes) => void sent.push(bytes)).read(Buffer.concat([Buffer.of(3), client]));
  const s1 = sent[0]?.subarray(1, 1 + HANDSHAKE_BYTES) ?? Buffer.alloc(0);
  const at = (((s1[8] ?? 0) + (s1[9] ?? 0) + (s1[10] ?? 0) + (s1[11] ?? 0)) % 728) + 12;
  const signed = Buffer.concat([s1.subarray(0, at), s1.subarray(at + 32)]);
  const digest = createHmac('sha256', 'Genuine Adobe Flash Media Server 001').update(signed).digest();
  expect(s1.subarray(at, at + 32)).toEqual(digest);
  expect(sent[0]?.subarray(1 + HANDSHAKE_BYTES)).not.toEqual(client);
});
