import type { AskStep, Question } from '@lockstep/contracts';
import { plainText } from '@lockstep/lesson';
import type { TeachableVersion } from '../lessons/scripts/lesson-versions.service.js';
import type { TaughtLesson } from './stored-session.js';

/** What an event can hold of a prompt. */
const MAX_PROMPT = 1000;

/** The lesson of a session that the virtual teacher teaches. */
export function taughtVersion({ lessonId, version, script, deck }: TeachableVersion): TaughtLesson {
  const { title, language, steps } = script;
  const questions = steps.flatMap((step) => (step.kind === 'ask' ? [askedQuestion(step, language)] : []));
  return { id: lessonId, version, title, language, questions, cues: [], deck };
}

/** A question as students see it. What is spoken is sent as text, in a line or a paragraph. */
export function askedQuestion(step: AskStep, language: string): Question {
  const { id, answer, prompt, choices, windowMs, tries, accept } = step;
  const kind = answer === 'spoken' ? (accept.length > 0 ? 'short' : 'open') : answer;
  return {
    id,
    kind,
    prompt: plainText(prompt, language).slice(0, MAX_PROMPT),
    choices: choices.map((choice) => ({ id: choice.id, text: choice.text })),
    correct: choices.filter(({ right }) => right).map((choice) => choice.id),
    windowMs,
    ...(answer === 'spoken' && { spoken: true as const }),
    ...(tries > 1 && { tries }),
  };
}
