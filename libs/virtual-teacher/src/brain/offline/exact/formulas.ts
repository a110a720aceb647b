import { notationOf, plainText } from '@lockstep/lesson';
import { alikeAsWritten, sameExpression, sameFormula } from '../mathematics/compare.js';
import { type Formula, readFormula, variablesOf } from '../mathematics/parse.js';
import { onlyNumber } from '../text/number.js';
import { type ExactContext, type ExactKind, unwrapped } from './context.js';

/** Letters side by side are a word, a symbol of chemistry or a unit, unless there is arithmetic around them. */
const looksLikeFormula = (text: string): boolean =>
  !/\p{L}\d/u.test(text) &&
  (/[√^=<>≤≥≠]/.test(text) || /\d\s?[\p{L}(]|[\p{L})]\s?[-+*/]\s?[\d(\p{L}]|\d!/u.test(text)) &&
  !/\p{Script=Latin}{4}/u.test(text.replace(/sqrt/g, ''));

/** Whether an accepted answer is a formula or a unit like one, though nobody says so. */
const mayBeFormula = (accepted: string): boolean =>
  looksLikeFormula(notationOf(accepted, true).replaceAll(' ', '')) && onlyNumber(accepted) === undefined;

/** A formula whose letters are variables. */
export const isFormula = (accepted: string): boolean =>
  mayBeFormula(accepted) && onlyNumber(`1 ${accepted}`)?.unit === undefined;

const keyOf = (accepted: string, { question }: ExactContext): Formula | undefined =>
  question.compare.as === 'mathematics' || mayBeFormula(accepted) ? readFormula(accepted) : undefined;

/** `4` for `x = 4`, where the question names the variable. */
const valueOf = ({ left, relation }: Formula) =>
  relation?.sign === '=' && left.kind === 'variable' ? relation.right : undefined;

const isInPrompt = (answer: string, { question }: ExactContext): boolean =>
  ` ${notationOf(plainText(question.prompt))} `.includes(` ${notationOf(answer)} `);

/** Expressions, equations and inequalities: as they are written, or by what they mean where the author says so. */
export const formulas: ExactKind = {
  name: 'formula',
  isKey: (accepted, context) => keyOf(accepted, context) !== undefined,
  judge(accepted, answer, context) {
    const key = keyOf(accepted, context);
    const given = readFormula(unwrapped(answer));
    if (key === undefined || given === undefined) return undefined;
    if (alikeAsWritten(key, given)) return 'right';
    const value = valueOf(key);
    if (value !== undefined && given.relation === undefined && sameExpression(value, given.left)) {
      return variablesOf(given.left).size === 0 ? 'right' : 'partly';
    }
    const right = key.relation?.sign === '=' ? key.relation.right : undefined;
    if (right !== undefined && given.relation === undefined && sameExpression(right, given.left))
      return 'unclear';
    if (!sameFormula(key, given)) return 'wrong';
    if (context.question.compare.as !== 'mathematics') return 'unclear';
    return isInPrompt(unwrapped(answer), context) ? 'wrong' : 'right';
  },
};
