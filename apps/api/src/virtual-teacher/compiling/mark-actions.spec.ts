import { describe, expect, it } from 'vitest';
import { type CompiledSlide } from './compiled-record.js';
import { MarkActions } from './mark-actions.js';

const word = (text: string, x: number, y = 0.5) => ({ text, region: { x, y, width: 0.1, height: 0.1 } });
const slides: CompiledSlide[] = [
  { title: 'One', steps: [{ index: 0, words: [word('Today', 0.1), word('I', 0.3), word('walk.', 0.4)] }] },
  {
    title: 'Two',
    steps: [
      { index: 1, words: [] },
      { index: 2, words: [word('walked', 0.4), { ...word('ed', 0.45), isPart: true }] },
    ],
  },
  { title: '三', steps: [{ index: 3, words: [word('你好', 0.1), word('世界', 0.2)] }] },
];

describe('marks', () => {
  it('show slides and build steps by their number and one after the other', () => {
    const marks = new MarkActions(slides);
    const shown = ['slide 1', 'slide next', 'step next', 'slide previous', 'slide 2', 'step 1'].map((mark) =>
      marks.actionOf(mark),
    );
    expect(shown.map((action) => action?.type === 'slide.shown' && action.index)).toEqual([0, 1, 2, 0, 1, 2]);
  });

  it.each([
    ['slide 1', 'walk', { x: 0.4 }],
    ['slide 1', 'Today I', { x: 0.1, width: 0.3 }],
    ['slide 3', '你好世界', { x: 0.1, width: 0.2 }],
  ])('after %s highlight %s where it stands', (slide, target, region) => {
    const marks = new MarkActions(slides);
    marks.actionOf(slide);
    const action = marks.actionOf(`highlight ${target}`);
    const found = action?.type === 'highlight' ? action.target : undefined;
    expect(found?.x).toBeCloseTo(region.x);
    if ('width' in region) expect(found?.width).toBeCloseTo(region.width);
  });

  it('highlight a part that the author set off, and regions that he named', () => {
    const marks = new MarkActions(slides, { 2: { verb: [0.2, 0.3, 0.4, 0.5] } });
    marks.actionOf('slide 2');
    marks.actionOf('step 1');
    expect(marks.actionOf('highlight ed')).toMatchObject({ target: { x: 0.45 } });
    expect(marks.actionOf('highlight verb')).toEqual({
      type: 'highlight',
      target: { x: 0.2, y: 0.3, width: 0.4, height: 0.5 },
    });
    expect(marks.actionOf('highlight none')).toEqual({ type: 'highlight', target: null });
  });

  it('that cannot be met are left out, and named with the reason', () => {
    const marks = new MarkActions(slides);
    const asked = ['slide 9', 'step 3', 'highlight ran', 'slide'];
    expect(asked.map((mark) => marks.actionOf(mark))).toEqual([undefined, undefined, undefined, undefined]);
    expect(marks.unmet.map(({ mark }) => mark)).toEqual(asked);
    expect(marks.unmet[2]?.reason).toBe('slide 1 does not say “ran”');
  });
});
