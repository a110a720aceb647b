import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { id3PrivateTag } from '../id3/id3-tag.js';
import { eventMessage } from './event-message.js';

describe('an event message', () => {
  it('is these bytes', () => {
    const made = eventMessage({
      scheme: 'urn:x',
      timescale: 90_000,
      presentationTime: 2 ** 32 + 5,
      id: 7,
      data: Uint8Array.of(1, 2),
    });
    expect(Buffer.from(made).toString('hex')).toBe(
      [
        '00000029', // size
        '656d7367', // emsg
        '01000000', // version 1
        '00015f90', // timescale
        '0000000100000005', // presentation time
        'ffffffff', // duration unknown
        '00000007', // id
        '75726e3a7800', // urn:x
        '00', // no value
        '0102',
      ].join(''),
    );
  });
});

describe('an ID3 tag with private data', () => {
  it('is these bytes', () => {
    expect(Buffer.from(id3PrivateTag('urn:x', Uint8Array.of(9, 8))).toString('hex')).toBe(
      ['494433', '0400', '00', '00000012', '50524956', '00000008', '0000', '75726e3a7800', '0908'].join(''),
    );
  });

  it('keeps its data, and no byte of a size has its highest bit set', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5000 }), (data) => {
        const tag = id3PrivateTag('owner', data);
        expect(tag.subarray(26)).toEqual(data);
        expect([...tag.subarray(6, 10), ...tag.subarray(14, 18)].every((byte) => byte < 0x80)).toBe(true);
        const size = tag.subarray(6, 10).reduce((sum, byte) => sum * 128 + byte, 0);
        expect(size).toBe(tag.length - 10);
      }),
    );
  });
});
