import { isMark, parseMark } from '@lockstep/lesson';
import type { SlideChange, SlideView } from '../avatar/stage.js';
import type { ClipMark } from '../clip/clip.js';
import type { Sentence } from './sentence.js';

/** What is shown after a mark. `next` and `previous` count from what is shown before it. */
export function viewAfter(markText: string, view: SlideView): SlideView {
  const mark = parseMark(markText);
  if (!isMark(mark)) return view;
  const { slide, step } = view ?? { slide: 0, step: 0 };
  switch (mark.type) {
    case 'slide':
      if (mark.to === 'next') return { slide: slide + 1, step: 0 };
      if (mark.to === 'previous') return { slide: Math.max(0, slide - 1), step: 0 };
      return { slide: mark.to - 1, step: 0 };
    case 'step':
      return { slide, step: mark.to === 'next' ? step + 1 : mark.to };
    default:
      return view;
  }
}

export const marksOf = ({ words, endMarks }: Sentence): string[] => [
  ...words.flatMap(({ marks }) => marks),
  ...endMarks,
];

/** Every view that is shown while a sentence is said, in order, the one before it first. */
export function viewsOf(sentence: Sentence, view: SlideView): SlideView[] {
  const views = [view];
  for (const mark of marksOf(sentence)) views.push(viewAfter(mark, views.at(-1) ?? null));
  return views;
}

/** What is shown when a sentence has been said. */
export const viewAtEnd = (sentence: Sentence, view: SlideView): SlideView =>
  marksOf(sentence).reduce<SlideView>((shown, mark) => viewAfter(mark, shown), view);

export function slideChanges(marks: readonly ClipMark[], view: SlideView): SlideChange[] {
  const changes: SlideChange[] = [];
  let shown = view;
  for (const { picture: frame, mark } of marks) {
    const next = viewAfter(mark, shown);
    if (next !== shown) changes.push({ frame, view: next });
    shown = next;
  }
  return changes;
}
