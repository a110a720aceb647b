import { onlyNumber } from '../text/number.js';
import type { WrittenNumber } from '../text/written-number.js';
import { type ExactKind, unwrapped } from './context.js';

type Ends = readonly WrittenNumber[];

/** Two or three amounts; the unit of the last one is that of the others that have none, as in `4 to 5 km`. */
function endsOf(parts: readonly string[]): Ends | undefined {
  const numbers = parts.map((part) => onlyNumber(part.trim()));
  const ends = numbers.flatMap((number) => (number === undefined ? [] : [number]));
  if (ends.length !== parts.length) return undefined;
  const unit = ends.at(-1)?.unit;
  return unit === undefined ? ends : ends.map((end) => ({ ...end, unit: end.unit ?? unit }));
}

function isSame(a: WrittenNumber, b: WrittenNumber): boolean {
  const inBase = ({ value, unit }: WrittenNumber) => value * (unit?.factor ?? 1);
  if (a.unit === undefined || b.unit === undefined) return a.value === b.value;
  return a.unit.quantity === b.unit.quantity && Math.abs(inBase(a) - inBase(b)) < 1e-9 * Math.abs(inBase(a));
}

const areSame = (key: Ends, given: Ends): boolean =>
  key.length === given.length &&
  key.every((end, index) => given[index] !== undefined && isSame(end, given[index]));

const between = /\s?[-–—]\s?|\s(?:to|till|until|bis|à)\s|[到至]/;
/** `pages 12 to 15`, `from 9 to 5`: a word before both numbers. */
const leadWord = /^(?:from\s|between\s|von\s|de\s|从)?(?:\p{Script=Latin}+\.?\s)?(?=\d)/iu;

function readRange(text: string): Ends | undefined {
  const plain = unwrapped(text).replace(/^between\s(.+)\sand\s/i, '$1 to ');
  const parts = plain.replace(leadWord, '').split(between);
  return parts.length === 2 && parts.every((part) => /\d|\p{L}/u.test(part)) ? endsOf(parts) : undefined;
}

/** `9-5`, `12 to 15`, `4-6 °C`: from one number to another. */
export const ranges: ExactKind = {
  name: 'range',
  isKey: (accepted) => /^\d[^-–—]*[-–—]\s?\d/.test(accepted) && readRange(accepted) !== undefined,
  judge(accepted, answer) {
    const key = readRange(accepted);
    const given = readRange(answer);
    if (key === undefined) return undefined;
    if (given === undefined) return onlyNumber(unwrapped(answer)) === undefined ? undefined : 'wrong';
    return areSame(key, given) ? 'right' : 'wrong';
  },
};

const readSize = (text: string): Ends | undefined => {
  const parts = unwrapped(text).split(/\s?[×*]\s?|\s?x\s?(?=\d)|\sby\s|\smal\s|\ssur\s|乘/i);
  return parts.length === 2 || parts.length === 3 ? endsOf(parts) : undefined;
};

/** `4 m × 5 m`: the sides of something, each with its unit. */
export const sizes: ExactKind = {
  name: 'size',
  isKey: (accepted) => readSize(accepted)?.every(({ unit }) => unit !== undefined) ?? false,
  judge(accepted, answer) {
    const key = readSize(accepted);
    const given = readSize(answer);
    if (key === undefined) return undefined;
    if (given === undefined) return onlyNumber(unwrapped(answer)) === undefined ? undefined : 'wrong';
    if (areSame(key, given)) return 'right';
    // which side is named first seldom matters
    return areSame(key, given.toReversed()) ? 'unclear' : 'wrong';
  },
};
