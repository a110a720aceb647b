import { type Rule, ruleOf } from '../said-word.js';
import { numberWords } from './number-words.js';

const said = (number: string): string => numberWords(number).join(' ');

/** `6.02e23`, as calculators and programs write it. */
export const scientific: Rule = ruleOf(
  '([-−])?(\\d+(?:\\.\\d+)?)[eE]([+-])?(\\d{1,3})(?![\\d\\p{L}]|\\.\\d)',
  ([, sign = '', number = '', minus = '', exponent = '']) =>
    `${sign === '' ? '' : 'minus '}${said(number)} times ten to the power of ${minus === '-' ? 'minus ' : ''}${said(exponent)}`,
);

/** `O(n log n)`: a product with a function after a space, which is a formula between brackets alone. */
export const growth = (sayText: (text: string) => readonly string[]): Rule =>
  ruleOf(
    '([A-Za-zΘΩ])\\(([a-z\\d^²³]+ (?:log|ln|lg|sin|cos|tan) [a-z\\d^²³]+)\\)',
    ([, name = '', inner = '']) => `${sayText(name.toLowerCase()).join(' ')} of ${sayText(inner).join(' ')}`,
  );
