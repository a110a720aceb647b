import type { AskStep, Judgement, LessonAsset, LessonScript, ShownMedia } from '@lockstep/contracts';
import { feedbackMediaOf } from '@lockstep/lesson';
import { shownMedia } from '../../lessons/reading/shown-media.js';

/** As much of a version of a lesson as its answers are judged by. */
export type JudgedVersion = { readonly script: LessonScript; readonly files: readonly LessonAsset[] };

/** What of a question its students are told with a judgement. */
export type ToldWith = { readonly tries: number; readonly media?: ShownMedia };

/** The questions of a lesson by their ids. */
export class AskedSteps {
  readonly #steps: ReadonlyMap<string, AskStep>;

  constructor(private readonly version: JudgedVersion) {
    const { steps } = version.script;
    this.#steps = new Map(steps.flatMap((step) => (step.kind === 'ask' ? [[step.id, step] as const] : [])));
  }

  get all(): Iterable<AskStep> {
    return this.#steps.values();
  }

  of(questionId: string): AskStep | undefined {
    return this.#steps.get(questionId);
  }

  /** @param attempt which try was judged, counted from 1 */
  toldWith(questionId: string, attempt: number, judgement: Judgement | null): ToldWith {
    const step = this.#steps.get(questionId);
    const tries = step?.tries ?? 1;
    const media = step && judgement && feedbackShown(step, judgement, attempt, this.version.files);
    return { tries, ...(media && { media }) };
  }
}

/** What a student sees or hears with the feedback on a try. */
export function feedbackShown(
  step: AskStep,
  judgement: Judgement,
  attempt: number,
  files: readonly LessonAsset[],
): ShownMedia | undefined {
  const media = feedbackMediaOf(step, judgement, attempt < step.tries);
  return media && shownMedia(media, files);
}
