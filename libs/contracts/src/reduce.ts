import { type AnyLessonEvent, type LessonEvent, traitsOf } from './lesson-event.js';
import { initialLessonState, type LessonState, MAX_FEEDBACK_DUE } from './lesson-state.js';

/** Where in the stream an event sits: its number, and the PTS of the access unit that carries it. */
export type EventPosition = { readonly seq: number; readonly ptsMs: number };

/**
 * The state after `event`. Pure, never throws, never changes its arguments; returns the same object for an
 * event that is no part of the state. "The class moves on" when another slide is shown or a question is opened: then a closed
 * question, its result and the feedback leave the page.
 */
export function reduce(state: LessonState, event: AnyLessonEvent, at: EventPosition): LessonState {
  switch (event.type) {
    case 'lesson.started':
      return started(state, event);
    case 'lesson.ended':
      return { ...movedOn(state), phase: 'ended', highlight: null, question: null, caption: null };
    case 'slide.shown':
      return slideShown(state, event);
    case 'highlight':
      return { ...state, highlight: event.target };
    case 'question.opened':
      return questionOpened(state, event, at);
    case 'question.closed':
      return state.question?.id === event.questionId
        ? { ...state, question: { ...state.question, open: false } }
        : state;
    case 'class.result':
      return { ...state, result: result(event) };
    case 'feedback.class':
      return {
        ...state,
        feedback: {
          text: event.text,
          questionId: event.questionId ?? null,
          untilPtsMs: until(at, event.durationMs),
        },
      };
    case 'feedback.private':
      return {
        ...state,
        feedbackDue: [...state.feedbackDue.filter((id) => id !== event.feedbackId), event.feedbackId].slice(
          -MAX_FEEDBACK_DUE,
        ),
      };
    case 'caption':
      return { ...state, caption: captioned(event, at) };
    case 'teacher.mode':
      return { ...state, mode: event.mode };
    case 'teacher.control':
    case 'marker':
    case 'unknown':
      return state;
  }
}

/**
 * What of `state` is still on the page at `ptsMs`: captions and feedback with a duration leave by themselves.
 * Pure; returns the same object when nothing has run out, so that a caller may compare by identity.
 */
export function visibleAt(state: LessonState, ptsMs: number): LessonState {
  const over = (shown: { untilPtsMs: number | null } | null) =>
    shown !== null && shown.untilPtsMs !== null && shown.untilPtsMs <= ptsMs;
  const caption = over(state.caption);
  const feedback = over(state.feedback);
  if (!caption && !feedback) return state;
  return { ...state, ...(caption && { caption: null }), ...(feedback && { feedback: null }) };
}

type Of<T extends LessonEvent['type']> = Extract<LessonEvent, { type: T }>;

function started(state: LessonState, event: Of<'lesson.started'>): LessonState {
  const deck = event.deck ?? null;
  return {
    ...initialLessonState,
    phase: 'running',
    mode: state.mode,
    lesson: { id: event.lessonId, title: event.title },
    deck,
    slide: deck !== null && deck.slideCount > 0 ? { deckId: deck.id, index: 0, step: 0 } : null,
  };
}

function slideShown(state: LessonState, event: Of<'slide.shown'>): LessonState {
  const slide = { deckId: event.deckId, index: event.index, step: event.step ?? 0 };
  const same = state.slide?.deckId === slide.deckId && state.slide.index === slide.index;
  return same ? { ...state, slide } : { ...movedOn(state), slide, highlight: null };
}

function questionOpened(state: LessonState, event: Of<'question.opened'>, at: EventPosition): LessonState {
  return {
    ...movedOn(state),
    question: {
      id: event.questionId,
      kind: event.kind,
      prompt: event.prompt,
      choices: event.choices ?? [],
      windowMs: event.windowMs ?? null,
      ...traitsOf(event),
      openedSeq: at.seq,
      openedPtsMs: at.ptsMs,
      open: true,
    },
  };
}

function movedOn(state: LessonState): LessonState {
  return {
    ...state,
    question: state.question?.open === true ? state.question : null,
    result: null,
    feedback: null,
    feedbackDue: [],
  };
}

function captioned(event: Of<'caption'>, at: EventPosition): LessonState['caption'] {
  if (event.text === '') return null;
  return { text: event.text, lang: event.lang ?? null, untilPtsMs: until(at, event.durationMs) };
}

function result(event: Of<'class.result'>): LessonState['result'] {
  const { questionId, counts, total, correct, solution, words } = event;
  return {
    questionId,
    counts,
    total,
    ...(correct && { correct }),
    ...(solution && { solution }),
    ...(words && { words }),
  };
}

const until = (at: EventPosition, durationMs: number | undefined) =>
  durationMs === undefined ? null : at.ptsMs + durationMs;
