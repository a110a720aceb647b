import type { LessonScript, LessonStep } from '@lockstep/contracts';
import { isMark, type NarrationSentence, parseMark, parseNarration } from '@lockstep/lesson';
import type { Deck } from '../deck/deck.js';
import type { CompileProblem } from './compiled-lesson.js';
import { type Sentence, sentencesOfText, toSentence } from './sentence.js';
import type { SlideView } from '../avatar/stage.js';
import { viewAfter, viewAtEnd } from './slide-view.js';

/** Where in the script a clip comes from. */
export type Origin = {
  readonly stepIndex: number;
  readonly stepId: string;
  readonly path: readonly (string | number)[];
  readonly span?: { readonly from: number; readonly to: number };
};

/** A sentence to be made a clip, and what is shown before and after it. */
export type SentenceTask = Origin & {
  readonly kind: 'sentence';
  readonly sentence: Sentence;
  readonly view: SlideView;
  readonly after: SlideView;
};
export type FilmTask = Origin & {
  readonly kind: 'film';
  readonly file: string;
  readonly cues: readonly { readonly atMs: number; readonly mark: string }[];
  readonly view: SlideView;
  readonly after: SlideView;
};
export type ClipTask = SentenceTask | FilmTask;

export type StepTasks = { readonly step: LessonStep; readonly tasks: readonly ClipTask[] };

/**
 * Goes through a script as it is taught when no branch is taken, and names the clips that it needs.
 * @param deck undefined: marks are not checked against slides
 */
export class TaskFinder {
  readonly problems: CompileProblem[] = [];
  #view: SlideView = null;

  constructor(
    private readonly script: LessonScript,
    private readonly deck: Deck | undefined,
  ) {}

  find(): StepTasks[] {
    return this.script.steps.map((step, stepIndex) => ({ step, tasks: this.#ofStep(step, stepIndex) }));
  }

  #ofStep(step: LessonStep, stepIndex: number): ClipTask[] {
    const at = { stepIndex, stepId: step.id };
    switch (step.kind) {
      case 'say':
        return this.#narration(step.text, { ...at, path: ['text'] });
      case 'play':
        return [this.#film(step, { ...at, path: ['clip'] })];
      case 'ask': {
        const prompt = this.#narration(step.prompt, { ...at, path: ['prompt'] });
        const asked = this.#view;
        const hints = step.hints.flatMap((hint, index) => {
          const origin = { ...at, path: ['hints', index] };
          return sentencesOfText(hint, this.script.language).map((sentence) =>
            this.#sentence(sentence, origin),
          );
        });
        const replies = Object.entries(step.say).flatMap(([kind, text]) => {
          this.#view = asked; // one of them is said, not one after the other
          return this.#narration(text, { ...at, path: ['say', kind] });
        });
        this.#view = asked;
        return [...prompt, ...hints, ...replies];
      }
      default:
        return [];
    }
  }

  #narration(text: string, origin: Origin): SentenceTask[] {
    return parseNarration(text, this.script.language).sentences.map((parsed) => {
      this.#checkMarks(parsed, origin);
      return this.#sentence(toSentence(parsed), { ...origin, span: { from: parsed.from, to: parsed.to } });
    });
  }

  #sentence(sentence: Sentence, origin: Origin): SentenceTask {
    const view = this.#view;
    this.#view = viewAtEnd(sentence, view);
    return { kind: 'sentence', ...origin, sentence, view, after: this.#view };
  }

  #checkMarks({ words, endMarks }: NarrationSentence, origin: Origin): void {
    let view = this.#view;
    for (const { mark, from, to } of [...words.flatMap(({ marks }) => marks), ...endMarks]) {
      if (mark.type !== 'slide' && mark.type !== 'step') continue;
      view = viewAfter(`${mark.type} ${mark.to}`, view);
      this.#checkView(view, { ...origin, span: { from, to } });
    }
  }

  #checkView(view: SlideView, origin: Origin): void {
    if (this.deck === undefined || view === null) return;
    const { slides } = this.deck;
    const steps = slides[view.slide]?.steps.length;
    if (steps === undefined) {
      const remedy =
        slides.length === 0
          ? 'Name the slides in the head of the script.'
          : `Write a number from 1 to ${slides.length}.`;
      this.#report('missing-slide', origin, `There is no slide ${view.slide + 1}.`, remedy);
    } else if (view.step >= steps) {
      const message = `Slide ${view.slide + 1} has no build step ${view.step}.`;
      this.#report('missing-slide', origin, message, `Its last one is ${steps - 1}.`);
    }
  }

  #film({ clip, cues }: Extract<LessonStep, { kind: 'play' }>, origin: Origin): FilmTask {
    const view = this.#view;
    const inOrder = cues.map((cue, index) => ({ ...cue, index })).toSorted((a, b) => a.atMs - b.atMs);
    for (const { mark, index } of inOrder) {
      const at = { ...origin, path: ['cues', index, 'mark'] };
      const parsed = parseMark(mark);
      if (isMark(parsed)) {
        this.#view = viewAfter(mark, this.#view);
        if (parsed.type === 'slide' || parsed.type === 'step') this.#checkView(this.#view, at);
      } else this.#report('bad-mark', at, parsed.message, parsed.remedy);
    }
    return { kind: 'film', ...origin, file: clip, cues: inOrder, view, after: this.#view };
  }

  #report(code: CompileProblem['code'], origin: Origin, message: string, remedy: string): void {
    this.problems.push({ code, ...origin, message, remedy });
  }
}
