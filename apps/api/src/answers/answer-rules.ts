import {
  type AnswerRefusal,
  type AnswerSubmit,
  type AnswerVerdict,
  problemWithParts,
  type Question,
} from '@lockstep/contracts';
import { partVerdicts } from './part-verdicts.js';
import { DomainError, type RefusalKind } from '../errors/domain-error.js';

const kinds: Record<AnswerRefusal, RefusalKind> = {
  late: 'conflict',
  duplicate: 'conflict',
  foreign: 'not-found',
  malformed: 'invalid',
};

/** An answer that is not taken; nothing of it is stored. */
export class AnswerRefused extends DomainError {
  override readonly name = 'AnswerRefused';
  readonly kind: RefusalKind;
  readonly code: `answer-${AnswerRefusal}`;
  constructor(
    readonly reason: AnswerRefusal,
    message: string,
  ) {
    super(message);
    this.kind = kinds[reason];
    this.code = `answer-${reason}`;
  }
}

/** What is known of an earlier try of the same student. */
export type EarlierTry = {
  readonly attempt: number;
  readonly verdict: AnswerVerdict;
  readonly judging: 'none' | 'waiting' | 'claimed' | 'judged';
};

/** Whether this try is the next one. `earlier`: in order. @throws AnswerRefused `duplicate`, `malformed` */
export function checkTry(attempt: number, tries: number, earlier: readonly EarlierTry[]): void {
  const last = earlier.at(-1);
  const next = (last?.attempt ?? 0) + 1;
  if (attempt < next) {
    throw new AnswerRefused('duplicate', 'This question was answered already; the first answer counts.');
  }
  if (last?.verdict === 'right') throw new AnswerRefused('duplicate', 'The answer before was right.');
  if (next > tries) throw new AnswerRefused('duplicate', 'No try is left.');
  if (last?.judging === 'waiting' || last?.judging === 'claimed') {
    throw new AnswerRefused('duplicate', 'The answer before is not judged yet.');
  }
  if (attempt > next) throw new AnswerRefused('malformed', `The next try is number ${String(next)}.`);
}

/** What the server knows of the time an answer was given in. All in stream time, ms. */
export type AnswerWindow = {
  /** Frame that opened the question. */
  readonly openedPtsMs: number;
  /** Frame that closed it, or replaced it; undefined while it is open. */
  readonly closedPtsMs: number | undefined;
  /** Newest frame of the stream. */
  readonly headPtsMs: number;
  /** Where the stream was when this viewer began to watch without a break, as far as their page reported. */
  readonly watchingSincePtsMs: number | undefined;
  /** How late this viewer sees a frame, as far as their page told. */
  readonly delayMs: number | null;
};

/** Two frames at the lowest frame rate: what rounding to frames can make of a time. */
export const VIDEO_FRAME_MS = 250;
/** A page may skip frames while it is busy or its network is; longer, and it said that it was not watching. */
const SKIP_MS = 2000;
/** Slowest path from the server's frame to the screen: segmented delivery with a long buffer. */
export const MAX_PATH_DELAY_MS = 30_000;
/** Of a viewer whose page has not told its delay. */
export const UNTOLD_PATH_DELAY_MS = 3000;
/** From the page back to the server, with one attempt that is lost on the way. */
export const RETURN_MS = 2000;

/**
 * How long after its window an answer may arrive that was given inside it, ms: as long as this viewer's frame is
 * late, as far as their page measured it, and the way back.
 */
export const graceMs = (delayMs: number | null): number =>
  Math.min(MAX_PATH_DELAY_MS, Math.max(0, delayMs ?? UNTOLD_PATH_DELAY_MS)) + RETURN_MS;

/** Whether the answer fits the question. @throws AnswerRefused `malformed` */
export function checkContent(answer: AnswerSubmit, question: Question): void {
  const refuse = (message: string) => {
    throw new AnswerRefused('malformed', message);
  };
  const { choices, text, parts, spoken } = answer;
  if (answer.confidence !== undefined && question.confidence !== true)
    refuse('This question does not ask how sure you are.');
  if (spoken && question.spoken !== true) refuse('This question is not answered by speaking.');
  if (question.task !== undefined) {
    if (parts === undefined || choices !== undefined || text !== undefined)
      return refuse('This question is answered by parts.');
    const problem = problemWithParts(question.task, parts);
    return problem === undefined ? undefined : refuse(problem);
  }
  if (parts !== undefined) refuse('This question has no parts.');
  if (question.kind === 'short' || question.kind === 'open') {
    if (text === undefined || choices !== undefined) refuse('This question is answered by text.');
    return;
  }
  if (choices === undefined || text !== undefined) return refuse('This question is answered by choice.');
  if (choices.length === 0) refuse('At least one choice is needed.');
  if (question.kind === 'single' && choices.length > 1) refuse('Exactly one choice may be made.');
  if (new Set(choices).size < choices.length) refuse('A choice was made twice.');
  const unknown = choices.find((id) => !question.choices.some((choice) => choice.id === id));
  if (unknown !== undefined) refuse(`The question has no choice ${unknown}.`);
}

/**
 * Whether the answer was given in time on the viewer's own screen: their window opens on the frame that shows them the
 * question, late joiners included. It may arrive later than its window, as late as the slowest path allows.
 * @throws AnswerRefused `malformed` for times that cannot be, `late`.
 */
export function checkTime(answer: AnswerSubmit, windowMs: number | undefined, window: AnswerWindow): void {
  const { shownPtsMs, answeredPtsMs } = answer;
  const { openedPtsMs, closedPtsMs, headPtsMs, watchingSincePtsMs } = window;
  if (shownPtsMs < openedPtsMs - VIDEO_FRAME_MS || answeredPtsMs < shownPtsMs) {
    throw new AnswerRefused('malformed', 'The question was not on screen at these times.');
  }
  if (answeredPtsMs > headPtsMs + VIDEO_FRAME_MS) {
    throw new AnswerRefused('malformed', 'The stream has not come to the time of this answer.');
  }
  // reloading the page does not open the window again: a student who was watching saw the question when it came
  const latestShown =
    watchingSincePtsMs === undefined ? Infinity : Math.max(openedPtsMs, watchingSincePtsMs) + SKIP_MS;
  const windowEnd = Math.min(shownPtsMs, latestShown) + (windowMs ?? Infinity);
  const deadline = Math.min(windowEnd, closedPtsMs ?? Infinity);
  if (answeredPtsMs > deadline + VIDEO_FRAME_MS) {
    throw new AnswerRefused('late', 'The time for this question was over.');
  }
  if (headPtsMs > deadline + graceMs(window.delayMs)) {
    throw new AnswerRefused('late', 'The answer arrived too long after the time for this question was over.');
  }
}

/** Right or wrong by the author's choices or parts; not judged if the author named none, and where other words may mean the same. */
export function verdictOf(
  { choices = [], parts = [] }: Pick<AnswerSubmit, 'choices' | 'parts'>,
  { kind, correct, task, solution }: Question,
): 'right' | 'wrong' | 'not-reviewed' {
  if (task !== undefined) {
    if (solution === undefined) return 'not-reviewed';
    const verdicts = partVerdicts(task, solution, parts);
    if (verdicts.includes('wrong')) return 'wrong';
    return verdicts.includes('not-reviewed') ? 'not-reviewed' : 'right';
  }
  if ((kind !== 'single' && kind !== 'multiple') || correct.length === 0) return 'not-reviewed';
  return choices.length === correct.length && choices.every((id) => correct.includes(id)) ? 'right' : 'wrong';
}
