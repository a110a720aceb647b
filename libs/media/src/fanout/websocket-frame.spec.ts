import { describe, expect, it } from 'vitest';
import { binaryMessageHeader } from './websocket-frame.js';

describe('a binary message', () => {
  it.each([
    [0, [0x82, 0]],
    [125, [0x82, 125]],
    [126, [0x82, 126, 0, 126]],
    [65535, [0x82, 126, 0xff, 0xff]],
    [65536, [0x82, 127, 0, 0, 0, 0, 0, 1, 0, 0]],
    [2 ** 32, [0x82, 127, 0, 0, 0, 1, 0, 0, 0, 0]],
  ])('of %d bytes has the shortest header that holds its length', (byteLength, header) => {
    expect([...binaryMessageHeader(byteLength)]).toEqual(header);
  });
});
