import { ANNEX_B } from '@lockstep/sei';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { VideoFrame } from '../video/video-frame.js';
import type { EventRequest } from './event-line.js';
import { EventSchedule, type ScheduledFrame } from './event-schedule.js';

const videoFrame = (frame: number, ptsMs: number, dtsMs: number): VideoFrame => ({
  frame,
  ptsMs,
  dtsMs,
  offset: 0,
  codec: 'h264',
  framing: ANNEX_B,
  bytes: new Uint8Array(0),
});
const request = (line: number, at: EventRequest['at']): EventRequest => ({
  line,
  at,
  isLesson: false,
  nalUnits: () => [],
});

/** Frames of 40 ms shown in the order of `shown`, which gives the output position of each. */
const videoFrames = (shown: readonly number[], delay = 2): VideoFrame[] =>
  shown.map((position, frame) => videoFrame(frame, position * 40, (frame - delay) * 40));

function place(
  requests: EventRequest[],
  stream: VideoFrame[],
): { schedule: EventSchedule; scheduled: ScheduledFrame[] } {
  const schedule = new EventSchedule(requests);
  const scheduled = stream.flatMap((one) => schedule.push(one));
  scheduled.push(...schedule.end());
  return { schedule, scheduled };
}

/** Line number to frame. */
const framesOf = (scheduled: readonly ScheduledFrame[]): Record<number, number> =>
  Object.fromEntries(
    scheduled.flatMap((one) => one.requests.map(({ line }) => [line, one.videoFrame.frame])),
  );

// Decoded I P B B P B B, shown I B B P B B P.
const REORDERED = [0, 3, 1, 2, 6, 4, 5];

describe('an event', () => {
  it('for a frame goes to that access unit in decode order', () => {
    const { scheduled } = place([request(1, { frame: 1 }), request(2, { frame: 2 })], videoFrames(REORDERED));
    expect(framesOf(scheduled)).toEqual({ 1: 1, 2: 2 });
  });
  it('for a time goes to the first frame shown at or after it, not the first decoded', () => {
    const requests = [
      request(1, { ptsMs: 40 }),
      request(2, { ptsMs: 41 }),
      request(3, { ptsMs: -5 }),
      request(4, { ptsMs: 121 }),
    ];
    expect(framesOf(place(requests, videoFrames(REORDERED)).scheduled)).toEqual({ 1: 2, 2: 3, 3: 0, 4: 5 });
  });
  it('shares its frame with others in the order of their lines', () => {
    const requests = [request(1, { ptsMs: 80 }), request(2, { frame: 3 }), request(3, { ptsMs: 50 })];
    const { scheduled } = place(requests, videoFrames(REORDERED));
    expect(scheduled[3]?.requests.map(({ line }) => line)).toEqual([1, 2, 3]);
  });
  it('without a frame is left over, in the order of lines', () => {
    const requests = [request(1, { ptsMs: 241 }), request(2, { frame: 7 }), request(3, { frame: 6 })];
    const { schedule } = place(requests, videoFrames(REORDERED));
    expect(schedule.unmatched.map(({ line }) => line)).toEqual([1, 2]);
  });
});

it('keeps frames back only until no later one can be shown earlier', () => {
  const schedule = new EventSchedule([request(1, { ptsMs: 100 })]);
  const released = videoFrames(REORDERED).map((one) =>
    schedule.push(one).map(({ videoFrame: { frame } }) => frame),
  );
  // Frame 1 is shown at 120 ms; frames decoded before that may still come earlier.
  expect(released).toEqual([[0], [], [], [], [], [1, 2, 3, 4, 5], [6]]);
});

it('holds no more than 64 frames back, whatever the time stamps say', () => {
  const schedule = new EventSchedule([request(1, { ptsMs: 0 })]);
  let held = 0;
  for (let frame = 0; frame < 1000; frame++) {
    held += 1 - schedule.push(videoFrame(frame, 1e9, 0)).length;
    expect(held).toBeLessThanOrEqual(64);
  }
});

it('finds for any times and order what a look at the whole stream finds', () => {
  // Output order within groups of up to 8 frames, as B-frames make it.
  const order = fc
    .array(fc.array(fc.nat(), { minLength: 1, maxLength: 8 }), { maxLength: 6 })
    .map((groups) => {
      const shown: number[] = [];
      for (const keys of groups) {
        const ranks = keys.map((_, index) => index).sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0));
        const base = shown.length;
        for (const [index] of keys.entries()) shown.push(base + ranks.indexOf(index));
      }
      return shown;
    });
  fc.assert(
    fc.property(order, fc.array(fc.integer({ min: -50, max: 2200 }), { maxLength: 12 }), (shown, times) => {
      const stream = videoFrames(shown, 8);
      const { schedule, scheduled } = place(
        times.map((ptsMs, index) => request(index + 1, { ptsMs })),
        stream,
      );
      expect(scheduled.map((one) => one.videoFrame)).toEqual(stream);
      const expected = times.flatMap((ptsMs, index) => {
        const later = stream.filter((one) => one.ptsMs >= ptsMs).sort((a, b) => a.ptsMs - b.ptsMs);
        return later[0] ? [[index + 1, later[0].frame]] : [];
      });
      expect(framesOf(scheduled)).toEqual(Object.fromEntries(expected));
      expect(schedule.unmatched).toHaveLength(times.length - expected.length);
    }),
  );
});
