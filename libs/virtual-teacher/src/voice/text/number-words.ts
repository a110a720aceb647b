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

/** What can be read as a number: digits, in groups of three or not, and a fraction after a point. */
export const NUMBER = String.raw`\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+`;

/** `1,250.5`: `one thousand two hundred and fifty point five`. Longer than a million million: digit by digit. */
export function numberWords(text: string): string[] {
  const [whole = '', fraction] = text.replaceAll(',', '').split('.');
  const long = whole.length > 15 || (whole.length > 1 && whole.startsWith('0'));
  const before = long ? digits(whole) : cardinal(Number(whole));
  return fraction === undefined ? before : [...before, 'point', ...digits(fraction)];
}

const PARTS: Readonly<Record<number, string>> = { 2: 'half', 4: 'quarter' };

/** `3/4`: `three quarters`; `7/100`: `seven hundredths`. */
export function fractionWords(above: number, below: number): string[] {
  const part = PARTS[below] === undefined ? ordinal(below) : [PARTS[below]];
  if (below === 0 || below > 1000) return [...cardinal(above), 'over', ...cardinal(below)];
  if (below === 1) return [...cardinal(above), 'over', 'one'];
  if (above === 1) return ['one', ...part];
  const last = part.pop() ?? '';
  return [...cardinal(above), ...part, last === 'half' ? 'halves' : `${last}s`];
}
