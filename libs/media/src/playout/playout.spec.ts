import { describe, expect, it } from 'vitest';
import { namedClip, nameOf, PlayoutStudio, told } from '../../e2e/support/playout-fixture.js';
import type { ScheduledRun } from './playout-item.js';

const studio = (startAtMs = 0) => new PlayoutStudio({ startAtMs });

describe('the idle clip', () => {
  it('is repeated by cells while there is nothing else', () => {
    const room = studio();
    const { play } = room;
    play(5);
    expect(room.order).toBe('0:0 0:1 0:2 0:0 0:1');
  });

  it('begins anew after every item, and may be changed at any border', () => {
    const room = studio();
    const { play, playout } = room;
    play(2);
    playout.enqueue(namedClip(1, 1), { placement: 'now' });
    play(3);
    playout.setIdle(namedClip(9, 2));
    play(2);
    expect(room.order).toBe('0:0 0:1 1:0 0:0 0:1 9:0 9:1');
  });

  it('goes on behind what was aired before a restart', () => {
    const room = studio(7_000);
    const { play } = room;
    play(2);
    expect(room.cells.map(({ ptsMs }) => ptsMs)).toEqual([7_000, 7_320]);
  });
});

describe('an item', () => {
  it('is told its exact start at least 250 ms ahead, and the time of every frame', () => {
    const room = studio();
    const { clock, sink, playout } = room;
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

  it('follows the one before it without a frame between, and is told so ahead', () => {
    const room = studio();
    const { play, playout, clock } = room;
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
    expect(room.order).toBe('0:0 0:1 1:0 1:1 2:0 0:0 0:1');
    expect(log.slice(3)).toEqual(['one finished @1280', 'two started 0@1280', 'two finished @1600']);
  });

  it('as a reaction begins at the next border that leaves a whole frame to tell of it', () => {
    for (const [afterMs, start] of [
      [10, 320],
      [270, 320],
      [290, 640],
    ] as const) {
      const room = studio();
      const { clock, playout, play } = room;
      clock.pass(afterMs);
      playout.enqueue(namedClip(1, 1), { placement: 'now' });
      play(3);
      expect(room.cells.find(({ cell }) => cell === '1:0')?.ptsMs).toBe(start);
    }
  });

  it('that is cut goes on behind the reaction, where a decoder may begin', () => {
    const room = studio();
    const { play, playout } = room;
    const log: string[] = [];
    play(1);
    playout.enqueue(namedClip(1, 6, { groupCells: 3 }), told(log, 'talk'));
    play(3);
    playout.enqueue(namedClip(2, 1), { placement: 'now' });
    play(8);
    expect(room.order).toBe('0:0 0:1 1:0 1:1 2:0 1:0 1:1 1:2 1:3 1:4 1:5 0:0');
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
    const room = studio();
    const { play, playout } = room;
    play(1);
    const item = playout.enqueue(namedClip(1, 6), { whenCut: 'cancel' });
    play(3);
    playout.enqueue(namedClip(2, 1), { placement: 'now' });
    play(3);
    expect(room.order).toBe('0:0 0:1 1:0 1:1 2:0 0:0 0:1');
    expect(await item.ended).toEqual({ outcome: 'cancelled', endPtsMs: 1280 });
  });
});
