import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecordedPast } from './recorded-past.js';
import type { ListedStretch } from './stored-segments.js';

/** Stretches of segments of a second each; between two stretches nobody published for 5 s. */
function stretchesOf(...lengths: readonly number[]): ListedStretch[] {
  let atMs = 0;
  return lengths.map((length) => {
    const segments = Array.from({ length }, (_, number) => {
      const startMs = atMs;
      atMs += 1000;
      return {
        offset: 100 + number,
        length: 1,
        startMs,
        endMs: atMs,
        wallClockMs: undefined,
        isIndependent: true,
      };
    });
    atMs += 5000;
    return { init: { offset: 0, length: 100 }, segments };
  });
}

/** Stretch and number of each segment. */
const places = (past: RecordedPast, fromMs: number): string[] =>
  past.from(fromMs).flatMap(({ stretch, segments }) => segments.map(({ number }) => `${stretch}/${number}`));

describe('the past of a recording that grows', () => {
  it('is there up to the segment that may still grow, and as far back as the window reaches', () => {
    const past = new RecordedPast(stretchesOf(10, 5), 6000);
    // ends at 19 s: what ended at 13 s or before is out of the window
    expect(past.extent).toEqual({ startMs: 15_000, endMs: 19_000 });
    expect(new RecordedPast(stretchesOf(10, 5), 10_500).extent).toEqual({ startMs: 8000, endMs: 19_000 });
    expect(new RecordedPast(stretchesOf(10, 1), 3000).extent).toEqual({ startMs: 7000, endMs: 10_000 });
  });

  it('is nothing before its first whole segment', () => {
    for (const stretches of [[], stretchesOf(0), stretchesOf(1)]) {
      const past = new RecordedPast(stretches, 60_000);
      expect(past.extent).toBeUndefined();
      expect(past.from(0)).toEqual([]);
    }
  });

  it('names the segment that holds a time, and what follows for half a minute, by places that never change', () => {
    const past = new RecordedPast(stretchesOf(3, 4), 60_000);
    expect(places(past, 1500)).toEqual(['0/1', '0/2', '1/0', '1/1', '1/2']);
    // the end of a segment is the beginning of the next one; in a gap it is the one behind it
    expect(places(past, 1000)).toEqual(['0/1', '0/2', '1/0', '1/1', '1/2']);
    expect(places(past, 4000)).toEqual(['1/0', '1/1', '1/2']);
    expect(places(past, 99_000)).toEqual([]);
    expect(places(new RecordedPast(stretchesOf(200), 600_000), 50_000)).toHaveLength(30);
    expect(places(new RecordedPast(stretchesOf(3, 4), 3000), 0)).toEqual(['1/0', '1/1', '1/2']);
  });

  it('leads through every segment of the window once, from the end of one answer to the next', () => {
    const lengths = fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 6 });
    fc.assert(
      fc.property(lengths, fc.integer({ min: 1000, max: 200_000 }), (counts, windowMs) => {
        const past = new RecordedPast(stretchesOf(...counts), windowMs);
        const seen: string[] = [];
        let fromMs = 0;
        for (let answer = past.from(fromMs); answer.length > 0; answer = past.from(fromMs)) {
          seen.push(...places(past, fromMs));
          fromMs = answer.at(-1)?.segments.at(-1)?.endMs ?? Infinity;
        }
        expect(new Set(seen).size).toBe(seen.length);
        const { startMs = 0, endMs = 0 } = past.extent ?? {};
        const all = stretchesOf(...counts).flatMap(({ segments }) => segments);
        const within = all.filter((segment) => segment.startMs >= startMs && segment.endMs <= endMs);
        expect(seen).toHaveLength(past.extent ? within.length : 0);
      }),
    );
  });
});
