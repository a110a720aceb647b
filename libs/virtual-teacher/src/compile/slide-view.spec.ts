import { describe, expect, it } from 'vitest';
import { sentencesOfNarration } from './sentence.js';
import type { SlideView } from '../avatar/stage.js';
import { slideChanges, viewAfter, viewAtEnd } from './slide-view.js';

const at = (slide: number, step = 0): SlideView => ({ slide, step });

describe('what is shown after a mark', () => {
  it.each([
    { mark: 'slide 3', before: at(0), after: at(2) },
    { mark: 'slide next', before: at(2, 1), after: at(3) },
    { mark: 'slide next', before: null, after: at(1) },
    { mark: 'slide previous', before: at(2, 2), after: at(1) },
    { mark: 'slide previous', before: at(0), after: at(0) },
    { mark: 'step 2', before: at(1), after: at(1, 2) },
    { mark: 'step next', before: null, after: at(0, 1) },
    { mark: 'highlight went', before: at(1, 1), after: at(1, 1) },
  ])('$mark', ({ mark, before, after }) => expect(viewAfter(mark, before)).toEqual(after));
});

it('follows the marks of a sentence to its end', () => {
  const [sentence] = sentencesOfNarration('{slide 4} One {step next} two {slide next}.', 'en');
  if (sentence === undefined) throw new Error('nothing is said');
  expect(viewAtEnd(sentence, null)).toEqual(at(4));
});

it('changes the picture only where another slide is to be seen', () => {
  const marks = [
    { picture: 2, mark: 'highlight x' },
    { picture: 9, mark: 'slide next' },
    { picture: 20, mark: 'marker y' },
    { picture: 31, mark: 'step 1' },
  ];
  expect(slideChanges(marks, at(0))).toEqual([
    { frame: 9, view: at(1) },
    { frame: 31, view: at(1, 1) },
  ]);
});
