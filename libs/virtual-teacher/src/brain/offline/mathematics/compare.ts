import { type Expression, type Formula, type RelationSign, variablesOf } from './parse.js';

type Point = ReadonlyMap<string, number>;

const SAMPLES = 24;
/** Fewer comparable points than this prove nothing. */
const FEWEST = 6;
const TOLERANCE = 1e-9;

function factorial(n: number): number {
  if (!Number.isInteger(n) || n < 0 || n > 170) return NaN;
  let product = 1;
  for (let factor = 2; factor <= n; factor++) product *= factor;
  return product;
}

const calls: Readonly<Record<string, (x: number) => number>> = {
  sqrt: Math.sqrt,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  ln: Math.log,
  log: Math.log10,
  exp: Math.exp,
  abs: Math.abs,
  '!': factorial,
};

function valueAt(expression: Expression, point: Point): number {
  switch (expression.kind) {
    case 'number':
      return expression.value;
    case 'variable':
      return point.get(expression.name) ?? NaN;
    case 'call':
      return calls[expression.name]?.(valueAt(expression.of, point)) ?? NaN;
    case 'binary': {
      const a = valueAt(expression.a, point);
      const b = valueAt(expression.b, point);
      if (expression.sign === '+') return a + b;
      if (expression.sign === '-') return a - b;
      if (expression.sign === '*') return a * b;
      return expression.sign === '/' ? a / b : a ** b;
    }
  }
}

/** Points in general position, always the same ones: irrational steps, of both signs. */
function points(names: ReadonlySet<string>): Point[] {
  const sorted = [...names].sort();
  return Array.from({ length: SAMPLES }, (_, sample) => {
    const at = (index: number) => {
      const step = ((sample + 1) * (Math.SQRT2 + index * Math.sqrt(3)) + index) % 5;
      return (sample % 3 === 0 ? -1 : 1) * (0.3 + step);
    };
    return new Map(sorted.map((name, index): [string, number] => [name, at(index)]));
  });
}

const near = (a: number, b: number): boolean =>
  Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.abs(a), Math.abs(b));

/** Whether two expressions have the same value wherever both have one. */
export function sameExpression(a: Expression, b: Expression): boolean {
  const names = new Set([...variablesOf(a), ...variablesOf(b)]);
  const values = points(names).map((point) => [valueAt(a, point), valueAt(b, point)] as const);
  const comparable = values.filter(([one, other]) => Number.isFinite(one) && Number.isFinite(other));
  const isUndefinedAlike = values.every(([one, other]) => Number.isFinite(one) === Number.isFinite(other));
  return (
    comparable.length >= FEWEST && isUndefinedAlike && comparable.every(([one, other]) => near(one, other))
  );
}

const flipped: Readonly<Record<RelationSign, RelationSign>> = {
  '=': '=',
  '≠': '≠',
  '<': '>',
  '>': '<',
  '≤': '≥',
  '≥': '≤',
};

const difference = (a: Expression, b: Expression): Expression => ({ kind: 'binary', sign: '-', a, b });

/** The constant by which one side's difference is the other's; undefined where there is none. */
function ratio(a: Expression, b: Expression): number | undefined {
  const names = new Set([...variablesOf(a), ...variablesOf(b)]);
  const values = points(names).map((point) => [valueAt(a, point), valueAt(b, point)] as const);
  const quotients = values
    .filter(([one, other]) => Number.isFinite(one) && Number.isFinite(other) && Math.abs(other) > 1e-6)
    .map(([one, other]) => one / other);
  const [first] = quotients;
  if (first === undefined || quotients.length < FEWEST || Math.abs(first) < 1e-9) return undefined;
  return quotients.every((one) => near(one, first)) ? first : undefined;
}

/** Whether two formulas say the same: equal expressions, or equations and inequalities that differ by a factor. */
export function sameFormula(a: Formula, b: Formula): boolean {
  if (a.relation === undefined || b.relation === undefined) {
    return a.relation === undefined && b.relation === undefined && sameExpression(a.left, b.left);
  }
  const factor = ratio(difference(a.left, a.relation.right), difference(b.left, b.relation.right));
  if (factor === undefined) return false;
  return a.relation.sign === (factor > 0 ? b.relation.sign : flipped[b.relation.sign]);
}

const key = (expression: Expression): string => JSON.stringify(expression);

/** Whether two formulas are written alike, apart from the side of an equation or inequality: `x > 3` and `3 < x`. */
export function alikeAsWritten(a: Formula, b: Formula): boolean {
  if (a.relation === undefined || b.relation === undefined)
    return a.relation === b.relation && key(a.left) === key(b.left);
  const same =
    key(a.left) === key(b.left) &&
    key(a.relation.right) === key(b.relation.right) &&
    a.relation.sign === b.relation.sign;
  const turned =
    key(a.left) === key(b.relation.right) &&
    key(a.relation.right) === key(b.left) &&
    a.relation.sign === flipped[b.relation.sign];
  return same || turned;
}
