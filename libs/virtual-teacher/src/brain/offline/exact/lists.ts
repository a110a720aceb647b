import { plainText, tidy } from '@lockstep/lesson';
import { onlyNumber } from '../text/number.js';
import { type ExactKind, unwrapped } from './context.js';

type List = { readonly values: readonly number[]; readonly isPoint: boolean };

const anyOrder =
  /\b(?:solutions?|roots?|factors?|zero(?:e?s)?|values|primes?|solve|divisors?|multiples?)\b|解|根|因数|约数/i;

/** The numbers of `(3, -2)`, `x = 3, y = -2`, `2 and 5`; by the names of the variables where there are some. */
function read(text: string): List | undefined {
  const plain = tidy(unwrapped(text)).replace(/^((?:\p{L}\s*=\s*)?)±\s*(\S+)$/u, '$2 and -$2');
  const bracketed = /^[([](.*)[)\]]$/.exec(plain)?.[1];
  const parts = (bracketed ?? plain).split(
    bracketed === undefined
      ? /[,;]\s+|;|\s(?:and|und|et|y)\s(?!=)|,(?=\s*\p{L}\s*=)|(?<=\d),(?=-)|和|或/u
      : /\s*[;,]\s*/,
  );
  if (parts.length < 2 || parts.length > 12) return undefined;
  const named = parts.map((part) => /^(?:(\p{L})\s*=\s*)?(.+)$/u.exec(part.trim()) ?? []);
  const items = named.map(([, name = '', value = '']) => ({ name, number: onlyNumber(value) }));
  const isNamed =
    items.every(({ name }) => name !== '') && new Set(items.map(({ name }) => name)).size === items.length;
  const sorted = isNamed ? [...items].sort((a, b) => (a.name < b.name ? -1 : 1)) : items;
  const values = sorted.flatMap(({ number }) =>
    number === undefined || number.unit !== undefined ? [] : [number.value],
  );
  return values.length === items.length ? { values, isPoint: bracketed !== undefined || isNamed } : undefined;
}

const equal = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((value, index) => Math.abs(value - (b[index] ?? NaN)) < 1e-9);
const sorted = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);

/** Points, and numbers of which there are several: their order counts in a point. */
export const lists: ExactKind = {
  name: 'list',
  isKey: (accepted) => read(accepted) !== undefined,
  judge(accepted, answer, { question }) {
    const key = read(accepted);
    const given = read(answer);
    if (key === undefined) return undefined;
    if (given === undefined) return onlyNumber(unwrapped(answer)) === undefined ? undefined : 'wrong';
    if (equal(key.values, given.values)) return 'right';
    if (!equal(sorted(key.values), sorted(given.values))) return 'wrong';
    if (key.isPoint) return 'wrong';
    return anyOrder.test(plainText(question.prompt)) ? 'right' : 'unclear';
  },
};
