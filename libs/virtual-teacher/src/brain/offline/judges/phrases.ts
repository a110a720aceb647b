import { negates } from '../text/clauses.js';
import type { Token } from '../language/language-requests.js';
import { baseOfPast, gerund, regularisedVerb } from '../grammar/words/verbs.js';
import { isSlip } from '../text/slips.js';

/** A point of the rubric in an answer: there, said to be not so, or nowhere. */
export type Presence = 'found' | 'denied' | 'absent';

/** Words that come between the words of a phrase: "the earth *slowly* turns", "faces *towards* the sun". */
const MAX_GAP = 2;
const light = new Set('the a an of to on in at its it our your my is are be that this'.split(' '));

const isLight = (word: string): boolean => light.has(word);

/** In a sentence whose grammar counts, "go" is not "went"; but "goed" tries to be. */
function sameForm(token: Token, wanted: Token): boolean {
  if (token.word === wanted.word || regularisedVerb(token.word)?.past.includes(wanted.word) === true)
    return true;
  return isSlip(token.word, wanted.word, () => token.known);
}

const isPastForm = (token: Token): boolean =>
  (baseOfPast(token.word) !== undefined && token.lemma !== token.word) || /[^e]ed$/.test(token.word);

function sameLemma(token: Token, wanted: Token): boolean {
  if (token.word === wanted.word || token.lemma === wanted.lemma) return true;
  if (wanted.word.length >= 3 && gerund(wanted.lemma) === token.word) return true; // "our meeting", a noun
  const stem = (word: string) => word.replace(/(?:ing|ed|es|s|e|ation|ion)$/, '');
  if (wanted.word.length >= 5 && stem(token.word) === stem(wanted.word)) return true;
  return (
    isSlip(token.word, wanted.word, () => token.known) || isSlip(token.word, wanted.lemma, () => token.known)
  );
}

/** Where a phrase begins and ends in a clause: its words in order, near one another, light words left out. */
export function findPhrase(
  clause: readonly Token[],
  phrase: readonly Token[],
  formsCount = false,
): { start: number; end: number } | undefined {
  const same = (token: Token, meant: Token) =>
    formsCount && isPastForm(meant) ? sameForm(token, meant) : sameLemma(token, meant);
  const wanted = phrase.filter(({ word }) => !isLight(word));
  const [first] = wanted;
  if (first === undefined) return undefined;
  for (let start = 0; start < clause.length; start++) {
    const token = clause[start];
    if (token === undefined || !same(token, first)) continue;
    let at = start;
    const complete = wanted.slice(1).every((next) => {
      let gap = 0;
      for (let index = at + 1; index < clause.length && gap <= MAX_GAP; index++) {
        const candidate = clause[index];
        if (candidate === undefined) break;
        if (same(candidate, next)) {
          at = index;
          return true;
        }
        if (!isLight(candidate.word)) gap++;
      }
      return false;
    });
    if (complete) return { start, end: at + 1 };
  }
  return undefined;
}

/** "so that we do not get ill": what is prevented is not denied. */
const purpose = /^(?:so|avoid|prevent|otherwise|order|lest)$/;

/** Whether a clause denies what stands at a place in it: an odd number of negations before, none of them a purpose's. */
export function isNegated(clause: readonly Token[], end: number): boolean {
  const words = clause.slice(0, end).map(({ word }) => word);
  const denials = words.filter(
    (word, index) =>
      negates(word) &&
      !words.slice(0, index).some((before) => purpose.test(before)) &&
      words[index - 1] !== 'to',
  );
  return denials.length % 2 === 1;
}

/** What a thing does that is not there, behind a denial: "air resistance is not there", "drag does not act". */
const absence =
  /^(?:there|present|involved|acting|needed|possible|exist|exists|act|acts|matter|matters|play|count|happen|happens|apply|work|affect)$/;

/** Whether the words right after a place deny what stands before them. */
export function isDeniedAfter(clause: readonly Token[], end: number): boolean {
  const words = clause.slice(end, end + 4).map(({ word }) => word);
  const [helper = '', ...rest] = words;
  if (!/^(?:is|are|was|were|does|do|did|ca|can|wo|will)$/.test(helper)) return false;
  const [denial = '', act = '', then = ''] = rest;
  return (
    negates(denial) && (absence.test(act) || (/^(?:really|even|actually)$/.test(act) && absence.test(then)))
  );
}
