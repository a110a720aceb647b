import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LiveEdge } from './live-edge.js';

/** Frames every 40 ms from media time 0 and local time 0 on, each late by what `lateMs` says. */
function feed(edge: LiveEdge, count: number, lateMs: (index: number) => number): number {
  let nowMs = 0;
  for (let index = 0; index < count; index++) {
    nowMs = Math.max(nowMs, index * 40 + lateMs(index));
    edge.arrived(index * 40, nowMs);
  }
  return nowMs;
}

describe('LiveEdge', () => {
  it('knows nothing before the first frame', () => {
    expect(new LiveEdge().at(0)).toBeUndefined();
    expect(new LiveEdge().jitterMs(0)).toBe(0);
  });

  it('moves on between two arrivals, but not far ahead of the newest frame', () => {
    const edge = new LiveEdge();
    feed(edge, 100, () => 30);
    expect(edge.at(99 * 40 + 50)).toBe(99 * 40 + 20);
    expect(edge.at(99 * 40 + 5_000)).toBe(99 * 40 + 250);
  });

  it('follows the fastest frames, whatever the delay of the others', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 39 }), { minLength: 50, maxLength: 150 }), (late) => {
        const edge = new LiveEdge();
        const nowMs = feed(edge, late.length, (index) => (index % 10 === 0 ? 0 : (late[index] ?? 0)));
        expect(edge.at(nowMs)).toBe(nowMs);
      }),
    );
  });

  it('measures the jitter of the path, and not the burst with which a stream starts', () => {
    const edge = new LiveEdge();
    for (let index = 0; index < 50; index++) edge.arrived(index * 40 - 2_000, 0);
    expect(edge.jitterMs(500)).toBe(0);
    for (let index = 0; index < 150; index++) edge.arrived(index * 40, index * 40 + (index % 2) * 25);
    expect(edge.jitterMs(150 * 40)).toBe(25);
  });

  it('believes after some seconds that the path became slower', () => {
    const edge = new LiveEdge();
    feed(edge, 25, () => 0);
    for (let index = 25; index < 300; index++) edge.arrived(index * 40, index * 40 + 500);
    expect(edge.at(299 * 40 + 500)).toBe(299 * 40);
  });

  it('forgets everything with another timeline', () => {
    const edge = new LiveEdge();
    feed(edge, 10, () => 0);
    edge.reset();
    expect(edge.at(1_000)).toBeUndefined();
  });
});
