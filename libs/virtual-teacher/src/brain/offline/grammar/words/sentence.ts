import type { Token } from '../../language/language-requests.js';
import { isInvariant, isIrregularPlural, isUncountable } from './nouns.js';
import { baseOfPast, onlyParticiple, pastIsBase } from './verbs.js';

/** Something wrong with a sentence, in plain words. */
export type Issue = {
  readonly rule: string;
  /** The words it is about, as written. */
  readonly wrote: string;
  /** The same words put right; null where that would be a guess. */
  readonly better: string | null;
  readonly why: string;
};

export type Number = 'singular' | 'plural';

const SUBJECTS = new Map<string, Number | 'i'>([
  ['i', 'i'],
  ['you', 'plural'],
  ['we', 'plural'],
  ['they', 'plural'],
  ['he', 'singular'],
  ['she', 'singular'],
  ['it', 'singular'],
  ['everybody', 'singular'],
  ['everyone', 'singular'],
  ['somebody', 'singular'],
  ['someone', 'singular'],
  ['nobody', 'singular'],
  ['people', 'plural'],
]);
const BE = new Set(['am', 'is', 'are', 'was', 'were', 'be', 'been', 'being', "'m", "'re"]);
const MODALS = new Set([
  'can',
  'could',
  'will',
  'would',
  'should',
  'must',
  'may',
  'might',
  "'ll",
  'ca',
  'wo',
  'shall',
]);
const DO = new Set(['do', 'does', 'did']);
const DETERMINERS = new Set(
  'a an the my your his her its our their this that these those some any every each no another'.split(' '),
);
const PLURAL_DETERMINERS = new Set('these those many several few both'.split(' '));
/** Adjectives and adverbs that the tagger takes for other things now and then. */
const BETWEEN = new Set(
  'always often never usually sometimes also really very just still only not too'.split(' '),
);
const STARTERS = new Set(
  'and but or so because when if while that then , ; : before after since although'.split(' '),
);

/** Tagged words of one sentence, with the questions that rules ask of them. Words outside of it are empty. */
export class Sentence {
  constructor(readonly tokens: readonly Token[]) {}

  get length(): number {
    return this.tokens.length;
  }

  word(index: number): string {
    return this.tokens[index]?.word ?? '';
  }

  pos(index: number): string {
    return this.tokens[index]?.pos ?? '';
  }

  lemma(index: number): string {
    return this.tokens[index]?.lemma ?? '';
  }

  known(index: number): boolean {
    return this.tokens[index]?.known ?? false;
  }

  isName(index: number): boolean {
    const token = this.tokens[index];
    if (token === undefined || !/^\p{Lu}/u.test(token.text)) return false;
    return token.pos === 'PROPN' || (!token.known && index > 0);
  }

  /** What was written from one word to before another. */
  text(start: number, end: number): string {
    return this.tokens
      .slice(start, end)
      .map(({ text, spaced }, index) => (spaced && index > 0 ? ` ${text}` : text))
      .join('');
  }

  get isQuestion(): boolean {
    return this.tokens.some(({ text }) => text === '?');
  }

  isDeterminer(index: number): boolean {
    return DETERMINERS.has(this.word(index)) || this.pos(index) === 'DET';
  }

  isBe(index: number): boolean {
    return BE.has(this.word(index)) || (this.word(index) === "'s" && this.pos(index) === 'AUX');
  }

  isModal(index: number): boolean {
    return MODALS.has(this.word(index)) && this.pos(index) !== 'NOUN';
  }

  isDo(index: number): boolean {
    return DO.has(this.word(index));
  }

  isNot(index: number): boolean {
    return /^(?:not|n't|never)$/.test(this.word(index));
  }

  isBetween(index: number): boolean {
    return BETWEEN.has(this.word(index)) || (this.pos(index) === 'ADV' && /ly$/.test(this.word(index)));
  }

  /** A subject can stand here: the sentence or a part of it begins. */
  startsClause(index: number): boolean {
    if (index === 0) return true;
    const before = this.word(index - 1);
    // "Tom and Mary are": what "and" joins before any verb is one subject
    const joins = before === 'and' || before === 'or' || before === ',';
    const isLedIn = before === ',' && /^(?:ADP|ADV|SCONJ|VERB)$/.test(this.pos(0)); // "in my opinion, people …"
    if (
      joins &&
      !isLedIn &&
      !this.tokens.slice(0, index).some((_, at) => this.isVerb(at) || this.pos(at) === 'AUX')
    )
      return false;
    if (STARTERS.has(before) || this.pos(index - 1) === 'CCONJ') return true;
    return (
      index <= 2 &&
      /^(?:yesterday|today|tomorrow|nowadays|now|here|there|sometimes|usually|often)$/.test(before)
    );
  }

  isVerb(index: number): boolean {
    return this.pos(index) === 'VERB';
  }

  /** Any finite or other verb of the sentence, auxiliaries too. */
  get hasVerb(): boolean {
    // the tagger takes some verbs for other things: "I swam", "they like it"
    return this.tokens.some(
      (_, index) =>
        this.isVerb(index) ||
        this.pos(index) === 'AUX' ||
        this.isBe(index) ||
        this.isPast(index) ||
        (index > 0 && this.word(index) === 'like'),
    );
  }

  /**
   * Whether some word may be a verb though the tagger saw none: "birds sing", "the ice melted", "a dog chased a cat".
   * A word after a noun or pronoun may be one, and so may every regular past.
   */
  get mayHaveVerb(): boolean {
    const open = new Set(['NOUN', 'PROPN', 'ADJ', 'ADV', 'X', 'INTJ']);
    const named = new Set(['NOUN', 'PROPN', 'PRON']);
    return this.tokens.some(
      (_, index) =>
        (this.pos(index) !== 'PUNCT' && /..ed$/.test(this.word(index))) ||
        (index > 0 && open.has(this.pos(index)) && named.has(this.pos(index - 1))),
    );
  }

  isBaseVerb(index: number): boolean {
    const word = this.word(index);
    if (word === 'like' && !this.isBe(index - 1)) return true;
    return this.isVerb(index) && this.lemma(index) === word && !pastIsBase(word) && this.known(index);
  }

  /** Tagged as a noun, and a verb in other places: "drive", "cry". */
  mayBeVerb(index: number): boolean {
    return this.tokens[index]?.mayBe === 'VERB';
  }

  /** Tagged as a verb, and a noun in other places: "play", "sleep". */
  mayBeNoun(index: number): boolean {
    return this.tokens[index]?.mayBe === 'NOUN';
  }

  isThirdPerson(index: number): boolean {
    const word = this.word(index);
    return this.isVerb(index) && /s$/.test(word) && !/ss$/.test(word) && this.lemma(index) !== word;
  }

  isPast(index: number): boolean {
    const word = this.word(index);
    if (word === 'was' || word === 'were' || word === 'did' || word === 'had' || word === 'could')
      return true;
    if (onlyParticiple(word) !== undefined || this.isDeterminer(index - 1)) return false;
    if (baseOfPast(word) !== undefined) return !pastIsBase(word) || this.isVerb(index);
    return /ed$/.test(word) && (this.isVerb(index) || !this.known(index)) && word !== 'need';
  }

  isPlural(index: number): boolean {
    const word = this.word(index);
    if (isIrregularPlural(word)) return true;
    if (isInvariant(word) || isUncountable(word)) return false;
    return this.pos(index) === 'NOUN' && /[^s]s$/.test(word) && this.lemma(index) !== word;
  }

  isSingular(index: number): boolean {
    const word = this.word(index);
    if (isInvariant(word) || isUncountable(word) || isIrregularPlural(word)) return false;
    return this.pos(index) === 'NOUN' && this.known(index) && this.lemma(index) === word && !/s$/.test(word);
  }

  /** Index of the head of a noun phrase that begins here, past adjectives and nouns that go before it; or -1. */
  nounFrom(start: number): number {
    let index = start;
    while (['ADJ', 'ADV'].includes(this.pos(index)) || this.word(index) === 'of') index++;
    if (this.pos(index) !== 'NOUN') return -1;
    while (this.pos(index + 1) === 'NOUN') index++;
    return this.word(index + 1) === "'s" ? -1 : index;
  }

  /** The subject that begins at an index: its number, and where it ends. */
  subjectAt(start: number): { readonly number: Number | 'i'; readonly end: number } | undefined {
    const pronoun = SUBJECTS.get(this.word(start));
    if (pronoun !== undefined) return this.#joined(start + 1, { number: pronoun, end: start + 1 });
    if (this.isName(start) && !this.isDeterminer(start)) {
      if (/^(?:and|or)$/.test(this.word(start - 1)) && this.isName(start - 2)) return undefined;
      if (/s$/.test(this.word(start))) return undefined; // "James", or "Parents" before a verb
      return this.#joined(start + 1, { number: 'singular', end: start + 1 });
    }
    if (!this.isDeterminer(start)) return undefined;
    const before = this.word(start - 1);
    if (before === 'and' || before === 'or' || before === ',') return undefined; // "a name or an address"
    const noun = this.nounFrom(start + 1);
    if (noun < 0 || /ing$/.test(this.word(noun))) return undefined;
    let end = noun + 1;
    while (this.isName(end)) end++; // "my friend Xiaoming"
    // "those picture": nobody can tell which of the two is meant
    if (PLURAL_DETERMINERS.has(this.word(start)) && this.isSingular(noun)) return undefined;
    if (this.isPlural(noun) || PLURAL_DETERMINERS.has(this.word(start)))
      return this.#joined(end, { number: 'plural', end });
    return this.isSingular(noun) ? this.#joined(end, { number: 'singular', end }) : undefined;
  }

  /** "Anna and I", and "the box of books", whose number is too hard to tell, are left alone. */
  #joined(end: number, subject: { number: Number | 'i'; end: number }) {
    const next = this.word(end);
    return next === 'and' || next === 'or' || next === 'of' || next === "'s" || next === ','
      ? undefined
      : subject;
  }
}
