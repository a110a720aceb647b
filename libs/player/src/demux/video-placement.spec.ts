import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Timeline } from '../core/timeline.js';
import { type Placement, VideoPlacement, type VideoSample } from './video-placement.js';

const START_MS = 4_294_000_000;
const GOP = 10;

/** Frame `index` of a stream at 25 frames a second; `content` tells different streams apart. */
function frame(index: number, content = 1, startMs = START_MS): VideoSample {
  const dtsMs = startMs + index * 40;
  return {
    dtsMs,
    ptsMs: dtsMs + 80,
    isRandomAccess: index % GOP === 0,
    data: Uint8Array.of(content, index & 255),
  };
}
const frames = (from: number, to: number, content?: number, startMs?: number) =>
  Array.from({ length: to - from }, (_, index) => frame(from + index, content, startMs));

function placeAll(placement: VideoPlacement, samples: readonly VideoSample[]): Placement[] {
  return samples.map((sample) => placement.place(sample));
}
const kinds = (placements: readonly Placement[]) => placements.map(({ kind }) => kind);
const decodeTimes = (placements: readonly Placement[]) =>
  placements.flatMap((placed) => ('mediaDtsMs' in placed ? [placed.mediaDtsMs] : []));

describe('VideoPlacement', () => {
  it('starts at the first random access frame, at media time 0, wherever the stream is', () => {
    const placed = placeAll(new VideoPlacement(), frames(8, 13));
    expect(kinds(placed)).toEqual(['drop', 'drop', 'rebase', 'append', 'append']);
    expect(placed[2]).toMatchObject({
      mediaDtsMs: 0,
      mediaPtsMs: 80,
      epoch: { fromMediaMs: 80, baseMs: START_MS + 400 },
      restarted: false,
    });
    expect(decodeTimes(placed)).toEqual([0, 40, 80]);
  });

  it('keeps composition offsets, so that frames out of order are shown in order', () => {
    const placement = new VideoPlacement();
    placement.place(frame(0));
    expect(placement.place({ ...frame(1), ptsMs: START_MS + 40 })).toMatchObject({
      mediaDtsMs: 40,
      mediaPtsMs: 40,
    });
  });

  it('passes over what the server repeats after a reconnect, and goes on with the very next frame', () => {
    const placement = new VideoPlacement();
    placeAll(placement, frames(0, 15));
    placement.connectionStarts();
    const placed = placeAll(placement, frames(10, 18));
    expect(kinds(placed)).toEqual([
      'repeat',
      'repeat',
      'repeat',
      'repeat',
      'repeat',
      'append',
      'append',
      'append',
    ]);
    expect(decodeTimes(placed)).toEqual([600, 640, 680]);
  });

  it('closes the hole when a reconnect took longer than a group of pictures', () => {
    const placement = new VideoPlacement();
    placeAll(placement, frames(0, 15));
    placement.connectionStarts();
    const placed = placeAll(placement, frames(50, 53));
    expect(placed[0]).toMatchObject({ kind: 'rebase', restarted: false, epoch: { fromMediaMs: 680 } });
    expect(decodeTimes(placed)).toEqual([600, 640, 680]);
  });

  it('puts a stream that began anew behind what is there, though its times are old', () => {
    const placement = new VideoPlacement();
    placeAll(placement, frames(0, 15));
    placement.connectionStarts();
    const placed = placeAll(placement, frames(0, 3, 2));
    expect(placed[0]).toMatchObject({ kind: 'rebase', restarted: true });
    expect(decodeTimes(placed)).toEqual([600, 640, 680]);
    expect(placed[0]).toMatchObject({ epoch: { baseMs: START_MS - 600 } });
  });

  it('takes a jump back of a connection that goes on for a stream that began anew', () => {
    const placement = new VideoPlacement();
    placeAll(placement, frames(0, 15));
    const placed = placeAll(placement, frames(1, 12, 2, 0));
    expect(kinds(placed).slice(0, 9)).toEqual(Array(9).fill('drop'));
    expect(placed[9]).toMatchObject({ kind: 'rebase', restarted: true });
  });

  it('closes a long hole of the whole stream at its random access frame, and leaves one of the frames alone where audio goes on', () => {
    const silent = new VideoPlacement();
    placeAll(silent, frames(0, 15));
    expect(silent.place(frame(100))).toMatchObject({ kind: 'rebase', mediaDtsMs: 600, restarted: false });
    const sounding = new VideoPlacement();
    placeAll(sounding, frames(0, 15));
    expect(sounding.place(frame(100), START_MS + 3_960)).toMatchObject({
      kind: 'append',
      mediaDtsMs: 4_000,
    });
  });

  it('goes on over frames that an encoder skipped', () => {
    const placement = new VideoPlacement();
    placeAll(placement, frames(0, 3));
    expect(placement.place(frame(9))).toMatchObject({ kind: 'append', mediaDtsMs: 360 });
  });

  it('waits for a random access frame when the frames before were lost with the connection', () => {
    const placement = new VideoPlacement();
    placeAll(placement, frames(0, 5));
    placement.connectionStarts();
    const placed = placeAll(placement, frames(18, 22));
    expect(kinds(placed)).toEqual(['drop', 'drop', 'rebase', 'append']);
  });

  it('starts a new source at a random access frame that is repeated, on the same timeline', () => {
    const placement = new VideoPlacement();
    placeAll(placement, frames(0, 15));
    placement.sourceStarts();
    placement.connectionStarts();
    const placed = placeAll(placement, frames(10, 13));
    expect(kinds(placed)).toEqual(['append', 'append', 'append']);
    expect(decodeTimes(placed)).toEqual([400, 440, 480]);
  });

  it('maps stream time to media time in the current epoch', () => {
    const placement = new VideoPlacement();
    expect(placement.mediaMs(START_MS)).toBeUndefined();
    placement.place(frame(0));
    expect(placement.mediaMs(START_MS + 33)).toBe(33);
  });
});

describe('VideoPlacement, whatever happens to the stream', () => {
  const happening = fc.oneof(
    fc.record({ kind: fc.constant('frames' as const), count: fc.integer({ min: 1, max: 25 }) }),
    fc.record({ kind: fc.constant('reconnect' as const), missed: fc.integer({ min: 0, max: 60 }) }),
    fc.record({ kind: fc.constant('restart' as const), startMs: fc.integer({ min: 0, max: 10_000_000 }) }),
    fc.record({ kind: fc.constant('skip' as const), count: fc.integer({ min: 1, max: 200 }) }),
  );

  it('appends in growing decoding time, starts with a random access frame after every break, and every frame finds its stream time again', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 12 }), (happenings) => {
        const placement = new VideoPlacement();
        let next = 0;
        let content = 1;
        let startMs = START_MS;
        let base = Number.NaN;
        let lastDtsMs = -1;
        const timeline = new Timeline();
        const shown: { mediaMs: number; streamMs: number }[] = [];
        const feed = (from: number, to: number) => {
          for (const sample of frames(from, to, content, startMs)) {
            const placed = placement.place(sample);
            if (placed.kind === 'repeat' || placed.kind === 'drop') continue;
            if (placed.kind === 'rebase') {
              expect(sample.isRandomAccess).toBe(true);
              base = placed.epoch.baseMs;
              timeline.add(placed.epoch);
            }
            expect(placed.mediaDtsMs).toBeGreaterThan(lastDtsMs);
            expect(placed.mediaPtsMs + base).toBe(sample.ptsMs);
            lastDtsMs = placed.mediaDtsMs;
            shown.push({ mediaMs: placed.mediaPtsMs, streamMs: sample.ptsMs });
          }
        };
        for (const it of happenings) {
          if (it.kind === 'frames') {
            feed(next, next + it.count);
            next += it.count;
          } else if (it.kind === 'reconnect') {
            placement.connectionStarts();
            next += it.missed;
            feed(Math.floor(next / GOP) * GOP, next);
          } else if (it.kind === 'skip') {
            next += it.count;
          } else {
            placement.connectionStarts();
            content++;
            startMs = it.startMs;
            next = 0;
          }
        }
        for (const { mediaMs, streamMs } of shown) expect(timeline.streamMs(mediaMs)).toBe(streamMs);
      }),
    );
  });
});
