import fc from 'fast-check';
import { AVCC, milliseconds, type LessonMessage } from '@lockstep/sei';
import { describe, expect, it } from 'vitest';
import {
  accessUnit,
  lessonBytes,
  lessonMessages,
  videoFrames,
  type Rhythm,
  type TimedFrame,
} from '../../e2e/support/access-units.js';
import { stampedBytes } from '../../test/stamped-bytes.js';
import type { Stamped, StampRequest } from './event-schedule.js';
import { SeiStamper } from './sei-stamper.js';
import { BodyTooLarge, SeqOutOfOrder, StreamEnded, StreamRelayed } from './stamp-errors.js';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const body = (length: number): Uint8Array => new Uint8Array(length).fill(0x61);

/** A lesson whose state is the list of events so far: what a viewer must have at each frame. */
class Lesson {
  readonly stamped: Stamped[] = [];
  readonly stamper = new SeiStamper({
    snapshot: () => ({
      seq: this.stamped.at(-1)?.seq ?? 0,
      body: text(JSON.stringify({ at: this.stamped.length })),
    }),
    onStamped: (stamped) => this.stamped.push(stamped),
    now: () => 1_700_000_000_000,
  });
  readonly units: Uint8Array[] = [];

  show(videoFrame: TimedFrame): void {
    const bytes = accessUnit({ isRandomAccess: videoFrame.isRandomAccess });
    const unit = { ...videoFrame, bytes, framing: AVCC, frame: this.units.length };
    this.units.push(stampedBytes(this.stamper, unit));
  }
}

/** Repeats cost no budget, so that only order and place are looked at. */
const request = (seq: number, length: number, ptsMs?: number): StampRequest => ({
  seq,
  body: body(length),
  repeat: true,
  ...(ptsMs === undefined ? {} : { ptsMs: milliseconds(ptsMs) }),
});

const rhythms: fc.Arbitrary<Rhythm> = fc.record({
  videoFrames: fc.integer({ min: 30, max: 150 }),
  rate: fc.constantFrom(12.5, 24, 25, 30000 / 1001, 30, 60),
  gop: fc.integer({ min: 1, max: 60 }),
  bFrames: fc.constantFrom(0, 1, 2, 3),
});
type Planned = {
  readonly beforeFrame: number;
  readonly length: number;
  readonly leadMs: number | undefined;
};
const plans: fc.Arbitrary<Planned[]> = fc.array(
  fc.record({
    beforeFrame: fc.integer({ min: 0, max: 60 }),
    length: fc.oneof(
      { weight: 5, arbitrary: fc.integer({ min: 2, max: 900 }) },
      fc.integer({ min: 900, max: 9000 }),
    ),
    leadMs: fc.option(fc.integer({ min: -100, max: 300 }), { nil: undefined }),
  }),
  { maxLength: 40 },
);

/** Shows all frames, handing each event over before its frame; then idle frames until the queue is empty. */
function play(
  rhythm: Rhythm,
  planned: readonly Planned[],
): { lesson: Lesson; shown: TimedFrame[]; count: number } {
  const lesson = new Lesson();
  const all = videoFrames({ ...rhythm, videoFrames: rhythm.videoFrames + 3000 });
  const shown: TimedFrame[] = [];
  let seq = 0;
  for (const [index, videoFrame] of all.entries()) {
    if (index >= rhythm.videoFrames && lesson.stamper.pending.length === 0) break;
    for (const { length, leadMs } of planned.filter(({ beforeFrame }) => beforeFrame === index)) {
      const target = leadMs === undefined ? undefined : videoFrame.ptsMs + leadMs;
      void lesson.stamper.stamp(request(++seq, length, target));
    }
    lesson.show(videoFrame);
    shown.push(videoFrame);
  }
  return { lesson, shown, count: seq };
}

type Seen = { readonly videoFrame: TimedFrame; readonly message: LessonMessage };
const seenBy = (units: readonly Uint8Array[], shown: readonly TimedFrame[]): Seen[] =>
  lessonMessages(units).flatMap((messages, i) =>
    messages.flatMap((message) => (shown[i] === undefined ? [] : [{ videoFrame: shown[i], message }])),
  );

describe('whatever the frames and the events', () => {
  it('every event is in the bitstream exactly once, in the order of seq and of presentation', () => {
    fc.assert(
      fc.property(rhythms, plans, (rhythm, planned) => {
        const { lesson, shown, count } = play(rhythm, planned);
        const events = seenBy(lesson.units, shown).filter(({ message }) => !message.snapshot);
        expect(events.map(({ message }) => message.seq)).toEqual(
          Array.from({ length: count }, (_, i) => i + 1),
        );
        for (const [i, { videoFrame }] of events.entries()) {
          const before = events[i - 1]?.videoFrame;
          if (before !== undefined && before !== videoFrame)
            expect(videoFrame.ptsMs).toBeGreaterThan(before.ptsMs);
        }
        expect(lesson.stamped.map(({ seq, ptsMs }) => ({ seq, ptsMs }))).toEqual(
          events.map(({ message, videoFrame }) => ({ seq: message.seq, ptsMs: videoFrame.ptsMs })),
        );
      }),
    );
  });

  it('no event is shown before its time', () => {
    fc.assert(
      fc.property(rhythms, plans, (rhythm, planned) => {
        for (const { plannedPtsMs, ptsMs } of play(rhythm, planned).lesson.stamped) {
          if (plannedPtsMs !== null) expect(ptsMs).toBeGreaterThanOrEqual(plannedPtsMs);
        }
      }),
    );
  });

  it('who begins at any random access frame has the state of one who saw everything', () => {
    fc.assert(
      fc.property(rhythms, plans, (rhythm, planned) => {
        const { lesson, shown, count } = play(rhythm, planned);
        for (const [index, { isRandomAccess }] of shown.entries()) {
          if (!isRandomAccess) continue;
          const seen = seenBy(lesson.units.slice(index), shown.slice(index));
          const snapshot = seen.find(({ message }) => message.snapshot);
          expect(snapshot?.videoFrame).toBe(shown[index]);
          const from = snapshot?.message.seq ?? -1;
          const after = seen.filter(({ message }) => !message.snapshot && message.seq > from);
          expect(after.map(({ message }) => message.seq)).toEqual(
            Array.from({ length: count - from }, (_, i) => from + i + 1),
          );
          const upToHere = lesson.stamped.filter(({ frame }) => frame <= index);
          expect(from).toBe(upToHere.at(-1)?.seq ?? 0);
        }
      }),
    );
  });

  it('no frame carries more than 2 KiB, but for a message that a random access frame cut in two before', () => {
    fc.assert(
      fc.property(rhythms, plans, (rhythm, planned) => {
        const { lesson } = play(rhythm, planned);
        const whole = lessonMessages(lesson.units.slice(0));
        for (const [i, unit] of lesson.units.entries()) {
          const alone = lessonMessages([unit])[0] ?? [];
          const isCutMessage =
            alone.some(({ body: { length } }) => length > 1792) && (whole[i]?.length ?? 0) > 0;
          if (!isCutMessage) expect(lessonBytes(unit)).toBeLessThanOrEqual(2048);
        }
      }),
    );
  });

  it('an event for a time is on the first frame shown at or after it', () => {
    const distances = fc.array(fc.integer({ min: 1, max: 700 }), { maxLength: 20 });
    fc.assert(
      fc.property(rhythms, distances, fc.integer({ min: 0, max: 900 }), (rhythm, between, length) => {
        const lesson = new Lesson();
        const shown = videoFrames({ ...rhythm, gop: Math.max(rhythm.gop, 12), videoFrames: 600 });
        const inOrder = shown.map(({ ptsMs }) => ptsMs).sort((a, b) => a - b);
        // nearer ones cannot all be met: a frame with the later event may be decoded before that with the earlier one
        const apart = (5 * 1000) / rhythm.rate;
        let target = 3000; // by then the rate is known
        for (const [i, distance] of between.entries()) {
          void lesson.stamper.stamp(request(i + 1, length, target));
          target += Math.ceil(apart) + distance;
        }
        for (const videoFrame of shown) lesson.show(videoFrame);
        for (const { plannedPtsMs, ptsMs } of lesson.stamped) {
          expect(ptsMs).toBe(inOrder.find((time) => time >= (plannedPtsMs ?? 0)));
        }
      }),
    );
  });
});

describe('stamping', () => {
  it('puts an event without a time on the next frame, and says so', async () => {
    const lesson = new Lesson();
    const [first, second] = videoFrames({ videoFrames: 2, rate: 25, gop: 50, bFrames: 0 });
    if (first === undefined || second === undefined) throw new Error('two frames');
    lesson.show(first);
    const stamped = lesson.stamper.stamp({ seq: 1, body: text('{}') });
    lesson.show(second);
    await expect(stamped).resolves.toEqual({
      seq: 1,
      plannedPtsMs: null,
      ptsMs: 40,
      frame: 1,
      wallClockMs: 1_700_000_000_000,
    });
  });

  it('leaves an access unit as it is when there is nothing to stamp', () => {
    const bytes = accessUnit();
    const unit = {
      bytes,
      framing: AVCC,
      isRandomAccess: false,
      dtsMs: milliseconds(0),
      ptsMs: milliseconds(0),
      frame: 0,
    };
    expect(new SeiStamper().stampAccessUnit(unit)).toBeUndefined();
  });

  it('puts a large event on the frame it was meant for, by beginning ahead of it', () => {
    const lesson = new Lesson();
    const shown = videoFrames({ videoFrames: 60, rate: 25, gop: 100, bFrames: 2 });
    void lesson.stamper.stamp(request(1, 6000, 1000));
    for (const videoFrame of shown) lesson.show(videoFrame);
    expect(lesson.stamped).toMatchObject([{ seq: 1, plannedPtsMs: 1000, ptsMs: 1000 }]);
    expect(lesson.units.filter((unit) => lessonBytes(unit) > 0).length).toBeGreaterThan(3);
  });

  it('asks for the snapshot after the events of the same frame', () => {
    const lesson = new Lesson();
    void lesson.stamper.stamp({ seq: 7, body: text('{}') });
    const [first] = videoFrames({ videoFrames: 1, rate: 25, gop: 1, bFrames: 0 });
    if (first === undefined) throw new Error('a frame');
    lesson.show(first);
    expect(lessonMessages(lesson.units)[0]).toMatchObject([
      { seq: 7, snapshot: false },
      { seq: 7, snapshot: true, body: text('{"at":1}') },
    ]);
  });

  it('goes on when the callbacks throw, and reports it', () => {
    const errors: unknown[] = [];
    const fails = (): never => {
      throw new Error('a fault of the caller');
    };
    const stamper = new SeiStamper({
      snapshot: fails,
      onStamped: fails,
      onError: (error) => errors.push(error),
    });
    void stamper.stamp({ seq: 1, body: text('{}') });
    const bytes = accessUnit({ isRandomAccess: true });
    const unit = {
      bytes,
      framing: AVCC,
      isRandomAccess: true,
      dtsMs: milliseconds(0),
      ptsMs: milliseconds(0),
      frame: 0,
    };
    expect(lessonMessages([stampedBytes(stamper, unit)])[0]).toMatchObject([{ seq: 1, snapshot: false }]);
    expect(errors.length).toBeGreaterThan(1);
  });
});

describe('refusals', () => {
  it('a body above 64 KiB', async () => {
    await expect(new SeiStamper().stamp({ seq: 1, body: body(65537) })).rejects.toThrow(BodyTooLarge);
  });

  it('a body of 64 KiB is taken', () => {
    const stamper = new SeiStamper();
    stamper.stamp({ seq: 1, body: body(65536) }).catch(() => undefined);
    expect(stamper.pending).toHaveLength(1);
  });

  it('a seq that does not grow', async () => {
    const stamper = new SeiStamper();
    stamper.stamp({ seq: 5, body: body(2) }).catch(() => undefined);
    await expect(stamper.stamp({ seq: 5, body: body(2) })).rejects.toThrow(SeqOutOfOrder);
  });

  it('the 31st event in a second, with the time after which it would be taken', async () => {
    let now = 0;
    const stamper = new SeiStamper({ now: () => now });
    for (let seq = 1; seq <= 30; seq++) {
      stamper.stamp({ seq, body: body(2) }).catch(() => undefined);
      now += 10;
    }
    await expect(stamper.stamp({ seq: 31, body: body(2) })).rejects.toMatchObject({
      name: 'BudgetExceeded',
      budget: 'events',
      retryAfterMs: 700,
    });
    now += 700;
    stamper.stamp({ seq: 31, body: body(2) }).catch(() => undefined);
    expect(stamper.pending).toHaveLength(31);
  });

  it('spends the budget once when a place was taken beforehand', () => {
    const stamper = new SeiStamper({ now: () => 0 });
    const admissions = Array.from({ length: 30 }, () => stamper.admit(10));
    expect(() => stamper.admit(10)).toThrow('Too many events');
    for (const [i, admission] of admissions.entries()) {
      stamper.stamp({ seq: i + 1, body: body(10), admission }).catch(() => undefined);
    }
    expect(stamper.pending).toHaveLength(30);
  });

  it('what waits when the stream ends, in order, so that it can be stamped again', async () => {
    const stamper = new SeiStamper();
    const waiting = [1, 2].map((seq) => stamper.stamp({ seq, body: body(2) }));
    const outcomes = Promise.allSettled(waiting);
    expect(stamper.end().map(({ seq }) => seq)).toEqual([1, 2]);
    for (const outcome of await outcomes) expect(outcome).toMatchObject({ reason: { name: 'StreamEnded' } });
    await expect(stamper.stamp({ seq: 3, body: body(2) })).rejects.toThrow(StreamEnded);
  });

  it('while a trusted relay brings the lesson', async () => {
    const stamper = new SeiStamper();
    stamper.setRelayed(true);
    await expect(stamper.stamp({ seq: 1, body: body(2) })).rejects.toThrow(StreamRelayed);
  });
});
