import { orderedEntries, orderedRecord } from '../../text/ordered-names.js';
/** Several things in one cell are divided by `|`, the sides of a pair by `=`; a backslash takes their meaning. */

const escaped = (text: string, signs: RegExp): string => text.replace(signs, '\\$&');

export const textOfList = (items: readonly string[]): string =>
  items.map((item) => escaped(item, /[|\\]/gu)).join(' | ');
export const textOfPairs = (pairs: Readonly<Record<string, string>>): string =>
  orderedEntries(pairs)
    .map(([left, right]) => `${escaped(left, /[|=\\]/gu)} = ${escaped(right, /[|=\\]/gu)}`)
    .join(' | ');

/** Divides where a sign has its meaning. One pass over the text. */
function divided(text: string, sign: string): string[] {
  const parts: string[] = [];
  let here = '';
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? '';
    if (char === '\\') here += char + (text[++at] ?? '');
    else if (char === sign) {
      parts.push(here);
      here = '';
    } else here += char;
  }
  return [...parts, here];
}

const unescaped = (text: string): string => text.replace(/\\([|=\\])/gu, '$1').trim();

/** Readers of cells; undefined: the cell cannot be read. */
export const readCell = {
  list: (cell: string): string[] =>
    divided(cell, '|')
      .map(unescaped)
      .filter((item) => item !== ''),
  pairs: (cell: string): Record<string, string> | undefined => {
    const pairs = divided(cell, '|').map((pair) => divided(pair, '=').map(unescaped));
    if (pairs.some((pair) => pair.length !== 2 || pair.includes(''))) return undefined;
    return orderedRecord(pairs.map(([left, right]) => [left ?? '', right ?? '']));
  },
  number: (cell: string): number | undefined =>
    /^-?\d+(?:[.,]\d+)?$/u.test(cell) ? Number(cell.replace(',', '.')) : undefined,
  truth: (cell: string): boolean | undefined =>
    /^(?:yes|true|1|x|是)$/iu.test(cell) ? true : /^(?:no|false|0|否)$/iu.test(cell) ? false : undefined,
  range: (cell: string): [number, number] | undefined => {
    const [, from, to] = /^(-?\d+(?:\.\d+)?)\s?(?:\.\.\.?|…)\s?(-?\d+(?:\.\d+)?)$/u.exec(cell) ?? [];
    return from === undefined || to === undefined ? undefined : [Number(from), Number(to)];
  },
};

/** Signs that make a formula of a cell in a spreadsheet. */
const FORMULA = /^'*(?:[=+@\t\r]|-(?!\d+(?:[.,]\d+)?$))/u;

/** A cell that no spreadsheet computes: an apostrophe stands before it. */
export const safeCell = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);
/** Inverse of {@link safeCell}. */
export const plainCell = (text: string): string =>
  text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text;
