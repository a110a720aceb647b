import type { JudgedTask, Verdict } from '@lockstep/contracts';

/**
 * What can be said of an answer, before it is put into words of the lesson's language. Nothing in it is kept or
 * counted but its key, see {@link mistakeKey}.
 */
export type Remark =
  | { readonly kind: 'known'; readonly index: number; readonly because: string }
  | { readonly kind: 'choice'; readonly id: string }
  | { readonly kind: 'choices'; readonly missing: number; readonly extra: readonly string[] }
  /** So many parts of a task are right; `first` is the first one that is not. */
  | {
      readonly kind: 'parts';
      readonly task: JudgedTask['kind'];
      readonly right: number;
      readonly of: number;
      readonly first: number;
    }
  /** What the author says to those who give this accepted answer. */
  | { readonly kind: 'authored'; readonly say: string }
  /** Nothing is right or wrong: the class was asked for its opinion. */
  | { readonly kind: 'opinion' }
  | { readonly kind: 'everything-chosen' }
  | { readonly kind: 'unit'; readonly unit: string }
  /** The number is right, and its unit is missing though the author wants it. */
  | { readonly kind: 'unit-missing'; readonly unit: string }
  /** The right value in another form than the one that was asked for. */
  | { readonly kind: 'form'; readonly form?: 'lowest-terms' | 'fraction' | 'decimal' | 'percent' }
  | { readonly kind: 'digits'; readonly decimals?: number; readonly significantDigits?: number }
  | { readonly kind: 'case'; readonly meant: string }
  | { readonly kind: 'accents'; readonly meant: string }
  | { readonly kind: 'misspelled' }
  | { readonly kind: 'unkind' }
  /** Words of self-harm or danger: no verdict, and the teacher is told. */
  | { readonly kind: 'danger' }
  | { readonly kind: 'spelling'; readonly meant: string }
  | { readonly kind: 'word-form'; readonly meant: string }
  | { readonly kind: 'other-answer' }
  | { readonly kind: 'repeats-question' }
  | { readonly kind: 'near-miss' }
  | { readonly kind: 'two-answers' }
  | { readonly kind: 'no-answer' }
  | { readonly kind: 'does-not-know' }
  | { readonly kind: 'no-sentence' }
  | { readonly kind: 'no-question' }
  /** No rule found a mistake in the sentence, which does not say that there is none. */
  | { readonly kind: 'no-mistake-seen' }
  | { readonly kind: 'opposite' }
  /** A point of the rubric is denied, and which one is not told yet. */
  | { readonly kind: 'opposite-said' }
  /** The teacher judged the same answer before; the comment is theirs. */
  | { readonly kind: 'as-corrected'; readonly comment: string | null }
  | { readonly kind: 'tense'; readonly tense: 'past' | 'present' | 'future' }
  | {
      readonly kind: 'grammar';
      readonly rule: string;
      readonly wrote: string;
      readonly better: string | null;
      readonly why: string;
    }
  /** Of points that are all optional, so many more are wanted. */
  | { readonly kind: 'more-wanted'; readonly count: number }
  | { readonly kind: 'missing'; readonly index: number; readonly point: string }
  | { readonly kind: 'denied'; readonly index: number; readonly point: string };

/** What a judge found out; the first remark is the one that matters most. */
export type Finding = {
  readonly verdict: Verdict;
  /** 0 to 1: roughly how often such a verdict was the teacher's, measured on the tuning half. */
  readonly confidence: number;
  readonly remarks: readonly Remark[];
  /** Points of the rubric that are there. */
  readonly found: readonly string[];
  /** What could have been answered, shown after the last try. */
  readonly model: string | null;
  /** Share of the points that it earns, where the verdict alone does not say it. */
  readonly credit?: number;
  /** Each part of a task by itself. */
  readonly parts?: readonly Verdict[];
  /** Which entry of the question's `feedback` the answer earned. */
  readonly feedback?: number;
};

export function finding(
  verdict: Verdict,
  confidence: number,
  remarks: readonly Remark[] = [],
  rest: Partial<Pick<Finding, 'found' | 'model' | 'credit' | 'parts'>> = {},
): Finding {
  return { verdict, confidence, remarks, found: [], model: null, ...rest };
}

/** Name of a mistake for counting over a class: from the lesson and from our rules, never from a student's words. */
export function mistakeKey({ verdict, remarks: [first] }: Finding): string | null {
  if (first === undefined || verdict === 'right' || verdict === 'unclear') return null;
  switch (first.kind) {
    case 'known':
    case 'missing':
    case 'denied':
      return `${first.kind}:${String(first.index)}`;
    case 'choice':
      return `choice:${first.id}`;
    case 'choices':
      return first.extra[0] === undefined ? 'choices' : `choice:${first.extra[0]}`;
    case 'parts':
      return `part:${String(first.first)}`;
    case 'tense':
      return `tense:${first.tense}`;
    case 'grammar':
      return `grammar:${first.rule}`;
    default:
      return first.kind;
  }
}
