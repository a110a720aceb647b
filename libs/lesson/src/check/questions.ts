import { type AskStep, askKinds } from '@lockstep/contracts';
import { sameNotation, tidy } from '../answers/notation.js';
import { checkCompare } from './compare.js';
import { plainText } from '../narration/parse-narration.js';
import { error, type Finding, warning } from './finding.js';
import { checkTask, checkTraits } from './kinds.js';
import { difficultyOf } from './hard-to-judge.js';
import { answeringMs } from './timing.js';

/** Questions that cannot be answered, judged, or answered in time. */
export function checkQuestion(step: AskStep, language: string, brain: string): Finding[] {
  const { by } = askKinds[step.answer];
  const byChoice = by === 'choice';
  const checks = { choice: checkChoices, text: checkText, parts: checkTask };
  return [
    ...checks[by](step, brain),
    ...checkTraits(step),
    ...checkOpen(step, language, brain),
    ...checkWrong(step, byChoice),
    ...checkCompare(step, byChoice),
    ...checkTries(step),
    ...checkWindow(step, language),
  ];
}

function checkChoices({ answer, choices, accept }: AskStep): Finding[] {
  const found: Finding[] = [];
  const right = choices.filter((choice) => choice.right).length;
  if (choices.length < 2) {
    found.push(
      error(
        'few-choices',
        `A question of kind ${answer} needs two choices or more.`,
        'Add choices.',
        'choices',
      ),
    );
  }
  if (right === 0 && askKinds[answer].isJudged) {
    const remedy = 'Write it under right, or answer: poll where none is.';
    found.push(
      error('no-right-answer', 'No choice is the right one, so no answer can be judged.', remedy, 'choices'),
    );
  }
  if ((answer === 'single' || answer === 'truefalse') && right > 1) {
    const message = `${String(right)} choices are right, and only one can be chosen.`;
    const finding = error('many-right', message, 'Write answer: multiple, or leave one right.', 'right');
    found.push({ ...finding, params: { count: right } });
  }
  for (const key of ['id', 'text'] as const) {
    const seen = new Set<string>();
    for (const [i, choice] of choices.entries()) {
      const name = key === 'id' ? choice.id : tidy(choice.text);
      if (seen.has(name))
        found.push({
          ...error(
            'double-choice',
            `The choice '${choice[key]}' is there twice.`,
            'Change one.',
            'choices',
            i,
          ),
          params: { name: choice[key] },
        });
      seen.add(name);
    }
  }
  if (accept.length > 0) {
    const message = 'Accepted texts have no meaning where answers are chosen.';
    found.push(warning('unused', message, 'Take accept away, or the choices.', 'accept'));
  }
  return found;
}

function checkText(step: AskStep, brain: string): Finding[] {
  const { answer, choices, accept, compare, rubric, grammar } = step;
  const found: Finding[] = [];
  if (choices.length > 0) {
    const message = `A question of kind ${answer} has no choices.`;
    found.push(error('unused', message, 'Take them away, or write answer: single.', 'choices'));
  }
  if (!askKinds[answer].isJudged) return found;
  if (accept.length > 0 || rubric.length > 0 || grammar || compare.range !== undefined) return found;
  if (answer === 'short' || answer === 'number') {
    const remedy = 'Write the right answers under accept, or answer: open with a rubric.';
    found.push(
      error('no-right-answer', 'No right answer is written, so no answer can be judged.', remedy, 'prompt'),
    );
  } else if (brain === 'offline') {
    const message = 'Nothing says what a good answer is: every answer will stay not yet reviewed.';
    found.push(warning('no-rubric', message, 'Write a rubric, accept, or grammar: true.', 'prompt'));
  }
  return found;
}

/** Words alone are judged: what a figure shows, or an earlier answer said, is not among them. */
function checkOpen({ answer, prompt, rubric }: AskStep, language: string, brain: string): Finding[] {
  if (brain !== 'offline' || (answer !== 'open' && rubric.length === 0)) return [];
  if (!askKinds[answer].isJudged) return [];
  const difficulty = difficultyOf(prompt, language);
  if (difficulty === undefined) return [];
  return difficulty === 'needs-figure'
    ? [
        warning(
          'needs-figure',
          'An answer to this question speaks of a figure, which the offline brain does not see: many answers will stay unclear.',
          'Name in the question what the figure shows, or use choices.',
          'prompt',
        ),
      ]
    : [
        warning(
          'bare-explanation',
          'This asks for an explanation without saying of what: the offline brain will leave many answers unclear.',
          'Write the whole question: Explain why …',
          'prompt',
        ),
      ];
}

function checkWrong({ wrong, choices, accept }: AskStep, byChoice: boolean): Finding[] {
  return wrong.flatMap(({ answer }) => {
    const choice = choices.find(({ id }) => id === answer);
    if (byChoice && !choice) {
      return [
        {
          ...warning(
            'no-such-choice',
            `'${answer}' is not one of the choices.`,
            'Write it as the choice is written.',
            'wrong',
            answer,
          ),
          params: { name: answer },
        },
      ];
    }
    const isRight = byChoice ? choice?.right : accept.some((text) => sameNotation(text, answer, true));
    if (!isRight) return [];
    return [
      {
        ...error(
          'right-and-wrong',
          `'${answer}' is both right and wrong.`,
          'Decide for one.',
          'wrong',
          choice?.text ?? answer,
        ),
        params: { name: answer },
      },
    ];
  });
}

function checkTries({ hints, tries }: AskStep): Finding[] {
  if (hints.length === 0 || hints.length < tries) return [];
  const message = `There are ${String(hints.length)} hints, and with ${String(tries)} ${tries === 1 ? 'try' : 'tries'} at most ${String(tries - 1)} can be given.`;
  const remedy = `Write tries: ${String(Math.min(5, hints.length + 1))}.`;
  return [{ ...warning('unused-hint', message, remedy, 'hints'), params: { hints: hints.length, tries } }];
}

/** Without a limit, and waiting for nobody: only the teacher can end the question. */
const checkEnd = (): Finding =>
  warning(
    'endless-window',
    'This question has no time limit and does not end when everybody has answered, so only the teacher ends it.',
    'Remove endsEarly: false, or write a window.',
    'windowMs',
  );

function checkWindow(step: AskStep, language: string): Finding[] {
  if (step.windowMs === null) return step.endsEarly ? [] : [checkEnd()];
  const needed = answeringMs(step, plainText(step.prompt, language));
  if (step.windowMs >= needed) return [];
  const seconds = (ms: number): string => `${String(Math.ceil(ms / 1000))} s`;
  const message = `To read this question and to answer it takes about ${seconds(needed)}; the window is ${seconds(step.windowMs)}.`;
  const remedy = `Write window: ${String(Math.ceil(needed / 5000) * 5)}s.`;
  const params = { neededSeconds: Math.ceil(needed / 5000) * 5, seconds: Math.ceil(step.windowMs / 1000) };
  return [{ ...warning('short-window', message, remedy, 'windowMs'), params }];
}
