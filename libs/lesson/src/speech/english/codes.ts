import { firstOf, type Rule, ruleOf } from '../said-word.js';
import { spelled } from './letters.js';
import { digits, numberWords } from './number-words.js';

/** Digits of a name: `B12` is twelve, `B204` digit by digit, `A300` three hundred. */
export const codeDigits = (text: string): string[] =>
  text.includes('.') || text.length < 3 || /^[1-9]00$/u.test(text) ? numberWords(text) : digits(text);

const spelledCode = (code: string): string =>
  (code.match(/\d+|\p{L}+/gu) ?? [])
    .map((part) => (/\d/u.test(part) ? codeDigits(part).join(' ') : spelled(part)))
    .join(' ');
/** Letter by letter and digit by digit. */
const signByChar = (code: string): string =>
  [...code].map((char) => (/\d/u.test(char) ? digits(char).join(' ') : spelled(char))).join(' ');

/** Names of letters and digits that would else be read as a number, a hashtag, a product or a difference. */
export const code: Rule = firstOf(
  ruleOf(String.raw`[01]{2,}(?![\p{L}\d]|[.,]\d)`, ([bits = ''], { before, after }) =>
    /\bbinary (?:numbers? |codes? |values? |digits? |of )?(?:[01]+,? (?:and |or )?)*$/iu.test(before) ||
    /^ (?:in|is) (?:a )?binary\b/iu.test(after)
      ? signByChar(bits)
      : undefined,
  ),
  // colours of web pages
  ruleOf(String.raw`#([\dA-Fa-f]{6}|[\dA-Fa-f]{3})(?![\p{L}\d])`, ([, colour = '']) =>
    /[A-F]|\d[a-f]|[a-f]\d|^\d{6}$/u.test(colour) ? `hash ${signByChar(colour)}` : undefined,
  ),
  // numbers of base 16 and 2, as programs write them
  ruleOf(String.raw`0([xb])([\dA-Fa-f]+)(?![\p{L}\d.])`, ([, base = '', number = ''], { before }) =>
    /[\d.]$/u.test(before) ? undefined : `zero ${base} ${signByChar(number)}`,
  ),
  // 8XJ-220: at least two capitals and three digits
  ruleOf(
    String.raw`(?=[\p{Lu}\d-]*\d)(?=[\d-]*\p{Lu}\p{Lu})[\p{Lu}\d]+(?:-[\p{Lu}\d]+)+(?![\p{L}\d^⁰-⁹=]|\.\d|\s[=+*×])`,
    ([written = '']) =>
      (written.match(/\d/gu)?.length ?? 0) > 2 && /\d\p{L}|\p{L}\d/u.test(written)
        ? spelledCode(written)
        : undefined,
  ),
);
