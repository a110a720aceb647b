import type { AskStep, LessonStep } from '@lockstep/contracts';
import * as z from 'zod';
import type { ClipInfo } from '../clip/clip.js';
import type { SlideView } from '../avatar/stage.js';

/** A clip of a lesson: `id` names it in the store. */
export type LessonClip = ClipInfo & {
  /** What is said, as captions show it; empty for a film of the author. */
  readonly text: string;
  /** Id of the clip that is shown when nobody speaks after this one. */
  readonly idle: string;
};

export type ReplyKind = keyof AskStep['say'];

export type CompiledStep = { readonly id: string } & (
  | { readonly kind: 'say' | 'play'; readonly clips: readonly LessonClip[] }
  | {
      readonly kind: 'ask';
      readonly prompt: readonly LessonClip[];
      /** One list of clips for each hint. */
      readonly hints: readonly (readonly LessonClip[])[];
      readonly replies: Readonly<Partial<Record<ReplyKind, readonly LessonClip[]>>>;
    }
  | { readonly kind: 'branch' | 'pause' | 'wait' }
);

/** What a script was made into: plain data, to be kept with the version. Its clips lie in the store. */
export type CompiledLesson = {
  readonly format: 1;
  readonly title: string;
  readonly language: string;
  /** The clip that is shown before anything was said. */
  readonly idle: string;
  /** Of idle clips, by id: cells. */
  readonly idles: Readonly<Record<string, number>>;
  readonly steps: readonly CompiledStep[];
};

const count = z.int().min(0);
const Clip: z.ZodType<LessonClip> = z.object({
  id: z.string(),
  cells: count,
  marks: z.array(z.object({ picture: count, mark: z.string() })).readonly(),
  captions: z.array(z.object({ fromMs: z.number(), toMs: z.number(), text: z.string() })).readonly(),
  speech: z.object({ firstPicture: z.int(), lastPicture: z.int() }).nullable(),
  text: z.string(),
  idle: z.string(),
});
const clips = z.array(Clip).readonly();
const Step: z.ZodType<CompiledStep> = z.discriminatedUnion('kind', [
  z.object({ id: z.string(), kind: z.enum(['say', 'play']), clips }),
  z.object({
    id: z.string(),
    kind: z.literal('ask'),
    prompt: clips,
    hints: z.array(clips).readonly(),
    replies: z.strictObject({
      right: clips.exactOptional(),
      partly: clips.exactOptional(),
      wrong: clips.exactOptional(),
      nothing: clips.exactOptional(),
    }),
  }),
  z.object({ id: z.string(), kind: z.enum(['branch', 'pause', 'wait']) }),
]);
/** For a compiled lesson that was kept: whether this version can still teach it. */
export const CompiledLesson: z.ZodType<CompiledLesson> = z.object({
  format: z.literal(1),
  title: z.string(),
  language: z.string(),
  idle: z.string(),
  idles: z.record(z.string(), count),
  steps: z.array(Step).readonly(),
});

/** Something that keeps a script from being compiled, at its place. */
export type CompileProblem = {
  readonly code:
    | 'missing-slide'
    | 'missing-file'
    | 'bad-media'
    | 'bad-recording'
    | 'cue-after-end'
    | 'sentence-too-long'
    | 'unspeakable'
    | 'voice-away'
    | 'voice-refused'
    | 'voice-late'
    | 'voice-bad-audio'
    | 'bad-mark';
  /** Absent for what belongs to the head of the script. */
  readonly stepId?: string;
  readonly stepIndex?: number;
  /** Below the step, or below the head: `['cues', 2, 'mark']`. */
  readonly path: readonly (string | number)[];
  /** Offsets into the text at the path, where a part of it is meant. */
  readonly span?: { readonly from: number; readonly to: number };
  readonly message: string;
  readonly remedy: string;
  readonly params?: Readonly<Record<string, string | number>>;
};

/** A script cannot be compiled; every problem that was found is named. */
export class LessonNotCompiled extends Error {
  override readonly name = 'LessonNotCompiled';
  constructor(readonly problems: readonly CompileProblem[]) {
    const [first] = problems;
    const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
    super(first === undefined ? 'The script cannot be compiled.' : `${first.message} ${first.remedy}${more}`);
  }
}

/** All clips of a lesson, in order, those of its steps first. */
export function clipsOf(lesson: CompiledLesson): string[] {
  const ids = lesson.steps.flatMap((step) => clipsOfStep(step).map(({ id }) => id));
  return [...ids, ...Object.keys(lesson.idles)];
}

function clipsOfStep(step: CompiledStep): LessonClip[] {
  switch (step.kind) {
    case 'say':
    case 'play':
      return [...step.clips];
    case 'ask':
      return [...step.prompt, ...step.hints.flat(), ...Object.values(step.replies).flat()];
    default:
      return [];
  }
}

export type StepKind = LessonStep['kind'];
export type { SlideView };
