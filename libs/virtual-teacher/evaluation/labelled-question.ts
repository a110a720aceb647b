import { AskStep, type Verdict } from '@lockstep/contracts';
import type * as z from 'zod';

/**
 * One answer as a learner could give it, and what a careful teacher would say of it. See `README.md` for the
 * rules by which the labels were given.
 */
export type LabelledAnswer = {
  readonly text: string | null;
  readonly choices: readonly string[];
  readonly gold: Exclude<Verdict, 'unclear'>;
  /** A teacher would ask back rather than judge, or would not blame a colleague who did. */
  readonly unclearIsFine: boolean;
  readonly why: string;
};

export type LabelledQuestion = {
  readonly kind: 'choice-number' | 'short-text' | 'learner-sentence' | 'open-text';
  readonly language: string;
  readonly question: AskStep;
  readonly answers: readonly LabelledAnswer[];
};

/** The odd answers of every question (first, third, …) are for tuning; the even ones are held out. */
export const halfOf = (index: number): 'tuning' | 'held-out' => (index % 2 === 0 ? 'tuning' : 'held-out');

type Written = string | { readonly choices: readonly string[] };

function label(gold: LabelledAnswer['gold'], unclearIsFine: boolean) {
  return (answer: Written, why: string): LabelledAnswer =>
    typeof answer === 'string'
      ? { text: answer, choices: [], gold, unclearIsFine, why }
      : { text: null, choices: answer.choices, gold, unclearIsFine, why };
}

export const right = label('right', false);
export const partly = label('partly', false);
export const wrong = label('wrong', false);
/** As the one above, but asking back would be as good. */
export const rightOrUnclear = label('right', true);
export const partlyOrUnclear = label('partly', true);
export const wrongOrUnclear = label('wrong', true);

export const ask = (step: Omit<z.input<typeof AskStep>, 'kind'>): AskStep =>
  AskStep.parse({ kind: 'ask', ...step });
