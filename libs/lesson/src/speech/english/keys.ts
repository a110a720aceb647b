import { keysAt } from '../keys.js';
import type { Rule } from '../said-word.js';
import { spelled } from './letters.js';
import { numberWords } from './number-words.js';
import { signName } from './named-signs.js';

/** `Ctrl+C`: control c; what joins the keys is not said. */
export const keys: Rule = ({ text }, at) => {
  const found = keysAt(text, at);
  if (found === undefined) return undefined;
  const words = found.keys.flatMap((key) => ('word' in key ? key.word : nameOf(key.sign)).split(' '));
  return { end: found.end, pieces: [{ at, words }] };
};

function nameOf(sign: string): string {
  const [, letter = '', digits = ''] = /^([A-Za-z]?)(\d*)$/u.exec(sign) ?? [];
  if (letter + digits === '') return signName(sign) ?? '';
  return [spelled(letter), digits === '' ? '' : numberWords(digits).join(' ')].join(' ').trim();
}
