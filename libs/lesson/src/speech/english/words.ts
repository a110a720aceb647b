import { entryOf } from '../own-entry.js';
import { operatorOf } from '../formula/formula.js';
import type { Found, Unsaid } from '../said-word.js';
import { isLabelled } from './names.js';
import { letterName, plainLetters, spelled } from './letters.js';
import { codeDigits } from './codes.js';
import { digits, numberWords } from './number-words.js';
import { isAsked } from './relations.js';
import { operatorWords } from './speak-formula.js';

/** Signs that are said within or between words. */
const SIGNS: Readonly<Record<string, string>> = {
  '&': 'and',
  '@': 'at',
  '#': 'number',
  '%': 'percent',
  '‰': 'per mille',
  '°': 'degrees',
  '+': 'plus',
  '=': 'equals',
  '√': 'root of',
  '©': 'copyright',
  '®': 'registered',
  '™': 'trademark',
  '€': 'euro',
  $: 'dollar',
  '£': 'pound',
  '♯': 'sharp',
  '♭': 'flat',
  '∑': 'the sum of',
  '∏': 'the product of',
  '∫': 'the integral of',
  '~': 'about',
  lim: 'limit',
};
/** Only between spaces: within a word they part it. */
const ALONE = new Set(
  '+ − × · ⋅ ÷ ± = ≠ ≈ ≤ ≥ < > → ⇒ ⇔ ⇌ ∈ ∉ ∪ ∩ ⊂ ∞ ∠ ∥ ⊥ ∝ ∴ ∵ ∀ ∃ ≡ ∓ ∅ ∂ ∇ -> => <= >= !='.split(' '),
);
/** Capitals that are said as a word; all others are spelled. */
const WORDS_IN_CAPITALS = new Set(
  'nasa nato unesco unicef laser radar opec covid aids pin ram rom jpeg gif ascii'.split(' '),
);
/** Say nothing, and nothing is missed: punctuation, emoji, marks of a list. */
const SILENT = /[\p{P}\p{Z}\p{C}\p{M}\p{Extended_Pictographic}\p{Emoji_Component}\p{Sk}✓✔✗✘★☆●○■□▪▫►▶◆◇♪♫]/u;

/** What no rule knows, up to the next space. */
export function wordAt(text: string, at: number, shouts: boolean): Found {
  const token = /^\S+/u.exec(text.slice(at))?.[0] ?? '';
  const core = token.replace(/["”»)\]}*_,;:!?….，；：、。！？']+$/u, '');
  const words = coreWords(core, { before: text.slice(0, at), after: text.slice(at + core.length) }, shouts);
  const unsaid = unsaidOf(core);
  const found: Found = { end: at + Math.max(1, token.length), pieces: [{ at, words }] };
  return unsaid === undefined ? found : { ...found, unsaid };
}

type Around = { readonly before: string; readonly after: string };

function coreWords(core: string, around: Around, shouts: boolean): string[] {
  const { before } = around;
  const sign = ALONE.has(core) ? operatorOf(core) : undefined;
  if (sign !== undefined) {
    // "numbers are < 10", "≤ 18": nothing is compared but what was said before
    const words = operatorWords(sign)
      .split(' ')
      .filter((word) => word !== '');
    if (words[0] === 'equals' && isAsked(before, around.after)) return ['equal', 'to'];
    const isLed = /(?:^|[(:;,]|\b(?:is|are|was|were|be|only|of|with|if))\s*$/iu.test(before);
    return words[0] === 'is' && (isLed || isAsked(before, around.after)) ? words.slice(1) : words;
  }
  if (/^\p{Lu}{2,5}(?:-(?:\p{Lu}{1,5}|\d{1,4}))+$/u.test(core))
    return core.split('-').flatMap((part) => coreWords(part, around, shouts));
  const alone = entryOf(SIGNS, core);
  if (alone !== undefined) return alone.split(' ');
  if (core === '*' || core === '/') return /=[^.!?]*$/u.test(before) ? [core === '*' ? 'times' : 'over'] : [];
  if (/^\p{L}$/u.test(core)) {
    const name = letterName(core);
    if (name !== undefined) return name.split(' ');
  }
  if (/^[A-Za-z]?[Α-ω][A-Za-zΑ-ω]{0,2}$/u.test(core)) return spelled(core).split(' ');
  if (isSpelled(core, around, shouts)) return spelled(core.replace(/s$/u, '')).split(' ');
  if (/\d/u.test(core)) return mixed(core);
  return lettersOnly(core);
}

/** Letters said one by one: `USA`, `U.S.`, the `A` of "answer A". */
function isSpelled(core: string, { before, after }: Around, shouts: boolean): boolean {
  if (/^\p{Ll}\p{Lu}{1,4}$/u.test(core)) return true; // pH, mRNA
  if (/^(?:\p{L}\.)+\p{L}?$/u.test(core)) return true;
  if (/^[B-HJ-NP-TV-XZ][b-df-hj-np-tv-xz]$/u.test(core)) return true; // Mr of a substance
  if (/^\p{Lu}$/u.test(core))
    return (
      core !== 'I' &&
      (core !== 'A' ||
        isLabelled(before) ||
        /\d\s?$/u.test(before) ||
        /^,? (?:(?:and|or|to) )?[B-Z](?!\p{L})/u.test(after))
    );
  if (shouts || !/^\p{Lu}{2,5}s?$/u.test(core)) return false;
  return !WORDS_IN_CAPITALS.has(core.toLowerCase()) && core.toLowerCase() !== 'ok';
}

/** `mp3`, `B12`, `4-year-old` are their parts. */
function mixed(token: string): string[] {
  const pieces = token.match(/\d+(?:\.\d+)?|[^\d]+/gu) ?? [];
  if (pieces.length === 1) return digits(token.replace(/\D/gu, ''));
  // B204, MH370: the name of a thing; `day100` is a word with a number
  const isCode = /^\p{Lu}{1,4}-?\d|^[b-df-hj-np-tv-z]{1,2}\d/u.test(token);
  return pieces.flatMap((piece) => {
    if (/^\d/u.test(piece))
      return isCode ? codeDigits(piece) : /^\d{16,}/u.test(piece) ? digits(piece) : numberWords(piece);
    return (
      entryOf(SIGNS, piece)?.split(' ') ??
      (/^\p{L}{1,2}$/u.test(piece) || /^\p{Lu}+$/u.test(piece) || /^\p{Lu}{2,4}\p{Ll}$/u.test(piece)
        ? spelled(piece).split(' ')
        : lettersOnly(piece))
    );
  });
}

/** A dot within a name is said, all else that is no letter parts words. */
const lettersOnly = (text: string): string[] =>
  plainLetters(text)
    .replace(/(?<=\p{L})\.(?=\p{L})/gu, ' dot ')
    .replace(/[@&+=%°#$€£]/gu, (sign) => ` ${entryOf(SIGNS, sign) ?? ''} `)
    .split(/[^a-z']+/u)
    .map((word) => word.replace(/^'+|'+$/gu, ''))
    .filter((word) => word !== '');

/** Letters and signs that the words leave out. */
function unsaidOf(core: string): Unsaid | undefined {
  if (/^\p{L}$/u.test(core) && letterName(core) !== undefined) return undefined;
  const known = core.replace(/[Α-ω]/gu, (char) =>
    core.length <= 3 && letterName(char) !== undefined ? 'x' : char,
  );
  const foreign = [...plainLetters(known)].filter(
    (char) => /[\p{L}\p{N}]/u.test(char) && !/[a-z\d]/u.test(char),
  );
  if (foreign.length > 0) return { kind: 'script', text: core };
  const sign = [...core].find(
    (char) =>
      !/[\p{L}\p{N}]/u.test(char) &&
      !SILENT.test(char) &&
      entryOf(SIGNS, char) === undefined &&
      operatorOf(char) === undefined,
  );
  return sign === undefined ? undefined : { kind: 'sign', text: sign };
}
