import { expect, it } from 'vitest';
import { spanAt } from './seek-bar.js';

const span = (fromMs: number, toMs: number) => ({ fromMs, toMs, look: 'say', text: String(fromMs) });

it('finds the part that is on at a time', () => {
  const spans = [span(0, 3000), span(3000, 26_500), span(26_500, 27_000)];
  expect(spanAt(spans, 2999)).toBe(spans[0]);
  expect(spanAt(spans, 3000)).toBe(spans[1]);
  expect(spanAt(spans, 99_000)).toBe(spans[2]);
  expect(spanAt([], 0)).toBeUndefined();
});
