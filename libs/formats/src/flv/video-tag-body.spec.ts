import { ParseError, milliseconds } from '@lockstep/sei';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type VideoTagBody, readVideoTagBody, writeVideoTagBody } from './video-tag-body.js';

const AVC1 = [0x61, 0x76, 0x63, 0x31];
const HVC1 = [0x68, 0x76, 0x63, 0x31];
const ms = milliseconds;
const data = Uint8Array.of(0xaa, 0xbb);
const none = new Uint8Array(0);

const cases: { name: string; video: VideoTagBody; wire: number[] }[] = [
  {
    name: 'AVC sequence header',
    video: {
      codec: 'h264',
      packet: 'sequence-header',
      isRandomAccess: true,
      compositionTimeMs: ms(0),
      data,
      syntax: 'classic',
    },
    wire: [0x17, 0, 0, 0, 0, 0xaa, 0xbb],
  },
  {
    name: 'AVC keyframe, PTS 133 ms after DTS',
    video: {
      codec: 'h264',
      packet: 'coded',
      isRandomAccess: true,
      compositionTimeMs: ms(133),
      data,
      syntax: 'classic',
    },
    wire: [0x17, 1, 0, 0, 0x85, 0xaa, 0xbb],
  },
  {
    name: 'AVC inter frame, PTS 1 ms before DTS (SI24)',
    video: {
      codec: 'h264',
      packet: 'coded',
      isRandomAccess: false,
      compositionTimeMs: ms(-1),
      data,
      syntax: 'classic',
    },
    wire: [0x27, 1, 0xff, 0xff, 0xff, 0xaa, 0xbb],
  },
  {
    name: 'the smallest composition time',
    video: {
      codec: 'h264',
      packet: 'coded',
      isRandomAccess: false,
      compositionTimeMs: ms(-8388608),
      data,
      syntax: 'classic',
    },
    wire: [0x27, 1, 0x80, 0, 0, 0xaa, 0xbb],
  },
  {
    name: 'the largest composition time',
    video: {
      codec: 'h264',
      packet: 'coded',
      isRandomAccess: false,
      compositionTimeMs: ms(8388607),
      data,
      syntax: 'classic',
    },
    wire: [0x27, 1, 0x7f, 0xff, 0xff, 0xaa, 0xbb],
  },
  {
    name: 'AVC end of sequence',
    video: {
      codec: 'h264',
      packet: 'end-of-sequence',
      isRandomAccess: true,
      compositionTimeMs: ms(0),
      data: none,
      syntax: 'classic',
    },
    wire: [0x17, 2, 0, 0, 0],
  },
  {
    name: 'an AVC seek command',
    video: { packet: 'command', codec: 'h264', data: Uint8Array.of(1), syntax: 'classic' },
    wire: [0x57, 1],
  },
  {
    name: 'HEVC as codec id 12',
    video: {
      codec: 'h265',
      packet: 'coded',
      isRandomAccess: true,
      compositionTimeMs: ms(66),
      data,
      syntax: 'classic',
    },
    wire: [0x1c, 1, 0, 0, 66, 0xaa, 0xbb],
  },
  {
    name: 'HEVC sequence header as codec id 12',
    video: {
      codec: 'h265',
      packet: 'sequence-header',
      isRandomAccess: true,
      compositionTimeMs: ms(0),
      data,
      syntax: 'classic',
    },
    wire: [0x1c, 0, 0, 0, 0, 0xaa, 0xbb],
  },
  {
    name: 'Enhanced HEVC sequence start',
    video: {
      codec: 'h265',
      packet: 'sequence-header',
      isRandomAccess: true,
      compositionTimeMs: ms(0),
      data,
      syntax: 'enhanced',
    },
    wire: [0x90, ...HVC1, 0xaa, 0xbb],
  },
  {
    name: 'Enhanced HEVC coded frames with a composition time',
    video: {
      codec: 'h265',
      packet: 'coded',
      isRandomAccess: false,
      compositionTimeMs: ms(-2),
      data,
      syntax: 'enhanced',
    },
    wire: [0xa1, ...HVC1, 0xff, 0xff, 0xfe, 0xaa, 0xbb],
  },
  {
    name: 'Enhanced HEVC coded frames without one (CodedFramesX)',
    video: {
      codec: 'h265',
      packet: 'coded',
      isRandomAccess: true,
      compositionTimeMs: ms(0),
      data,
      syntax: 'enhanced',
    },
    wire: [0x93, ...HVC1, 0xaa, 0xbb],
  },
  {
    name: 'Enhanced AVC coded frames',
    video: {
      codec: 'h264',
      packet: 'coded',
      isRandomAccess: true,
      compositionTimeMs: ms(40),
      data,
      syntax: 'enhanced',
    },
    wire: [0x91, ...AVC1, 0, 0, 40, 0xaa, 0xbb],
  },
  {
    name: 'Enhanced sequence end',
    video: {
      codec: 'h265',
      packet: 'end-of-sequence',
      isRandomAccess: true,
      compositionTimeMs: ms(0),
      data: none,
      syntax: 'enhanced',
    },
    wire: [0x92, ...HVC1],
  },
  {
    name: 'Enhanced metadata, whatever the frame type',
    video: {
      codec: 'h265',
      packet: 'metadata',
      isRandomAccess: true,
      compositionTimeMs: ms(0),
      data,
      syntax: 'enhanced',
    },
    wire: [0x94, ...HVC1, 0xaa, 0xbb],
  },
  {
    name: 'an Enhanced command, which names no codec',
    video: { packet: 'command', data: Uint8Array.of(0), syntax: 'enhanced' },
    wire: [0xd0, 0],
  },
];
describe.each(cases)('VIDEODATA: $name', ({ video, wire }) => {
  it('reads', () => expect(readVideoTagBody(Uint8Array.from(wire))).toEqual(video));
  it('writes', () => expect([...writeVideoTagBody(video)]).toEqual(wire));
});

describe('reading what we do not write', () => {
  it('takes a generated keyframe (FrameType 4) for a keyframe and a disposable one (3) for none', () => {
    expect(readVideoTagBody(Uint8Array.of(0x47, 1, 0, 0, 0))).toMatchObject({ isRandomAccess: true });
    expect(readVideoTagBody(Uint8Array.of(0x37, 1, 0, 0, 0))).toMatchObject({ isRandomAccess: false });
  });
  it('ignores a composition time in a sequence header', () => {
    expect(readVideoTagBody(Uint8Array.of(0x17, 0, 0, 0, 9, 1))).toMatchObject({ compositionTimeMs: 0 });
  });
  it('steps over ModEx with one size byte', () => {
    const wire = [0x97, 2, 0, 0, 9, 0x03, ...HVC1, 0xaa];
    expect(readVideoTagBody(Uint8Array.from(wire))).toMatchObject({
      packet: 'coded',
      data: Uint8Array.of(0xaa),
    });
  });
  it('steps over two ModEx, one of 300 bytes', () => {
    const wire = [
      0x97,
      0,
      0xff,
      0x07,
      0xff,
      299 >> 8,
      299 & 0xff,
      ...new Array<number>(300).fill(3),
      0x00,
      ...AVC1,
      5,
    ];
    expect(readVideoTagBody(Uint8Array.from(wire))).toMatchObject({
      codec: 'h264',
      packet: 'sequence-header',
      data: Uint8Array.of(5),
    });
  });
});

const refused = [
  { name: 'no byte at all', wire: [], reason: 'truncated', offset: 0, detail: '' },
  { name: 'AVC without AVCPacketType', wire: [0x17], reason: 'truncated', offset: 1, detail: '' },
  {
    name: 'AVC without its whole composition time',
    wire: [0x17, 1, 0, 0],
    reason: 'truncated',
    offset: 2,
    detail: '',
  },
  {
    name: 'AVCPacketType 3',
    wire: [0x17, 3, 0, 0, 0],
    reason: 'bad-value',
    offset: 1,
    detail: 'AVCPacketType 3',
  },
  { name: 'VP6', wire: [0x14, 0, 0, 0, 0], reason: 'unsupported', offset: 0, detail: 'VP6' },
  { name: 'codec id 15', wire: [0x1f], reason: 'unsupported', offset: 0, detail: 'id 15' },
  { name: 'AV1', wire: [0x90, 0x61, 0x76, 0x30, 0x31], reason: 'unsupported', offset: 1, detail: 'av01' },
  { name: 'half a FourCC', wire: [0x90, 0x68, 0x76], reason: 'truncated', offset: 1, detail: '' },
  { name: 'MPEG-2 TS sequence start', wire: [0x95, ...HVC1], reason: 'unsupported', offset: 0, detail: '5' },
  { name: 'ModEx to the end', wire: [0x97, 9, 1, 2], reason: 'truncated', offset: 2, detail: '' },
];
it.each(refused)('refuses $name', ({ wire, reason, offset, detail }) => {
  const read = () => readVideoTagBody(Uint8Array.from(wire));
  expect(read).toThrow(ParseError);
  expect(read).toThrow(expect.objectContaining({ reason, offset, message: expect.stringContaining(detail) }));
});

describe('writing what does not fit', () => {
  const coded = { codec: 'h264', packet: 'coded', isRandomAccess: true, data } as const;
  it.each([8388608, -8388609, Number.NaN])('refuses a composition time of %s ms', (time) => {
    expect(() => writeVideoTagBody({ ...coded, compositionTimeMs: ms(time) })).toThrow(RangeError);
  });
  it('refuses metadata in the classic syntax', () => {
    const metadata = { ...coded, packet: 'metadata', compositionTimeMs: ms(0), syntax: 'classic' } as const;
    expect(() => writeVideoTagBody(metadata)).toThrow(RangeError);
  });
  it('writes H.265 in the enhanced syntax unless told otherwise', () => {
    const bytes = writeVideoTagBody({ ...coded, codec: 'h265', compositionTimeMs: ms(0) });
    expect([...bytes.subarray(0, 5)]).toEqual([0x93, ...HVC1]);
  });
});

it('throws nothing but ParseError, whatever the bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      try {
        const video = readVideoTagBody(bytes);
        expect(video.data.length).toBeLessThan(bytes.length);
      } catch (error) {
        expect(error).toBeInstanceOf(ParseError);
      }
    }),
  );
});

it('reads what it writes', () => {
  const anyVideo = fc.record({
    codec: fc.constantFrom('h264' as const, 'h265' as const),
    packet: fc.constantFrom('sequence-header' as const, 'coded' as const, 'end-of-sequence' as const),
    isRandomAccess: fc.boolean(),
    time: fc.integer({ min: -0x800000, max: 0x7fffff }),
    data: fc.uint8Array(),
    syntax: fc.constantFrom('classic' as const, 'enhanced' as const),
  });
  fc.assert(
    fc.property(anyVideo, ({ time, ...rest }) => {
      const video = { ...rest, compositionTimeMs: ms(rest.packet === 'coded' ? time : 0) };
      expect(readVideoTagBody(writeVideoTagBody(video))).toEqual(video);
    }),
  );
});

describe('a multitrack message', () => {
  const AVC1 = [0x61, 0x76, 0x63, 0x31];
  const AV01 = [0x61, 0x76, 0x30, 0x31];

  it.each([
    { name: 'one track', wire: [0x96, 0x01, ...AVC1, 0, 0, 0, 40, 7] },
    { name: 'many tracks', wire: [0x96, 0x11, ...AVC1, 1, 0, 0, 1, 9, 0, 0, 0, 4, 0, 0, 40, 7] },
    { name: 'many codecs', wire: [0x96, 0x21, ...AV01, 1, 0, 0, 1, 9, ...AVC1, 0, 0, 0, 4, 0, 0, 40, 7] },
  ])('$name: the first track is read', ({ wire }) => {
    expect(readVideoTagBody(Uint8Array.from(wire))).toEqual({
      codec: 'h264',
      packet: 'coded',
      isRandomAccess: true,
      compositionTimeMs: 40,
      data: Uint8Array.of(7),
      syntax: 'enhanced',
    });
  });

  it('of further tracks alone is told as such, whatever their codec', () => {
    const wire = Uint8Array.from([0xa6, 0x01, ...AV01, 1, 7]);
    const read = readVideoTagBody(wire);
    expect(read).toEqual({ packet: 'further-tracks', data: wire.subarray(1) });
    expect(writeVideoTagBody(read)).toEqual(wire);
  });

  it.each([
    { name: 'of an unknown kind', wire: [0x96, 0x31, ...AVC1], reason: 'bad-value' },
    { name: 'with a track that is cut', wire: [0x96, 0x11, ...AVC1, 1, 0, 0, 9], reason: 'truncated' },
  ])('$name is refused', ({ wire, reason }) => {
    expect(() => readVideoTagBody(Uint8Array.from(wire))).toThrow(expect.objectContaining({ reason }));
  });
});
