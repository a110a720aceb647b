import type { AskStep } from '@lockstep/contracts';
import { plainText } from '@lockstep/lesson';
import type { ExactContext } from './context.js';
import { normalise } from '../text/normalise.js';
import { numbersIn, type WrittenNumber } from '../text/number.js';
import { NAMED_UNITS } from '../text/unit-names.js';
import { type Unit, unitWord } from '../text/units.js';
import { editDistance } from '../text/slips.js';

export type NumberKey = { readonly number: WrittenNumber; readonly written: string };

/** How an amount answers to an accepted one. */
export type AmountMatch = {
  readonly kind:
    | 'same'
    | 'rounded'
    | 'no-unit'
    | 'other-unit'
    | 'other-reading'
    | 'wrong-unit'
    | 'unknown-unit'
    | 'other-quantity'
    | 'none';
};

const same = (a: number, b: number): boolean =>
  Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));

const decimalsOf = (form: string): number | undefined => /[.,](\d+)$/.exec(form)?.[1]?.length;

/** `0.33` is one third as far as it was written. */
function isRounded(value: number, form: string, key: number): boolean {
  const decimals = decimalsOf(form);
  return (
    decimals !== undefined &&
    decimals >= 2 &&
    Math.abs(value - key) <= 0.5 * 10 ** -decimals &&
    !Number.isInteger(key)
  );
}

const asksToRound =
  /\b(?:decimals?|decimal places?|places|round(?:ed)?|approximate(?:ly)?|about|nearest|significant)\b|小数|保留|四舍五入|约/i;

/** `3.14159` where two decimals were asked for. */
function isTooExact(given: WrittenNumber, key: WrittenNumber, prompt: string): boolean {
  const wanted = decimalsOf(key.form);
  const written = decimalsOf(given.form);
  if (wanted === undefined || written === undefined || written <= wanted || !asksToRound.test(prompt))
    return false;
  return same(Math.round(given.value * 10 ** wanted) / 10 ** wanted, key.value);
}

function toleranceOf({ compare: { tolerance } }: AskStep, key: number): number {
  if (tolerance === undefined) return 0;
  return typeof tolerance === 'number'
    ? tolerance
    : (Number(tolerance.replace('%', '')) / 100) * Math.abs(key);
}

/** A unit that is written in two ways: `°` on a thermometer, `cent` of a dollar or a euro. */
function alike(a: Unit, b: Unit): boolean {
  if (a.quantity === b.quantity) return true;
  const pair = [a.quantity, b.quantity].sort().join(' ');
  return (
    /^cent1 (?:dollar|euro)1$/.test(pair) || (pair === 'K1 angle1' && (a.name === '°' || b.name === '°'))
  );
}

const inBase = (value: number, { factor, offset }: Unit): number => value * factor + offset;

/** In the unit of the key; a plain degree is the degree of the key. */
function converted(given: WrittenNumber, from: Unit, to: Unit): number {
  if (from.name === '°' || to.name === '°') return given.value;
  return (inBase(given.value, from) - to.offset) / to.factor;
}

/** 多少摄氏度, 几米, 单位：克: the unit stands before the next word without a space. */
function namedInChinese(prompt: string): Unit | undefined {
  for (const [, run = ''] of prompt.matchAll(/(?:多少|几|单位[是：:])\s?(\p{Script=Han}{1,4})/gu)) {
    for (let length = run.length; length > 0; length--) {
      const unit = numbersIn(`1 ${run.slice(0, length)}`).numbers[0]?.unit;
      if (unit !== undefined) return unit;
    }
  }
  return undefined;
}

/** Units that a question names: "in grams", "(km)". */
function namedUnit(prompt: string): Unit | undefined {
  const found = [...normalise(prompt).matchAll(/(?:\b(?:in|how many)\s|\()([\p{L}°%/^\d]+)/gu)];
  for (const [, word = ''] of found) {
    const unit = numbersIn(`1 ${word}`).numbers[0]?.unit;
    if (unit !== undefined && word.length > 1) return unit;
  }
  return namedInChinese(prompt);
}

/** A unit that was meant, with a typing slip: `kilometrs`. */
function meantUnit(word: string | undefined): boolean {
  if (word === undefined || word.length < 5 || unitWord(word) !== undefined) return false;
  return (
    NAMED_UNITS.some(({ names }) =>
      names.some((name) => name.length >= 5 && editDistance(word.replace(/s$/, ''), name) === 1),
    ) || unitWord(word.replace(/(.)\1/, '$1')) !== undefined
  );
}

function matchValue(given: WrittenNumber, key: number, question: AskStep): boolean {
  return same(given.value, key) || Math.abs(given.value - key) <= toleranceOf(question, key) * (1 + 1e-9);
}

/** A number without a unit, for a key with or without one. */
function matchBare(given: WrittenNumber, key: WrittenNumber, { question }: ExactContext): AmountMatch {
  const isShare = key.unit?.quantity === 'share1';
  const values = isShare ? [key.value, key.value / 0.01] : [key.value];
  const prompt = plainText(question.prompt);
  // "2/3" is no rounding of "0.67", and a word behind the number is no unit that could be left out
  if (
    values.some(
      (value) =>
        matchValue(given, value, question) ||
        (isRounded(given.value, given.form, value) && !/\d[.,]\d/.test(key.form)),
    )
  ) {
    if (key.unit === undefined || isShare) return { kind: 'same' };
    if (
      given.counted !== undefined &&
      !meantUnit(given.counted) &&
      !normalise(prompt).includes(given.counted.toLowerCase())
    )
      return { kind: 'unknown-unit' };
    return { kind: question.compare.unit === 'required' && given.counted === undefined ? 'no-unit' : 'same' };
  }
  if (isTooExact(given, key, prompt)) return { kind: 'rounded' };
  const isOther = given.orElse !== undefined && values.some((value) => same(given.orElse ?? NaN, value));
  return { kind: isOther ? 'other-reading' : 'none' };
}

/** A number with a unit, for a key without one: it must be the question's. */
function matchNamed(
  given: WrittenNumber,
  unit: Unit,
  key: WrittenNumber,
  context: ExactContext,
): AmountMatch {
  const prompt = plainText(context.question.prompt);
  if (unit.quantity === 'share1') return matchBare(given, key, context);
  const asked = namedUnit(prompt);
  if (asked !== undefined)
    return matchUnits(given, unit, { ...key, unit: asked, units: [asked.name] }, asked, context);
  const isValue = matchValue(given, key.value, context.question);
  const isThere =
    numbersIn(prompt).numbers.some((number) => number.unit?.quantity === unit.quantity) ||
    normalise(prompt).includes(unit.name.toLowerCase());
  if (!isValue) return { kind: 'none' };
  return {
    kind:
      isThere || unit.quantity === 'angle1' || /^(?:euro|dollar|pound|yuan|yen|year)1$/.test(unit.quantity)
        ? 'same'
        : 'unknown-unit',
  };
}

/** `¥` is the sign of both yuan and yen. */
const signNames = (one: Unit, other: Unit): boolean => one.name === '¥' && other.quantity === 'yen1';

function matchUnits(
  given: WrittenNumber,
  unit: Unit,
  key: WrittenNumber,
  asked: Unit,
  { question }: ExactContext,
): AmountMatch {
  if (signNames(unit, asked) || signNames(asked, unit))
    return { kind: matchValue(given, key.value, question) ? 'same' : 'none' };
  if (!alike(unit, asked))
    return {
      kind: same(given.value, key.value) || same(given.orElse ?? NaN, key.value) ? 'other-quantity' : 'none',
    };
  const value = converted(given, unit, asked);
  if (matchValue({ ...given, value }, key.value, question) || isRounded(value, given.form, key.value)) {
    const isShared = given.units.some((name) => key.units.includes(name));
    const isSame = unit.parts === asked.parts || unit.name === '°' || asked.name === '°' || isShared;
    return { kind: isSame || question.compare.equivalentUnits === true ? 'same' : 'other-unit' };
  }
  const isOther = given.orElse !== undefined && same(given.orElse, key.value) && unit.name === asked.name;
  if (isOther) return { kind: 'other-reading' };
  return { kind: unit.name !== asked.name && same(given.value, key.value) ? 'wrong-unit' : 'none' };
}

/** How a number answers to an accepted one, with both units. */
export function matchAmount(given: WrittenNumber, key: WrittenNumber, context: ExactContext): AmountMatch {
  if (given.unit === undefined) return matchBare(given, key, context);
  if (key.unit === undefined) return matchNamed(given, given.unit, key, context);
  if (given.unit.quantity === 'share1' && key.unit.quantity === 'share1')
    return {
      kind:
        matchValue(given, key.value, context.question) || isRounded(given.value, given.form, key.value)
          ? 'same'
          : 'none',
    };
  // a plain degree is the one that the question names, and 100 °F are no 100 degrees Celsius
  const named = key.unit.name === '°' ? namedUnit(plainText(context.question.prompt)) : undefined;
  return matchUnits(given, given.unit, key, named ?? key.unit, context);
}

/** Whether a number is in the range that the author gave, in the unit of the first accepted answer. */
export function withinRange(
  given: WrittenNumber,
  keys: readonly NumberKey[],
  { compare: { range } }: AskStep,
): boolean {
  if (range === undefined) return false;
  const unit = keys[0]?.number.unit;
  if (given.unit !== undefined && (unit === undefined || !alike(given.unit, unit))) return false;
  const value =
    given.unit !== undefined && unit !== undefined ? converted(given, given.unit, unit) : given.value;
  return value >= range[0] && value <= range[1];
}
