import type { AskStep, BranchStep, LessonAction, LessonStep } from '@lockstep/contracts';

/** What happens on one frame of a sentence. */
export type FrameCue = { readonly frame: number; readonly action: LessonAction };

/** A clip of the lesson: a sentence, or a film of its author. */
export type PlannedClip = {
  /** Names it in the clip store. */
  readonly clip: string;
  readonly text: string;
  /** Clip that is shown when nobody speaks after it. */
  readonly idle: string;
  /** As they were written, in order. */
  readonly marks: readonly string[];
  /** By frame. */
  readonly cues: readonly FrameCue[];
};

export type ReplyKind = 'right' | 'partly' | 'wrong' | 'nothing';

export type PlannedAsk = {
  readonly step: AskStep;
  readonly prompt: readonly PlannedClip[];
  /** What the author wrote to be said; absent: a plain sentence. */
  readonly replies: Readonly<Partial<Record<ReplyKind, readonly PlannedClip[]>>>;
};

export type PlannedStep = { readonly id: string; readonly text: string } & (
  | { readonly kind: 'say' | 'play'; readonly clips: readonly PlannedClip[] }
  | { readonly kind: 'ask'; readonly ask: PlannedAsk }
  | { readonly kind: 'branch'; readonly branch: BranchStep }
  | { readonly kind: 'pause'; readonly ms: number }
  | { readonly kind: 'wait' }
);

/** A compiled version, as its teacher goes through it. */
export type LessonPlan = {
  readonly language: string;
  readonly steps: readonly PlannedStep[];
  /** Ids of the questions that the session with this id does not ask: of a pool it asks some. */
  readonly passedOver: (sessionId: string) => ReadonlySet<string>;
  /** Clip that is shown while nobody speaks. */
  readonly idle: string;
};

export type StepKind = LessonStep['kind'];

/** The position of a step; the end of the lesson for one that is not there. */
export function stepIndexOf({ steps }: LessonPlan, id: string): number {
  const index = steps.findIndex((step) => step.id === id);
  return index < 0 ? steps.length : index;
}
