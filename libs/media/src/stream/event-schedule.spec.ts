import fc from 'fast-check';
import { AVCC, milliseconds } from '@lockstep/sei';
import { describe, expect, it } from 'vitest';
import { accessUnit, lessonMessages, videoFrames, type TimedFrame } from '../../e2e/support/access-units.js';
import { stampedBytes } from '../../test/stamped-bytes.js';
import { EventSchedule, type EventScheduleOptions, type Stamped } from './event-schedule.js';
import { SeiStamper } from './sei-stamper.js';
import { BudgetExceeded, SeqOutOfOrder } from './stamp-errors.js';

const body = (length: number): Uint8Array => new Uint8Array(length).fill(0x61);
const ignore = (): undefined => undefined;
const unitOf = (videoFrame: TimedFrame, frame: number, size = 40) => ({
  ...videoFrame,
  bytes: accessUnit({ isRandomAccess: videoFrame.isRandomAccess, size }),
  framing: AVCC,
  frame,
});

type Seen = { readonly seq: number; readonly ptsMs: number; readonly body: string };

/** The events of a rendition, each at the PTS of the access unit that completes it, and the snapshots. */
function seenIn(
  units: readonly Uint8Array[],
  shown: readonly TimedFrame[],
): { events: Seen[]; snapshots: Seen[] } {
  const all = lessonMessages(units).flatMap((messages, i) =>
    messages.map((message) => ({
      seq: message.seq,
      ptsMs: shown[i]?.ptsMs ?? NaN,
      body: Buffer.from(message.body).toString(),
      snapshot: message.snapshot,
    })),
  );
  const part = (snapshot: boolean): Seen[] =>
    all.filter((one) => one.snapshot === snapshot).map(({ seq, ptsMs, body }) => ({ seq, ptsMs, body }));
  return { events: part(false), snapshots: part(true) };
}

type Rendition = {
  readonly stamper: SeiStamper;
  readonly shown: readonly TimedFrame[];
  readonly units: Uint8Array[];
};

/** A source, and renditions of it that are encoded anew: their frames come some frames later. */
class Ladder {
  readonly stamped: Stamped[] = [];
  readonly source = new SeiStamper({
    snapshot: () => ({
      seq: this.stamped.at(-1)?.seq ?? 0,
      body: Buffer.from(JSON.stringify(this.stamped.length)),
    }),
    onStamped: (stamped) => this.stamped.push(stamped),
  });
  readonly #renditions: Rendition[] = [];
  readonly #sourceUnits: Uint8Array[] = [];

  constructor(readonly shown: readonly TimedFrame[]) {}

  add(shown: readonly TimedFrame[]): void {
    this.#renditions.push({ stamper: this.source.rendition(), shown, units: [] });
  }

  play(lag: number, before: (index: number) => void): { events: Seen[]; snapshots: Seen[] }[] {
    for (const [i, videoFrame] of this.shown.entries()) {
      before(i);
      this.#sourceUnits.push(stampedBytes(this.source, unitOf(videoFrame, i)));
      const upToMs = this.shown[i - lag]?.dtsMs ?? -1;
      for (const rendition of this.#renditions) this.#advance(rendition, upToMs);
    }
    for (const rendition of this.#renditions) this.#advance(rendition, Infinity);
    return [
      seenIn(this.#sourceUnits, this.shown),
      ...this.#renditions.map(({ units, shown }) => seenIn(units, shown)),
    ];
  }

  #advance({ stamper, shown, units }: Rendition, upToMs: number): void {
    for (
      let next = shown[units.length];
      next !== undefined && next.dtsMs <= upToMs;
      next = shown[units.length]
    ) {
      units.push(stampedBytes(stamper, unitOf(next, units.length, 13)));
    }
  }
}

describe('renditions of one source', () => {
  const plans = fc.array(
    fc.record({
      before: fc.integer({ min: 0, max: 140 }),
      length: fc.integer({ min: 2, max: 4000 }),
      leadMs: fc.option(fc.integer({ min: 0, max: 400 }), { nil: undefined }),
    }),
    { maxLength: 20 },
  );

  it('carry every event on the same PTS with the same seq and body, and the same snapshots', () => {
    fc.assert(
      fc.property(
        plans,
        fc.constantFrom<0 | 1 | 2 | 3>(0, 1, 2, 3),
        fc.integer({ min: 5, max: 30 }),
        fc.constantFrom(25, 30, 50),
        (planned, bFrames, lag, rate) => {
          const rhythm = { videoFrames: 1000, rate, gop: 50, bFrames } as const;
          const ladder = new Ladder(videoFrames(rhythm));
          // the other rendition is encoded without reordering: same frames, other decoding times
          const order = videoFrames({ ...rhythm, bFrames: 0 });
          const delayMs = (ladder.shown[0]?.ptsMs ?? 0) - (order[0]?.ptsMs ?? 0);
          const shown = videoFrames(rhythm)
            .map(({ ptsMs, isRandomAccess }) => ({ ptsMs, isRandomAccess }))
            .sort((a, b) => a.ptsMs - b.ptsMs);
          ladder.add(shown.map((one) => ({ ...one, dtsMs: milliseconds(one.ptsMs - delayMs) })));
          ladder.add(videoFrames(rhythm));
          let seq = 0;
          const [source, other, same] = ladder.play(lag, (index) => {
            for (const { length, leadMs } of planned.filter(({ before }) => before === index)) {
              const ptsMs =
                leadMs === undefined
                  ? {}
                  : { ptsMs: milliseconds((ladder.shown[index]?.ptsMs ?? 0) + leadMs) };
              void ladder.source.stamp({ seq: ++seq, body: body(length), repeat: true, ...ptsMs });
            }
          });
          expect(source?.events.map(({ seq }) => seq)).toEqual(Array.from({ length: seq }, (_, i) => i + 1));
          expect(other?.events).toEqual(source?.events);
          expect(same?.events).toEqual(source?.events);
          expect(same?.snapshots).toEqual(source?.snapshots);
          expect(other?.snapshots).toEqual(source?.snapshots);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('of half the frames carry an event of a frame that they have not on the next one', () => {
    const all = videoFrames({ videoFrames: 300, rate: 50, gop: 50, bFrames: 0 });
    const ladder = new Ladder(all);
    ladder.add(all.filter((_, i) => i % 2 === 0));
    const [source, half] = ladder.play(10, (i) => {
      if (i % 7 === 1) void ladder.source.stamp({ seq: i, body: body(20), repeat: true });
    });
    for (const [i, { seq, ptsMs }] of (half?.events ?? []).entries()) {
      const decided = source?.events[i];
      expect(seq).toBe(decided?.seq);
      expect(ptsMs - (decided?.ptsMs ?? 0)).toBe((decided?.ptsMs ?? 0) % 40);
    }
    expect(half?.events).toHaveLength(source?.events.length ?? 0);
  });

  it('with a random access frame of its own gives viewers that start there the state of that frame', () => {
    const ladder = new Ladder(videoFrames({ videoFrames: 200, rate: 25, gop: 200, bFrames: 0 }));
    ladder.add(videoFrames({ videoFrames: 200, rate: 25, gop: 10, bFrames: 0 }));
    const [, other] = ladder.play(20, (i) => {
      if (i % 15 === 4) void ladder.source.stamp({ seq: i, body: body(20), repeat: true });
    });
    for (const { ptsMs, seq } of other?.snapshots ?? []) {
      expect(seq).toBe(ladder.stamped.findLast((stamped) => stamped.ptsMs <= ptsMs)?.seq ?? 0);
    }
    expect(other?.snapshots).toHaveLength(20);
  });
});

describe('a schedule', () => {
  const [idr, next] = videoFrames({ videoFrames: 2, rate: 25, gop: 50, bFrames: 0 });
  if (idr === undefined || next === undefined) throw new Error('two frames');

  it('asks for the snapshot once for a random access frame, after its events', () => {
    let asked = 0;
    const options: EventScheduleOptions = { snapshot: () => ({ seq: ++asked, body: body(300) }) };
    const schedule = new EventSchedule(options);
    schedule.decide({ ...idr, frame: 0 });
    expect(asked).toBe(1);
    for (const [i, videoFrame] of videoFrames({
      videoFrames: 500,
      rate: 25,
      gop: 50,
      bFrames: 2,
    }).entries()) {
      schedule.stamp({ seq: i, body: body(20), repeat: true }).catch(ignore);
      const before = asked;
      const unit = {
        ...videoFrame,
        dtsMs: milliseconds(videoFrame.dtsMs + 40),
        ptsMs: milliseconds(videoFrame.ptsMs + 40),
      };
      schedule.decide({ ...unit, frame: i + 1 });
      expect(asked - before).toBe(videoFrame.isRandomAccess ? 1 : 0);
    }
  });

  it('refuses a repeat that would come after a later event', async () => {
    const schedule = new EventSchedule();
    schedule.stamp({ seq: 5, body: body(2) }).catch(ignore);
    await expect(schedule.stamp({ seq: 3, body: body(2), repeat: true })).rejects.toThrow(SeqOutOfOrder);
    schedule.decide({ ...next, frame: 0 });
    await expect(schedule.stamp({ seq: 5, body: body(2), repeat: true })).rejects.toThrow(SeqOutOfOrder);
  });

  it('takes again, as repeats, what a relay kept from the frames', async () => {
    const schedule = new EventSchedule();
    const refused = [5, 6].map((seq) => schedule.stamp({ seq, body: body(2) }));
    schedule.setRelayed(true);
    await Promise.allSettled(refused);
    schedule.setRelayed(false);
    for (const seq of [5, 6]) schedule.stamp({ seq, body: body(2), repeat: true }).catch(ignore);
    expect(schedule.pending.map(({ seq }) => seq)).toEqual([5, 6]);
  });

  it('takes an admission once, and for no larger body', async () => {
    const schedule = new EventSchedule({ monotonicNow: () => 0 });
    const admissions = Array.from({ length: 30 }, () => schedule.admit(10));
    const [first, second] = admissions;
    if (first === undefined || second === undefined) throw new Error('thirty');
    schedule.stamp({ seq: 1, body: body(10), admission: first }).catch(ignore);
    await expect(schedule.stamp({ seq: 2, body: body(10), admission: first })).rejects.toThrow(
      BudgetExceeded,
    );
    await expect(schedule.stamp({ seq: 2, body: body(11), admission: second })).rejects.toThrow(
      BudgetExceeded,
    );
    const other = new EventSchedule({ monotonicNow: () => 0 });
    for (let i = 0; i < 30; i++) other.admit(10);
    await expect(other.stamp({ seq: 1, body: body(10), admission: admissions[3] ?? first })).rejects.toThrow(
      BudgetExceeded,
    );
  });

  it.each([-3_600_000, -1, 3_600_000])('keeps its budget when the wall clock is set by %i ms', (setMs) => {
    let wallMs = 1_700_000_000_000;
    const schedule = new EventSchedule({ now: () => wallMs });
    for (let i = 0; i < 30; i++) schedule.admit(10);
    wallMs += setMs;
    try {
      schedule.admit(10);
    } catch (error) {
      expect(error).toMatchObject({ name: 'BudgetExceeded' });
      expect((error as BudgetExceeded).retryAfterMs).toBeLessThanOrEqual(1000);
    }
  });
});
