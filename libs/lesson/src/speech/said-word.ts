/** What follows a written word: nothing, a breath, or the end of a sentence with its melody. */
export type Pause = '' | ',' | '.' | '?' | '!';

/** What a voice of the language cannot say: letters of another script, a sign without a name, a formula that is not understood. */
export type Unsaid = { readonly kind: 'script' | 'sign' | 'formula'; readonly text: string };

/**
 * A written word as a voice says it: words of the language, several for a number, none for a dash. Whatever a voice
 * would expand is expanded here, so that what it says can be counted against what is written.
 */
export type SaidWord = {
  readonly plain: readonly string[];
  readonly pause: Pause;
  readonly unsaid?: Unsaid;
};

/** Words that are said for what stands at an offset of the sentence. */
export type Piece = { readonly at: number; readonly words: readonly string[] };

/** What a rule read: everything before `end`. */
export type Found = { readonly end: number; readonly pieces: readonly Piece[]; readonly unsaid?: Unsaid };

export type Sentence = {
  /** The words with single spaces between them; quotes are straight. */
  readonly text: string;
  /** BCP 47. */
  readonly language: string;
};

/** Reads one kind of thing that stands at an offset, where a word may begin; undefined when something else stands there. */
export type Rule = (sentence: Sentence, at: number) => Found | undefined;

export const splitWords = (text: string): string[] => text.split(' ').filter((word) => word !== '');

type Match = RegExpExecArray & { readonly indices: NonNullable<RegExpExecArray['indices']> };
/** All words, or the words of single groups of the pattern. */
type Said = string | readonly (readonly [group: number, words: string])[] | undefined;

/**
 * A rule of a pattern.
 * @param source of a regular expression; it is matched at the offset alone
 * @param say undefined where the pattern fits and something else is meant
 */
export function ruleOf(source: string, say: (match: string[], around: Around) => Said, flags = ''): Rule {
  const pattern = new RegExp(source, `duy${flags}`);
  return ({ text, language }, at) => {
    pattern.lastIndex = at;
    const match = pattern.exec(text) as Match | null;
    if (match === null) return undefined;
    const end = at + match[0].length;
    const groups = [...match].map((group: string | undefined) => group ?? '');
    const said = say(groups, { before: text.slice(0, at), after: text.slice(end), language });
    if (said === undefined) return undefined;
    const parts = typeof said === 'string' ? [[0, said] as const] : said;
    const pieces = parts.map(([group, words]) => ({
      at: match.indices[group]?.[0] ?? at,
      words: splitWords(words),
    }));
    return { end, pieces };
  };
}

/** What stands before and after a match, in full. */
export type Around = { readonly before: string; readonly after: string; readonly language: string };

/** The last word before, in lower case and without punctuation. */
export const wordBefore = (before: string): string =>
  /([\p{L}\p{N}'.]+)[\s"'(]*$/u.exec(before.slice(-60))?.[1]?.toLowerCase() ?? '';

/** The first rule that fits. */
export const firstOf =
  (...rules: readonly Rule[]): Rule =>
  (sentence, at) => {
    for (const rule of rules) {
      const found = rule(sentence, at);
      if (found !== undefined) return found;
    }
    return undefined;
  };
