import { finding, type Finding } from '../finding/finding.js';
import { judgeNumber, numberKeys } from './numbers.js';
import { judgePolarity } from './polarity.js';
import { leavesSigns } from './leaves-signs.js';
import { unwrapped, type ExactContext, type ExactKind, type ExactVerdict } from './context.js';
import { isOfAnotherEra } from './era.js';
import { formulas } from './formulas.js';
import { lists } from './lists.js';
import { ranges, sizes } from './ranges.js';
import { ratios } from './ratios.js';
import { remainders } from './remainders.js';
import { signs } from './signs.js';
import { dates, times, years } from './times-and-dates.js';

/** The first kind that an accepted answer is of counts. */
const kinds: readonly ExactKind[] = [signs, remainders, dates, times, ratios, ranges, sizes, lists, formulas];
/** Kinds of answers to numbers. */
const besideNumbers: readonly ExactKind[] = [years];

const order = ['right', 'partly', 'unclear', 'wrong'] as const;
const confidence = { right: 0.97, partly: 0.75, unclear: 0.5, wrong: 0.9 } as const;

const kindOf = (accepted: string, context: ExactContext): ExactKind | undefined =>
  kinds.find((kind) => kind.isKey(accepted, context));

function bestOf(verdicts: readonly ExactVerdict[]): ExactVerdict {
  return order.find((verdict) => verdicts.includes(verdict));
}

function found(verdict: Exclude<ExactVerdict, undefined>, model: string | null): Finding {
  const remark = {
    right: [],
    partly: [{ kind: 'form' } as const],
    unclear: [{ kind: 'near-miss' } as const],
    wrong: [{ kind: 'other-answer' } as const],
  };
  return finding(verdict, confidence[verdict], remark[verdict], { model });
}

export type ExactJudgement = {
  /** Undefined: the accepted answers of these kinds say nothing of this answer. */
  readonly finding: Finding | undefined;
  /** Accepted answers that are words. */
  readonly words: readonly string[];
};

/** Judges an answer by the accepted answers that have a value: numbers, times, dates, ratios, points, formulas, signs. */
export function judgeExact(context: ExactContext, answer: string): ExactJudgement {
  const { question } = context;
  const { accept } = question;
  const model = accept[0] ?? null;
  if (leavesSigns(answer) && !accept.some((key) => key.includes('(')))
    return { finding: finding('unclear', 0.5, [{ kind: 'near-miss' }], { model }), words: [] };
  if (isOfAnotherEra(context, answer))
    return { finding: finding('wrong', 0.85, [{ kind: 'other-answer' }], { model }), words: [] };
  const byPolarity = judgePolarity(accept, answer);
  if (byPolarity !== undefined) return { finding: found(byPolarity, model), words: [] };
  const kindsOfKeys = accept.map((accepted) => [accepted, kindOf(accepted, context)] as const);
  const rest = kindsOfKeys.filter(([, kind]) => kind === undefined).map(([accepted]) => accepted);
  const numeric = rest.filter((accepted) => numberKeys([accepted]) !== undefined);
  const words = rest.filter((accepted) => !numeric.includes(accepted));
  const verdicts = kindsOfKeys.map(([accepted, kind]) => kind?.judge(accepted, answer, context));
  verdicts.push(
    ...numeric.flatMap((accepted) =>
      besideNumbers
        .filter((kind) => kind.isKey(accepted, context))
        .map((kind) => kind.judge(accepted, answer, context)),
    ),
  );
  const verdict = bestOf(verdicts);
  const byKind = verdict === undefined ? undefined : found(verdict, model);
  if (byKind?.verdict === 'right') return { finding: byKind, words };
  const keys = numberKeys(numeric) ?? [];
  const hasNumbers = keys.length > 0 || question.compare.range !== undefined;
  const byNumber = hasNumbers
    ? judgeNumber(context, keys, kindsOfKeys.length > rest.length ? unwrapped(answer) : answer)
    : undefined;
  return { finding: better(byKind, byNumber), words };
}

/** The kinder of two findings; a finding that is sure beats one that only says that there was nothing to judge. */
function better(a: Finding | undefined, b: Finding | undefined): Finding | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return order.indexOf(a.verdict) <= order.indexOf(b.verdict) ? a : b;
}
