import type { ReplayEvent } from '@lockstep/player/replay';
import { describe, expect, it } from 'vitest';
import { densityOf, lanesOf } from './lanes.js';
import { wallClockAt } from './wall-clock.js';

const times = { startPtsMs: 60_000, endPtsMs: 70_000 };
const words = {
  slide: (index: number) => `Slide ${index + 1}`,
  privately: 'to one',
  control: () => 'control',
};
const at = (seq: number, ms: number, event: ReplayEvent['event']): ReplayEvent => ({
  seq,
  ptsMs: 60_000 + ms,
  event,
});

describe('the lanes of a recording', () => {
  it('hold what was shown, said, asked and told, each until it was taken away', () => {
    const lanes = lanesOf(
      [
        at(1, 0, { type: 'lesson.started', lessonId: 'l', title: 'Ice', deck: { id: 'd', slideCount: 2 } }),
        at(2, 100, { type: 'caption', text: 'Look.', durationMs: 800 }),
        at(3, 500, { type: 'caption', text: 'Again.' }),
        at(4, 2000, { type: 'caption', text: '' }),
        at(5, 3000, { type: 'slide.shown', deckId: 'd', index: 1 }),
        at(6, 4000, { type: 'question.opened', questionId: 'q', kind: 'short', prompt: 'Why?' }),
        at(7, 6000, { type: 'question.closed', questionId: 'q' }),
        at(8, 6500, { type: 'feedback.private', feedbackId: 'f' }),
        at(9, 7000, { type: 'feedback.class', text: 'Well done.', durationMs: 60_000 }),
        at(10, 8000, { type: 'teacher.mode', mode: 'human' }),
      ],
      times,
      words,
    );
    expect(lanes).toEqual({
      slides: [
        { fromMs: 0, toMs: 3000, text: 'Slide 1' },
        { fromMs: 3000, toMs: 10_000, text: 'Slide 2' },
      ],
      words: [
        { fromMs: 100, toMs: 500, text: 'Look.' },
        { fromMs: 500, toMs: 2000, text: 'Again.' },
      ],
      questions: [{ fromMs: 4000, toMs: 6000, text: 'Why?', openedSeq: 6 }],
      feedback: [
        { fromMs: 6500, toMs: 6500, text: 'to one' },
        { fromMs: 7000, toMs: 10_000, text: 'Well done.' },
      ],
      controls: [{ fromMs: 8000, toMs: 8000, text: 'control' }],
    });
  });

  it('count what there is in each part, and leave out what lies outside', () => {
    const counted = [60_000, 60_999, 69_999, 70_000, 59_999].map((ptsMs) => ({ ptsMs, count: 2 }));
    expect(densityOf(counted, times, 10)).toEqual([4, 0, 0, 0, 0, 0, 0, 0, 0, 2]);
  });
});

it('the time of day is counted from the event before, over a pause of the stream', () => {
  const aired = [
    { ptsMs: 1000, wallClockMs: 500_000 },
    { ptsMs: 9000, wallClockMs: 900_000 },
  ];
  expect(wallClockAt(aired, 3000)).toBe(502_000);
  expect(wallClockAt(aired, 9040)).toBe(900_040);
  expect(wallClockAt(aired, 0)).toBe(499_000);
  expect(wallClockAt([], 0)).toBeUndefined();
});
