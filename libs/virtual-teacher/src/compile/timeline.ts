import type { LessonScript, LessonStep } from '@lockstep/contracts';
import { CELL_MS, type ClipCaption, VIDEO_FRAME_MS } from '../clip/clip.js';
import type { CompiledLesson, CompiledStep, LessonClip } from './compiled-lesson.js';

/** A stretch in which one clip plays, whole; or in which the idle clip plays again and again. */
export type TimelinePiece = {
  readonly startMs: number;
  /** Whole cells, so that every piece begins on a cell of the one before. */
  readonly cells: number;
  readonly stepIndex: number;
  readonly stepId: string;
  readonly kind: 'say' | 'play' | 'prompt' | 'window' | 'feedback' | 'pause' | 'wait';
  /** The clip; null: the idle one. */
  readonly clip: LessonClip | null;
  /** Id of the idle clip that is seen in it, or would be after it. */
  readonly idle: string;
};

export type TimelineMark = { readonly atMs: number; readonly mark: string; readonly stepId: string };

/** The lesson as one student sees it who lets every question run out: no branch is taken, everybody is silent. */
export type LessonTimeline = {
  readonly durationMs: number;
  readonly pieces: readonly TimelinePiece[];
  readonly marks: readonly TimelineMark[];
  readonly captions: readonly ClipCaption[];
};

/** How long a teacher is assumed to take before letting the lesson go on. */
const WAIT_MS = 5000;
/** A question without a limit, as long as one that has the usual one. */
const UNLIMITED_MS = 30_000;

const cellsOf = (ms: number): number => Math.max(1, Math.ceil(ms / CELL_MS));

/** Where everything of a compiled lesson stands in time. Reads nothing but the manifest. @throws Error if `compiled` belongs to another script */
export function timelineOf(script: LessonScript, compiled: CompiledLesson): LessonTimeline {
  const builder = new TimelineBuilder(compiled.idle);
  for (const [index, step] of script.steps.entries()) {
    const made = compiled.steps[index];
    if (made === undefined || made.id !== step.id) {
      throw new Error(`The compiled lesson is not of this script: step ${index + 1} is not “${step.id}”.`);
    }
    builder.step(index, step, made);
  }
  return builder.end();
}

class TimelineBuilder {
  readonly #pieces: TimelinePiece[] = [];
  readonly #marks: TimelineMark[] = [];
  readonly #captions: ClipCaption[] = [];
  #cells = 0;
  #at: { readonly stepIndex: number; readonly stepId: string } = { stepIndex: 0, stepId: '' };

  constructor(private idle: string) {}

  step(stepIndex: number, step: LessonStep, made: CompiledStep): void {
    this.#at = { stepIndex, stepId: step.id };
    if (made.kind === 'say' || made.kind === 'play')
      for (const clip of made.clips) this.#clip(clip, made.kind);
    if (made.kind === 'ask' && step.kind === 'ask') {
      for (const clip of made.prompt) this.#clip(clip, 'prompt');
      this.#wait(step.windowMs ?? UNLIMITED_MS, 'window');
      for (const clip of made.replies.nothing ?? []) this.#clip(clip, 'feedback');
    }
    if (step.kind === 'pause') this.#wait(step.ms, 'pause');
    if (step.kind === 'wait') this.#wait(WAIT_MS, 'wait');
  }

  end(): LessonTimeline {
    return {
      durationMs: this.#cells * CELL_MS,
      ...{ pieces: this.#pieces, marks: this.#marks, captions: this.#captions },
    };
  }

  #clip(clip: LessonClip, kind: TimelinePiece['kind']): void {
    const startMs = this.#cells * CELL_MS;
    this.idle = clip.idle;
    this.#piece(clip.cells, kind, clip);
    const { stepId } = this.#at;
    for (const { picture: frame, mark } of clip.marks) {
      this.#marks.push({ atMs: startMs + frame * VIDEO_FRAME_MS, mark, stepId });
    }
    for (const { fromMs, toMs, text } of clip.captions) {
      this.#captions.push({ fromMs: startMs + fromMs, toMs: startMs + toMs, text });
    }
  }

  #wait(ms: number, kind: TimelinePiece['kind']): void {
    this.#piece(cellsOf(ms), kind, null);
  }

  #piece(cells: number, kind: TimelinePiece['kind'], clip: LessonClip | null): void {
    const startMs = this.#cells * CELL_MS;
    this.#pieces.push({ startMs, cells, ...this.#at, kind, clip, idle: this.idle });
    this.#cells += cells;
  }
}
