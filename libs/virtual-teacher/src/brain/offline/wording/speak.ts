import type { AskStep, Judgement } from '@lockstep/contracts';
import { plainText } from '@lockstep/lesson';
import { type Finding, mistakeKey, type Remark } from '../finding/finding.js';
import { hasLatin } from '../text/normalise.js';
import type { Wording } from './wording.js';
import { wordingFor } from './wording-for.js';

type Spoken = Omit<Judgement, 'by'>;
export type Occasion = { readonly question: AskStep; readonly language: string; readonly attempt: number };

/** The same question and try always get the same words; another question others. */
function turn(texts: readonly string[], { question, attempt }: Occasion): string {
  let sum = attempt;
  for (const character of question.id) sum += character.codePointAt(0) ?? 0;
  return texts[sum % texts.length] ?? '';
}

/** The author's own words for a verdict, without the marks that only a narration has. */
function authored(
  { question, language }: Occasion,
  verdict: 'right' | 'partly' | 'wrong',
): string | undefined {
  const text = question.say[verdict];
  return text === undefined ? undefined : plainText(text, language);
}

const MAX_REMARKS = 2;
/** More points than these are no praise but a list. */
const MOST_NAMED = 3;

/** Two corrections at once are what a learner can use. */
const corrections = (finding: Finding, wording: Wording): string[] =>
  finding.remarks
    .map((remark) => wording.remark(remark))
    .filter((text) => text !== '')
    .slice(0, MAX_REMARKS);

/** What is said instead of a verdict, whatever the try: a calm word, and no hint. */
const calm = new Set<string>(['danger', 'unkind', 'opinion']);

const joined = (parts: readonly (string | null)[], wording: Wording): string =>
  parts.filter((part) => part !== null && part !== '').join(wording.between);

const asksOtherwise = new Set<string>(['two-answers', 'repeats-question', 'no-answer']);

function hintFor(finding: Finding, occasion: Occasion, wording: Wording): string | null {
  const { question, attempt } = occasion;
  if (attempt >= question.tries || finding.verdict === 'right') return null;
  const authors = question.hints[attempt - 1] ?? question.hints.at(-1);
  if (authors !== undefined) return authors;
  const first = [...(finding.model ?? '')][0];
  const isWord = question.answer === 'short' && first !== undefined && /\p{L}/u.test(first);
  if (isWord && attempt > 1 && [...(finding.model ?? '')].length > 3 && hasLatin(first))
    return wording.startsWith(first);
  if (finding.verdict !== 'unclear') return wording.hint(finding.remarks[0]);
  // of an unclear answer nobody knows that anything is missing, and these ask for something else
  return finding.remarks.some(({ kind }) => asksOtherwise.has(kind)) ? null : wording.sayItAgain;
}

/** Remarks that hold the answer, or a part of it. */
const givesAway = new Set<string>(['missing', 'denied', 'spelling', 'accents', 'case', 'word-form']);

/**
 * A missing or denied point is told only after the last try; until then it is a hint's business, or the second try
 * would be reading.
 */
function told(finding: Finding, lastTry: boolean): Finding {
  if (lastTry) {
    // a model answer that follows says all of it
    const isTold = finding.verdict === 'wrong' && finding.model !== null;
    return isTold
      ? { ...finding, remarks: finding.remarks.filter(({ kind }) => kind !== 'missing') }
      : finding;
  }
  return {
    ...finding,
    remarks: finding.remarks
      .map((remark): Remark => (remark.kind === 'denied' ? { kind: 'opposite-said' } : remark))
      .filter(({ kind }) => !givesAway.has(kind)),
  };
}

function speakRight(finding: Finding, occasion: Occasion, wording: Wording): Spoken {
  const noMistake = finding.remarks.some(({ kind }) => kind === 'no-mistake-seen');
  const usual = occasion.attempt > 1 ? wording.rightAtLast : turn(wording.right, occasion);
  const plain = noMistake ? turn(wording.noMistake, occasion) : usual;
  const named =
    finding.found.length > 0 && finding.found.length <= MOST_NAMED ? wording.found(finding.found) : null;
  const praise = authored(occasion, 'right') ?? joined([plain, named], wording);
  const correction = joined(corrections(finding, wording), wording);
  return {
    verdict: 'right',
    praise,
    correction: correction === '' ? null : correction,
    hint: null,
    say: joined([praise, correction], wording),
    confidence: finding.confidence,
    mistake: null,
  };
}

function speakUnclear(finding: Finding, occasion: Occasion, wording: Wording): Spoken {
  const [first] = finding.remarks;
  if (first !== undefined && calm.has(first.kind)) {
    const said = { verdict: 'unclear', say: wording.remark(first), confidence: finding.confidence } as const;
    return { ...said, praise: null, correction: null, hint: null, mistake: null };
  }
  const hint = hintFor(finding, occasion, wording);
  const mayTryAgain = occasion.attempt < occasion.question.tries;
  const [asksBack = wording.remark({ kind: 'near-miss' })] = corrections(told(finding, false), wording);
  return {
    verdict: 'unclear',
    praise: null,
    correction: null,
    hint,
    say: joined([mayTryAgain ? asksBack : wording.unclear, hint], wording),
    confidence: finding.confidence,
    mistake: null,
  };
}

/** What is right about an answer that is not all right. */
function praiseFor(finding: Finding, wording: Wording): string | null {
  if (finding.verdict !== 'partly') return null;
  const complete = finding.found.length > 0 && finding.remarks.every(({ kind }) => kind === 'grammar');
  if (complete) return wording.saidIt;
  return finding.found.length > 0 ? wording.found(finding.found) : null;
}

/**
 * After the last try the answer is told, in the author's words where there are some: before it they would give it
 * away. Not when the correction was the answer already.
 */
function closing({ verdict, remarks, model }: Finding, occasion: Occasion, wording: Wording): string | null {
  const [first] = remarks;
  if (first?.kind === 'known' && model !== null && first.because.includes(model)) return null;
  const own = authored(occasion, verdict === 'partly' ? 'partly' : 'wrong');
  if (own !== undefined) return own;
  if (model === null) return null;
  const explained = remarks.some(
    ({ kind }) => kind === 'grammar' || kind === 'missing' || kind === 'choices',
  );
  return verdict === 'partly' && explained ? null : wording.reveal(model);
}

/** Puts a finding into words for the student: what is right, what is not, and how to go on. */
export function speak(finding: Finding, occasion: Occasion): Spoken {
  const wording = wordingFor(occasion.language);
  const { verdict } = finding;
  if (verdict === 'right') return speakRight(finding, occasion, wording);
  if (verdict === 'unclear') return speakUnclear(finding, occasion, wording);
  const lastTry = occasion.attempt >= occasion.question.tries;
  const hint = hintFor(finding, occasion, wording);
  const comforts = finding.remarks[0]?.kind === 'does-not-know';
  const opening = comforts ? '' : turn(wording[verdict], occasion);
  const praise = praiseFor(finding, wording);
  const remarks = corrections(told(finding, lastTry), wording);
  const correction = joined([...remarks, lastTry ? closing(finding, occasion, wording) : null], wording);
  return {
    verdict,
    praise: verdict === 'partly' ? (praise ?? opening) : null,
    correction: correction === '' ? null : correction,
    hint,
    say: joined([opening, praise, correction, hint, hint === null ? null : wording.tryAgain], wording),
    confidence: finding.confidence,
    mistake: mistakeKey(finding),
  };
}
