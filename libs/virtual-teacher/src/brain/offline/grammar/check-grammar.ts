import { isUncountable } from './words/nouns.js';
import { baseOfPast } from './words/verbs.js';
import { closeSpelling } from './close-spelling.js';
import { byPatterns } from './patterns/index.js';
import type { Lint, Token } from '../language/language-requests.js';
import { doAgreement, subjectVerb, thereAgreement, wrongHelper } from './rules/agreement.js';
import {
  articles,
  comparison,
  muchMany,
  plurals,
  pronouns,
  questionOrder,
  theirThere,
} from './rules/nouns-and-order.js';
import {
  adverbs,
  articleAfterBe,
  missingPreposition,
  perfectWithPast,
  possessiveForBe,
  uncountables,
} from './rules/small-words.js';
import {
  afterDo,
  afterModal,
  lonelyParticiple,
  lookForward,
  missingBe,
  pastTime,
  regularEndings,
  verbPatterns,
} from './rules/verb-forms.js';
import { type Issue, Sentence } from './words/sentence.js';

const wordsOf = (text: string): string[] => text.split(/\s+/);

export type Checked = {
  /** Mistakes that a teacher would correct. */
  readonly issues: readonly Issue[];
  /** Words that are spelled otherwise; typing, not grammar. */
  readonly spelling: readonly { readonly wrote: string; readonly better: string }[];
};

const rules = [
  regularEndings,
  lonelyParticiple,
  thereAgreement,
  theirThere,
  doAgreement,
  afterDo,
  afterModal,
  wrongHelper,
  subjectVerb,
  lookForward,
  verbPatterns,
  missingBe,
  pastTime,
  pronouns,
  muchMany,
  plurals,
  articles,
  articleAfterBe,
  comparison,
  missingPreposition,
  adverbs,
  possessiveForBe,
  uncountables,
  perfectWithPast,
  byPatterns,
];

/** Kinds of the checker's remarks that are mistakes; the others are matters of taste and of typing. */
const MISTAKES = new Set([
  'Agreement',
  'Grammar',
  'Malapropism',
  'Eggcorn',
  'Repetition',
  'Usage',
  'BoundaryError',
]);

/** Remarks that it files under "Miscellaneous" and that hold. */
const SURE =
  /^(?:Incorrect indefinite article|For a duration, use|Did you mean .than|Insert .to. to complete|Use the infinitive marker)/;
/** Words whose number grammars disagree about. */
const UNDECIDED = /^(?:neither|either|none|each|couple|majority|team|family|staff)$/;

/** "Build they nests": a noun behind "they" for "their". */
const isOfTheirs = (problem: string, tokens: readonly Token[]): boolean =>
  tokens.some(
    ({ text }, index) =>
      text === problem &&
      tokens[index - 1]?.word === 'they' &&
      tokens[index - 2]?.pos === 'VERB' &&
      !/^(?:think|say|know|hope|believe|see|guess|feel|mean|wish)$/.test(tokens[index - 2]?.lemma ?? ''),
  );

const isBeforeNoun = (problem: string, tokens: readonly Token[]): boolean =>
  tokens.some(
    ({ text }, index) => text === problem && /^(?:NOUN|PROPN|ADJ|VERB)$/.test(tokens[index + 1]?.pos ?? ''),
  );

function isMistake({ kind, message, problem }: Lint, tokens: readonly Token[]): boolean {
  // "an MIT license", "a HTTP request": how letters are read aloud is not written
  const beforeLetters = tokens.some(
    ({ text }, index) => /^an?$/.test(text) && /^\p{Lu}{2}/u.test(tokens[index + 1]?.text ?? ''),
  );
  if (beforeLetters && /\ban?\b/.test(problem)) return false;
  if (
    /construction .one of the|closed compound|missing (?:space|a preposition|the word)|possessive version|a lot/i.test(
      message,
    )
  )
    return false;
  // they put something else in the place of what was meant
  if (/too many personal pronouns|determiner and the two nouns/i.test(message)) return false;
  if (kind === 'Repetition' && /^(?:had had|that that)$/i.test(problem)) return false;
  // "about they holiday" wants "their"
  if (/when the pronoun follows a preposition/.test(message) && isBeforeNoun(problem, tokens)) return false;
  if (/number with the pronoun/.test(message) && isOfTheirs(problem, tokens)) return false;
  if (kind === 'Agreement' && baseOfPast(problem.toLowerCase()) !== undefined) return false;
  if (/mass noun/.test(message) && !isUncountable(problem.toLowerCase().replace(/^an? /, ''))) return false;
  if (kind === 'Agreement' && tokens.some(({ word }) => UNDECIDED.test(word))) return false;
  return MISTAKES.has(kind) || SURE.test(message);
}

/** What its remarks are called in our own rules, so that a class can be told about them. */
function ruleOf({ kind, message, problem }: Lint): string {
  if (/irregular/i.test(message)) return 'irregular';
  if (/base form/i.test(message)) return /did|does|do\b/i.test(message) ? 'do-form' : 'modal';
  if (kind === 'Agreement') return 'agreement';
  if (/^(?:a|an)$/i.test(problem)) return 'a-an';
  if (/For a duration/.test(message)) return 'since-for';
  if (kind === 'Malapropism' || kind === 'Eggcorn') return 'confused-words';
  return 'other';
}

const plainMessage = (message: string): string =>
  /possessive pronoun .its/i.test(message)
    ? '“It’s” is short for “it is”; what belongs to it is “its”'
    : message.replace(/`([^`]*)`/g, '“$1”').replace(/'([^' ]+)'/g, '“$1”');

function issueOf(lint: Lint): Issue {
  const [better] = lint.replacements;
  return {
    rule: ruleOf(lint),
    wrote: lint.problem,
    better:
      better === undefined || better === ''
        ? null
        : better.startsWith(' ')
          ? `${lint.problem}${better}`
          : better,
    why: plainMessage(lint.message),
  };
}

/** Names, and words in the right spelling but for their capital, are no mistakes of spelling. */
function isMisspelt(lint: Lint, tokens: readonly Token[]): boolean {
  const { problem, replacements } = lint;
  if (/^\p{Lu}/u.test(problem)) return false;
  if (replacements.some((replacement) => replacement.toLowerCase() === problem.toLowerCase())) return false;
  // the second half of "good-natured" is a word only there
  return !tokens.some(
    ({ text, known }, index) => text === problem && (known || tokens[index - 1]?.text === '-'),
  );
}

/** "He find a job" among verbs of the past: an s, or the past? Both would be a guess. */
function inPastStory(issue: Issue, sentences: readonly Sentence[]): Issue {
  const { rule, wrote, better } = issue;
  const isAboutS =
    /^(?:third-person|agreement)$/.test(rule) && better !== null && better.length > wrote.length;
  const isPast = sentences.some((sentence) => sentence.tokens.some((_, index) => sentence.isPast(index)));
  return isAboutS && better.endsWith('s') && isPast
    ? { ...issue, better: null, why: 'The verb needs an s, or here its form of the past' }
    : issue;
}

/** What begins a sentence keeps its capital when it is put right. */
function inSameCase(issue: Issue): Issue {
  const { wrote, better } = issue;
  if (better === null || !/^\p{Lu}/u.test(wrote) || /^I\b/.test(wrote)) return issue;
  return { ...issue, better: better.charAt(0).toUpperCase() + better.slice(1) };
}

/** Two remarks about the same words are one mistake; ours explain better and stand first. */
function withoutDoubles(issues: readonly Issue[]): Issue[] {
  const overlaps = (a: Issue, b: Issue) => {
    const [one, other] = [a.wrote.toLowerCase(), b.wrote.toLowerCase()];
    return one.includes(other) || other.includes(one);
  };
  return issues.filter((issue, index) => !issues.slice(0, index).some((earlier) => overlaps(earlier, issue)));
}

function sentencesOf(tokens: readonly Token[]): Sentence[] {
  const sentences: Token[][] = [[]];
  for (const token of tokens) {
    sentences.at(-1)?.push(token);
    if (/^[.!?]+$/.test(token.text)) sentences.push([]);
  }
  return sentences.filter(({ length }) => length > 0).map((one) => new Sentence(one));
}

/**
 * Mistakes of English grammar in tagged words, by the rules of this folder and the remarks of a checker. What is not sure is
 * left out: to be blamed for a right sentence is worse than to miss a mistake.
 */
export function checkGrammar(
  tokens: readonly Token[],
  lints: readonly Lint[],
  expected: { readonly question: boolean },
): Checked {
  const sentences = sentencesOf(tokens);
  const own = sentences.flatMap((sentence) =>
    [...rules, questionOrder(expected.question)].flatMap((rule) => rule(sentence)),
  );
  const theirs = lints.filter((lint) => isMistake(lint, tokens)).map(issueOf);
  const spelling = lints
    .filter((lint) => lint.kind === 'Spelling' || lint.kind === 'Typo')
    .filter((lint) => isMisspelt(lint, tokens))
    .flatMap(({ problem, replacements, counts }) => {
      const better = closeSpelling(
        problem,
        replacements.map((word, index) => ({ word, count: counts[index] ?? 0 })),
      );
      return better === undefined ? [] : [{ wrote: problem, better }];
    });
  const issues = withoutDoubles([...own, ...theirs]).map((issue) =>
    inSameCase(inPastStory(issue, sentences)),
  );
  return {
    issues,
    // a word that is put right already is not put right once more
    spelling: spelling.filter(({ wrote }) => !issues.some((issue) => wordsOf(issue.wrote).includes(wrote))),
  };
}

export { Sentence } from './words/sentence.js';
