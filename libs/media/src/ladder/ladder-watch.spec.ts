import { describe, expect, it } from 'vitest';
import { DEFAULT_PATIENCE, LadderWatch } from './ladder-watch.js';

/** A watch by a clock of its own, and what it found. */
function watched() {
  let nowMs = 0;
  const found: string[] = [];
  const watch = new LadderWatch(
    DEFAULT_PATIENCE,
    {
      stalled: (ms) => found.push(`stalled ${ms}`),
      overloaded: (ms) => found.push(`overloaded ${ms}`),
      relieved: () => found.push('relieved'),
    },
    () => nowMs,
  );
  watch[Symbol.dispose](); // its timer: the test looks itself
  watch.begin(2);
  const pass = (ms: number, each: (streamMs: number) => void): void => {
    for (const endMs = nowMs + ms; nowMs < endMs;) {
      nowMs += 250;
      each(nowMs);
      watch.look();
    }
  };
  return { watch, found, pass };
}

describe('the watch over the process of the renditions', () => {
  it('finds one that makes nothing of what it gets, and lets one start', () => {
    const { watch, found, pass } = watched();
    pass(7_500, (ms) => watch.fed(ms));
    expect(found).toEqual([]);
    watch.made(0, 7_500);
    pass(1_500, (ms) => watch.fed(ms));
    expect(found).toEqual([]);
    pass(500, (ms) => watch.fed(ms));
    expect(found).toEqual(['stalled 1750']);
  });

  it('does not blame it for a publisher that pauses', () => {
    const { watch, found, pass } = watched();
    watch.fed(0);
    watch.made(0, 0);
    pass(30_000, () => undefined);
    expect(found).toEqual([]);
  });

  it('finds one that stays behind, not one that catches up', () => {
    const { watch, found, pass } = watched();
    let lagMs = 9_000;
    const lag = (byMs: number) => (ms: number) => {
      lagMs += byMs;
      watch.fed(ms + 10_000);
      watch.made(0, ms + 10_000);
      watch.made(1, ms + 10_000 - lagMs);
    };
    pass(6_000, lag(-250));
    expect(found).toEqual([]);
    pass(2_000, lag(10));
    expect(found).toEqual(['overloaded 3060']);
  });

  it('says when there is room again, and waits twice as long after it was too early', () => {
    const { watch, found, pass } = watched();
    const easy = (ms: number): void => {
      watch.fed(ms);
      for (const output of [0, 1]) watch.made(output, ms);
    };
    const hard = (ms: number): void => {
      watch.fed(ms);
      for (const output of [0, 1]) watch.made(output, ms - 5_000);
    };
    pass(59_750, easy);
    expect(found).toEqual([]);
    pass(250, easy);
    expect(found.splice(0)).toEqual(['relieved']);
    pass(1_750, hard);
    expect(found.splice(0)).toEqual(['overloaded 5000']);
    watch.begin(1);
    pass(119_750, easy);
    expect(found).toEqual([]);
    pass(250, easy);
    expect(found).toEqual(['relieved']);
  });
});
