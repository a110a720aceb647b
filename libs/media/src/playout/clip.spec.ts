import { writeFile } from 'node:fs/promises';
import { AVCC, insertSei, lessonSeiNalUnits, milliseconds } from '@lockstep/sei';
import { writeFlvHeader, writeFlvTag, writeVideoTagBody } from '@lockstep/formats';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accessUnit, testHeaders } from '../../e2e/support/access-units.js';
import { namedCell } from '../../e2e/support/playout-fixture.js';
import { TempDir } from '../../e2e/support/temp-dir.js';
import type { StreamHeaders } from '../stream/media-frame.js';
import type { Cell } from './cell.js';
import { Clip } from './clip.js';
import { writeClipFlv } from './clip-flv.js';
import { ClipFormatError, type ClipFormatReason } from './clip-format-error.js';
import { ClipCache } from './clip-cache.js';

const cells = [namedCell(1, 0), namedCell(1, 1, false)];
const flvOf = (changed: readonly Cell[] = cells, headers: StreamHeaders = testHeaders()): Uint8Array =>
  Uint8Array.from(writeClipFlv(headers, changed));
const [first = namedCell(1, 0), second = namedCell(1, 1)] = cells;

function reasonOf(flv: Uint8Array): ClipFormatReason | undefined {
  try {
    Clip.fromFlv(flv);
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(ClipFormatError);
    return (error as ClipFormatError).reason;
  }
}

describe('a clip in a file', () => {
  it('comes back as it was written, without a copy of its frames', () => {
    const flv = flvOf();
    const clip = Clip.fromFlv(flv);
    expect([clip.cell(0), clip.cell(1), clip.cell(2)]).toEqual([...cells, undefined]);
    expect([clip.readyCells, clip.isComplete, clip.byteLength]).toEqual([2, true, flv.byteLength]);
    expect(clip.cell(0)?.videoFrames[0]?.bytes.buffer).toBe(flv.buffer);
    expect(clip.headers.video).toMatchObject({ width: 320, height: 180, lengthSize: 4, frameRate: 25 });
    expect(Buffer.compare(clip.headers.video?.config ?? flv, testHeaders().video?.config ?? flv)).toBe(0);
  });

  it('keeps of its metadata what is true of a live stream', () => {
    const headers = { ...testHeaders(), metadata: { width: 320, duration: 0.64, encoder: 'x' } };
    expect(Clip.fromFlv(flvOf(cells, headers)).headers.metadata).toEqual({
      width: 320,
      height: 180,
      framerate: 25,
      audiosamplerate: 48000,
      stereo: false,
    });
  });

  it('is freed of messages with our UUID', () => {
    const message = { seq: 1, wallClockMs: 0, snapshot: false, repeat: false, body: Uint8Array.of(123, 125) };
    const videoFrames = first.videoFrames.map((frame) => ({
      ...frame,
      bytes: insertSei(frame.bytes, lessonSeiNalUnits(message), AVCC),
    }));
    expect(Clip.fromFlv(flvOf([{ ...first, videoFrames }])).cell(0)).toEqual(first);
  });

  it('begins with an IDR picture even if its container does not say so', () => {
    const videoFrames = first.videoFrames.map((frame) => ({ ...frame, isRandomAccess: false }));
    expect(Clip.fromFlv(flvOf([{ ...first, videoFrames }])).cell(0)).toEqual(first);
  });

  it.each<[ClipFormatReason, Uint8Array]>([
    ['unreadable', Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9)],
    ['unreadable', flvOf().subarray(0, -3)],
    [
      'unreadable',
      flvOf([
        {
          ...first,
          videoFrames: first.videoFrames.map((p) => ({ ...p, bytes: Uint8Array.of(0, 0, 0, 9, 1) })),
        },
      ]),
    ],
    ['no-random-access', flvOf([second, first])],
    ['partial-cell', flvOf([{ ...first, audioFrames: first.audioFrames.slice(1) }])],
    [
      'partial-cell',
      flvOf([{ ...first, videoFrames: first.videoFrames.slice(1) }, second].toReversed().slice(1)),
    ],
    ['partial-cell', flvOf([])],
    [
      'wrong-sample-rate',
      flvOf(cells, { ...testHeaders(), audio: { ...audio(), config: Uint8Array.of(0x12, 0x08) } }),
    ],
    ['no-audio', flvOf([{ ...first, audioFrames: [] }], onlyVideo())],
    ['no-video', writeFlvHeader({ audio: true, video: false })],
    ['uneven-frames', withFrameTimes((i) => i * 33)],
    ['reordered-frames', withFrameTimes((i) => i * 40, 40)],
  ])('is refused by name: %s', (reason, flv) => {
    expect(reasonOf(flv)).toBe(reason);
  });

  it('is read or refused, whatever the bytes', () => {
    const damaged = fc
      .tuple(fc.nat(flvOf().length - 1), fc.nat(255))
      .map(([at, value]) => flvOf().with(at, value));
    fc.assert(fc.property(damaged, (flv) => void reasonOf(flv)));
  });
});

function audio() {
  return { codec: 'aac', sampleRate: 44_100, channels: 1 } as const;
}

function onlyVideo(): StreamHeaders {
  const { video, metadata } = testHeaders();
  return video ? { video, metadata } : { metadata };
}

/** A file of eight frames at other times, shown `laterMs` after they are decoded. */
function withFrameTimes(timeOf: (index: number) => number, laterMs = 0): Uint8Array {
  const headers = flvOf([]);
  const videoFrames = Array.from({ length: 8 }, (_, i) => {
    const video = { codec: 'h264', packet: 'coded', isRandomAccess: i === 0 } as const;
    const data = accessUnit({ isRandomAccess: i === 0 });
    const body = writeVideoTagBody({ ...video, compositionTimeMs: milliseconds(laterMs), data });
    return writeFlvTag({ type: 'video', timestampMs: milliseconds(timeOf(i)), body });
  });
  return Buffer.concat([headers, ...videoFrames]);
}

describe('ClipCache', () => {
  it('reads a clip once for all, also while it is being read', async () => {
    await using folder = await TempDir.make();
    const path = folder.file('clip.flv');
    await writeFile(path, flvOf());
    const cache = new ClipCache();
    const [one, other] = await Promise.all([cache.get(path), cache.get(path)]);
    expect(one).toBe(other);
    expect(await cache.get(path)).toBe(one);
    expect([cache.size, cache.byteLength]).toEqual([1, flvOf().byteLength]);
  });

  it('does not remember a failure', async () => {
    await using folder = await TempDir.make();
    const path = folder.file('clip.flv');
    const cache = new ClipCache();
    await expect(cache.get(path)).rejects.toThrow('ENOENT');
    await writeFile(path, flvOf());
    expect((await cache.get(path)).readyCells).toBe(2);
  });

  it('forgets the clips used longest ago when there are too many bytes, but never the newest', async () => {
    const read: string[] = [];
    const load = (path: string): Promise<Clip> => {
      read.push(path);
      return Promise.resolve(new Clip(testHeaders(), cells, path === 'large' ? 500 : 40));
    };
    const cache = new ClipCache({ maxBytes: 100, load });
    for (const path of ['a', 'b', 'a', 'c', 'a', 'b']) await cache.get(path);
    expect(read).toEqual(['a', 'b', 'c', 'b']);
    await cache.get('large');
    expect([cache.size, cache.byteLength]).toEqual([1, 500]);
  });
});
