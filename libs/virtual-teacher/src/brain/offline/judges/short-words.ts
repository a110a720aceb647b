import type { AskStep } from '@lockstep/contracts';
import { plainText } from '@lockstep/lesson';
import type { Remark } from '../finding/finding.js';
import { spelledWithout, withoutAccents } from '../text/accents.js';
import { answerWords, type WordsAs } from '../text/answer-words.js';
import { isShortFor } from '../text/calendar-words.js';
import { articleBefore, fitTogether, goesAround, withoutArticle } from '../text/languages.js';
import { maybeMeant } from '../text/meant.js';
import { isChinese } from '../text/normalise.js';
import { isFormOf, likeness } from '../text/slips.js';
import { isDenied, negates, positionOf } from '../text/clauses.js';
import type { WordKnowledge } from '../language/word-knowledge.js';

/** Words that go around an answer without changing it. */
export const around = new Set(
  (
    "a an the it its it's is was are be this that he she they we i you to my our his her of in on for and " +
    'think guess believe maybe perhaps probably answer called word past plural form would should must can ' +
    "sure please because so then right correct say says said means mean im i'm he's she's that's they're"
  ).split(' '),
);
/** The question asks how a word is written, so that nothing but its letters counts. */
export const asksForSpelling = ({ prompt, compare }: AskStep): boolean =>
  compare.spelling ??
  /\b(?:spell|spelled|spelt|spelling|in words|in letters|in full letters)\b|拼写|怎么拼/i.test(prompt);
/** The question asks for one of two spellings that are both right elsewhere. */
const asksForVariant = /\b(?:british|american)\b|英式|美式/i;
/** Contractions, number words and the like are what is asked for. */
const asksForWords = (question: AskStep): boolean =>
  asksForSpelling(question) || /\b(?:short form|contraction|write it short|in full)\b/i.test(question.prompt);

/** The question is about the form of a word, so that another form is another answer. */
const asksForForm =
  /\b(?:plural|singular|past|participle|tense|form|comparative|superlative|spell|spelling|conjugate|negative|opposite|missing|complete|fill in)\b|_{2,}|\[_+\]|复数|过去|形式|拼写/i;

type MatchKind = 'same' | 'accent' | 'slip' | 'form' | 'wrong-form';
const worse: readonly MatchKind[] = ['same', 'accent', 'form', 'slip', 'wrong-form'];
type Match = { readonly kind: MatchKind; readonly accepted: string };

/** Signs that make another answer of the word beside them: `C` is not in `C#`. */
const isSign = (word: string | undefined): boolean => word !== undefined && /^[^\p{L}\p{N}&%]$/u.test(word);

type Accepted = {
  readonly written: string;
  readonly words: readonly string[];
  /** Written with a capital by the author, word by word. */
  readonly isName: boolean;
};

export class ShortTextJudge {
  readonly accepted: readonly Accepted[];
  readonly formMatters: boolean;
  readonly wordsAs: WordsAs;

  constructor(
    readonly question: AskStep,
    readonly words: WordKnowledge,
    readonly language: string,
  ) {
    const keepsVariants = asksForVariant.test(question.prompt);
    this.wordsAs = { language, asWritten: asksForWords(question), keepsVariants };
    this.accepted = question.accept.map((written) => ({
      written,
      words: answerWords(written, this.wordsAs),
      isName: /^\p{Lu}/u.test(written) && !/^de\b/i.test(language),
    }));
    const irregular = this.accepted.some(({ words: accepted }) =>
      accepted.some((word) => words.lemmaOf(word) !== word && !isFormOf(words.lemmaOf(word), word)),
    );
    this.formMatters = irregular || asksForForm.test(question.prompt);
  }

  get model(): string | null {
    return this.question.accept[0] ?? null;
  }

  /** Words of the question, by their base forms. */
  get asked(): readonly string[] {
    return this.wordsIn(plainText(this.question.prompt, this.language)).map(this.words.lemmaOf);
  }

  /** The words of a part of the answer, as the accepted ones are read. */
  wordsIn(text: string): string[] {
    return answerWords(text, this.wordsAs);
  }

  sameWord(typed: string, meant: string, isName: boolean): MatchKind | undefined {
    if (typed === meant) return 'same';
    if (isChinese(typed + meant)) return undefined;
    const isShort = isShortFor(typed, meant, this.language) && !asksForSpelling(this.question);
    if (spelledWithout(typed) === spelledWithout(meant) || isShort) return 'same';
    // an accent that is missing or another one; one where none belongs makes another word
    const isAccented = meant !== withoutAccents(meant);
    if (isAccented && withoutAccents(typed) === withoutAccents(meant)) return 'accent';
    if (this.wordsAs.asWritten === true && asksForSpelling(this.question)) return undefined;
    const { lemmaOf, isWord } = this.words;
    const form =
      isFormOf(typed, meant) || (lemmaOf(typed) === lemmaOf(meant) && likeness(typed, meant) >= 0.5);
    if (form) return this.formMatters ? 'wrong-form' : 'form';
    return maybeMeant(typed, meant, { isWord, isName, isForm: this.formMatters, language: this.language })
      ? 'slip'
      : undefined;
  }

  /** How a run of words answers to an accepted one; the worst word counts. */
  matchAt(
    words: readonly string[],
    start: number,
    { words: accepted, written, isName }: Accepted,
  ): Match | undefined {
    let kind: MatchKind = 'same';
    for (const [offset, meant] of accepted.entries()) {
      const one = this.sameWord(words[start + offset] ?? '', meant, isName);
      if (one === undefined) return undefined;
      if (worse.indexOf(one) > worse.indexOf(kind)) kind = one;
    }
    return { kind, accepted: written };
  }

  /** Every place of a clause where an accepted answer stands, and whether it is denied there. */
  placesIn(words: readonly string[]) {
    return this.accepted.flatMap((accepted) =>
      words.flatMap((_, start) =>
        this.runsAt(words, start, accepted).map(({ match, length }) => ({
          match,
          start,
          length,
          denied: isDenied(words, start),
        })),
      ),
    );
  }

  /** The accepted answer from one place on: word by word, without its article, or with other spaces (`sun light`). */
  runsAt(words: readonly string[], start: number, accepted: Accepted): { match: Match; length: number }[] {
    const bare = { ...accepted, words: withoutArticle(accepted.words, this.language) };
    for (const one of bare.words === accepted.words ? [accepted] : [accepted, bare]) {
      const { length } = one.words;
      if (length === 0) continue;
      const match = start + length <= words.length ? this.matchAt(words, start, one) : undefined;
      const spaced = match === undefined ? this.spacedAt(words, start, one) : undefined;
      const found = match === undefined ? spaced : { match, length };
      if (found === undefined || isSign(words[start - 1]) || isSign(words[start + found.length])) continue;
      if (one === bare && !this.fitsArticle(words, start, accepted))
        return [{ ...found, match: { ...found.match, kind: 'wrong-form' } }];
      return [found];
    }
    return [];
  }

  fitsArticle(words: readonly string[], start: number, { words: accepted }: Accepted): boolean {
    const given = articleBefore(words, start, this.language);
    const key = accepted[0] ?? '';
    return given === undefined || fitTogether(given, key, this.language);
  }

  spacedAt(
    words: readonly string[],
    start: number,
    { words: accepted, written }: Accepted,
  ): { match: Match; length: number } | undefined {
    const whole = accepted.join('');
    if (whole.length < 5 || !/^\p{Script=Latin}+$/u.test(whole)) return undefined;
    let run = '';
    for (let length = 1; length <= accepted.length + 2 && run.length < whole.length; length++) {
      run += words[start + length - 1] ?? '';
      if (run === whole && length !== accepted.length)
        return { match: { kind: 'same', accepted: written }, length };
    }
    return undefined;
  }

  /** Content words that are neither the answer nor taken from the question. */
  strangersIn(words: readonly string[], start: number, length: number): string[] {
    const asked = new Set(this.asked);
    return words.filter(
      (word, index) =>
        (index < start || index >= start + length) &&
        !around.has(word) &&
        !goesAround(word, this.language) &&
        !negates(word) &&
        !asked.has(this.words.lemmaOf(word)) &&
        this.words.isContent(word),
    );
  }

  /** A common mistake outside of the places of an accepted answer: "我" is half of "我叫", and no mistake in it. */
  knownMistake(words: readonly string[]): Remark | undefined {
    const accepted = this.placesIn(words).filter(({ match }) => match.kind !== 'wrong-form');
    const index = this.question.wrong.findIndex(({ answer }) => {
      const mistake = this.wordsIn(answer);
      const at = positionOf(words, mistake, (typed, meant) => typed === meant);
      const inside = accepted.some(
        ({ start, length }) => at >= start && at + mistake.length <= start + length,
      );
      const isSigned = isSign(words[at - 1]) || isSign(words[at + mistake.length]);
      return (
        at >= 0 && !inside && !isSigned && !isDenied(words, at) && !this.question.accept.includes(answer)
      );
    });
    const because = this.question.wrong[index]?.because;
    return because === undefined ? undefined : { kind: 'known', index, because };
  }
}
