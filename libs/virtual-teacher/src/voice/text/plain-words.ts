import { ABBREVIATIONS, ENDS_NO_SENTENCE, entryOf, SIGNS, WORDS_IN_CAPITALS } from './abbreviations.js';
import { digits } from './number-words.js';
import { spokenNumber } from './spoken-numbers.js';

/** What follows a written word: nothing, a breath, or the end of a sentence with its melody. */
export type Pause = '' | ',' | '.' | '?' | '!';

/**
 * A written word as an English voice says it: words of a to z and apostrophes, several for a number, none for a
 * dash or a script that is not ours. Whatever a voice would expand is expanded here, so that what it says can be
 * counted against what is written.
 */
export type PlainWord = { readonly plain: readonly string[]; readonly pause: Pause };

export function plainWords(spoken: readonly string[]): PlainWord[] {
  const shouts = spoken.filter((word) => /\p{Lu}{2}/u.test(word)).length * 2 > spoken.length;
  return spoken.map((word, index) => {
    const neighbours = { before: spoken[index - 1] ?? '', after: spoken[index + 1] ?? '', shouts };
    const plain = saidAs(word, neighbours);
    const isSign = plain.length > 0 && !/[\p{L}\p{N}]/u.test(word);
    return { plain, pause: isSign ? '' : pauseAfter(word, spoken[index + 1]) };
  });
}

/** As it is given to a voice: a breath belongs to the word before it. */
export function plainText(words: readonly PlainWord[]): string {
  let text = '';
  for (const { plain, pause } of words) {
    if (plain.length > 0) text += `${text === '' ? '' : ' '}${plain.join(' ')}`;
    if (/[a-z']$/u.test(text)) text += pause;
  }
  return text;
}

type Neighbours = { readonly before: string; readonly after: string; readonly shouts: boolean };

const CLOSING = String.raw`["'”’»)\]*_]*$`;
const SENTENCE_END = new RegExp(`[.!?…。！？]+${CLOSING}`, 'u');
const BREATH = new RegExp(`[,;:–—，；：、]${CLOSING}`, 'u');

function pauseAfter(spoken: string, next: string | undefined): Pause {
  const isLast = next === undefined;
  const end = SENTENCE_END.exec(spoken)?.[0] ?? '';
  if (!isLast && (ENDS_NO_SENTENCE.has(spoken.toLowerCase()) || /^\p{Lu}\.$/u.test(spoken))) return '';
  if (!isLast && /^(?:\p{L}\.){2,}$/u.test(spoken) && !/^["“(]*\p{Lu}/u.test(next)) return '';
  if (/[?？]/u.test(end)) return '?';
  if (/[!！]/u.test(end)) return '!';
  if (/\.\.|…/u.test(end)) return isLast ? '.' : ',';
  if (end !== '') return '.';
  return BREATH.test(spoken) ? ',' : '';
}

/** Several words may stand in one: `[你好](nee how)`. */
function saidAs(spoken: string, neighbours: Neighbours): string[] {
  const words = spoken
    .replace(/[’‘ʼ`]/gu, "'")
    .split(/\s+/u)
    .filter((word) => word !== '');
  return words.flatMap((word) => tokenWords(word, neighbours)).filter((word) => word !== '');
}

function tokenWords(token: string, neighbours: Neighbours): string[] {
  const bare = token
    .replace(/^["“”«»()[\]{}¿¡*_'…]+/u, '')
    .replace(/["“”«»()[\]{}*_,;:!?…，；：、。！？']+$/u, '');
  const short = entryOf(ABBREVIATIONS, bare.toLowerCase());
  if (short !== undefined) return short.split(' ');
  const core = bare.replace(/\.+$/u, '');
  if (/^[-–—]$/u.test(core)) return isBetweenNumbers(neighbours) ? ['minus'] : [];
  const sign = entryOf(SIGNS, core);
  if (sign !== undefined) return sign.split(' ');
  if (/[\d¼-¾⅐-⅞]/u.test(core)) return numberWordsOf(core.toLowerCase());
  if (isSpelled(core, neighbours)) return letters(core);
  return lettersOnly(core);
}

const isBetweenNumbers = ({ before, after }: Neighbours): boolean =>
  /\d$/u.test(before) && /^[\d(]/u.test(after);

/** `1½` is one and a half; `mp3`, `B12`, `4-year-old` are their parts. */
function numberWordsOf(token: string): string[] {
  const vulgar = /^(\d*)([¼-¾⅐-⅞])(.*)$/u.exec(token);
  if (vulgar !== null) {
    const [, whole = '', fraction = '', rest = ''] = vulgar;
    const part = spokenNumber(fraction.normalize('NFKC')) ?? [];
    const before = whole === '' ? [] : [...(spokenNumber(whole) ?? []), 'and'];
    return [
      ...before,
      ...(whole === '' || part[0] !== 'one' ? part : ['a', ...part.slice(1)]),
      ...lettersOnly(rest),
    ];
  }
  const number = spokenNumber(token);
  if (number !== undefined) return number;
  const pieces = token.match(/\d+(?:[.,:/]\d+)*|[^\d]+/gu) ?? [];
  if (pieces.length === 1) return digits(token.replace(/\D/gu, ''));
  return pieces.flatMap((piece) => {
    if (/^\d/u.test(piece)) return spokenNumber(piece) ?? digits(piece.replace(/\D/gu, ''));
    return (
      entryOf(SIGNS, piece)?.split(' ') ?? (/^\p{L}{1,2}$/u.test(piece) ? letters(piece) : lettersOnly(piece))
    );
  });
}

const AFTER_A_NAME = /^(?:option|answer|letter|choice|point|part|vitamin|plan|type|group|grade)$/iu;

/** Letters said one by one: `USA`, `U.S.`, the `A` of "answer A". */
function isSpelled(core: string, { before, shouts }: Neighbours): boolean {
  if (/^(?:\p{L}\.)+\p{L}?$/u.test(core)) return true;
  if (/^\p{Lu}$/u.test(core)) return core !== 'I' && (core !== 'A' || AFTER_A_NAME.test(before));
  if (shouts || !/^\p{Lu}{2,5}s?$/u.test(core)) return false;
  return !WORDS_IN_CAPITALS.has(core.toLowerCase()) && core.toLowerCase() !== 'ok';
}

/** The letter a is no article. */
const letters = (text: string): string[] =>
  [...text.replace(/s$/u, '').normalize('NFKD').toLowerCase()]
    .filter((letter) => /[a-z]/u.test(letter))
    .map((letter) => (letter === 'a' ? 'ay' : letter));

/** Accents go, a dot within a name is said, all else that is no letter parts words. */
const lettersOnly = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/ß/gu, 'ss')
    .replace(/æ/giu, 'ae')
    .replace(/ø/giu, 'o')
    .replace(/(?<=\p{L})\.(?=\p{L})/gu, ' dot ')
    .replace(/[@&+=%]/gu, (sign) => ` ${entryOf(SIGNS, sign) ?? ''} `)
    .toLowerCase()
    .split(/[^a-z']+/u)
    .map((word) => word.replace(/^'+|'+$/gu, ''))
    .filter((word) => word !== '');
