import {
  type Cue,
  type LessonAction,
  type LessonEvent,
  type LessonState,
  type Question,
  traitsOf,
} from '@lockstep/contracts';
import { ValidationFailed } from '../errors/domain-error.js';
import type { TaughtLesson } from '../sessions/stored-session.js';
import type { MadeEvent } from './lesson-channel.js';
import { NoQuestion } from './signalling-errors.js';

/** What the class has answered, summed up. */
export type Tally = {
  readonly counts: Record<string, number>;
  readonly total: number;
  /** Of a word cloud: what several answered. */
  readonly words?: readonly { readonly text: string; readonly count: number }[];
  readonly question: Question;
};
/** Counts the answers to the latest opening of a question. @throws NoQuestion */
export type CountAnswers = (questionId: string) => Promise<Tally>;

/**
 * Makes the event of what an author planned or a teacher asked for. @throws ValidationFailed for a slide or question
 * that the lesson does not have, {@link NoQuestion} where there is none to close or to sum up.
 */
export async function eventOf(
  action: LessonAction | Cue,
  lesson: TaughtLesson,
  projected: LessonState,
  count: CountAnswers,
): Promise<MadeEvent> {
  switch (action.type) {
    case 'lesson.started':
      return { event: lessonStarted(lesson) };
    case 'lesson.ended':
      return { event: { type: 'lesson.ended', lessonId: lesson.id } };
    case 'slide.shown':
      return { event: slideShown(action, lesson) };
    case 'question.opened':
      return opened(questionOf(lesson, action.questionId));
    case 'question.asked':
      return opened(action.question);
    case 'question.closed': {
      const open = projected.question?.open === true ? projected.question.id : undefined;
      const questionId = action.questionId ?? open;
      if (questionId === undefined) throw new NoQuestion();
      return { event: { type: 'question.closed', questionId } };
    }
    case 'class.result': {
      const questionId = action.questionId ?? projected.question?.id;
      if (questionId === undefined) throw new NoQuestion();
      return { event: resultOf(questionId, action.reveal, await count(questionId)) };
    }
    case 'caption':
      return { event: withoutTime({ lang: lesson.language, ...action }) };
    case 'highlight':
      return { event: withoutTime(action) };
    case 'feedback.class':
      return { event: withoutTime(action) };
    case 'teacher.mode':
      return { event: withoutTime(action) };
    case 'marker':
      return { event: withoutTime(action) };
  }
}

export function lessonStarted(lesson: TaughtLesson): LessonEvent {
  const { id, title, deck } = lesson;
  return { type: 'lesson.started', lessonId: id, title, ...(deck && { deck }) };
}

function slideShown({ index, step }: { index: number; step?: number }, { deck }: TaughtLesson): LessonEvent {
  const count = deck?.slideCount ?? 0;
  if (deck === null || index >= count) {
    const message =
      count === 0 ? 'the lesson has no slides' : `the lesson has slides 0 to ${String(count - 1)}`;
    const reason = { code: 'no-such-slide', params: { count } } as const;
    throw new ValidationFailed([{ ...reason, field: 'event.index', message }]);
  }
  return { type: 'slide.shown', deckId: deck.id, index, ...(step !== undefined && { step }) };
}

function questionOf(lesson: TaughtLesson, questionId: string): Question {
  const question = lesson.questions.find(({ id }) => id === questionId);
  if (question) return question;
  throw new ValidationFailed([
    {
      ...({ code: 'no-such-question', params: { id: questionId } } as const),
      field: 'event.questionId',
      message: `the lesson has no question ${questionId}`,
    },
  ]);
}

/** The event that asks this question of the class. */
export function opened(question: Question): MadeEvent {
  const { id, kind, prompt, choices, windowMs, tries, ...more } = question;
  return {
    question,
    event: {
      type: 'question.opened',
      questionId: id,
      kind,
      prompt,
      ...(choices.length > 0 && { choices }),
      ...(windowMs !== undefined && { windowMs }),
      ...traitsOf({ ...more, ...(tries !== undefined && tries > 1 && { tries }) }),
    },
  };
}

function resultOf(
  questionId: string,
  reveal: boolean,
  { counts, total, words, question }: Tally,
): LessonEvent {
  const { correct, solution } = question;
  return {
    type: 'class.result',
    questionId,
    counts,
    total,
    ...(reveal && correct.length > 0 && { correct }),
    ...(reveal && solution && { solution }),
    ...(words && { words: [...words] }),
  };
}

/** A cue is an event with a time; the time is no part of the body. */
function withoutTime<T extends object>(event: T): Omit<T, 'atMs'> {
  return Object.fromEntries(Object.entries(event).filter(([key]) => key !== 'atMs')) as Omit<T, 'atMs'>;
}
