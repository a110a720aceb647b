import { type AskStep, type Judgement } from '@lockstep/contracts';
import { plainText } from '@lockstep/lesson';
import { type Finding, mistakeKey } from '../finding.js';
import { hasLatin } from '../text/normalise.js';
import { type Wording, wordingFor } from './wording.js';

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

/** Two corrections at once are what a learner can use. */
const corrections = (finding: Finding, wording: Wording): string[] =>
  finding.remarks.slice(0, MAX_REMARKS).map((remark) => wording.remark(remark));

function hintFor(finding: Finding, occasion: Occasion, wording: Wording): string | null {
  const { question, attempt } = occasion;
  if (attempt >= question.tries || finding.verdict === 'right') return null;
  const authors = question.hints[attempt - 1] ?? question.hints.at(-1);
  if (authors !== undefined) return authors;
  const first = [...(finding.model ?? '')][0];
  const isWord = question.answer === 'short' && first !== undefined && /\p{L}/u.test(first);
  if (isWord && attempt > 1 && [...(finding.model ?? '')].length > 3 && hasLatin(first))
    return wording.startsWith(first);
  return wording.hint(finding.remarks[0]);
}

/**
 * A missing point is told only after the last try; until then it is a hint's business, or the second try would be
 * reading.
 */
function told(finding: Finding, lastTry: boolean): Finding {
  if (lastTry) return finding;
  return {
    ...finding,
    remarks: finding.remarks.filter(({ kind }) => kind !== 'missing' && kind !== 'spelling'),
  };
}

function speakRight(finding: Finding, occasion: Occasion, wording: Wording): Spoken {
  const praise =
    authored(occasion, 'right') ??
    (occasion.attempt > 1 ? wording.rightAtLast : turn(wording.right, occasion));
  const correction = corrections(finding, wording).join(' ');
  return {
    verdict: 'right',
    praise,
    correction: correction === '' ? null : correction,
    hint: null,
    say: [praise, correction].filter((part) => part !== '').join(' '),
    confidence: finding.confidence,
    mistake: null,
  };
}

/** Puts a finding into words for the student: what is right, what is not, and how to go on. */
export function speak(finding: Finding, occasion: Occasion): Spoken {
  const wording = wordingFor(occasion.language);
  const { verdict } = finding;
  if (verdict === 'right') return speakRight(finding, occasion, wording);
  const lastTry = occasion.attempt >= occasion.question.tries;
  const hint = hintFor(finding, occasion, wording);
  const remarks = corrections(told(finding, lastTry), wording);
  if (verdict === 'unclear') {
    const say = [...(remarks.length > 0 && !lastTry ? remarks.slice(0, 1) : [wording.unclear]), hint ?? ''];
    return {
      verdict,
      praise: null,
      correction: null,
      hint,
      say: say.filter((part) => part !== '').join(' '),
      confidence: finding.confidence,
      mistake: null,
    };
  }
  const opening = authored(occasion, verdict) ?? turn(wording[verdict], occasion);
  const praise =
    verdict !== 'partly' ? null : finding.found.length > 0 ? wording.found(finding.found) : opening;
  const explains = finding.remarks.some(
    ({ kind }) => kind === 'known' || kind === 'grammar' || kind === 'missing',
  );
  const reveal =
    lastTry && finding.model !== null && !(verdict === 'partly' && explains)
      ? [wording.reveal(finding.model)]
      : [];
  const correction = [...remarks, ...reveal].join(' ');
  const closing = hint === null ? [] : [hint, wording.tryAgain];
  const parts = [opening, praise !== opening ? (praise ?? '') : '', correction, ...closing];
  return {
    verdict,
    praise,
    correction: correction === '' ? null : correction,
    hint,
    say: parts.filter((part) => part !== '').join(' '),
    confidence: finding.confidence,
    mistake: mistakeKey(finding),
  };
}
