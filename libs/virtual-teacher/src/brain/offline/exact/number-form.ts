import type { Compare } from '@lockstep/contracts';
import { plainText } from '@lockstep/lesson';
import type { ExactContext } from './context.js';
import type { Remark } from '../finding/finding.js';
import type { WrittenNumber } from '../text/number.js';
import type { NumberKey } from './number-match.js';

type Wanted = Pick<Compare, 'form' | 'decimals' | 'significantDigits'>;

const asked: readonly (readonly [NonNullable<Compare['form']>, RegExp])[] = [
  [
    'lowest-terms',
    /\b(?:lowest terms|simplest form|simplest terms|fully simplified|simplify|reduce)\b|最简/i,
  ],
  ['decimal', /\bas an? decimal\b|\bin decimal form\b|(?:写成|化成|用)小数/i],
  ['percent', /\bas an? percent(?:age)?\b|(?:写成|化成|用)百分数/i],
  ['fraction', /\bas an? fraction\b|(?:写成|化成|用)分数/i],
];

/** What form the author asks for: in the settings, or in the words of the question. */
export function wantedForm({ question: { compare, prompt } }: ExactContext): Wanted {
  const { form, decimals, significantDigits } = compare;
  const said = form ?? asked.find(([, words]) => words.test(plainText(prompt)))?.[0];
  return {
    ...(said === undefined ? {} : { form: said }),
    ...(decimals === undefined ? {} : { decimals }),
    ...(significantDigits === undefined ? {} : { significantDigits }),
  };
}

function commonDivisor(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}

type Form = NonNullable<Compare['form']>;

function hasForm({ form, unit }: WrittenNumber, wanted: Form): boolean {
  const fraction = /(\d+)\/(\d+)$/.exec(form);
  const isFraction = fraction !== null;
  switch (wanted) {
    case 'percent':
      return unit?.quantity === 'share1';
    case 'fraction':
      return isFraction;
    case 'decimal':
      return !isFraction && unit?.quantity !== 'share1';
    case 'lowest-terms':
      if (fraction !== null) return commonDivisor(Number(fraction[1]), Number(fraction[2])) === 1;
      return /^[-+]?\d+$/.test(form);
  }
}

const decimalPlaces = (form: string): number =>
  /[.,](\d+)/.exec(form.replace(/[ex*].*$/, ''))?.[1]?.length ?? 0;
const significant = (form: string): number =>
  form
    .replace(/[ex*].*$/, '')
    .replace(/\D/g, '')
    .replace(/^0+/, '').length;

/** What is wrong with the form of a number whose value is right; a form that an accepted answer has is right. */
export function formFault(
  given: WrittenNumber,
  keys: readonly NumberKey[],
  wanted: Wanted,
): Remark | undefined {
  if (keys.some(({ number }) => number.form === given.form && number.unit?.name === given.unit?.name))
    return undefined;
  if (wanted.form !== undefined && !hasForm(given, wanted.form)) return { kind: 'form', form: wanted.form };
  if (wanted.decimals !== undefined && decimalPlaces(given.form) !== wanted.decimals)
    return { kind: 'digits', decimals: wanted.decimals };
  if (wanted.significantDigits !== undefined && significant(given.form) !== wanted.significantDigits)
    return { kind: 'digits', significantDigits: wanted.significantDigits };
  return undefined;
}
