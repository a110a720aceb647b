/** Words that begin a sentence and are no name. */
const OPENERS = new Set(
  (
    'the a an this that these those it he she we you they i there here then now next so and but or nor yet if when while where who what why how which as after before because since although though until once in on at by for from with of to into my your his her its our their ' +
    'some many most all each every both no not yes please let look see say write read listen think take give go come do does did is are was were has have had can could will would should may might must today tomorrow yesterday first second finally'
  ).split(' '),
);

/** Whether a word with a capital begins a sentence rather than a name. */
export const startsSentence = (word: string): boolean =>
  OPENERS.has(word.toLowerCase().replace(/['’].*$|[^\p{L}]+$/gu, ''));

/** Before an initial of a person: `by C. Darwin`. */
const BEFORE_PEOPLE = new Set(
  'by and with from of to for like as or author president writer painter composer professor mr. mrs. ms. dr. prof. sir lady lord saint general captain judge king queen'.split(
    ' ',
  ),
);

/**
 * Whether a capital with a full stop is the initial of a name, and ends no sentence.
 * @param before the word before it, empty at the beginning; @param next the word that follows
 */
export function isInitial(before: string, next: string): boolean {
  if (!/^["'“‘(]?\p{Lu}/u.test(next)) return false;
  if (/^["'“‘(]?\p{Lu}\.$/u.test(before) || /^["'“‘(]?\p{Lu}\./u.test(next)) return true; // J. K. Rowling
  if (startsSentence(next.replace(/^["'“‘(]/u, ''))) return false;
  if (before === '' || BEFORE_PEOPLE.has(before.toLowerCase())) return true;
  return /^["'“‘(]?\p{Lu}\p{Ll}+$/u.test(before) && !LABELS.test(before) && !LABELS.test(next);
}

/** What letters are given to: their capital is no name. */
const LABELS =
  /^(?:vitamin|answer|option|choice|letter|point|part|plan|type|group|grade|class|section|column|row|set|line|angle|triangle|note|team|side|figure|level|appendix|room|box|question|exercise|task|step|city|town|country|person|student|variable|value|model|version|hepatitis|variant|category|zone|gate|platform|bus|route|seat)s?[.,]?$/iu;
