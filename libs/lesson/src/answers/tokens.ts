/** A part of a tidy text: a word, a number or one sign. */
export type Token = {
  readonly kind: 'word' | 'number' | 'sign';
  readonly text: string;
  /** Whether white space, or the begin or end of the text, stands before and after it. */
  readonly spaceBefore: boolean;
  readonly spaceAfter: boolean;
};

const pattern =
  /(?<number>\d+(?:[.,]\d+)*|(?<![\d.])\.\d+)|(?<word>\p{Script=Han}|[\p{L}\p{M}]+(?:'(?:[\p{L}\p{M}]+))*)|(?<sign>[^\s\p{L}\p{M}\d])/gu;

export function tokensOf(text: string): Token[] {
  // D.C. and U.S.A. are written with and without their points
  const plain = text.replace(/(?<=(?:^|[^\p{L}])\p{L})\.(?=\p{L}(?:\.|$|[^\p{L}]))/gu, '');
  return [...plain.matchAll(pattern)].map((match): Token => {
    const { number, word } = match.groups ?? {};
    const at = match.index;
    return {
      kind: number !== undefined ? 'number' : word !== undefined ? 'word' : 'sign',
      text: match[0],
      spaceBefore: at === 0 || plain.charAt(at - 1) === ' ',
      spaceAfter: at + match[0].length === plain.length || plain.charAt(at + match[0].length) === ' ',
    };
  });
}

const isWord = (token: Token | undefined): boolean => token?.kind === 'word';
/** A word that is no variable of a formula. */
const isLong = (token: Token | undefined): boolean =>
  token?.kind === 'word' && !/^[\p{Script=Latin}\p{Script=Greek}]$/u.test(token.text);
/** Part of a formula: a number or a single letter. */
const isTerm = (token: Token | undefined): boolean =>
  token !== undefined && (token.kind === 'number' || (isWord(token) && !isLong(token)));

/** Signs of prose, between words or behind them. */
const isPunctuation = (sign: string): boolean =>
  /^[.,;:!?"'…()[\]{}_*-]$|^\p{Extended_Pictographic}$/u.test(sign);

/** A hyphen in a word, a dash between words, or a bullet before them; not a minus and not a charge. */
function isHyphen(before: Token | undefined, sign: Token, after: Token | undefined): boolean {
  const between = isWord(before) && isWord(after) && (isLong(before) || isLong(after));
  if (between) return sign.spaceBefore === sign.spaceAfter;
  return sign.spaceBefore && sign.spaceAfter && isLong(before ?? after) && isLong(after ?? before);
}

/**
 * Whether the sign at a place tells one answer from another.
 * @param isProse nothing else in the text is a sign: its brackets are those of a sentence
 */
export function isKeptSign(tokens: readonly Token[], index: number, isProse: boolean): boolean {
  const sign = tokens[index];
  if (sign === undefined) return false;
  const before = tokens[index - 1];
  const after = tokens[index + 1];
  if (!isPunctuation(sign.text)) return true;
  switch (sign.text) {
    case '-':
      return !isHyphen(before, sign, after);
    case ':':
      return !sign.spaceBefore && !sign.spaceAfter && before?.kind === 'number' && after?.kind === 'number';
    case '!': // a factorial
      return !sign.spaceBefore && isTerm(before);
    case "'": // a derivative
      return !sign.spaceBefore && isTerm(before) && before?.kind === 'word';
    case '(':
    case ')':
    case '[':
    case ']':
    case '{':
    case '}':
      return !isProse;
    case '*':
      return isTerm(before) && isTerm(after);
    default:
      return false;
  }
}
