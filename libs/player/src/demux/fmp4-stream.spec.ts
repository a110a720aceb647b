import { aacLowComplexity, initSegment, mediaSegment, writeAudioSpecificConfig } from '@lockstep/formats';
import { ParseError } from '@lockstep/sei';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fmp4Stream } from './fmp4-stream.js';

const text = (fourCc: string) => [...fourCc].map((character) => character.charCodeAt(0));
const u32 = (value: number) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
const box = (type: string, ...payload: readonly (readonly number[])[]): number[] => {
  const bytes = payload.flat();
  return [...u32(bytes.length + 8), ...text(type), ...bytes];
};

const avcC = Uint8Array.of(1, 0x42, 0xc0, 10, 0xff, 0xe0, 0);
const asc = writeAudioSpecificConfig(aacLowComplexity(48_000, 2));
const init = initSegment({
  video: { avcC, width: 16, height: 16, timescale: 90_000 },
  audio: { asc, timescale: 48_000 },
});

const SAMPLE_FLAGS = { idr: 0x02000000, other: 0x01010000 };
/** A fragment of two frames with B-frame offsets and one of audio, ISO/IEC 14496-12, 8.8, written by hand. */
function fragmentByHand(): Uint8Array {
  const data = [1, 2, 3, 4, 5, 6];
  const moof = (dataOffset: number) =>
    box(
      'moof',
      box('mfhd', u32(0), u32(1)),
      box(
        'traf',
        box('tfhd', u32(0x02_0000), u32(1)),
        box('tfdt', u32(0), u32(90_000)),
        // data offset, and of each sample: duration, size, flags, composition offset
        box(
          'trun',
          u32(0x00_0f01),
          u32(2),
          u32(dataOffset),
          ...[3600, 2, SAMPLE_FLAGS.idr, 7200, 3600, 1, SAMPLE_FLAGS.other, 0].map(u32),
        ),
      ),
      box(
        'traf',
        // with flags for all of its samples
        box('tfhd', u32(0x02_0020), u32(2), u32(SAMPLE_FLAGS.idr)),
        box('tfdt', u32(0x0100_0000), u32(0), u32(48_480)),
        box('trun', u32(0x00_0301), u32(1), u32(dataOffset + 3), u32(1024), u32(3)),
      ),
    );
  const size = moof(0).length;
  return Uint8Array.from([...box('styp', text('msdh')), ...moof(size + 8), ...box('mdat', data)]);
}

const read = (...chunks: Uint8Array[]) => {
  const stream = new Fmp4Stream();
  return chunks.flatMap((chunk) => stream.push(chunk));
};
const configs = [
  { kind: 'video-config', codec: 'h264', config: avcC },
  { kind: 'audio-config', config: asc },
];
const samples = [
  {
    kind: 'video',
    dtsMs: 1000,
    ptsMs: 1080,
    isRandomAccess: true,
    durationMs: 40,
    data: Uint8Array.of(1, 2),
  },
  { kind: 'audio', dtsMs: 1010, data: Uint8Array.of(4, 5, 6) },
  { kind: 'video', dtsMs: 1040, ptsMs: 1040, isRandomAccess: false, durationMs: 40, data: Uint8Array.of(3) },
];

describe('Fmp4Stream', () => {
  it('reads frames and audio in the order of their times', () => {
    expect(read(init, fragmentByHand())).toEqual([...configs, ...samples]);
  });

  it('reads the same wherever the bytes are cut', () => {
    const whole = Uint8Array.from([...init, ...fragmentByHand(), ...fragmentByHand()]);
    fc.assert(
      fc.property(fc.array(fc.nat({ max: whole.length }), { maxLength: 12 }), (cuts) => {
        const places = [0, ...cuts.sort((a, b) => a - b), whole.length];
        const chunks = places.slice(1).map((end, index) => whole.subarray(places[index], end));
        expect(read(...chunks)).toEqual([...configs, ...samples, ...samples]);
      }),
    );
  });

  it('passes over boxes that it does not need, also between a fragment and its data', () => {
    const emsg = Uint8Array.from(box('emsg', [1, 2, 3]));
    const free = box('free', [0, 0]);
    const fragment = fragmentByHand();
    const mdatAt = fragment.length - 14;
    // The data lies further back by what is put between; data offsets count from the fragment's first byte.
    const moved = Uint8Array.from([...fragment.subarray(12, mdatAt), ...free, ...fragment.subarray(mdatAt)]);
    const view = new DataView(moved.buffer);
    for (let at = 0; at + 4 < mdatAt; at++) {
      if (view.getUint32(at) !== 0x74_72_75_6e) continue; // trun
      view.setUint32(at + 12, view.getUint32(at + 12) + free.length);
    }
    expect(read(init, emsg, moved).slice(2)).toEqual(samples);
  });

  it('says that another publication begins when another header comes after frames', () => {
    const kinds = read(init, init, fragmentByHand(), init).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'publication')).toHaveLength(1);
    expect(kinds.at(-3)).toBe('publication');
  });

  it('takes init segments that follow each other for tracks of one movie', () => {
    const video = initSegment({ video: { avcC, width: 16, height: 16, timescale: 90_000 } });
    const audio = initSegment({ audio: { asc, timescale: 48_000 } });
    const stream = new Fmp4Stream();
    const once = [...stream.push(Uint8Array.from([...video, ...audio]))];
    expect([once, stream.header]).toEqual([configs, { audio: true, video: true }]);
    expect(stream.push(fragmentByHand())).toEqual(samples);
    expect(stream.push(Uint8Array.from([...video, ...audio]))).toEqual([{ kind: 'publication' }, ...configs]);
    expect(stream.push(fragmentByHand())).toEqual(samples);
  });

  it('announces what the stream has', () => {
    const stream = new Fmp4Stream();
    expect(stream.header).toBeUndefined();
    stream.push(initSegment({ video: { avcC, width: 16, height: 16, timescale: 90_000 } }));
    expect(stream.header).toEqual({ audio: false, video: true });
  });

  it('keeps times exact far from 0', () => {
    const startMs = 400 * 3_600_000 + 7;
    const track = { trackId: 1, baseMediaDecodeTime: startMs * 90 };
    const sample = { data: Uint8Array.of(9), durationTicks: 3000 };
    const segment = mediaSegment({ sequenceNumber: 1, tracks: [{ ...track, samples: [sample, sample] }] });
    const times = read(init, segment).flatMap((one) => (one.kind === 'video' ? [one.dtsMs] : []));
    expect(times).toEqual([startMs, startMs + 33]);
  });

  it.each([
    ['a page of an error', [...text('<html><body>no such stream')], 'bad-signature'],
    ['a box without an end', [...u32(0), ...text('moof'), 0, 0, 0, 0, 0, 0, 0, 0], 'too-large'],
    ['a box of 4 GB', [...u32(0xffff_ffff), ...text('moov'), 0, 0, 0, 0, 0, 0, 0, 0], 'too-large'],
    ['a box smaller than its header', [...u32(3), ...text('moov'), 0, 0, 0, 0, 0, 0, 0, 0], 'bad-length'],
  ])('refuses %s', (_name, bytes, reason) => {
    expect(() => read(Uint8Array.from(bytes))).toThrow(expect.objectContaining({ reason }));
  });

  it('throws nothing but ParseError, whatever the bytes', () => {
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 60 }),
      fc.constant(init),
      fc.constant(fragmentByHand()),
    );
    fc.assert(
      fc.property(fc.array(piece), fc.nat(), fc.nat({ max: 255 }), (pieces, at, value) => {
        const bytes = Uint8Array.from(pieces.flatMap((one) => [...one]));
        if (bytes.length > 0) bytes[at % bytes.length] = value;
        try {
          read(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(ParseError);
        }
      }),
    );
  });
});
