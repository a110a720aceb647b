import { ParseError } from '@lockstep/sei';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ReadBox, readBoxes } from './box-reader.js';
import { box, fullBox, u32, writeBoxes } from './box-writer.js';
import { type MovieTrack, readMovie } from './movie-reader.js';
import { SampleTable, type TableSample } from './sample-table.js';
import { readSampleTable } from './sample-table-reader.js';
import { readTimedTextSample, timedTextEntry, timedTextSample } from './timed-text.js';
import { readTopLevelBoxes } from './top-level-boxes.js';
import { editList, movieHeader, trackBox } from './track-box.js';

const only = (bytes: Uint8Array): ReadBox => {
  const [first] = readBoxes(bytes);
  if (!first) throw new Error('no box');
  return first;
};

const tableOf = (samples: readonly TableSample[]): SampleTable => {
  const table = new SampleTable();
  for (const sample of samples) table.add(sample);
  return table;
};

const samplesOf = (
  steps: readonly { size: number; gap: number; ticks: number; offset: number; sync: boolean }[],
) => {
  let offset = 40;
  let decodeTime = 0;
  return steps.map(({ size, gap, ticks, offset: compositionOffset, sync }): TableSample => {
    offset += gap;
    const sample = {
      offset,
      size,
      decodeTime,
      durationTicks: ticks,
      compositionOffset,
      isRandomAccess: sync,
    };
    offset += size;
    decodeTime += ticks;
    return { ...sample, entryIndex: 0 };
  });
};

const step = fc.record({
  size: fc.integer({ min: 0, max: 1000 }),
  gap: fc.constantFrom(0, 0, 0, 7),
  ticks: fc.integer({ min: 1, max: 5000 }),
  offset: fc.integer({ min: -100, max: 100 }),
  sync: fc.boolean(),
});

const movieOf = (samples: readonly TableSample[]): Uint8Array =>
  writeBoxes(
    box(
      'moov',
      movieHeader({ nextTrackId: 3 }),
      trackBox({
        trackId: 1,
        timescale: 1000,
        handler: 'text',
        sampleTable: tableOf(samples).boxes([timedTextEntry()], 0),
        edits: editList({ delayMs: 250, durationMs: 100, mediaTime: 40 }),
        chapters: 2,
      }),
    ),
  );

describe('the samples of a finished file', () => {
  it('are those that were written', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 60 }), (steps) => {
        const samples = samplesOf(steps);
        const read = readSampleTable(
          only(writeBoxes(box('stbl', ...tableOf(samples).boxes([box('mp4a')], 0)))),
        );
        expect(read.count).toBe(samples.length);
        expect([...read.offsets]).toEqual(samples.map(({ offset }) => offset));
        expect([...read.sizes]).toEqual(samples.map(({ size }) => size));
        expect([...read.decodeTimes]).toEqual(samples.map(({ decodeTime }) => decodeTime));
        expect([...read.compositionOffsets]).toEqual(
          samples.map(({ compositionOffset }) => compositionOffset),
        );
        expect(samples.map((_, sample) => read.isRandomAccess(sample))).toEqual(
          samples.map(({ isRandomAccess }) => isRandomAccess),
        );
      }),
    );
  });

  it('are read from tables of other writers: one size for all, offsets of 64 bits', () => {
    const stbl = box(
      'stbl',
      fullBox('stts', 0, 0, u32(1), u32(3), u32(10)),
      fullBox('stsc', 0, 0, u32(2), [u32(1), u32(2), u32(1)].flat(), [u32(2), u32(1), u32(1)].flat()),
      fullBox('stsz', 0, 0, u32(5), u32(3)),
      fullBox('co64', 0, 0, u32(2), [u32(1), u32(0)].flat(), [u32(1), u32(100)].flat()),
    );
    const read = readSampleTable(only(writeBoxes(stbl)));
    expect([...read.offsets]).toEqual([2 ** 32, 2 ** 32 + 5, 2 ** 32 + 100]);
    expect([...read.sizes]).toEqual([5, 5, 5]);
    expect(read.isRandomAccess(2)).toBe(true);
  });

  it.each([
    ['more sizes than there are bytes', 'bad-length', ['stsz', [u32(0), u32(4_000_000)].flat()]],
    ['more samples than fit memory', 'too-large', ['stsz', [u32(1), u32(0xffffffff)].flat()]],
    ['more times than there are bytes', 'bad-length', ['stts', u32(0xffffffff)]],
    ['no time for a sample', 'bad-length', ['stts', u32(0)]],
    ['no place for a sample', 'bad-length', ['stsc', u32(0)]],
  ] as const)('%s: %s', (_, reason, [type, payload]) => {
    const good = {
      stts: [u32(1), u32(1), u32(1)].flat(),
      stsc: [u32(1), u32(1), u32(1), u32(1)].flat(),
      stsz: [u32(1), u32(1)].flat(),
      stco: [u32(1), u32(8)].flat(),
    };
    const boxes = Object.entries({ ...good, [type]: payload });
    const stbl = box('stbl', ...boxes.map(([name, bytes]) => fullBox(name, 0, 0, bytes)));
    expect(() => readSampleTable(only(writeBoxes(stbl)))).toThrow(expect.objectContaining({ reason }));
  });
});

describe('a movie', () => {
  const samples = samplesOf([{ size: 3, gap: 0, ticks: 20, offset: 0, sync: true }]);

  it('says when its tracks begin, and where the names of chapters are', () => {
    const [track] = readMovie(only(movieOf(samples)));
    expect(track).toMatchObject<Partial<MovieTrack>>({
      trackId: 1,
      handler: 'text',
      timescale: 1000,
      startMs: 210,
      chapterTrackIds: [2],
      entries: [{ type: 'tx3g' }],
    });
    expect(track?.samples.count).toBe(1);
  });

  it('of other bytes is a ParseError or a movie', () => {
    const bytes = movieOf(samples);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 3 }), (changes) => {
        const changed = Uint8Array.from(bytes);
        for (const [at, byte] of changes) changed[at] = byte;
        try {
          for (const moov of readBoxes(changed)) readMovie(moov);
        } catch (error) {
          expect(error).toBeInstanceOf(ParseError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('boxes at the top of a file', () => {
  const sourceOf = (bytes: Uint8Array) => ({
    read: (offset: number, length: number) => Promise.resolve(bytes.subarray(offset, offset + length)),
  });

  it('are found behind others, and the others are not read', async () => {
    const bytes = writeBoxes(box('ftyp', u32(1)), box('mdat', new Uint8Array(100)), box('moov', u32(7)));
    const { moov, meta } = await readTopLevelBoxes(sourceOf(bytes), ['moov', 'meta']);
    expect(moov).toMatchObject({ type: 'moov', offset: 120, payload: Uint8Array.from(u32(7)) });
    expect(meta).toBeUndefined();
  });

  it('are not found in bytes that are not boxes', async () => {
    expect(await readTopLevelBoxes(sourceOf(new Uint8Array(3)), ['moov'])).toEqual({});
    expect(await readTopLevelBoxes(sourceOf(new Uint8Array(64)), ['moov'])).toEqual({});
  });

  it('are refused where one is too large, before it is read', async () => {
    const head = Uint8Array.from([...u32(0x20000000), ...Buffer.from('moov'), ...new Uint8Array(8)]);
    await expect(readTopLevelBoxes(sourceOf(head), ['moov'])).rejects.toMatchObject({ reason: 'too-large' });
  });
});

it('timed text is read as it was written', () => {
  expect(readTimedTextSample(timedTextSample('第一课 — go'))).toBe('第一课 — go');
  expect(() => readTimedTextSample(new Uint8Array([0, 5, 1]))).toThrow(ParseError);
});
