import { afterEach, describe, expect, it } from 'vitest';
import { CollectingSink } from '../../e2e/support/collecting-sink.js';
import { FakeClock, namedCell, namedClip, nameOf } from '../../e2e/support/playout-fixture.js';
import { testHeaders } from '../../e2e/support/access-units.js';
import { LiveStream } from '../stream/live-stream.js';
import { PublisherConflict } from '../stream/publication.js';
import { CELL_MS, PICTURE_MS } from './cell.js';
import { GrowingClip } from './growing-clip.js';
import { Pacer } from './pacer.js';
import { type EnqueueOptions, type ScheduledRun } from './playout-item.js';
import { Playout, type PlayoutOptions } from './playout.js';

const IDLE = 0;
const BEFORE_BORDER_MS = 100;
const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of cleanUp.splice(0)) await end();
});

function studio(options: Partial<PlayoutOptions> & { startAtMs?: number } = {}) {
  const clock = new FakeClock();
  const pacer = new Pacer({ clock });
  const stream = new LiveStream({ name: 'class', startAtMs: options.startAtMs ?? 0 });
  const sink = new CollectingSink();
  stream.subscribe(sink);
  const playout = new Playout({ stream, pacer, idle: namedClip(IDLE, 3), ...options });
  cleanUp.push(
    () => playout[Symbol.asyncDispose](),
    () => pacer[Symbol.dispose](),
  );
  /** Runs of one clip, as `clip:cell` of every cell that was begun, with the time of its first picture. */
  const cells = () =>
    sink.video
      .map(({ bytes, ptsMs }) => ({ ...nameOf(bytes), ptsMs }))
      .filter(({ index }) => index === 0)
      .map(({ clip, cell, ptsMs }) => ({ cell: `${clip}:${cell}`, ptsMs }));
  const order = () =>
    cells()
      .map(({ cell }) => cell)
      .join(' ');
  let ahead = BEFORE_BORDER_MS;
  /** Lets so many cells pass; stops a little before the border where the next one begins. */
  const play = (count: number) => {
    clock.pass(count * CELL_MS - ahead);
    ahead = 0;
  };
  return { clock, pacer, stream, sink, playout, cells, order, play };
}

/** Enqueue options that write down what was told. */
function told(log: string[], name: string): EnqueueOptions {
  const run = ({ fromPicture, startPtsMs }: ScheduledRun) => `${fromPicture}@${startPtsMs}`;
  return {
    onScheduled: (scheduled) => log.push(`${name} scheduled ${run(scheduled)}`),
    onStarted: (scheduled) => log.push(`${name} started ${run(scheduled)}`),
    onInterrupted: ({ picture, ptsMs }) => log.push(`${name} interrupted ${picture}@${ptsMs}`),
    onEnded: ({ outcome, endPtsMs }) => log.push(`${name} ${outcome} @${endPtsMs}`),
  };
}

describe('the idle clip', () => {
  it('is repeated by cells while there is nothing else', () => {
    const { play, order } = studio();
    play(5);
    expect(order()).toBe('0:0 0:1 0:2 0:0 0:1');
  });

  it('begins anew after every item, and may be changed at any border', () => {
    const { play, order, playout } = studio();
    play(2);
    playout.enqueue(namedClip(1, 1), { placement: 'now' });
    play(3);
    playout.setIdle(namedClip(9, 2));
    play(2);
    expect(order()).toBe('0:0 0:1 1:0 0:0 0:1 9:0 9:1');
  });

  it('goes on behind what was aired before a restart', () => {
    const { play, cells } = studio({ startAtMs: 7_000 });
    play(2);
    expect(cells().map(({ ptsMs }) => ptsMs)).toEqual([7_000, 7_320]);
  });
});

describe('an item', () => {
  it('is told its exact start at least 250 ms ahead, and the time of every picture', () => {
    const { clock, sink, playout } = studio();
    clock.pass(100);
    let scheduled: ScheduledRun | undefined;
    let toldAtMs = NaN;
    playout.enqueue(namedClip(1, 2), {
      onScheduled: (run) => {
        scheduled = run;
        toldAtMs = sink.video.at(-1)?.ptsMs ?? NaN;
      },
    });
    clock.pass(2_000);
    const shown = sink.video.filter(({ bytes }) => nameOf(bytes).clip === 1);
    expect(shown).toHaveLength(16);
    expect(shown.map((_, i) => scheduled?.ptsOf(i))).toEqual(shown.map(({ ptsMs }) => ptsMs));
    expect((scheduled?.startPtsMs ?? 0) - toldAtMs).toBeGreaterThanOrEqual(250);
  });

  it('follows the one before it without a picture between, and is told so ahead', () => {
    const { play, order, playout, clock } = studio();
    const log: string[] = [];
    play(1);
    playout.enqueue(namedClip(1, 2), told(log, 'one'));
    playout.enqueue(namedClip(2, 1), told(log, 'two'));
    play(2);
    expect(log).toEqual(['one scheduled 0@640', 'one started 0@640']);
    clock.pass(160); // 260 ms before the border
    expect(log.at(-1)).toBe('two scheduled 0@1280');
    clock.pass(160);
    play(3);
    expect(order()).toBe('0:0 0:1 1:0 1:1 2:0 0:0 0:1');
    expect(log.slice(3)).toEqual(['one finished @1280', 'two started 0@1280', 'two finished @1600']);
  });

  it('as a reaction begins at the next border that leaves a whole picture to tell of it', () => {
    for (const [afterMs, start] of [
      [10, 320],
      [270, 320],
      [290, 640],
    ] as const) {
      const { clock, playout, cells, play } = studio();
      clock.pass(afterMs);
      playout.enqueue(namedClip(1, 1), { placement: 'now' });
      play(3);
      expect(cells().find(({ cell }) => cell === '1:0')?.ptsMs).toBe(start);
    }
  });

  it('that is cut goes on behind the reaction, where a decoder may begin', () => {
    const { play, order, playout } = studio();
    const log: string[] = [];
    play(1);
    playout.enqueue(namedClip(1, 6, { groupCells: 3 }), told(log, 'talk'));
    play(3);
    playout.enqueue(namedClip(2, 1), { placement: 'now' });
    play(8);
    expect(order()).toBe('0:0 0:1 1:0 1:1 2:0 1:0 1:1 1:2 1:3 1:4 1:5 0:0');
    expect(log).toEqual([
      'talk scheduled 0@640',
      'talk started 0@640',
      'talk interrupted 16@1280',
      'talk scheduled 0@1600',
      'talk started 0@1600',
      'talk finished @3520',
    ]);
  });

  it('that is cut may be given up instead', async () => {
    const { play, order, playout } = studio();
    play(1);
    const item = playout.enqueue(namedClip(1, 6), { whenCut: 'cancel' });
    play(3);
    playout.enqueue(namedClip(2, 1), { placement: 'now' });
    play(3);
    expect(order()).toBe('0:0 0:1 1:0 1:1 2:0 0:0 0:1');
    expect(await item.ended).toEqual({ outcome: 'cancelled', endPtsMs: 1280 });
  });
});
