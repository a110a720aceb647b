import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mediaMsOfSeconds, mediaMsOfTimestamp, Timeline } from './timeline.js';

describe('Timeline', () => {
  it('knows no time before an epoch is known', () => {
    const timeline = new Timeline();
    expect(timeline.isEmpty).toBe(true);
    expect(timeline.streamMs(0)).toBeNaN();
    expect(timeline.mediaMs(0)).toBeUndefined();
  });

  it('maps both ways where a stream starts far from 0', () => {
    const timeline = new Timeline();
    timeline.add({ fromMediaMs: 0, baseMs: 5_000_000_000 });
    expect(timeline.streamMs(40)).toBe(5_000_000_040);
    expect(timeline.mediaMs(5_000_000_040)).toBe(40);
  });

  it('keeps the earlier epoch for frames that are still to be shown when the stream begins anew', () => {
    const timeline = new Timeline();
    timeline.add({ fromMediaMs: 0, baseMs: 9_000 });
    timeline.add({ fromMediaMs: 500, baseMs: -500 });
    expect(timeline.streamMs(499)).toBe(9_499);
    expect(timeline.streamMs(500)).toBe(0);
    expect(timeline.mediaMs(9_400)).toBe(9_900);
    expect(timeline.mediaMs(3)).toBe(503);
  });

  it('lets an epoch take the place of one that begins no earlier', () => {
    const timeline = new Timeline();
    timeline.add({ fromMediaMs: 100, baseMs: 1 });
    timeline.add({ fromMediaMs: 100, baseMs: 2 });
    expect(timeline.streamMs(100)).toBe(102);
  });

  it('still knows the present epoch after the past ones are forgotten', () => {
    const timeline = new Timeline();
    timeline.add({ fromMediaMs: 0, baseMs: 10 });
    timeline.add({ fromMediaMs: 1_000, baseMs: 20 });
    timeline.prune(5_000);
    expect(timeline.streamMs(6_000)).toBe(6_020);
    expect(timeline.streamMs(0)).toBe(20);
  });
});

describe('times that come back from the browser', () => {
  /** Ten years of media in milliseconds. */
  const media = fc.integer({ min: 0, max: 10 * 365 * 86_400_000 });

  it('are the whole milliseconds that were appended, though told in microseconds with an error', () => {
    fc.assert(
      fc.property(media, fc.integer({ min: -400, max: 400 }), (mediaMs, errorUs) => {
        expect(mediaMsOfTimestamp(mediaMs * 1000 + errorUs)).toBe(mediaMs);
      }),
    );
  });

  it('are the whole milliseconds that were appended, though told in floating point seconds', () => {
    fc.assert(
      fc.property(media, (mediaMs) => {
        expect(mediaMsOfSeconds(mediaMs / 1000)).toBe(mediaMs);
        expect(mediaMsOfSeconds(Math.fround(mediaMs % 4_000) / 1000)).toBe(mediaMs % 4_000);
      }),
    );
  });
});
