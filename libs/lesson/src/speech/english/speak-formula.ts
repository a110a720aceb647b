import type { Formula, FormulaPart, FormulaStructure, NamedThing, OperatorName } from '../formula/formula.js';
import { isReaction } from '../formula/chemistry.js';
import { isQuotient } from '../formula/quotient.js';
import type { Piece } from '../said-word.js';
import { fractionWords, mixedWords, numberWords, ordinal } from './number-words.js';
import { spelled } from './letters.js';
import { gridWords } from './speak-grid.js';

const OPERATORS: Readonly<Record<OperatorName, string>> = {
  plus: 'plus',
  minus: 'minus',
  times: 'times',
  dividedBy: 'divided by',
  over: 'over',
  plusMinus: 'plus or minus',
  minusPlus: 'minus or plus',
  equals: 'equals',
  notEqual: 'is not equal to',
  about: 'is about',
  less: 'is less than',
  greater: 'is greater than',
  atMost: 'is less than or equal to',
  atLeast: 'is greater than or equal to',
  muchLess: 'is much less than',
  muchGreater: 'is much greater than',
  identical: 'is identical to',
  proportional: 'is proportional to',
  becomes: 'becomes',
  approaches: 'approaches',
  gives: 'gives',
  implies: 'implies',
  equivalent: 'is equivalent to',
  isIn: 'is in',
  isNotIn: 'is not in',
  subset: 'is a subset of',
  union: 'union',
  intersection: 'intersection',
  without: 'without',
  parallel: 'is parallel to',
  perpendicular: 'is perpendicular to',
  and: 'and',
  or: 'or',
  not: 'not',
  forAll: 'for all',
  exists: 'there exists',
  therefore: 'therefore',
  because: 'because',
  infinity: 'infinity',
  angle: 'angle',
  triangle: 'triangle',
  similar: 'is similar to',
  congruent: 'is congruent to',
  suchThat: 'such that',
  mapsTo: 'maps to',
  emptySet: 'the empty set',
  partial: 'partial',
  nabla: 'nabla',
  equilibrium: 'is in equilibrium with',
  composed: 'composed with',
  modulo: 'modulo',
  dots: 'and so on',
  ratio: 'to',
  comma: '',
};

const BIG = {
  sum: 'the sum',
  product: 'the product',
  integral: 'the integral',
  limit: 'the limit',
  union: 'the union',
  intersection: 'the intersection',
};
const OVER = { vector: 'vector', line: 'line', hat: 'hat', dot: 'dot', arc: 'arc', tilde: 'tilde' };
const FUNCTIONS: Readonly<Record<string, string>> = {
  sin: 'sine',
  cos: 'cosine',
  tan: 'tangent',
  cot: 'cotangent',
  sec: 'secant',
  csc: 'cosecant',
  arcsin: 'arc sine',
  arccos: 'arc cosine',
  arctan: 'arc tangent',
  sinh: 'hyperbolic sine',
  cosh: 'hyperbolic cosine',
  tanh: 'hyperbolic tangent',
  log: 'log',
  ln: 'natural log',
  lg: 'log',
  exp: 'the exponential of',
  max: 'the maximum of',
  min: 'the minimum of',
  gcd: 'the greatest common divisor of',
  lcm: 'the least common multiple of',
  det: 'determinant',
  dim: 'dimension',
  ker: 'kernel',
  mod: 'mod',
  deg: 'degree',
};
const POSTFIX = { factorial: 'factorial', percent: 'percent', degrees: 'degrees', prime: 'prime' };

const NAMED: Readonly<Record<NamedThing, string>> = {
  naturals: 'the natural numbers',
  integers: 'the integers',
  rationals: 'the rational numbers',
  reals: 'the real numbers',
  complexes: 'the complex numbers',
  solid: 'solid',
  liquid: 'liquid',
  gas: 'gas',
  dissolved: 'aqueous',
  positive: 'plus',
  negative: 'minus',
  of: 'of',
  dollar: 'dollar',
  unknown: 'what',
  blank: 'blank',
};
const ENCLOSED = {
  absolute: 'the absolute value of',
  floor: 'the floor of',
  ceiling: 'the ceiling of',
  norm: 'the norm of',
};

/** The name of an operator that stands alone. */
export const operatorWords = (name: OperatorName): string => OPERATORS[name];

/** A formula in words, each with the place of what it is said for. */
export function speakFormula(formula: Formula): Piece[] {
  return formula.flatMap((part, index) =>
    speakPart(part, { before: formula[index - 1], after: formula.slice(index + 1), all: formula }),
  );
}

const textOf = (formula: Formula): string =>
  speakFormula(formula)
    .flatMap(({ words }) => words)
    .join(' ');

type Around = { readonly before: FormulaPart | undefined; readonly after: Formula; readonly all: Formula };

function speakPart(part: FormulaPart, around: Around): Piece[] {
  const { at } = part;
  const say = (words: string): Piece[] => [{ at, words: words.split(' ').filter((word) => word !== '') }];
  switch (part.kind) {
    case 'said':
      return [{ at, words: part.words }];
    case 'number':
      return say(numberWords(part.text).join(' '));
    case 'letters':
      return say(spelled(part.text));
    case 'text':
      return say(part.text.toLowerCase());
    case 'operator':
      return say(OPERATORS[meant(part.name, around)]);
    case 'function':
      return say(FUNCTIONS[part.name] ?? part.name);
    case 'postfix':
      return say(
        part.name === 'degrees' && around.before?.kind === 'number' && around.before.text === '1'
          ? 'degree'
          : POSTFIX[part.name],
      );
    case 'fraction':
      return fraction(part, around);
    case 'root': {
      const isFactor = around.before?.kind === 'number' || around.before?.kind === 'letters';
      return say(`${isFactor ? 'times ' : ''}the ${rootName(part.degree)} of ${textOf(part.of)}`);
    }
    case 'power':
      return [...speakFormula(part.base), ...say(powerName(part.base, part.by))];
    case 'index':
      return part.base[0]?.kind === 'function'
        ? say(`${textOf(part.base)} base ${textOf(part.by)} of`)
        : [...speakFormula(part.base), ...speakFormula(part.by)];
    default:
      return speakStructure(part);
  }
}

/** A part that contains other formulas. */
function speakStructure(part: FormulaStructure): Piece[] {
  const { at } = part;
  const say = (words: string): Piece[] => [{ at, words: words.split(' ').filter((word) => word !== '') }];
  switch (part.kind) {
    case 'brackets':
      return isSimple(part.inner) || part.inner.some((one) => one.kind === 'operator' && one.name === 'comma')
        ? speakFormula(part.inner)
        : [
            ...say('open bracket'),
            ...speakFormula(part.inner),
            { at: part.inner.at(-1)?.at ?? at, words: ['close', 'bracket'] },
          ];
    case 'set':
      if (part.inner.length === 0) return say(OPERATORS.emptySet);
      return say(`the set of ${textOf(part.inner).replace(/\bis in\b(?=.*such that)/u, 'in')}`);
    case 'absolute':
    case 'floor':
    case 'ceiling':
    case 'norm':
      return [...say(ENCLOSED[part.kind]), ...speakFormula(part.inner)];
    case 'grid':
      return say(gridWords(part, textOf));
    case 'choose':
      return say(`${textOf(part.of)} choose ${textOf(part.take)}`);
    case 'named':
      return say(NAMED[part.name]);
    case 'call':
      return [
        ...say(`${spelled(part.name)} ${/['′]/u.test(part.name) ? 'prime ' : ''}of`),
        ...speakFormula(part.inner),
      ];
    case 'over':
      return part.name === 'vector' || part.name === 'line' || part.name === 'arc'
        ? say(`${OVER[part.name]} ${textOf(part.of)}`)
        : say(`${textOf(part.of)} ${OVER[part.name]}`);
    case 'big':
      return say(bigWords(part));
  }
}

/** A formula of chemistry gives another; a quantity approaches a number; words become others; numbers are divided. */
function meant(name: OperatorName, { before, after, all }: Around): OperatorName {
  if (name === 'over' && before?.kind === 'number' && after[0]?.kind === 'number') return 'dividedBy';
  if (name === 'identical' && all.some((part) => part.kind === 'operator' && part.name === 'modulo'))
    return 'congruent';
  if (name === 'ratio' && isQuotient(before, after)) return 'dividedBy';
  if (name !== 'becomes') return name;
  if (isReaction(all)) return 'gives';
  const next = after[0];
  const isValue = next?.kind === 'number' || (next?.kind === 'operator' && next.name !== 'angle');
  return before?.kind === 'letters' && isValue ? 'approaches' : 'becomes';
}

function fraction(
  { above, below, at }: Extract<FormulaPart, { kind: 'fraction' }>,
  { before, after }: Around,
): Piece[] {
  const [top, bottom] = [above[0], below[0]];
  const isOfNumbers =
    above.length === 1 && below.length === 1 && top?.kind === 'number' && bottom?.kind === 'number';
  if (
    isOfNumbers &&
    /^\d{1,6}$/u.test(top.text) &&
    /^\d{1,6}$/u.test(bottom.text) &&
    Number(bottom.text) > 0
  ) {
    const [over, under] = [Number(top.text), Number(bottom.text)];
    if (before?.kind === 'number') {
      const [, ...rest] = mixedWords('0', over, under).split(' '); // and a half, of two and a half
      return [{ at, words: rest }];
    }
    const isResult = after[0]?.kind === 'operator' && after[0].name === 'equals';
    if (isResult && under > 1 && over >= under && over % under === 0)
      return [
        { at, words: numberWords(top.text) },
        { at: bottom.at, words: ['divided', 'by', ...numberWords(bottom.text)] },
      ];
    return [{ at, words: fractionWords(over, under) }];
  }
  const joint = isSimple(above) ? ['over'] : ['all', 'over'];
  return [...speakFormula(above), { at: bottom?.at ?? at, words: joint }, ...speakFormula(below)];
}

const isSimple = (formula: Formula): boolean => {
  const rest = formula[0]?.kind === 'operator' ? formula.slice(1) : formula;
  return rest.every(({ kind }) => kind !== 'operator');
};

function rootName(degree: Formula): string {
  const [only] = degree;
  if (only === undefined) return 'square root';
  if (only.kind !== 'number') return `${textOf(degree)} th root`;
  return only.text === '2'
    ? 'square root'
    : only.text === '3'
      ? 'cube root'
      : `${ordinal(Number(only.text)).join(' ')} root`;
}

/** A power of ten is one of a row: ten to the power of three. */
function powerName(base: Formula, by: Formula): string {
  const [only] = by;
  const isTen = base[0]?.kind === 'number' && base[0].text === '10';
  if (by.length === 1 && only?.kind === 'number' && only.text === '2') return 'squared';
  if (by.length === 1 && only?.kind === 'number' && only.text === '3' && !isTen) return 'cubed';
  if (by.length === 1 && only?.kind === 'postfix') return POSTFIX[only.name];
  return `to the power of ${textOf(by)}`;
}

function bigWords({ name, from, to }: Extract<FormulaPart, { kind: 'big' }>): string {
  if (name === 'limit') return from.length === 0 ? 'the limit of' : `the limit as ${textOf(from)} of`;
  const range =
    from.length === 0
      ? ''
      : to.length === 0
        ? ` over ${textOf(from)}`
        : ` from ${textOf(from)} to ${textOf(to)}`;
  return `${BIG[name]}${range} of`;
}
