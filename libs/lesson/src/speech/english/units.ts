import { type UnitName, unitName } from './unit-names.js';

const SYMBOL = String.raw`(?:°[CF]?|[℃℉%‰ΩΩ]|[A-Za-zµμ]{1,4}Ω?)`;
const POWER = String.raw`(?:\^?\(?[-−]?[1-6]\)?|[⁻]?[¹²³⁴⁵⁶])?`;
const FACTOR = new RegExp(`(${SYMBOL})(${POWER})(?![\\p{L}\\p{N}^⁰-⁹])`, 'uy');
const MANY = /(?:\s?[·⋅*×]\s?|\s(?=[A-Za-zµ]{1,3}(?:\^\(?[-−]|⁻)))/uy;
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

type Factor = {
  readonly name: UnitName;
  readonly power: number;
  readonly symbol: string;
  readonly isNext?: boolean;
};
export type Unit = {
  readonly end: number;
  readonly symbol: string;
  /** `isOne`: of exactly one. */
  readonly say: (isOne: boolean) => string;
};

/** The unit at an offset, with its powers and quotients: `m/s²`, `kg·m²`, `J/(kg·K)`, `m s⁻¹`. */
export function readUnit(text: string, at: number): Unit | undefined {
  const above: Factor[] = [];
  const below: Factor[] = [];
  let end = factors(text, at, (factor) => above.push(factor));
  if (end === undefined) return undefined;
  const opens = /\/(\(?)/uy;
  opens.lastIndex = end;
  const slash = opens.exec(text);
  if (slash !== null) {
    const after = factors(text, end + slash[0].length, (factor) => below.push(factor), slash[1] === '(');
    if (after === undefined) return measured(text, at, above, end);
    if (slash[1] === '' || text[after] === ')') {
      end = after + (slash[1] === '' ? 0 : 1);
    } else below.length = 0;
  }
  const all = [
    ...above,
    ...below.map((factor, index) => ({ ...factor, power: -factor.power, isNext: index > 0 })),
  ];
  return { end, symbol: text.slice(at, end), say: (isOne) => sayUnit(all, isOne) };
}

/** `L/100 km`: a number of units below. */
function measured(text: string, at: number, above: readonly Factor[], end: number): Unit {
  const [whole = '', number = ''] = /^\/(10{1,3}) ?/u.exec(text.slice(end)) ?? [];
  const below: Factor[] = [];
  const after =
    whole === '' ? undefined : factors(text, end + whole.length, (factor) => below.push(factor), false);
  const [factor] = below;
  if (after === undefined || factor === undefined)
    return { end, symbol: text.slice(at, end), say: (isOne) => sayUnit(above, isOne) };
  const count = { 10: 'ten', 100: 'one hundred', 1000: 'one thousand' }[Number(number)] ?? '';
  return {
    end: after,
    symbol: text.slice(at, after),
    say: (isOne) => `${sayUnit(above, isOne)} per ${count} ${powered(factor, false)}`,
  };
}

/** Offset after the factors of a product. A quotient without brackets has one factor below. */
function factors(text: string, at: number, add: (factor: Factor) => void, many = true): number | undefined {
  let end: number | undefined;
  for (let from = at; ;) {
    FACTOR.lastIndex = from;
    const match = FACTOR.exec(text);
    const name = match === null ? undefined : unitName(match[1] ?? '');
    if (match === null || name === undefined) return end;
    add({ name, power: powerOf(match[2] ?? ''), symbol: match[1] ?? '' });
    end = from + match[0].length;
    MANY.lastIndex = end;
    const joint = many ? MANY.exec(text) : null;
    if (joint === null) return end;
    from = end + joint[0].length;
  }
}

function powerOf(text: string): number {
  const digits = text.replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/gu, (digit) => String(SUPERSCRIPTS.indexOf(digit)));
  const size = Number(/\d/u.exec(digits)?.[0] ?? '1');
  return /[-−⁻]/u.test(text) ? -size : size;
}

function sayUnit(all: readonly Factor[], isOne: boolean): string {
  const above = all.filter(({ power }) => power > 0);
  const below = all.filter(({ power }) => power < 0);
  const first = above.map((factor, index) => powered(factor, isOne || index < above.length - 1));
  const words = [...first];
  for (const factor of below) {
    const anHour = factor.symbol === 'h' && /^(?:km|mi)$/u.test(above[0]?.symbol ?? '');
    words.push(
      anHour
        ? 'an hour'
        : `${factor.isNext === true ? '' : 'per '}${powered({ ...factor, power: -factor.power }, true)}`,
    );
  }
  return words.join(' ');
}

/** `square metres`, `second squared`: only lengths are squares and cubes. */
function powered({ name, power, symbol }: Factor, isOne: boolean): string {
  const word = isOne ? name[0] : name[1];
  if (power === 1) return word;
  const isLength = /^(?:[nµμmcdhk]?m|mi|ft|yd)$/u.test(symbol);
  if (power === 2) return isLength ? `square ${word}` : `${word} squared`;
  if (power === 3) return isLength ? `cubic ${word}` : `${word} cubed`;
  return `${word} to the power of ${'zero one two three four five six'.split(' ')[power] ?? ''}`;
}
