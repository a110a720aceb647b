import { isKeptSign, type Token, tokensOf } from './tokens.js';

/** Longest text that is compared, characters. */
const MAX_CHARACTERS = 2000;

const raised = '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ';
const lowered = '0123456789+-=()n';
const raisedRun = new RegExp(`[${raised}]+`, 'gu');

/**
 * `m²` is `m^2` and no `m2`; a charge is written without a caret, `Ca²⁺` as `Ca2+`, unless its digit stands behind
 * another one: `SO₄²⁻` is `SO4^2-`.
 */
function withoutRaised(text: string): string {
  return text
    .replace(raisedRun, (run) => `^${[...run].map((sign) => lowered.charAt(raised.indexOf(sign))).join('')}`)
    .replace(/(?:(?<=[\p{L})\]])\^(\d*[+-])|(?<=[\d₀-₉])\^([+-]))(?![\p{L}\d(])/gu, '$1$2');
}

const signs: readonly [RegExp, string][] = [
  [/[‘’‛`´′]/g, "'"],
  [/[“”„«»「」『』《》]/g, '"'],
  [/[‐‑‒–—―−﹣－]/g, '-'],
  [/[，、]/g, ','],
  [/[。．]/g, '.'],
  [/÷|∕|⁄/g, '/'],
  [/\*\*/g, '^'],
  [/(?<=[\d)\s])[×⋅∙·•](?=[\d(\s])|(?<=\p{Script=Latin})[⋅∙·•](?=\p{Script=Latin})/gu, '*'],
  [/<=|=<|⩽/g, '≤'],
  [/>=|⩾/g, '≥'],
  [/!=|<>|\/=|=\/=/g, '≠'],
  [/->|=>|⟶|⇒/g, '→'],
];

/**
 * One way of writing what can be written in many, with every sign that may matter: full-width letters, typographic
 * quotes and dashes, raised digits, fractions in one character. Capitals stay. Control and invisible characters go.
 */
export function tidy(text: string): string {
  const cut = text.slice(0, MAX_CHARACTERS).replace(/[\uD800-\uDBFF]$/, '');
  let plain = withoutRaised(cut)
    .replace(/[¼-¾⅐-⅞]/g, (fraction) => ` ${fraction.normalize('NFKC').replace('\u2044', '/')}`)
    .normalize('NFKC')
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ');
  for (const [pattern, replacement] of signs) plain = plain.replace(pattern, replacement);
  return plain.replace(/\s+/g, ' ').trim();
}

const kept = (text: string): Token[] => {
  const tokens = tokensOf(tidy(text));
  const isProse = tokens.every((token, index) => token.kind !== 'sign' || !isKeptSign(tokens, index, true));
  const left = tokens.filter((token, index) => token.kind !== 'sign' || isKeptSign(tokens, index, isProse));
  return left.length > 0 ? left : tokens;
};

/**
 * What is compared of a short answer: its words, numbers and the signs that tell it from another answer, with single
 * spaces. `-5` and `5`, `1/2` and `1.2`, `C` and `C++` differ; `D.C.` and `DC`, `at-sign` and `at sign` do not.
 * @param keepCase whether capital and small letters are different
 */
export function notationOf(text: string, keepCase = false): string {
  const written = kept(text)
    .map((token) => token.text)
    .join(' ');
  return keepCase ? written : written.toLowerCase();
}

/** Whether two short answers are the same as they stand, apart from spaces and from punctuation that says nothing. */
export function sameNotation(a: string, b: string, keepCase = false): boolean {
  const one = notationOf(a, keepCase);
  return one !== '' && one === notationOf(b, keepCase);
}

/** Whether an answer holds signs that must be compared: `Na+`, `x > 3`, `<`; but not `well-known` or `U.S.`. */
export const hasSigns = (text: string): boolean => kept(text).some(({ kind }) => kind === 'sign');
