import { ParseError } from '@lockstep/sei';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ffmpeg, fixture, probePackets } from '../../test/ffmpeg.js';
import type { TsChunk } from './elementary-stream.js';
import { MpegTsReader } from './mpeg-ts-reader.js';
import { TsStreamType } from './program-tables.js';
import { mpegCrc32 } from './section-reader.js';

const VIDEO_PID = 0x100;
const MAP_PID = 0x1000;

/** A transport packet; the adaptation field fills what the payload leaves. */
function packet(pid: number, payload: number[], { start = false, counter = 0, flags = 0 } = {}): number[] {
  const room = 184 - payload.length;
  const head = [0x47, (start ? 0x40 : 0) | (pid >> 8) | flags, pid & 0xff];
  if (room === 0) return [...head, 0x10 | counter, ...payload];
  const stuffing = room === 1 ? [0] : [room - 1, 0, ...new Array<number>(room - 2).fill(0xff)];
  return [...head, 0x30 | counter, ...stuffing, ...payload];
}

function section(bytes: number[]): number[] {
  const crc = mpegCrc32(Uint8Array.from(bytes));
  return [0, ...bytes, crc >>> 24, (crc >>> 16) & 0xff, (crc >>> 8) & 0xff, crc & 0xff];
}
const PAT = packet(0, section([0, 0xb0, 13, 0, 1, 0xc1, 0, 0, 0, 1, 0xf0, 0x00]), { start: true });
const PMT = packet(
  MAP_PID,
  section([2, 0xb0, 18, 0, 1, 0xc1, 0, 0, 0xe1, 0x00, 0xf0, 0, 0x1b, 0xe1, 0x00, 0xf0, 0]),
  { start: true },
);

/** PTS 90000 (1 s) with DTS 86400 (0.96 s). */
const BOTH_TIMES = [0x31, 0x00, 0x05, 0xbf, 0x21, 0x11, 0x00, 0x05, 0xa3, 0x01];
const pes = (times: number[], data: number[]): number[] => {
  const flags = times.length === 10 ? 0xc0 : times.length === 5 ? 0x80 : 0;
  return [0, 0, 1, 0xe0, 0, 0, 0x80, flags, times.length, ...times, ...data];
};

function read(bytes: number[] | Uint8Array, chunkSize = bytes.length): TsChunk[] {
  const stream = Uint8Array.from(bytes);
  const reader = new MpegTsReader();
  const chunks: TsChunk[] = [];
  for (let at = 0; at < stream.length; at += chunkSize)
    chunks.push(...reader.push(stream.slice(at, at + chunkSize)));
  return [...chunks, ...reader.end()];
}

describe('a transport stream', () => {
  const first = packet(VIDEO_PID, pes(BOTH_TIMES, [1, 2, 3]), { start: true, counter: 1 });
  const second = packet(VIDEO_PID, [4, 5], { counter: 2 });
  const stream = [...PAT, ...PMT, ...first, ...second];
  const expected = [
    {
      pid: VIDEO_PID,
      streamType: 0x1b,
      offset: 376,
      data: Uint8Array.of(1, 2, 3),
      pes: { pts: 90000, dts: 86400 },
    },
    { pid: VIDEO_PID, streamType: 0x1b, offset: 564, data: Uint8Array.of(4, 5) },
  ];
  it('gives its elementary streams part by part, with the times of the PES packets', () => {
    expect(read(stream)).toEqual(expected);
  });
  it.each([1, 7, 187, 188, 189, 409])('gives the same in chunks of %i bytes', (chunkSize) => {
    expect(read(stream, chunkSize)).toEqual(expected);
  });
  it('may have packets of 192 bytes with a time stamp in front', () => {
    const wide = [PAT, PMT, first, second].flatMap((one) => [0, 0, 0, 9, ...one]);
    expect(read(wide).map(({ data }) => data)).toEqual(expected.map(({ data }) => data));
  });
  it('may have packets of 204 bytes with a checksum behind', () => {
    const wide = [PAT, PMT, first, second].flatMap((one) => [...one, ...new Array<number>(16).fill(0x47)]);
    expect(read(wide).map(({ data }) => data)).toEqual(expected.map(({ data }) => data));
  });
  it('names its elementary streams', () => {
    const reader = new MpegTsReader();
    reader.push(Uint8Array.from(stream));
    expect(reader.streams).toEqual([{ pid: VIDEO_PID, streamType: TsStreamType.h264 }]);
  });
  it('may be shorter than two packets', () => {
    expect(read(PAT)).toEqual([]);
  });
  it('passes over a packet sent twice, a damaged one, and what comes before the first PES packet', () => {
    const early = packet(VIDEO_PID, [9], { counter: 0 });
    const damaged = packet(VIDEO_PID, [8], { counter: 3, flags: 0x80 });
    const played = read([...PAT, ...PMT, ...early, ...first, ...first, ...damaged, ...second]);
    expect(played.map(({ data }) => [...data])).toEqual([
      [1, 2, 3],
      [4, 5],
    ]);
  });
  it('may split a PES header over packets', () => {
    const bytes = pes(BOTH_TIMES, [7]);
    const parts = [
      packet(VIDEO_PID, bytes.slice(0, 5), { start: true, counter: 1 }),
      packet(VIDEO_PID, bytes.slice(5, 12), { counter: 2 }),
      packet(VIDEO_PID, bytes.slice(12), { counter: 3 }),
    ];
    expect(read([...PAT, ...PMT, ...parts.flat()])).toMatchObject([
      { data: Uint8Array.of(7), pes: { pts: 90000, dts: 86400 } },
    ]);
  });
  it('takes PTS for DTS where only PTS is said, and says nothing where neither is', () => {
    const ptsOnly = packet(VIDEO_PID, pes([0x21, 0, 5, 0xbf, 0x21], [1]), { start: true, counter: 1 });
    const none = packet(VIDEO_PID, pes([], [2]), { start: true, counter: 2 });
    expect(read([...PAT, ...PMT, ...ptsOnly, ...none]).map((chunk) => chunk.pes)).toEqual([
      { pts: 90000, dts: 90000 },
      {},
    ]);
  });
  it('counts on when 33 bits of time wrap', () => {
    const last = packet(VIDEO_PID, pes([0x2f, 0xff, 0xff, 0xff, 0xff], []), { start: true, counter: 1 });
    const wrapped = packet(VIDEO_PID, pes([0x21, 0, 1, 0, 3], []), { start: true, counter: 2 });
    expect(read([...PAT, ...PMT, ...last, ...wrapped]).map((chunk) => chunk.pes?.pts)).toEqual([
      2 ** 33 - 1,
      2 ** 33 + 1,
    ]);
  });
  it('leaves out a table whose checksum is wrong', () => {
    const broken = [...PMT];
    broken[broken.length - 1] = (broken.at(-1) ?? 0) ^ 1;
    expect(read([...PAT, ...broken, ...first])).toEqual([]);
  });
  it('may split a table over packets', () => {
    const whole = section([2, 0xb0, 18, 0, 1, 0xc1, 0, 0, 0xe1, 0x00, 0xf0, 0, 0x1b, 0xe1, 0x00, 0xf0, 0]);
    const parts = [
      packet(MAP_PID, whole.slice(0, 9), { start: true }),
      packet(MAP_PID, whole.slice(9), { counter: 1 }),
    ];
    expect(read([...PAT, ...parts.flat(), ...first])).toHaveLength(1);
  });
});

const refused = [
  { name: 'no sync byte', bytes: new Array<number>(400).fill(0), reason: 'bad-signature', offset: 0 },
  {
    name: 'a lost sync byte',
    bytes: [...PAT, ...PMT, ...PAT, 0, ...PAT.slice(1)],
    reason: 'bad-signature',
    offset: 564,
  },
  {
    name: 'an adaptation field longer than the packet',
    bytes: [...PAT, 0x47, 1, 0, 0x30, 200, ...new Array<number>(183).fill(0)],
    reason: 'bad-length',
    offset: 192,
  },
  {
    name: 'a scrambled frame',
    bytes: [
      ...PAT,
      ...PMT,
      ...packet(VIDEO_PID, [1], { start: true, counter: 1 }).map((byte, index) =>
        index === 3 ? byte | 0x80 : byte,
      ),
    ],
    reason: 'unsupported',
    offset: 376,
  },
  {
    name: 'what is no PES packet',
    bytes: [...PAT, ...PMT, ...packet(VIDEO_PID, [0, 0, 2, 0xe0, 0, 0, 0x80, 0, 0], { start: true })],
    reason: 'bad-signature',
    offset: 376,
  },
  {
    name: 'an MPEG-1 PES packet',
    bytes: [...PAT, ...PMT, ...packet(VIDEO_PID, [0, 0, 1, 0xe0, 0, 0, 0x40, 0, 0], { start: true })],
    reason: 'bad-value',
    offset: 382,
  },
  {
    name: 'times without room',
    bytes: [
      ...PAT,
      ...PMT,
      ...packet(VIDEO_PID, [0, 0, 1, 0xe0, 0, 0, 0x80, 0xc0, 5, 1, 1, 1, 1, 1], { start: true }),
    ],
    reason: 'bad-length',
    offset: 384,
  },
  {
    name: 'a packet that was cut',
    bytes: [...PAT, ...PMT, ...PAT.slice(0, 100)],
    reason: 'truncated',
    offset: 376,
  },
];
it.each(refused)('refuses $name', ({ bytes, reason, offset }) => {
  expect(() => read(bytes)).toThrow(expect.objectContaining({ reason, offset }));
});

describe('real recordings', () => {
  const timesOf = (file: Uint8Array): { ptsMs: number; dtsMs: number }[] =>
    new MpegTsReader()
      .push(file)
      .filter(({ streamType, pes: times }) => streamType === TsStreamType.h264 && times)
      .map(({ pes: times }) => ({
        ptsMs: Math.round((times?.pts ?? 0) / 90),
        dtsMs: Math.round((times?.dts ?? 0) / 90),
      }))
      // A large frame of no-aud.mpegts goes on in a second PES packet with the same times.
      .filter(({ dtsMs }, index, all) => index === 0 || dtsMs !== all[index - 1]?.dtsMs);
  it.each(['0.mpegts', 'no-aud.mpegts'])('%s has the times that ffprobe sees', (name) => {
    const probed = probePackets('mpegts', fixture(name), 'v').map(({ ptsMs, dtsMs }) => ({ ptsMs, dtsMs }));
    expect(timesOf(fixture(name))).toEqual(probed);
  });
  it.each(['libx264', 'libx265'])('gives the bytes that ffmpeg finds in a stream of %s', (encoder) => {
    const format = encoder === 'libx264' ? 'h264' : 'hevc';
    const source = [
      '-f',
      'lavfi',
      '-i',
      'testsrc2=size=192x108:rate=25',
      '-t',
      '2',
      '-c:v',
      encoder,
      '-bf',
      '2',
    ];
    const stream = ffmpeg([...source, '-f', 'mpegts', '-']);
    const raw = ffmpeg(['-i', 'pipe:0', '-c', 'copy', '-f', format, '-'], stream);
    const data = read(stream, 1000).map((chunk) => chunk.data);
    expect(Buffer.compare(Buffer.concat(data), raw)).toBe(0);
  });
});

it('throws nothing but ParseError when bytes of a good stream are changed', () => {
  const good = [...PAT, ...PMT, ...packet(VIDEO_PID, pes(BOTH_TIMES, [1]), { start: true, counter: 1 })];
  const change = fc.tuple(fc.nat({ max: good.length - 1 }), fc.nat({ max: 255 }));
  fc.assert(
    fc.property(
      fc.array(change, { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 1, max: 600 }),
      (changes, size) => {
        const bytes = [...good];
        for (const [index, value] of changes) bytes[index] = value;
        try {
          read(bytes, size);
        } catch (error) {
          expect(error).toBeInstanceOf(ParseError);
        }
      },
    ),
    { numRuns: 1000 },
  );
});
