import { describe, expect, it } from 'vitest';
import type { CompiledSlide } from '../../lessons/compiles/compiled-record.js';
import { MarkActions } from './mark-actions.js';

const word = (text: string, x: number) => ({ text, region: { x, y: 0.5, width: 0.1, height: 0.1 } });
const slides: CompiledSlide[] = [
  { title: 'One', steps: [{ index: 0, words: [word('walk', 0.4)] }] },
  {
    title: 'Two',
    steps: [
      { index: 1, words: [] },
      { index: 2, words: [word('walked', 0.4)] },
    ],
  },
];
const actions = (...marks: string[]) => {
  const lesson = new MarkActions(slides, { regions: {} });
  return marks.map((mark) => lesson.actionOf(mark));
};

describe('marks', () => {
  it('show each build step as a slide of the deck', () => {
    const shown = actions('slide 1', 'slide next', 'step next', 'slide previous', 'slide 2', 'step 1');
    expect(shown.map((action) => action?.type === 'slide.shown' && action.index)).toEqual([0, 1, 2, 0, 1, 2]);
  });

  it('highlight what stands on the slide that is shown then', () => {
    const [, , highlight, none] = actions('slide 2', 'step 1', 'highlight walked', 'highlight none');
    expect(highlight).toMatchObject({ type: 'highlight', target: { x: 0.4 } });
    expect(none).toEqual({ type: 'highlight', target: null });
  });

  it('that cannot be met, and silence, make no event', () => {
    expect(actions('slide 9', 'step 3', 'highlight ran', 'slide', 'pause 300')).toEqual(
      Array.from({ length: 5 }, () => undefined),
    );
    expect(actions('marker here')).toEqual([{ type: 'marker', name: 'here' }]);
  });
});
