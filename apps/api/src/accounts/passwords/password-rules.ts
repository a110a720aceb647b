import { ValidationFailed } from '../../errors/domain-error.js';
import { commonWords } from './common-passwords.js';

/** Whose password it is to be. */
type Owner = { readonly name: string; readonly email: string };

/** What people write in place of a letter. */
const disguises: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

const lettersOf = (text: string): string => text.replace(/[^\p{L}]+/gu, '');
const undisguised = (text: string): string =>
  text.replace(/[0134570@$!]/g, (sign) => disguises[sign] ?? sign);

/** Shorter parts of a name stand in too many words by chance. */
const SHORTEST_PART = 4;
/** So many different characters at least. */
const FEWEST_DIFFERENT = 5;

/** Each character follows the one before it, as in 1234567890 or abcdefghij, or the other way round. */
function isSequence(text: string): boolean {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0);
  const steps = new Set(codes.slice(1).map((code, at) => code - (codes[at] ?? 0)));
  steps.delete(-9); // 9 is followed by 0
  steps.delete(9);
  return steps.size <= 1;
}

function isCommon(password: string): boolean {
  const plain = password.toLowerCase();
  const digits = /^\d+$/.test(plain); // a date, a telephone number
  if (new Set(plain).size < FEWEST_DIFFERENT || isSequence(plain) || digits) return true;
  const trimmed = plain.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  return [lettersOf(plain), lettersOf(undisguised(trimmed)), lettersOf(undisguised(plain))].some((word) =>
    commonWords.has(word),
  );
}

/** Whether nothing much is left of a password without the name and the address of its owner. */
function isLikeOwner(password: string, { name, email }: Owner): boolean {
  const parts = [...name.split(/\s+/), ...email.split(/[@.+_-]+/), email.split('@')[0] ?? ''];
  let rest = password.toLowerCase();
  for (const part of parts.map((one) => one.toLowerCase()).sort((a, b) => b.length - a.length)) {
    if (part.length >= SHORTEST_PART) rest = rest.replaceAll(part, '');
  }
  return rest.length < password.length && lettersOf(rest).length < SHORTEST_PART;
}

/**
 * Refuses a new password that somebody would guess early. Its length is a matter of the schema; there are no rules of what it must consist
 * of (NIST SP 800-63B).
 *
 * @param field of the request that the password stands in
 * @throws ValidationFailed
 */
export function refuseWeak(password: string, owner: Owner, field: string): void {
  if (isCommon(password)) {
    const message = 'is one of those that are tried first; use several words';
    throw new ValidationFailed([{ code: 'common-password', field, message }]);
  }
  if (isLikeOwner(password, owner)) {
    const message = 'is made of your name or address; use other words';
    throw new ValidationFailed([{ code: 'password-like-name', field, message }]);
  }
}
