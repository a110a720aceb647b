import { describe, expect, it } from 'vitest';
import { testHeaders } from '../../e2e/support/access-units.js';
import { CollectingSink } from '../../e2e/support/collecting-sink.js';
import { namedCell, namedClip, PlayoutStudio, told } from '../../e2e/support/playout-fixture.js';
import { PublisherConflict } from '../stream/publication.js';
import { CELL_MS, VIDEO_FRAME_MS } from './cell.js';

/** Idle for a cell, then an item of six cells, of which two have been shown. */
function talking(log: string[] = []): PlayoutStudio {
  const room = new PlayoutStudio();
  room.play(1);
  room.playout.enqueue(namedClip(1, 6, { groupCells: 3 }), told(log, 'talk'));
  room.play(3);
  return room;
}

describe('pause', () => {
  it('shows the idle clip from the next border on; resume goes on where a decoder may begin', () => {
    const log: string[] = [];
    const room = talking(log);
    room.play(1); // three cells shown: the next one begins a group
    room.playout.pause();
    room.play(2);
    expect(room.playout.isPaused).toBe(true);
    room.playout.resume();
    room.play(5);
    expect(room.order).toBe('0:0 0:1 1:0 1:1 1:2 0:0 0:1 1:3 1:4 1:5 0:0 0:1');
    expect(log).toContain('talk interrupted 24@1600');
    expect(log).toContain('talk scheduled 24@2240');
  });

  it('that is taken back before the border interrupts nothing', () => {
    const log: string[] = [];
    const room = talking(log);
    room.playout.pause();
    room.playout.resume();
    room.play(4);
    expect(room.order).toBe('0:0 0:1 1:0 1:1 1:2 1:3 1:4 1:5');
    expect(log.filter((line) => line.includes('interrupted'))).toEqual([]);
  });

  it('holds back what was scheduled, and what comes meanwhile', () => {
    const log: string[] = [];
    const room = new PlayoutStudio();
    room.play(1);
    room.playout.enqueue(namedClip(1, 1), told(log, 'one'));
    room.playout.pause();
    room.playout.enqueue(namedClip(2, 1), { ...told(log, 'two'), placement: 'now' });
    room.play(3);
    expect(room.order).toBe('0:0 0:1 0:2 0:0');
    room.playout.resume();
    room.play(3);
    expect(room.order).toBe('0:0 0:1 0:2 0:0 2:0 1:0 0:0');
    expect(log.slice(0, 2)).toEqual(['one scheduled 0@640', 'one interrupted 0@640']);
  });
});

describe('leaving items out', () => {
  it('skip ends what plays at the next border, and what waits follows there', async () => {
    const room = talking();
    const next = room.playout.enqueue(namedClip(2, 1));
    room.playout.skip();
    room.play(2);
    expect(room.order).toBe('0:0 0:1 1:0 1:1 2:0 0:0');
    expect((await next.ended).outcome).toBe('finished');
  });

  it('clear cancels what waits, and with `playing` what plays too', async () => {
    const log: string[] = [];
    const room = talking(log);
    const waiting = room.playout.enqueue(namedClip(2, 1), { placement: 'next' });
    expect(room.playout.waiting).toEqual([waiting]);
    room.playout.clear({ playing: true });
    expect(await waiting.ended).toEqual({ outcome: 'cancelled', endPtsMs: undefined });
    room.play(2);
    expect(room.order).toBe('0:0 0:1 1:0 1:1 0:0 0:1');
    expect(log.at(-1)).toBe('talk cancelled @1280');
  });

  it('an item cancels itself: waiting, scheduled or playing', async () => {
    const room = new PlayoutStudio();
    room.play(1);
    const [first, second, third] = [1, 2, 3].map((clip) => room.playout.enqueue(namedClip(clip, 2)));
    expect([first, second, third].map((item) => item?.state)).toEqual(['scheduled', 'waiting', 'waiting']);
    second?.cancel();
    first?.cancel();
    room.play(2);
    expect(room.playout.playing).toBe(third);
    third?.cancel();
    room.play(2);
    expect(room.order).toBe('0:0 0:1 3:0 0:0 0:1');
    const ends = await Promise.all([first, second, third].map(async (item) => item?.ended));
    expect(ends.map((end) => end?.outcome)).toEqual(['cancelled', 'cancelled', 'cancelled']);
  });
});

describe('the order of items', () => {
  it('is reactions, then what was interrupted, then `next`, then `last`, each as they came', () => {
    const room = talking();
    const { playout } = room;
    playout.enqueue(namedClip(5, 1));
    playout.enqueue(namedClip(4, 1), { placement: 'next' });
    playout.enqueue(namedClip(6, 1));
    playout.enqueue(namedClip(2, 2), { placement: 'now' });
    playout.enqueue(namedClip(3, 1), { placement: 'now' });
    room.play(14);
    expect(room.order.replace('0:0 0:1 1:0 1:1 ', '')).toBe(
      '2:0 2:1 3:0 1:0 1:1 1:2 1:3 1:4 1:5 4:0 5:0 6:0 0:0 0:1',
    );
  });
});

describe('handing over', () => {
  it('lets another publisher in at once, and goes on behind it with what was playing', () => {
    const log: string[] = [];
    const room = talking(log);
    room.clock.pass(140); // in the middle of a cell
    room.playout.handOver('a teacher takes over');
    const shown = room.sink.video.length;
    const endMs = room.sink.video.at(-1)?.ptsMs ?? NaN;
    room.clock.pass(1_000);
    expect(room.sink.video).toHaveLength(shown);
    expect(room.playout.isPublishing).toBe(false);
    const live = room.stream.publish({ id: 'teacher', kind: 'rtmp' });
    live.setHeaders(testHeaders());
    const [frame] = namedCell(9, 0).videoFrames;
    for (const dtsMs of [5_000, 5_040] as const) {
      if (frame) live.push({ kind: 'video', ...frame, dtsMs, ptsMs: dtsMs } as never);
    }
    expect(() => room.playout.takeBack()).toThrow(PublisherConflict);
    live.end('the teacher left');
    room.playout.takeBack();
    room.clock.pass(6 * CELL_MS - VIDEO_FRAME_MS);
    expect(room.order.split(' ').slice(3)).toEqual([
      '1:1',
      '1:2',
      '9:0',
      '9:0',
      '0:0',
      '1:0',
      '1:1',
      '1:2',
      '1:3',
      '1:4',
    ]);
    const times = room.sink.video.map(({ ptsMs }) => ptsMs);
    expect(times[shown]).toBeGreaterThan(endMs);
    expect((times[shown] ?? 0) - endMs).toBeLessThan(2 * VIDEO_FRAME_MS);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(log).toContain(
      `talk interrupted ${(endMs + VIDEO_FRAME_MS - 640) / VIDEO_FRAME_MS}@${endMs + VIDEO_FRAME_MS}`,
    );
  });

  it('is told when the stream takes the right to publish away', () => {
    const reasons: string[] = [];
    const room = new PlayoutStudio({ onRevoked: (reason) => reasons.push(reason) });
    room.play(1);
    room.stream.revokePublisher('the teacher insists');
    expect(reasons).toEqual(['the teacher insists']);
    expect(room.playout.isPublishing).toBe(false);
    room.playout.takeBack();
    expect(room.playout.isPublishing).toBe(true);
  });

  it('may happen within a listener', () => {
    const room = new PlayoutStudio();
    room.play(1);
    let handedOver = false;
    const onStarted = (): void => {
      if (!handedOver) room.playout.handOver('now');
      handedOver = true;
    };
    room.playout.enqueue(namedClip(1, 1), { onStarted });
    room.play(3);
    expect(room.order).toBe('0:0 0:1');
    room.playout.takeBack();
    room.play(3);
    expect(room.order).toMatch(/^0:0 0:1 0:0 (0:1 )?1:0 /);
  });
});

describe('the end', () => {
  it('ends the publication, cancels everything and leaves no timer', async () => {
    const room = talking();
    const playing = room.playout.playing;
    const waiting = room.playout.enqueue(namedClip(2, 1));
    await room.playout[Symbol.asyncDispose]();
    await room.playout[Symbol.asyncDispose]();
    expect((await playing?.ended)?.outcome).toBe('cancelled');
    expect((await waiting.ended).outcome).toBe('cancelled');
    expect(room.stream.publisher).toBeUndefined();
    expect(room.clock.timers).toBe(0);
    expect(room.pacer.stats.members).toBe(0);
    expect((await room.playout.enqueue(namedClip(3, 1)).ended).outcome).toBe('cancelled');
  });

  it('of the stream ends the playout too', () => {
    const room = talking();
    room.stream.end('the class is over');
    expect(room.playout.isPublishing).toBe(false);
    expect(room.clock.timers).toBe(0);
  });

  it('of a listener by an error disturbs nothing', () => {
    const errors: unknown[] = [];
    const room = new PlayoutStudio({ onError: (error) => errors.push(error) });
    room.play(1);
    room.playout.enqueue(namedClip(1, 1), {
      onStarted: () => {
        throw new Error('a listener broke');
      },
    });
    room.play(3);
    expect(room.order).toBe('0:0 0:1 1:0 0:0');
    expect(errors).toEqual([new Error('a listener broke')]);
  });
});

describe('headers', () => {
  it('of another avatar are told before its first frame, which is a random access frame', () => {
    const room = new PlayoutStudio();
    room.play(1);
    room.playout.enqueue(namedClip(1, 1, { headers: testHeaders(true) }), { placement: 'now' });
    room.play(2);
    const late = new CollectingSink();
    room.stream.subscribe(late);
    expect(room.sink.headers.map(({ video }) => video?.config)).toEqual(
      [false, true, false].map((second) => testHeaders(second).video?.config),
    );
    expect(room.sink.video.every(({ isRandomAccess }, i) => i % 8 !== 0 || isRandomAccess)).toBe(true);
  });

  it('that are the same are not told again', () => {
    const room = talking();
    room.play(6);
    expect(room.sink.headers).toHaveLength(1);
  });
});
