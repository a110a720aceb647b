import { firstOf, type Rule, ruleOf } from '../said-word.js';
import { cardinal, NUMBER, numberWords, ordinal, year } from './number-words.js';

/** With full stops or without: `BC`, `B.C.E.`. */
const ERA = String.raw`(B\.C\.E\.|B\.C\.|A\.D\.|C\.E\.|BCE|BC|AD|CE)(?![\p{L}\d])`;
const ORDINAL = String.raw`(\d{1,2})(?:st|nd|rd|th)`;

const letters = (era: string): string =>
  [...era.toLowerCase().replaceAll('.', '')].map((letter) => (letter === 'a' ? 'ay' : letter)).join(' ');

/** The years of the millennium in which most dates of a lesson are: `twelve hundred`, `ten forty six`. */
function yearWords(text: string): string {
  const number = Number(text);
  const words = /^\d{4}$/u.test(text) && number > 1000 && number < 2000 ? year(number) : numberWords(text);
  return words.join(' ');
}
const nth = (text: string): string => ordinal(Number(text)).join(' ');

/** Centuries written short, years with their era, and from one year to another: `the 3rd c. BC`, `431–404 BC`. */
export const era: Rule = firstOf(
  ruleOf(
    String.raw`${ORDINAL}(?:\s?([-–—])\s?${ORDINAL})?[- ](c|C|cent)\.`,
    ([, from = '', dash = '', to = '']) =>
      dash === '' ? `${nth(from)} century` : `${nth(from)} to ${nth(to)} century`,
  ),
  ruleOf(`(${NUMBER})\\s?([-–—])\\s?(${NUMBER}) ${ERA}`, ([, from = '', , to = '', letter = '']) => [
    [1, yearWords(from)],
    [3, `to ${yearWords(to)}`],
    [4, letters(letter)],
  ]),
  ruleOf(`(${NUMBER}) ${ERA}`, ([, number = '', letter = '']) => [
    [1, yearWords(number)],
    [2, letters(letter)],
  ]),
  // a cup of a recipe
  ruleOf(String.raw`(\d{1,2}) (c\.)(?= of\b)`, ([, number = '']) => [
    [1, cardinal(Number(number)).join(' ')],
    [2, number === '1' ? 'cup' : 'cups'],
  ]),
);
