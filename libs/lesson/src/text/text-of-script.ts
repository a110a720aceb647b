import type { AskStep, BranchStep, LessonScript, LessonStep } from '@lockstep/contracts';
import { derivedId, nameChoices } from '../ids.js';
import { textOfTask } from '../tasks/task-texts.js';
import { orderedRecord } from './ordered-names.js';
import { writeDuration, writeShare } from './units.js';

/** Plain values in the order in which they are written. */
export type Plain = { readonly [key: string]: unknown };

/** A script as its text would be; what has its default is left out, derived ids too unless `ids` is `write`. */
export function textOfScript(script: LessonScript, ids: 'keep' | 'write' = 'keep'): Plain {
  const {
    title,
    language,
    voice,
    avatar,
    slides,
    brain,
    regions,
    pools = {},
    recordings = [],
    steps,
  } = script;
  const derived = derivedIds(steps);
  let lastQuestion: string | undefined;
  return {
    title,
    language,
    voice,
    avatar,
    ...(slides === undefined ? {} : { slides }),
    ...(brain === 'offline' ? {} : { brain }),
    ...(Object.keys(regions).length === 0 ? {} : { regions }),
    ...(Object.keys(pools).length === 0 ? {} : { pools }),
    ...(recordings.length === 0 ? {} : { recordings }),
    steps: steps.map((step, i) => {
      const isDerived = ids === 'keep' && step.id === derived[i];
      const text = { ...(isDerived ? {} : { id: step.id }), ...textOfStep(step, lastQuestion) };
      if (step.kind === 'ask') lastQuestion = step.id;
      return text;
    }),
  };
}

/**
 * The id that each step would be given if it had none. Only a step whose equals before it all go without theirs may
 * leave its own out; with `-2` and the like every step writes its id.
 */
function derivedIds(steps: readonly LessonStep[]): (string | undefined)[] {
  const names = steps.map(derivedId);
  return steps.map((_, i) => {
    const name = names[i] ?? '';
    const isUnique = names.indexOf(name) === names.lastIndexOf(name);
    return isUnique && steps.filter(({ id }) => id === name).length === 1 ? name : undefined;
  });
}

function textOfStep(step: LessonStep, lastQuestion: string | undefined): Plain {
  switch (step.kind) {
    case 'say':
      return { say: step.text };
    case 'play':
      return {
        play:
          step.cues.length === 0
            ? step.clip
            : {
                clip: step.clip,
                cues: step.cues.map(({ atMs, mark }) => ({ at: writeDuration(atMs), mark })),
              },
      };
    case 'ask':
      return { ask: textOfAsk(step) };
    case 'branch':
      return { branch: textOfBranch(step, lastQuestion) };
    case 'pause':
      return { pause: writeDuration(step.ms) };
    case 'wait':
      return { wait: step.prompt ?? null };
  }
}

/** A question as its text would be, `answer` and `window` included. */
export function textOfAsk(step: AskStep): Plain {
  const {
    answer,
    prompt,
    accept,
    compare,
    wrong,
    rubric,
    grammar,
    tense,
    hints,
    tries,
    windowMs,
    endsEarly,
    say,
  } = step;
  return {
    answer,
    prompt,
    ...(step.media === undefined ? {} : { media: step.media }),
    ...textOfChoices(step),
    ...(step.shuffle ? { shuffle: true } : {}),
    ...(step.several ? { several: true } : {}),
    ...(step.task === undefined ? {} : textOfTask(step.task)),
    ...(accept.length === 0 ? {} : { accept: accept.map((one, i) => textOfAccepted(one, i, step)) }),
    ...(Object.keys(compare).length === 0 ? {} : { compare }),
    ...(wrong.length === 0
      ? {}
      : { wrong: orderedRecord(wrong.map((one) => [nameOfWrong(one.answer, step), textOfMistake(one)])) }),
    ...(rubric.length === 0 ? {} : { rubric: rubric.map(textOfPoint) }),
    ...(step.pointsWanted === undefined ? {} : { pointsWanted: step.pointsWanted }),
    ...(grammar ? { grammar } : {}),
    ...(tense === undefined ? {} : { tense }),
    ...(step.pool === undefined ? {} : { pool: step.pool }),
    ...(step.points === undefined ? {} : { points: step.points }),
    ...(step.confidence ? { confidence: true } : {}),
    ...(hints.length === 0 ? {} : { hints }),
    ...(tries === 1 ? {} : { tries }),
    window: windowMs === null ? 'none' : writeDuration(windowMs),
    ...(endsEarly ? {} : { endsEarly }),
    ...(Object.keys(say).length === 0 ? {} : { say }),
    ...(step.show === undefined ? {} : { show: step.show }),
  };
}

const textOfMistake = ({ because, media }: AskStep['wrong'][number]): unknown =>
  media === undefined ? because : { say: because, media };

/** An accepted answer is its words alone where nothing else is to be said of it, or where an earlier one said it. */
function textOfAccepted(answer: string, at: number, { accept, feedback }: AskStep): unknown {
  const more = feedback.find((one) => one.answer === answer);
  if (more === undefined || accept.indexOf(answer) < at) return answer;
  const { say, credit, media } = more;
  return {
    answer,
    ...(say === undefined ? {} : { say }),
    ...(credit === undefined ? {} : { credit: writeShare(credit) }),
    ...(media === undefined ? {} : { media }),
  };
}

/** A choice is its words alone where nothing else is to be said of it. */
function textOfChoices({ answer, choices }: AskStep): Plain {
  if (answer === 'truefalse') return { right: choices.find(({ right }) => right)?.id !== 'false' };
  if (choices.length === 0) return {};
  const names = nameChoices(choices.map(({ text }) => ({ text })));
  const isPlain =
    choices.every(({ id, media }, i) => id === names[i]?.id && media === undefined) &&
    areDistinct(choices.map(({ text }) => text));
  if (!isPlain) {
    return { choices: choices.map(textOfChoice) };
  }
  const right = choices.filter((choice) => choice.right).map(({ text }) => text);
  return {
    choices: choices.map(({ text }) => text),
    ...(right.length === 0 ? {} : { right: right.length === 1 ? right[0] : right }),
  };
}

const textOfChoice = ({ id, text, right, media }: AskStep['choices'][number]): Plain => ({
  id,
  text,
  ...(right ? { right } : {}),
  ...(media === undefined ? {} : { media }),
});

const areDistinct = (texts: readonly string[]): boolean => new Set(texts).size === texts.length;

/** The words of a choice say more than its id, unless another choice has these words. */
function nameOfWrong(answer: string, { choices, wrong }: AskStep): string {
  const choice = choices.find(({ id }) => id === answer);
  const isAlone = choice && choices.filter(({ text }) => text === choice.text).length === 1;
  const isTaken = choice && wrong.some((one) => one.answer === choice.text);
  return isAlone && !isTaken ? choice.text : answer;
}

const textOfPoint = ({ point, any, required }: AskStep['rubric'][number]): unknown =>
  any.length === 0 && required
    ? point
    : { point, ...(any.length === 0 ? {} : { any }), ...(required ? {} : { required }) };

function textOfBranch({ question, on, cases }: BranchStep, lastQuestion: string | undefined): Plain {
  const head = { ...(question === lastQuestion ? {} : { question }), ...(on === 'class' ? {} : { on }) };
  const conditions = cases.map(({ rightAtLeast, rightBelow, goto }) => ({
    ...(rightAtLeast === undefined ? {} : { rightAtLeast: writeShare(rightAtLeast) }),
    ...(rightBelow === undefined ? {} : { rightBelow: writeShare(rightBelow) }),
    goto,
  }));
  return conditions.length === 1 ? { ...head, ...conditions[0] } : { ...head, cases: conditions };
}
