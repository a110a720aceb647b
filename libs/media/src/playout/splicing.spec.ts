import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testHeaders } from '../../e2e/support/access-units.js';
import {
  namedCell,
  namedClip,
  nameOf,
  PlayoutStudio,
  type FrameName,
} from '../../e2e/support/playout-fixture.js';
import type { AudioFrame, VideoFrame } from '../stream/media-frame.js';
import { CELL_MS, CELL_VIDEO_FRAMES, CELL_AUDIO_FRAMES, VIDEO_FRAME_MS, type Cell } from './cell.js';
import { GrowingClip } from './growing-clip.js';
import type { Placement, ScheduledRun } from './playout-item.js';

type Step =
  | { do: 'enqueue'; cells: number; groupCells: 1 | 2 | 3; placement: Placement; isGrowing: boolean }
  | { do: 'wait'; ms: number }
  | { do: 'grow' | 'pause' | 'resume' | 'skip' | 'clear' | 'takeover' };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('enqueue' as const),
      cells: fc.integer({ min: 1, max: 7 }),
      groupCells: fc.constantFrom(1 as const, 2 as const, 3 as const),
      placement: fc.constantFrom<Placement>('now', 'next', 'last'),
      isGrowing: fc.boolean(),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 1500 }) }),
  },
  { weight: 5, arbitrary: fc.constant<Step>({ do: 'grow' }) },
  {
    weight: 3,
    arbitrary: fc.constantFrom<Step>(
      ...(['pause', 'resume', 'resume', 'skip', 'clear', 'takeover'] as const).map((name) => ({ do: name })),
    ),
  },
);

const FIRST_NAME = 1;
const LIVE_NAME = 127;
/** The exact time of each audio frame of a cell. */
const audioMs = (index: number): number => (index * 1024) / 48;

/** Runs the steps; everything that was shown and told. */
function perform(steps: readonly Step[], jitterMs: number) {
  let seed = 1;
  const lateMs = (): number => ((seed = (seed * 48271) % 2147483647) % 1000) * (jitterMs / 1000);
  const room = new PlayoutStudio({ lateMs, starveMs: 3_000 });
  const { playout, clock, stream } = room;
  const growing: { readonly clip: GrowingClip; readonly left: Cell[] }[] = [];
  const runs: {
    name: number;
    run: ScheduledRun;
    started: boolean;
    toldAt: number;
    interruptedAt?: number;
  }[] = [];
  let name = FIRST_NAME;
  const enqueue = ({ cells, groupCells, placement, isGrowing }: Step & { do: 'enqueue' }): void => {
    const own = name;
    name = (name % 120) + 1;
    const all = Array.from({ length: cells }, (_, i) => namedCell(own, i, i % groupCells === 0));
    const live = new GrowingClip({ headers: testHeaders(), groupCells });
    if (isGrowing) growing.push({ clip: live, left: all });
    playout.enqueue(isGrowing ? live : namedClip(own, cells, { groupCells }), {
      placement,
      onScheduled: (run) =>
        runs.push({ name: own, run, started: false, toldAt: room.sink.video.at(-1)?.ptsMs ?? NaN }),
      onStarted: (run) => runs.filter((one) => one.run === run).forEach((one) => (one.started = true)),
      onInterrupted: ({ frame }) => {
        const last = runs.findLast((one) => one.name === own);
        if (last) last.interruptedAt = frame;
      },
    });
  };
  const growOne = (): void => {
    const [first] = growing;
    const cell = first?.left.shift();
    for (const audio of cell?.audioFrames ?? []) first?.clip.pushAudio(audio);
    for (const videoFrame of cell?.videoFrames ?? []) first?.clip.pushFrame(videoFrame);
    if (first?.left.length === 0) growing.shift()?.clip.complete();
  };
  const takeOver = (): void => {
    playout.handOver('a teacher');
    const live = stream.publish({ id: 'teacher', kind: 'rtmp' });
    live.setHeaders(testHeaders());
    const { videoFrames, audioFrames } = namedCell(LIVE_NAME, 0);
    videoFrames.forEach(({ bytes, isRandomAccess }, i) => {
      const dtsMs = 777 + i * VIDEO_FRAME_MS;
      live.push({ kind: 'video', isRandomAccess, bytes, dtsMs, ptsMs: dtsMs } as Omit<VideoFrame, 'frame'>);
      const audio = audioFrames[i];
      if (audio) live.push({ kind: 'audio', bytes: audio, dtsMs: dtsMs + 7, ptsMs: dtsMs + 7 } as AudioFrame);
    });
    live.end('the teacher left');
    playout.takeBack();
  };
  for (const one of steps) {
    if (one.do === 'enqueue') enqueue(one);
    else if (one.do === 'wait') clock.pass(one.ms);
    else if (one.do === 'grow') growOne();
    else if (one.do === 'takeover') takeOver();
    else playout[one.do]();
  }
  playout.resume();
  for (let i = 0; i < 1_000 && (playout.playing ?? playout.waiting.length > 0); i++) {
    growOne();
    clock.pass(100);
  }
  return { room, runs };
}

type Shown = VideoFrame & { readonly name: ReturnType<typeof nameOf> };
type Performance = ReturnType<typeof perform>;

/** Frames in rows of whole cells; a row is shorter where the playout was handed over. */
function cellsOf(videoFrames: readonly Shown[]): Shown[][] {
  const rows: Shown[][] = [];
  for (const videoFrame of videoFrames) {
    if (videoFrame.name.index === 0 || rows.length === 0) rows.push([]);
    rows.at(-1)?.push(videoFrame);
  }
  return rows;
}

const text = ({ clip, cell, index }: FrameName): string => `${clip}:${cell}:${index}`;

/** Cells that are not whole, not on the grid of their first frame, or without their own audio. */
function brokenCells(videoFrames: readonly Shown[], audioFrames: readonly AudioFrame[]): string[] {
  const broken: string[] = [];
  let at = 0;
  for (const row of cellsOf(videoFrames)) {
    const [first] = row;
    if (!first || first.name.clip === LIVE_NAME) continue;
    row.forEach(({ name, ptsMs }, i) => {
      if (text(name) !== text({ ...first.name, index: i })) broken.push(`${text(name)} as frame ${i}`);
      if (ptsMs !== first.ptsMs + i * VIDEO_FRAME_MS) broken.push(`${text(name)} at ${ptsMs} ms`);
    });
    while ((audioFrames[at]?.dtsMs ?? Infinity) < first.dtsMs) at++;
    for (
      let i = 0;
      i < CELL_AUDIO_FRAMES && Math.round(audioMs(i)) < row.length * VIDEO_FRAME_MS;
      i++, at++
    ) {
      const audio = audioFrames[at];
      const offsetMs = (audio?.dtsMs ?? NaN) - first.dtsMs - audioMs(i);
      // half a millisecond is what rounding to whole ones costs
      if (
        audio &&
        text(nameOf(audio.bytes)) === text({ ...first.name, index: i }) &&
        Math.abs(offsetMs) <= 0.5
      )
        continue;
      broken.push(`audio ${i} of ${text(first.name)} is ${offsetMs} ms off`);
    }
  }
  return broken;
}

/** Changes from one clip to another, and what is wrong with them. */
function checkSplices(videoFrames: readonly Shown[]): { splices: number; broken: string[] } {
  const broken: string[] = [];
  let splices = 0;
  videoFrames.forEach((videoFrame, i) => {
    const before = videoFrames[i - 1];
    if (!before) return;
    const stepMs = videoFrame.dtsMs - before.dtsMs;
    const changesHands = videoFrame.name.clip === LIVE_NAME || before.name.clip === LIVE_NAME;
    // after a publisher with audio of its own, the first frame comes behind that audio
    if (changesHands ? stepMs > 2 * VIDEO_FRAME_MS : videoFrame.name.index > 0 && stepMs !== VIDEO_FRAME_MS)
      broken.push(`${text(videoFrame.name)} comes ${stepMs} ms after ${text(before.name)}`);
    if (videoFrame.name.clip === before.name.clip) return;
    splices++;
    if (!videoFrame.isRandomAccess || videoFrame.name.index > 0)
      broken.push(`${text(videoFrame.name)} begins a clip`);
  });
  return { splices, broken };
}

/** Runs whose frames were not where they had been told to be. */
function brokenRuns(videoFrames: readonly Shown[], runs: Performance['runs']): string[] {
  const broken: string[] = [];
  for (const { name, run, started, toldAt, interruptedAt = Infinity } of runs.filter((one) => one.started)) {
    const numbers = videoFrames
      .filter((videoFrame) => videoFrame.name.clip === name && videoFrame.ptsMs >= run.startPtsMs)
      .map(({ name: { cell, index }, ptsMs }) => ({ number: cell * CELL_VIDEO_FRAMES + index, ptsMs }))
      .filter(({ number, ptsMs }) => run.ptsOf(number) === ptsMs)
      .map(({ number }) => number);
    const isInOrder = numbers.every((number, i) => number === run.fromFrame + i && number < interruptedAt);
    const isToldAhead = run.startPtsMs - toldAt >= VIDEO_FRAME_MS;
    if (!started || numbers.length === 0 || !isInOrder || !isToldAhead)
      broken.push(
        `${name} from ${run.fromFrame} at ${run.startPtsMs}, told at ${toldAt}: ${numbers.join(' ')}`,
      );
  }
  return broken;
}

describe('whatever is asked of a playout', () => {
  it('shows whole cells, video and audio of the same, on one grid, each change at a random access frame', () => {
    let splices = 0;
    const steps = fc.array(step, { minLength: 5, maxLength: 60, size: 'max' });
    fc.assert(
      fc.property(steps, fc.constantFrom(0, 3, 30), (asked, jitterMs) => {
        const { room, runs } = perform(asked, jitterMs);
        const videoFrames: Shown[] = room.sink.video.map((frame) => ({
          ...frame,
          name: nameOf(frame.bytes),
        }));
        const all = room.sink.frames;
        expect(all.every(({ dtsMs }, i) => dtsMs >= (all[i - 1]?.dtsMs ?? 0))).toBe(true);
        expect(brokenCells(videoFrames, room.sink.audio)).toEqual([]);
        const spliced = checkSplices(videoFrames);
        expect(spliced.broken).toEqual([]);
        splices += spliced.splices;
        expect(brokenRuns(videoFrames, runs)).toEqual([]);
        expect([room.playout.waiting, room.playout.playing]).toEqual([[], undefined]);
      }),
      { numRuns: 600 },
    );
    expect(splices).toBeGreaterThan(2_000);
  });

  it('keeps audio and video together over thousands of splices without a remainder', () => {
    const room = new PlayoutStudio();
    for (let i = 0; i < 3_000; i++) room.playout.enqueue(namedClip((i % 120) + 1, 1 + (i % 3)));
    room.clock.pass(6_100 * CELL_MS);
    const { video, audio } = room.sink;
    expect(video.every(({ dtsMs }, i) => dtsMs === i * VIDEO_FRAME_MS)).toBe(true);
    expect(audio.every(({ dtsMs }, i) => Math.abs(dtsMs - audioMs(i)) <= 0.5)).toBe(true);
    expect(video.length / CELL_VIDEO_FRAMES).toBeGreaterThan(6_000);
  });
});
