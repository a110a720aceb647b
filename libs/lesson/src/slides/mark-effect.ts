import type { LessonScript, Region } from '@lockstep/contracts';
import type { Mark } from '../narration/mark.js';
import type { Problem } from '../problem.js';
import { nearest } from '../nearest.js';
import { findRegion, regionsOf, type SlideWord } from './find-region.js';

/** What is known of a slide: its words at each build step, the first one as it appears. */
export type SlideFacts = { readonly steps: readonly { readonly words: readonly SlideWord[] }[] };

/** The slide that is shown, counted from 1, and its build step, counted from 0. */
export type SlidePosition = { readonly slide: number; readonly step: number };

/** A lesson begins with its first slide, so that `next` is the second. */
export const FIRST_SLIDE: SlidePosition = { slide: 1, step: 0 };

/** What a mark does while a certain slide is shown. */
export type MarkEffect =
  | { readonly type: 'slide'; readonly to: SlidePosition }
  | { readonly type: 'highlight'; readonly region: Region | null }
  | { readonly type: 'marker'; readonly name: string }
  | { readonly type: 'pause'; readonly ms: number }
  | ({ readonly type: 'impossible' } & Pick<Problem, 'code' | 'message' | 'remedy' | 'params'>);

export function effectOf(
  mark: Mark,
  at: SlidePosition,
  slides: readonly SlideFacts[],
  script: Pick<LessonScript, 'regions'>,
): MarkEffect {
  switch (mark.type) {
    case 'slide':
      return turn(mark.to, at, slides);
    case 'step':
      return build(mark.to, at, slides);
    case 'highlight':
      return mark.target === null
        ? { type: 'highlight', region: null }
        : highlight(mark.target, at, slides, script);
    default:
      return mark;
  }
}

function turn(
  to: number | 'next' | 'previous',
  at: SlidePosition,
  slides: readonly SlideFacts[],
): MarkEffect {
  const slide = typeof to === 'number' ? to : at.slide + (to === 'next' ? 1 : -1);
  if (slide >= 1 && slide <= slides.length) return { type: 'slide', to: { slide, step: 0 } };
  const message =
    typeof to === 'number'
      ? `There is no slide ${String(to)}.`
      : `There is no slide ${to === 'next' ? 'after' : 'before'} slide ${String(at.slide)}.`;
  const count = slides.length;
  const remedy = count === 0 ? 'Give the lesson slides.' : `Write a number from 1 to ${String(count)}.`;
  return { type: 'impossible', code: 'no-such-slide', message, remedy, params: { slide, count } };
}

function build(to: number | 'next', at: SlidePosition, slides: readonly SlideFacts[]): MarkEffect {
  const step = to === 'next' ? at.step + 1 : to;
  const slide = at.slide;
  const last = (slides[slide - 1]?.steps.length ?? 1) - 1;
  if (step <= last) return { type: 'slide', to: { slide, step } };
  const message = `Slide ${String(slide)} has no build step ${String(step)}.`;
  const remedy =
    last === 0 ? 'A list with * instead of - is built entry by entry.' : `Its last one is ${String(last)}.`;
  return { type: 'impossible', code: 'no-such-build-step', message, remedy, params: { slide, step, last } };
}

function highlight(
  target: string,
  at: SlidePosition,
  slides: readonly SlideFacts[],
  script: Pick<LessonScript, 'regions'>,
): MarkEffect {
  const slide = at.slide;
  const steps = slides[slide - 1]?.steps ?? [];
  const words = steps[at.step]?.words ?? [];
  const named = regionsOf(script, slide);
  const region = findRegion(target, words, named);
  if (region) return { type: 'highlight', region };
  const message = `'${target}' does not stand on slide ${String(slide)}.`;
  const isLater = steps.slice(at.step + 1).some((step) => findRegion(target, step.words) !== undefined);
  const meant = nearest(target, [
    ...Object.keys(named),
    ...words.map(({ text }) => text.replace(/[.,;:!?]+$/, '')),
  ]);
  const remedy = isLater
    ? 'It appears with a later build step: put {step …} before it.'
    : meant
      ? `Did you mean '${meant}'?`
      : words.length === 0
        ? 'Nobody knows the words of this slide: name a rectangle of it under regions.'
        : 'Write a word or phrase of the slide, or name a rectangle of it under regions.';
  const params = { target, slide, ...(!isLater && meant !== undefined && { meant }) };
  return { type: 'impossible', code: 'nothing-to-highlight', message, remedy, params };
}
