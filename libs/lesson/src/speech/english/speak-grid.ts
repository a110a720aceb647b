import type { Formula, FormulaPart } from '../formula/formula.js';
import { numberWords } from './number-words.js';

type Grid = Extract<FormulaPart, { kind: 'grid' }>;

/** Rows under each other as a teacher reads them: a matrix, a determinant, cases, a system of equations. */
export function gridWords({ name, rows }: Grid, textOf: (formula: Formula) => string): string {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const inRow = (row: readonly Formula[]): string => row.map(textOf).join(' ');
  if (name === 'lines') return rows.map(inRow).join(' ');
  if (name === 'cases')
    return columns < 2 ? rows.map(inRow).join(' and ') : rows.map(one(textOf)).join(' and ');
  const isVector = name === 'matrix' && (rows.length === 1 || columns === 1) && rows.length + columns > 2;
  if (isVector) return `the ${columns === 1 ? 'column' : 'row'} vector ${rows.map(inRow).join(' ')}`;
  const size = `${counted(rows.length)} by ${counted(columns)}`;
  const named = rows.map((row, i) => `row ${counted(i + 1)} ${inRow(row)}`).join(' ');
  return `the ${name === 'determinant' ? 'determinant of the ' : ''}${size} matrix ${named}`;
}

const counted = (number: number): string => numberWords(String(number)).join(' ');

/** A value and when it holds; authors write the word "if" themselves, or leave it to the layout. */
const one =
  (textOf: (formula: Formula) => string) =>
  (row: readonly Formula[]): string => {
    const [value = '', ...conditions] = row.map(textOf);
    const when = conditions.join(' ').trim();
    const isSaid = when === '' || /^(?:if|when|for|otherwise|else|where|unless)\b/u.test(when);
    return `${value} ${isSaid ? '' : 'if '}${when}`;
  };
