import { ParseError } from '@lockstep/sei';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMediaSegment } from './media-segment-reader.js';
import { type MediaSegmentOptions, mediaSegment, planMediaSegment } from './media-segment.js';

const ascii = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));
const u32 = (value: number): number[] => [
  value >>> 24,
  (value >>> 16) & 0xff,
  (value >>> 8) & 0xff,
  value & 0xff,
];
const box = (type: string, ...content: number[][]): number[] => {
  const payload = content.flat();
  return [...u32(8 + payload.length), ...ascii(type), ...payload];
};
const mfhd = (sequenceNumber: number): number[] => box('mfhd', u32(0), u32(sequenceNumber));

const cases: { name: string; segment: MediaSegmentOptions; wire: number[] }[] = [
  {
    name: 'one keyframe, presented as it is decoded',
    segment: {
      sequenceNumber: 7,
      tracks: [
        {
          trackId: 1,
          baseMediaDecodeTime: 3600,
          samples: [
            {
              data: Uint8Array.of(0xaa, 0xbb, 0xcc),
              durationTicks: 40,
              compositionOffset: 0,
              isRandomAccess: true,
            },
          ],
        },
      ],
    },
    wire: [
      ...box(
        'moof',
        mfhd(7),
        box(
          'traf',
          // default-base-is-moof, default duration, size and flags
          box('tfhd', u32(0x00020038), u32(1), u32(40), u32(3), u32(0x02000000)),
          box('tfdt', u32(0x01000000), u32(0), u32(3600)),
          box('trun', u32(0x01000001), u32(1), u32(108)),
        ),
      ),
      ...box('mdat', [0xaa, 0xbb, 0xcc]),
    ],
  },
  {
    name: 'a delta frame shown before its decode time, past 2^32 ticks',
    segment: {
      sequenceNumber: 1,
      tracks: [
        {
          trackId: 1,
          baseMediaDecodeTime: 2 ** 32 + 5,
          samples: [
            { data: Uint8Array.of(1), durationTicks: 33, compositionOffset: -33, isRandomAccess: false },
          ],
        },
      ],
    },
    wire: [
      ...box(
        'moof',
        mfhd(1),
        box(
          'traf',
          box('tfhd', u32(0x00020038), u32(1), u32(33), u32(1), u32(0x01010000)),
          box('tfdt', u32(0x01000000), u32(1), u32(5)),
          box('trun', u32(0x01000801), u32(1), u32(112), u32(-33)),
        ),
      ),
      ...box('mdat', [1]),
    ],
  },
  {
    name: 'video and audio, whose samples differ in everything',
    segment: {
      sequenceNumber: 2,
      tracks: [
        {
          trackId: 1,
          baseMediaDecodeTime: 0,
          samples: [
            { data: Uint8Array.of(1, 2), durationTicks: 40, compositionOffset: 80, isRandomAccess: true },
            { data: Uint8Array.of(3), durationTicks: 41, compositionOffset: 0, isRandomAccess: false },
          ],
        },
        {
          trackId: 2,
          baseMediaDecodeTime: 1024,
          samples: [
            { data: Uint8Array.of(4), durationTicks: 1024, compositionOffset: 0, isRandomAccess: true },
            { data: Uint8Array.of(5), durationTicks: 1024, compositionOffset: 0, isRandomAccess: true },
          ],
        },
      ],
    },
    wire: [
      ...box(
        'moof',
        mfhd(2),
        box(
          'traf',
          box('tfhd', u32(0x00020000), u32(1)),
          box('tfdt', u32(0x01000000), u32(0), u32(0)),
          box(
            'trun',
            u32(0x01000f01),
            u32(2),
            u32(8 + 16 + 8 + 16 + 20 + 52 + 8 + 28 + 20 + 20 + 8),
            [...u32(40), ...u32(2), ...u32(0x02000000), ...u32(80)],
            [...u32(41), ...u32(1), ...u32(0x01010000), ...u32(0)],
          ),
        ),
        box(
          'traf',
          box('tfhd', u32(0x00020038), u32(2), u32(1024), u32(1), u32(0x02000000)),
          box('tfdt', u32(0x01000000), u32(0), u32(1024)),
          box('trun', u32(0x01000001), u32(2), u32(8 + 16 + 8 + 16 + 20 + 52 + 8 + 28 + 20 + 20 + 8 + 3)),
        ),
      ),
      ...box('mdat', [1, 2, 3, 4, 5]),
    ],
  },
];
describe.each(cases)('a media segment of $name', ({ segment, wire }) => {
  it('writes', () => expect([...mediaSegment(segment)]).toEqual(wire));
  it('reads', () => expect(readMediaSegment(Uint8Array.from(wire))).toEqual(segment));
});

describe('writing', () => {
  const sample = { data: new Uint8Array(1000), durationTicks: 40 };
  it('adds 108 bytes to a frame, 112 with a composition offset', () => {
    const track = { trackId: 1, baseMediaDecodeTime: 0 };
    const size = (compositionOffset: number): number =>
      mediaSegment({ sequenceNumber: 1, tracks: [{ ...track, samples: [{ ...sample, compositionOffset }] }] })
        .length;
    expect(size(0)).toBe(1108);
    expect(size(40)).toBe(1112);
  });
  it('allocates exactly the segment, so that it can be handed over to another thread whole', () => {
    const tracks = [{ trackId: 1, baseMediaDecodeTime: 0, samples: [sample] }];
    const segment = mediaSegment({ sequenceNumber: 1, tracks });
    expect(segment.buffer.byteLength).toBe(segment.length);
  });
  it('into memory of the caller, samples in pieces without their joined bytes', () => {
    const track = { trackId: 1, baseMediaDecodeTime: 0 };
    const whole = [[1, 2, 3], [4]].map((bytes) => ({ data: Uint8Array.from(bytes), durationTicks: 40 }));
    const inPieces = whole.map(({ data, durationTicks }) => ({
      durationTicks,
      pieces: [data.subarray(0, 1), data.subarray(1)],
      get data(): Uint8Array {
        throw new Error('joined');
      },
    }));
    const planned = planMediaSegment({ sequenceNumber: 1, tracks: [{ ...track, samples: inPieces }] });
    const memory = new Uint8Array(planned.byteLength + 10).fill(0xee);
    expect(planned.write(memory.subarray(2), 5)).toBe(planned.byteLength + 5);
    const expected = mediaSegment({ sequenceNumber: 1, tracks: [{ ...track, samples: whole }] });
    expect(planned.byteLength).toBe(expected.length);
    expect([...memory]).toEqual([...Array<number>(7).fill(0xee), ...expected, 0xee, 0xee, 0xee]);
  });
  it('leaves out a track without samples', () => {
    const tracks = [
      { trackId: 1, baseMediaDecodeTime: 0, samples: [sample] },
      { trackId: 2, baseMediaDecodeTime: 0, samples: [] },
    ];
    expect(readMediaSegment(mediaSegment({ sequenceNumber: 1, tracks })).tracks).toHaveLength(1);
  });
  it.each([-1, 0.5, 2 ** 53, Number.NaN])('refuses a decode time of %s', (baseMediaDecodeTime) => {
    const tracks = [{ trackId: 1, baseMediaDecodeTime, samples: [sample] }];
    expect(() => mediaSegment({ sequenceNumber: 1, tracks })).toThrow(RangeError);
  });
});

describe('reading', () => {
  const segment = (tfhd: number[], trun: number[]): Uint8Array =>
    Uint8Array.from([
      ...box('moof', mfhd(1), box('traf', box('tfhd', tfhd), box('tfdt', u32(0), u32(9)), box('trun', trun))),
      ...box('mdat', [1, 2, 3]),
    ]);
  const defaults = [...u32(0x00020038), ...u32(1), ...u32(40), ...u32(1), ...u32(0x01010000)];

  it('takes a 32-bit decode time, first sample flags and unsigned offsets of other writers', () => {
    const bytes = segment(defaults, [
      ...u32(0x00000805),
      ...u32(2),
      ...u32(116),
      ...u32(0x02000000),
      ...u32(1),
      ...u32(0xffffffff),
    ]);
    expect(readMediaSegment(bytes).tracks).toMatchObject([
      {
        baseMediaDecodeTime: 9,
        samples: [
          { isRandomAccess: true, compositionOffset: 1 },
          { isRandomAccess: false, compositionOffset: 0xffffffff },
        ],
      },
    ]);
  });
  it.each([
    { name: 'no moof', bytes: Uint8Array.from(box('mdat', [1])), reason: 'bad-value' },
    {
      name: 'defaults of the init segment',
      bytes: segment([...u32(0x20000), ...u32(1)], [...u32(1), ...u32(1), ...u32(100)]),
      reason: 'unsupported',
    },
    {
      name: 'a sample beyond the end',
      bytes: segment(defaults, [...u32(1), ...u32(1), ...u32(119)]),
      reason: 'truncated',
    },
    {
      name: 'a sample before the start',
      bytes: segment(defaults, [...u32(1), ...u32(1), ...u32(-1)]),
      reason: 'bad-value',
    },
    {
      name: '2^32 - 1 samples of a byte each',
      bytes: segment(defaults, [...u32(1), ...u32(0xffffffff), ...u32(0)]),
      reason: 'too-large',
    },
    {
      name: '2^32 - 1 samples of no byte',
      bytes: segment(
        [...defaults.slice(0, 12), ...u32(0), ...u32(0)],
        [...u32(1), ...u32(0xffffffff), ...u32(0)],
      ),
      reason: 'too-large',
    },
  ])('refuses $name', ({ bytes, reason }) => {
    expect(() => readMediaSegment(bytes)).toThrow(expect.objectContaining({ reason }));
  });
});

const anySample = fc.record({
  data: fc.uint8Array({ maxLength: 50 }),
  durationTicks: fc.oneof(fc.constant(40), fc.nat({ max: 0xffffffff })),
  compositionOffset: fc.oneof(fc.constant(0), fc.integer()),
  isRandomAccess: fc.boolean(),
});
const anyTrack = fc.record({
  trackId: fc.integer({ min: 1, max: 0xffffffff }),
  baseMediaDecodeTime: fc.nat({ max: Number.MAX_SAFE_INTEGER }),
  samples: fc.array(anySample, { minLength: 1, maxLength: 5 }),
});

it('reads what it writes', () => {
  fc.assert(
    fc.property(
      fc.nat({ max: 0xffffffff }),
      fc.array(anyTrack, { maxLength: 3 }),
      (sequenceNumber, tracks) => {
        expect(readMediaSegment(mediaSegment({ sequenceNumber, tracks }))).toEqual({
          sequenceNumber,
          tracks,
        });
      },
    ),
  );
});

it('throws nothing but ParseError when bytes of a good segment are changed', () => {
  const [, , third] = cases;
  const good = third?.wire ?? [];
  const change = fc.tuple(fc.nat({ max: good.length - 1 }), fc.nat({ max: 255 }));
  fc.assert(
    fc.property(
      fc.array(change, { minLength: 1, maxLength: 4 }),
      fc.nat({ max: good.length }),
      (changes, length) => {
        const bytes = Uint8Array.from(good);
        for (const [index, value] of changes) bytes[index] = value;
        try {
          readMediaSegment(bytes.subarray(0, length));
        } catch (error) {
          expect(error).toBeInstanceOf(ParseError);
        }
      },
    ),
    { numRuns: 2000 },
  );
});
