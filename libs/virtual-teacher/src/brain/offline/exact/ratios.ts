import { plainText } from '@lockstep/lesson';
import { digitsForChinese } from '../text/chinese-numbers.js';
import { digitsForWords } from '../text/number-words.js';
import { type ExactContext, type ExactKind, unwrapped } from './context.js';

const asksForRatio = /\b(?:ratio|proportion|scale|odds|score|verhältnis|rapport|proporción)\b|比例?|比分/i;

function read(text: string): readonly number[] | undefined {
  const plain = digitsForWords(digitsForChinese(unwrapped(text).toLowerCase()));
  const parts = plain.split(/\s?(?:[:：比]|\bto\b|\bzu\b)\s?/);
  if (parts.length < 2 || parts.length > 4 || !parts.every((part) => /^\d+(?:\.\d+)?$/.test(part)))
    return undefined;
  return parts.map(Number);
}

const isRatio = (text: string, { question }: ExactContext): boolean =>
  asksForRatio.test(plainText(question.prompt)) || !/^\d{1,2}:\d{2}$/.test(text.trim());

/** `2:3`, said "two to three". */
export const ratios: ExactKind = {
  name: 'ratio',
  isKey: (accepted, context) =>
    /[:：比]|\bto\b/.test(accepted) && read(accepted) !== undefined && isRatio(accepted, context),
  judge(accepted, answer) {
    const key = read(accepted);
    const given = read(answer);
    if (key === undefined || given === undefined) return undefined;
    if (given.length !== key.length) return 'wrong';
    if (given.every((part, index) => part === key[index])) return 'right';
    const [first = 0] = key;
    const [other = 0] = given;
    return given.every((part, index) => part * first === (key[index] ?? 0) * other) ? 'partly' : 'wrong';
  },
};
