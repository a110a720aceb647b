const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'zero ten twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const SCALES: readonly (readonly [number, string])[] = [
  [1e12, 'trillion'],
  [1e9, 'billion'],
  [1e6, 'million'],
  [1000, 'thousand'],
  [100, 'hundred'],
];
const ORDINALS: Readonly<Record<string, string>> = {
  one: 'first',
  two: 'second',
  three: 'third',
  five: 'fifth',
  eight: 'eighth',
  nine: 'ninth',
  twelve: 'twelfth',
};

/** 0 to 999 999 999 999 999: `twenty five`, `one hundred and five`. */
export function cardinal(number: number): string[] {
  const [scale, name] = SCALES.find(([size]) => number >= size) ?? [0, ''];
  if (scale > 0) {
    const rest = number % scale;
    const and = rest > 0 && rest < 100 && scale <= 1000 ? ['and'] : [];
    return [...cardinal(Math.floor(number / scale)), name, ...and, ...(rest > 0 ? cardinal(rest) : [])];
  }
  if (number < 20) return [SMALL[number] ?? ''];
  const tens = TENS[Math.floor(number / 10)] ?? '';
  return number % 10 === 0 ? [tens] : [tens, SMALL[number % 10] ?? ''];
}

/** `first`, `twenty first`, `one hundredth`. */
export function ordinal(number: number): string[] {
  const words = cardinal(number);
  const last = words.pop() ?? '';
  return [...words, ORDINALS[last] ?? (last.endsWith('y') ? `${last.slice(0, -1)}ieth` : `${last}th`)];
}

/** 1100 to 2099 as years are read: `nineteen eighty four`, `nineteen oh five`, `two thousand and nine`. */
export function year(number: number): string[] {
  const [century, rest] = [Math.floor(number / 100), number % 100];
  if (century === 20 && rest < 10) return cardinal(number);
  if (rest === 0) return [...cardinal(century), 'hundred'];
  return [...cardinal(century), ...(rest < 10 ? ['oh'] : []), ...cardinal(rest)];
}

/** Digit by digit, as after a decimal point or in a number that is a name. */
export const digits = (text: string): string[] => [...text].map((digit) => SMALL[Number(digit)] ?? '');

/** What can be read as a number: digits, in groups of three or not (`1,000`, `1 000`, `1'000`), and a fraction after a point. */
export const NUMBER = String.raw`(?:[1-9]\d{0,2}(?:[,' \u00a0\u2009\u202f]\d{3})+(?!\d)(?:\.\d+)?|[1-9]\d?(?:,\d{2})+,\d{3}(?![\d,]\d?)(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)`;

/** `1,250.5`: `one thousand two hundred and fifty point five`. Longer than a million million: digit by digit. */
export function numberWords(text: string): string[] {
  const [whole = '', fraction] = text.replaceAll(/[,' \u00a0\u2009\u202f]/gu, '').split('.');
  const long = whole.length > 15 || (whole.length > 1 && whole.startsWith('0'));
  const before = long ? digits(whole) : cardinal(Number(whole));
  return fraction === undefined ? before : [...before, 'point', ...digits(fraction)];
}

const PARTS: Readonly<Record<number, string>> = { 2: 'half', 4: 'quarter' };

/** Denominators that are heard as one: `three fifty seconds` would be a time. */
const isHeard = (below: number): boolean => below > 1 && (below <= 20 || (below <= 1000 && below % 10 === 0));

/** `3/4`: `three quarters`; `7/100`: `seven hundredths`; `13/52`: `thirteen over fifty two`. */
export function fractionWords(above: number, below: number): string[] {
  if (!isHeard(below)) return [...cardinal(above), 'over', ...cardinal(below)];
  const part = PARTS[below] === undefined ? ordinal(below) : [PARTS[below]];
  if (below === 100 || below === 1000) part.shift(); // one hundredth, not one one hundredth
  if (above === 1) return ['one', ...part];
  const last = part.pop() ?? '';
  return [...cardinal(above), ...part, last === 'half' ? 'halves' : `${last}s`];
}

/** Of a number that is a decade: `nineteen eighties`, `thirties`. */
export function plural(words: readonly string[]): string[] {
  const last = words.at(-1) ?? '';
  return [...words.slice(0, -1), last.endsWith('y') ? `${last.slice(0, -1)}ies` : `${last}s`];
}

/** `½` as its numerator and denominator. */
export function vulgarFraction(char: string): readonly [above: number, below: number] | undefined {
  const [, above, below] = /^(\d+)\u2044(\d+)$/u.exec(char.normalize('NFKC')) ?? [];
  return above === undefined || below === undefined ? undefined : [Number(above), Number(below)];
}

/** Two and a half; `isWhole` false: half of it alone. */
export function mixedWords(whole: string, above: number, below: number): string {
  const [first = '', ...rest] = fractionWords(above, below);
  return `${numberWords(whole).join(' ')} and ${[first === 'one' ? 'a' : first, ...rest].join(' ')}`;
}
