import { describe, expect, it } from 'vitest';
import { closeFrame, webSocketFrame, webSocketFrameHeader } from './frame.js';

describe('a frame from the server', () => {
  it.each([
    [0, [0x82, 0]],
    [125, [0x82, 125]],
    [126, [0x82, 126, 0, 126]],
    [65535, [0x82, 126, 0xff, 0xff]],
    [65536, [0x82, 127, 0, 0, 0, 0, 0, 1, 0, 0]],
    [2 ** 32, [0x82, 127, 0, 0, 0, 1, 0, 0, 0, 0]],
  ])('of %d bytes has the shortest header that holds its length', (byteLength, header) => {
    expect([...webSocketFrameHeader('binary', byteLength)]).toEqual(header);
  });

  it('is header and payload, unmasked', () => {
    expect([...webSocketFrame('pong', Uint8Array.of(7, 8))]).toEqual([0x8a, 2, 7, 8]);
  });

  it('closes with code and reason', () => {
    expect([...closeFrame(1000, 'ok')]).toEqual([0x88, 4, 0x03, 0xe8, 0x6f, 0x6b]);
  });

  it('refuses a reason that does not fit', () => {
    expect(() => closeFrame(1000, 'x'.repeat(124))).toThrow(/at most 123 bytes/);
  });
});
