import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { published, type ClockModel, type SentFrame } from '../../test/publisher-clocks.js';
import { Timeline, type Placed } from './timeline.js';

type Shown = SentFrame & { readonly placed: Placed | undefined };

const steady: ClockModel = {
  seconds: 8,
  rate: 25,
  bFrames: 2,
  speed: 1,
  videoClock: (ms) => ms,
  audioClock: (ms) => ms,
};

function play(model: Partial<ClockModel>): { timeline: Timeline; shown: Shown[]; intervalMs: number } {
  const whole = { ...steady, ...model };
  const timeline = new Timeline();
  const intervalMs = 1000 / whole.rate;
  const shown = published(whole).map((sent) => ({
    ...sent,
    placed: timeline.place(sent.frame, intervalMs, sent.arrivesMs + 1_000_000),
  }));
  return { timeline, shown, intervalMs };
}

const of = (shown: readonly Shown[], kind: 'audio' | 'video'): Shown[] =>
  shown.filter(({ frame }) => frame.kind === kind);

/** How far the stream's time is from true time at most, ms. */
const errorOf = (shown: readonly Shown[]): number =>
  Math.max(
    ...shown.map(({ placed, trueMs }) => (placed === undefined ? 0 : Math.abs(placed.dtsMs - trueMs))),
  );

/** No frame goes back beyond the reordering of its publisher, none is shown before it is decoded. */
function expectOrder(shown: readonly Shown[]): void {
  let [lastVideoMs, lastAudioMs, latestMs, reorderingMs] = [-1, -1, -Infinity, 0];
  for (const { placed, frame } of shown) {
    if (placed === undefined) continue;
    expect(placed.ptsMs).toBeGreaterThanOrEqual(placed.dtsMs);
    if (frame.kind === 'audio') {
      expect(placed.dtsMs).toBeGreaterThanOrEqual(lastAudioMs);
      lastAudioMs = placed.dtsMs;
      continue;
    }
    expect(placed.dtsMs).toBeGreaterThan(lastVideoMs);
    lastVideoMs = placed.dtsMs;
    reorderingMs = Math.max(reorderingMs, frame.ptsMs - frame.dtsMs);
    expect(latestMs - placed.ptsMs).toBeLessThanOrEqual(reorderingMs);
    latestMs = Math.max(latestMs, placed.ptsMs);
  }
}

const offsets = [
  -3_600_000, -10_000, -9_000, -5_000, -2_500, -1_600, -1_000, -300, 0, 300, 1_500, 2_500, 9_999, 10_001,
  3_600_000,
];

describe('a publisher whose audio and video bear different times', () => {
  it.each(offsets.flatMap((offset) => [1, 4].map((speed) => [offset, speed] as const)))(
    'audio %i ms ahead, sent at %i times real time: the stream takes as long as the video',
    (offset, speed) => {
      const { shown, intervalMs, timeline } = play({
        audioClock: (ms) => ms + 20_000 + offset,
        videoClock: (ms) => ms + 20_000,
        speed,
      });
      expect(errorOf(of(shown, 'video'))).toBeLessThanOrEqual(1);
      const kept = Math.abs(offset) <= 1_500;
      const audio = of(shown, 'audio').filter(({ placed }) => placed !== undefined);
      expect(audio.length).toBeGreaterThan(of(shown, 'audio').length - (kept && offset < 0 ? 70 : 25));
      const error = Math.max(
        ...audio.map(({ placed, trueMs }) => Math.abs((placed?.dtsMs ?? 0) - trueMs - (kept ? offset : 0))),
      );
      expect(error).toBeLessThanOrEqual(intervalMs + 24);
      expect(Math.abs((timeline.report.offsetMs ?? NaN) - offset)).toBeLessThanOrEqual(intervalMs + 24);
      expect(timeline.report.isOffsetCorrected).toBe(!kept);
      expectOrder(shown);
    },
  );

  it('keeps audio and video in step that are sent a second of each in turn', () => {
    for (const turnMs of [500, 1000, 2000, 4000]) {
      const { shown, timeline } = play({ turnMs, seconds: 20 });
      expect(errorOf(shown)).toBeLessThanOrEqual(1);
      expect(timeline.report.isOffsetCorrected).toBe(false);
    }
  });
});

describe('a clock that stands still', () => {
  it.each([1, 4])('of audio: it is placed with the video, at %i times real time', (speed) => {
    const { shown, timeline, intervalMs } = play({ audioClock: () => 0, speed });
    expect(errorOf(of(shown, 'video'))).toBeLessThanOrEqual(1);
    expect(errorOf(of(shown, 'audio'))).toBeLessThanOrEqual(intervalMs + 24);
    expect(timeline.report.audio.standsStill).toBe(true);
    expect(timeline.report.video.standsStill).toBe(false);
    expectOrder(shown);
  });

  it.each([1, 4])('of video: it is placed with the audio, at %i times real time', (speed) => {
    for (const rate of [10, 25, 30, 60]) {
      const { shown, timeline, intervalMs } = play({ videoClock: () => 0, bFrames: 0, rate, speed });
      expect(errorOf(of(shown, 'video'))).toBeLessThanOrEqual(2 * intervalMs + 24);
      expect(errorOf(of(shown, 'video').slice(-1))).toBeLessThanOrEqual(intervalMs);
      expect(timeline.report.video.standsStill).toBe(true);
      expectOrder(shown);
    }
  });

  it('of both, or of video without audio: it is placed as it arrives', () => {
    for (const audioClock of [undefined, () => 0]) {
      const { shown, intervalMs } = play({
        videoClock: () => 7_000,
        bFrames: 0,
        ...(audioClock && { audioClock }),
      });
      expect(errorOf(of(shown, 'video'))).toBeLessThanOrEqual(intervalMs);
      expectOrder(shown);
    }
  });

  it('goes on when the clock does, from there', () => {
    const { shown, intervalMs } = play({ videoClock: (ms) => (ms < 3000 ? 0 : ms), bFrames: 0 });
    expect(errorOf(of(shown, 'video'))).toBeLessThanOrEqual(2 * intervalMs);
  });
});

describe('a clock that jumps', () => {
  const jumps = [-3_600_000, -2_000, -1_900, -500, -200, -120, 3_000, 9_000, 3_600_000];

  it.each(jumps)('by %i ms, of video and audio together: time goes on, and lips stay in step', (jump) => {
    const clock = (ms: number): number => ms + 4_000_000 + (ms >= 3_000 ? jump : 0);
    const { shown, intervalMs } = play({ videoClock: clock, audioClock: clock });
    expect(errorOf(shown)).toBeLessThanOrEqual(intervalMs + 24);
    expectOrder(shown);
  });

  it.each(jumps)('by %i ms, of video alone', (jump) => {
    const { shown, intervalMs } = play({
      videoClock: (ms) => ms + 4_000_000 + (ms >= 3_000 ? jump : 0),
      audioClock: (ms) => ms + 4_000_000,
    });
    expect(errorOf(of(shown, 'video'))).toBeLessThanOrEqual(intervalMs + 24);
    expectOrder(shown);
  });

  it.each(jumps)('by %i ms, of audio alone', (jump) => {
    const { shown, intervalMs } = play({
      audioClock: (ms) => ms + 4_000_000 + (ms >= 3_000 ? jump : 0),
      videoClock: (ms) => ms + 4_000_000,
    });
    expect(errorOf(of(shown, 'video'))).toBeLessThanOrEqual(1);
    expect(errorOf(of(shown, 'audio'))).toBeLessThanOrEqual(intervalMs + 124);
    expectOrder(shown);
  });

  it('without audio, by up to two seconds back, again and again', () => {
    const { shown, intervalMs } = play({
      videoClock: (ms) => 100_000 + ms - 1_900 * Math.floor(ms / 2_000),
      seconds: 20,
      bFrames: 0,
      audioClock: undefined as never,
    });
    expect(errorOf(shown)).toBeLessThanOrEqual(intervalMs * 10);
    expectOrder(shown);
  });

  it('over the end of 32 bits is not a jump', () => {
    const clock = (ms: number): number => 2 ** 32 - 3_000 + ms;
    for (const offset of [0, 1_000, -1_000]) {
      const { shown, timeline } = play({ videoClock: clock, audioClock: (ms) => clock(ms) + offset });
      expect(errorOf(of(shown, 'video'))).toBeLessThanOrEqual(1);
      expect(timeline.report.video).toMatchObject({ back: 0, forward: 0 });
      expect(timeline.report.audio).toMatchObject({ back: 0, forward: 0 });
    }
  });
});

it('time stamps out of order, of frames that bear their presentation time twice, are put in order and lose no time', () => {
  for (const group of [2, 3, 4]) {
    const frames = (ms: number): number => {
      const i = Math.round(ms / 40);
      const at = i % group;
      return (i - at + (at === 0 ? group - 1 : at - 1)) * 40;
    };
    const { shown } = play({ videoClock: frames, bFrames: 0 });
    expect(errorOf(of(shown, 'video'))).toBeLessThanOrEqual(group * 40);
    expectOrder(shown);
  }
});

it('whatever the clocks do, decoding goes on and nothing is presented before its turn', () => {
  const event = fc.record({
    atMs: fc.integer({ min: 0, max: 8000 }),
    byMs: fc.integer({ min: -12_000, max: 12_000 }),
    of: fc.constantFrom('audio', 'video', 'both'),
  });
  const clockOf =
    (events: readonly { atMs: number; byMs: number; of: string }[], kind: string, speed: number) =>
    (ms: number) =>
      1_000_000 +
      ms * speed +
      events
        .filter((e) => ms >= e.atMs && (e.of === 'both' || e.of === kind))
        .reduce((sum, e) => sum + e.byMs, 0);
  fc.assert(
    fc.property(
      fc.array(event, { maxLength: 6 }),
      fc.constantFrom(0, 0.9, 1, 1.1),
      fc.constantFrom(0, 0.9, 1, 1.1),
      fc.constantFrom(12.5, 25, 30000 / 1001, 60),
      fc.constantFrom<0 | 2>(0, 2),
      (events, videoSpeed, audioSpeed, rate, bFrames) => {
        const { shown } = play({
          rate,
          bFrames,
          videoClock: clockOf(events, 'video', videoSpeed),
          audioClock: clockOf(events, 'audio', audioSpeed),
        });
        expectOrder(shown);
      },
    ),
    { numRuns: 150 },
  );
});
