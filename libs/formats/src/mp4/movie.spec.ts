import { ParseError } from '@lockstep/sei';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodedPictures, ffmpeg, fixture, probePackets } from '../../test/ffmpeg.js';
import { u32 } from '../fmp4/box-writer.js';
import { readMovieFragment } from '../fmp4/movie-fragment-reader.js';
import { type ReadBox, readBoxes, requireBox } from './box-reader.js';
import { type MovieTrack, readMovie } from './movie.js';
import type { SampleLocation } from './sample-table.js';

/** All samples of the first track of that kind, inside and outside of fragments. */
function samplesOf(file: Uint8Array, handler: string): { track: MovieTrack; samples: SampleLocation[] } {
  const boxes = readBoxes(file);
  const tracks = readMovie(requireBox(boxes, 'moov', 0));
  const track = tracks.find((candidate) => candidate.handler === handler);
  if (!track) throw new Error(`no ${handler} track`);
  const defaults = new Map(tracks.flatMap((one) => (one.defaults ? [[one.trackId, one.defaults]] : [])));
  const decodeTimes = new Map<number, number>();
  const samples = [...track.samples];
  for (const moof of boxes.filter(({ type }) => type === 'moof')) {
    for (const fragment of readMovieFragment(moof, { defaults, decodeTimes }).tracks) {
      decodeTimes.set(fragment.trackId, fragment.endDecodeTime);
      if (fragment.trackId === track.trackId) samples.push(...fragment.samples);
    }
  }
  return { track, samples };
}

/** @param shiftTicks added to every presentation time */
const packetsOf = (file: Uint8Array, handler: string, shiftTicks = 0) => {
  const { track, samples } = samplesOf(file, handler);
  const toMs = (ticks: number): number =>
    Math.round(((ticks - track.editStartTicks) * 1000) / track.timescale);
  return samples.map(({ decodeTime, compositionOffset, size, isSync }) => ({
    dtsMs: toMs(decodeTime),
    ptsMs: toMs(decodeTime + compositionOffset + shiftTicks),
    size,
    isKey: isSync,
  }));
};

describe('video.mp4', () => {
  it('has the pictures that ffprobe sees, with the edit list', () => {
    expect(packetsOf(fixture('video.mp4'), 'vide')).toEqual(probePackets('mp4', fixture('video.mp4'), 'v'));
  });
  it('names its codecs', () => {
    const [moov] = readBoxes(fixture('video.mp4')).filter(({ type }) => type === 'moov');
    expect(readMovie(moov as ReadBox)).toMatchObject([
      { handler: 'vide', entries: [{ type: 'avc1', size: { width: 1920, height: 1080 } }] },
      { handler: 'soun', entries: [{ type: 'mp4a' }] },
    ]);
  });
});

it('reads a fragmented file whose defaults are in trex; ffprobe shifts its presentation times', () => {
  const file = fixture('rotate-buck-bunny.mp4');
  const { samples } = samplesOf(file, 'vide');
  // ffmpeg adds what it takes for no picture to be shown before its decode time.
  const shift = -Math.min(...samples.map(({ compositionOffset }) => compositionOffset));
  expect(packetsOf(file, 'vide', shift)).toEqual(probePackets('mp4', file, 'v'));
});

const muxings = [
  { name: 'fragments without tfdt base of their own', flags: 'frag_keyframe+empty_moov', fragmented: true },
  {
    name: 'offsets that count from the file',
    flags: 'frag_keyframe+empty_moov+omit_tfhd_offset',
    fragmented: true,
  },
  { name: 'CMAF', flags: 'cmaf+frag_every_frame+empty_moov', fragmented: true },
];
describe.each(muxings)('what ffmpeg writes with $name', ({ flags }) => {
  it('is found sample by sample', () => {
    const source = [
      '-f',
      'lavfi',
      '-i',
      'testsrc2=size=192x108:rate=30',
      '-t',
      '2',
      '-c:v',
      'libx264',
      '-bf',
      '2',
    ];
    const file = ffmpeg([...source, '-movflags', flags, '-f', 'mp4', '-']);
    const { samples } = samplesOf(file, 'vide');
    expect(samples.map(({ size }) => size)).toEqual(probePackets('mp4', file, 'v').map(({ size }) => size));
    expect(decodedPictures('mp4', file)).toHaveLength(samples.length);
    // Every sample begins with the length of its first NAL unit.
    for (const { offset, size } of samples) {
      expect(new DataView(file.buffer, file.byteOffset + offset).getUint32(0)).toBeLessThan(size);
    }
  });
});

const ascii = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));
const box = (type: string, ...fields: number[][]): number[] => {
  const payload = fields.flat();
  return [...u32(8 + payload.length), ...ascii(type), ...payload];
};
const movieWith = (edts: number[]): Uint8Array => {
  const times = [...u32(0), ...u32(0), ...u32(0)];
  const stbl = box('stbl', box('stsd', u32(0), u32(0)));
  const mdia = box(
    'mdia',
    box('mdhd', times, u32(90000)),
    box('hdlr', u32(0), u32(0), ascii('vide')),
    box('minf', stbl),
  );
  return Uint8Array.from(
    box('moov', box('mvhd', times, u32(1000)), box('trak', box('tkhd', times, u32(1)), edts, mdia)),
  );
};
const editStart = (edts: number[]): number | undefined => {
  const [moov] = readBoxes(movieWith(edts));
  return readMovie(moov as ReadBox)[0]?.editStartTicks;
};

describe('the edit list', () => {
  const elst = (version: number, ...fields: number[][]): number[] =>
    box('edts', box('elst', [version, 0, 0, 0], u32(fields.length), ...fields));
  const rate = u32(0x00010000);
  it.each([
    { name: 'none', edts: [], ticks: 0 },
    { name: 'one edit', edts: elst(0, [...u32(5000), ...u32(3000), ...rate]), ticks: 3000 },
    {
      name: 'a delay of 500 ms',
      edts: elst(0, [...u32(500), ...u32(-1), ...rate], [...u32(0), ...u32(0), ...rate]),
      ticks: -45000,
    },
    { name: 'a delay alone', edts: elst(0, [...u32(500), ...u32(-1), ...rate]), ticks: -45000 },
    {
      name: '64 bits',
      edts: elst(1, [...u32(0), ...u32(500), ...u32(1), ...u32(2), ...rate]),
      ticks: 2 ** 32 + 2,
    },
    {
      name: '64 bits and a delay',
      edts: elst(
        1,
        [...u32(0), ...u32(10), ...u32(-1), ...u32(-1), ...rate],
        [...u32(0), ...u32(0), ...u32(0), ...u32(7), ...rate],
      ),
      ticks: 7 - 900,
    },
    { name: 'an edts without elst', edts: box('edts'), ticks: 0 },
  ])('$name', ({ edts, ticks }) => {
    expect(editStart(edts)).toBe(ticks);
  });
});

it('refuses a timescale of 0', () => {
  const bytes = movieWith([]);
  bytes.set([0, 0, 0, 0], 8 + 8 + 12);
  const [moov] = readBoxes(bytes);
  expect(() => readMovie(moov as ReadBox)).toThrow(expect.objectContaining({ reason: 'bad-value' }));
});

it('throws nothing but ParseError when bytes of a real moov are changed', () => {
  const file = fixture('video.mp4');
  const good = requireBox(readBoxes(file), 'moov', 0);
  const change = fc.tuple(fc.nat({ max: good.payload.length - 1 }), fc.nat({ max: 255 }));
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 5 }), (changes) => {
      const payload = good.payload.slice();
      for (const [index, value] of changes) payload[index] = value;
      try {
        for (const track of readMovie({ ...good, payload })) {
          let count = 0;
          for (const { size } of track.samples) if (size < 0 || ++count > 1000) break;
        }
      } catch (error) {
        expect(error).toBeInstanceOf(ParseError);
      }
    }),
    { numRuns: 300 },
  );
});
