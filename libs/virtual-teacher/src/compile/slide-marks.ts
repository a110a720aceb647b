import { isMark, parseMark } from '@lockstep/lesson';
import { type SlideChange } from '../avatar/stage.js';
import { type ClipMark } from '../clip/clip.js';
import { type Sentence } from './sentence.js';

/**
 * The slide that is shown after a mark: index from 0, null while there is none. `next` and `previous` count from the
 * slide before it; nothing is shown before the first one.
 */
export function slideAfter(markText: string, slide: number | null): number | null {
  const mark = parseMark(markText);
  if (!isMark(mark) || mark.type !== 'slide') return slide;
  if (mark.to === 'next') return slide === null ? 0 : slide + 1;
  if (mark.to === 'previous') return Math.max(0, (slide ?? 0) - 1);
  return mark.to - 1;
}

/** The slide shown after the last mark of a sentence. */
export const slideAtEnd = (sentence: Sentence, slide: number | null): number | null =>
  slidesOf(sentence, slide).at(-1) ?? slide;

/** Every slide that is shown while a sentence is said, in order. */
export function slidesOf({ words, endMarks }: Sentence, slide: number | null): (number | null)[] {
  const slides = [slide];
  for (const mark of [...words.flatMap(({ marks }) => marks), ...endMarks]) {
    slides.push(slideAfter(mark, slides.at(-1) ?? null));
  }
  return slides;
}

export function slideChanges(marks: readonly ClipMark[], slide: number | null): SlideChange[] {
  const changes: SlideChange[] = [];
  let shown = slide;
  for (const { picture, mark } of marks) {
    const next = slideAfter(mark, shown);
    if (next !== shown && next !== null) changes.push({ picture, slide: next });
    shown = next;
  }
  return changes;
}
