import type { Cue } from '@lockstep/contracts';
import { formatLessonTime, parseLessonTime } from '../../i18n/format.js';
import { newId } from '../../ui/question-draft.js';

type WithoutTime<T> = T extends unknown ? Omit<T, 'atMs'> : never;

/** What a cue does, without when. */
export type CueAction = WithoutTime<Cue>;
export type CueType = Cue['type'];

/** A cue while it is being written: its time as typed. `key` tells rows apart while their times change. */
export type CueDraft = { readonly key: string; readonly time: string; readonly action: CueAction };

export function toCueDraft({ atMs, ...action }: Cue): CueDraft {
  return { key: newId('cue'), time: formatLessonTime(atMs), action };
}

/** The cues in the order of their times; null when a time cannot be read. */
export function toCues(drafts: readonly CueDraft[]): Cue[] | null {
  const cues: Cue[] = [];
  for (const { time, action } of drafts) {
    const atMs = parseLessonTime(time);
    if (atMs === null) return null;
    cues.push({ ...action, atMs });
  }
  return cues.sort((a, b) => a.atMs - b.atMs);
}

/** Rows by time; those without a readable one stay at the end, where they are being written. */
export const sortDrafts = (drafts: readonly CueDraft[]): CueDraft[] =>
  [...drafts].sort((a, b) => (parseLessonTime(a.time) ?? Infinity) - (parseLessonTime(b.time) ?? Infinity));

/** A first version of a cue of some type, for an author to fill in. */
export function newAction(type: CueType, questionId: string | undefined): CueAction {
  const about = questionId === undefined ? {} : { questionId };
  switch (type) {
    case 'slide.shown':
      return { type, index: 0 };
    case 'highlight':
      return { type, target: null };
    case 'question.opened':
      return { type, questionId: questionId ?? '' };
    case 'question.closed':
      return { type, ...about };
    case 'class.result':
      return { type, reveal: true, ...about };
    case 'feedback.class':
      return { type, text: '' };
    case 'caption':
      return { type, text: '', durationMs: 3000 };
    case 'teacher.mode':
      return { type, mode: 'human' };
    case 'marker':
      return { type, name: '' };
    case 'lesson.ended':
      return { type };
  }
}

export const cueTypes: readonly CueType[] = [
  'slide.shown',
  'highlight',
  'question.opened',
  'question.closed',
  'class.result',
  'feedback.class',
  'caption',
  'teacher.mode',
  'marker',
  'lesson.ended',
];
