/** What is asked of the thread that knows languages, and what it says; plain data both ways. */

export type Token = {
  readonly text: string;
  /** Small letters. */
  readonly word: string;
  /** Universal part of speech: NOUN, VERB, AUX, PRON, DET, ADP, … */
  readonly pos: string;
  readonly lemma: string;
  /** In a list of 87,000 English words. */
  readonly known: boolean;
  /** What else a noun or a verb is where another stands: "drive", "cry" and "play" are both. */
  readonly mayBe: 'NOUN' | 'VERB' | undefined;
  /** Whether white space stands before it. */
  readonly spaced: boolean;
};

/** A remark of the grammar checker about a part of the text, counted in UTF-16 units. */
export type Lint = {
  readonly kind: string;
  readonly message: string;
  readonly start: number;
  readonly end: number;
  readonly problem: string;
  readonly replacements: readonly string[];
  /** How often each replacement occurs in 51 million words of speech; 0 for several words and for rare ones. */
  readonly counts: readonly number[];
};

export type LanguageRequest =
  | { readonly id: number; readonly task: 'tag'; readonly texts: readonly string[] }
  | {
      readonly id: number;
      readonly task: 'lint';
      readonly text: string;
      readonly dialect: 'british' | 'american';
    };

export type LanguageResults = {
  tag: readonly (readonly Token[])[];
  lint: readonly Lint[];
};

export type LanguageReply =
  | { readonly id: number; readonly result: LanguageResults[keyof LanguageResults] }
  | { readonly id: number; readonly failed: string };
