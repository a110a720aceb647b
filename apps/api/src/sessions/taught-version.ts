import {
  type AskStep,
  askKinds,
  type LessonAsset,
  type Question,
  shownTask,
  solutionOf,
} from '@lockstep/contracts';
import { plainText } from '@lockstep/lesson';
import { shownMedia } from '../lessons/reading/shown-media.js';
import type { TeachableVersion } from '../lessons/scripts/lesson-versions.service.js';
import type { TaughtLesson } from './stored-session.js';

/** What an event can hold of a prompt. */
const MAX_PROMPT = 1000;

/**
 * The lesson of a session that the virtual teacher teaches.
 *
 * @param isSelfPaced one student takes it alone, without time limits
 */
export function taughtVersion(
  { lessonId, version, script, deck, files }: TeachableVersion,
  isSelfPaced: boolean,
): TaughtLesson {
  const { title, language, steps } = script;
  const questions = steps.flatMap((step) => {
    if (step.kind !== 'ask') return [];
    return [askedQuestion(isSelfPaced ? { ...step, windowMs: null } : step, language, files)];
  });
  return { id: lessonId, version, title, language, questions, cues: [], deck };
}

/** A question as students see it. What is spoken is sent as text, in a line or a paragraph. */
export function askedQuestion(step: AskStep, language: string, files: readonly LessonAsset[]): Question {
  const { id, answer, prompt, choices, windowMs, tries, task, points } = step;
  return {
    id,
    kind: kindShown(step),
    prompt: plainText(prompt, language).slice(0, MAX_PROMPT),
    choices: choices.map((choice) => ({ id: choice.id, text: choice.text })),
    correct: choices.filter(({ right }) => right).map((choice) => choice.id),
    ...(windowMs !== null && { windowMs }),
    ...traitsShown(step),
    ...mediaShown(step, files),
    ...(tries > 1 && { tries }),
    ...(task && { task: shownTask(task) }),
    ...(task && askKinds[answer].isJudged && { solution: solutionOf(task) }),
    ...(points !== undefined && { points }),
  };
}

/** What students are offered to answer with. What is spoken is sent as text, in a line or a paragraph. */
function kindShown({ answer, accept, several }: AskStep): Question['kind'] {
  switch (answer) {
    case 'single':
    case 'multiple':
    case 'short':
    case 'open':
      return answer;
    case 'truefalse':
      return 'single';
    case 'poll':
      return several ? 'multiple' : 'single';
    case 'number':
    case 'words':
      return 'short';
    case 'opinion':
      return 'open';
    case 'spoken':
      return accept.length > 0 ? 'short' : 'open';
    case 'order':
    case 'match':
    case 'gaps':
    case 'hotspot':
    case 'label':
    case 'survey':
      return 'parts';
  }
}

function traitsShown({ answer, shuffle, confidence }: AskStep): Partial<Question> {
  return {
    ...(answer === 'spoken' && { spoken: true as const }),
    ...(answer === 'number' && { numeric: true as const }),
    ...(!askKinds[answer].isJudged && { poll: true as const }),
    ...(shuffle && { shuffle: true as const }),
    ...(confidence && { confidence: true as const }),
  };
}

/** What is shown or heard with the prompt and with choices, by the content of its files. */
function mediaShown({ media, choices }: AskStep, files: readonly LessonAsset[]): Partial<Question> {
  const own = media && shownMedia(media, files);
  const ofChoices = choices.flatMap(({ id, media: one }) => {
    const found = one && shownMedia(one, files);
    return found ? [[id, found] as const] : [];
  });
  return {
    ...(own && { media: own }),
    ...(ofChoices.length > 0 && { choiceMedia: Object.fromEntries(ofChoices) }),
  };
}
