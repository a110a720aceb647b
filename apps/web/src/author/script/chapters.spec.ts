import type { TimelineEntry } from '@lockstep/contracts';
import { describe, expect, it } from 'vitest';
import { chaptersOf } from './chapters.js';

const entry = (
  kind: TimelineEntry['kind'],
  stepId: string,
  atMs: number,
  durationMs: number,
): TimelineEntry => ({ kind, stepId, atMs, durationMs, text: `${stepId} ${kind}`, line: null });

const timeline = [
  entry('mark', 'hello', 0, 0),
  entry('say', 'hello', 0, 2000),
  entry('say', 'hello', 2000, 1000),
  entry('prompt', 'q', 3000, 1500),
  entry('window', 'q', 4500, 20_000),
  entry('feedback', 'q', 24_500, 2000),
  entry('pause', 'rest', 26_500, 500),
];

describe('the steps on the bar of the preview', () => {
  it('are one for each step, a question with its window and answer', () => {
    expect(chaptersOf(timeline)).toEqual([
      { stepId: 'hello', fromMs: 0, toMs: 3000, look: 'say', text: 'hello say', line: null },
      { stepId: 'q', fromMs: 3000, toMs: 26_500, look: 'ask', text: 'q prompt', line: null },
      { stepId: 'rest', fromMs: 26_500, toMs: 27_000, look: 'pause', text: 'rest pause', line: null },
    ]);
  });
});
