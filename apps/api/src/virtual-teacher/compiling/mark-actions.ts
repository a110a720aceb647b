import type { LessonAction, LessonScript } from '@lockstep/contracts';
import { effectOf, FIRST_SLIDE, isMark, parseMark, type SlidePosition } from '@lockstep/lesson';
import type { CompiledSlide } from '../../lessons/compiles/compiled-record.js';

/** Turns the marks of a lesson, in the order in which they come, into what happens on their frames. */
export class MarkActions {
  #at: SlidePosition = FIRST_SLIDE;

  constructor(
    private readonly slides: readonly CompiledSlide[],
    private readonly script: Pick<LessonScript, 'regions'>,
  ) {}

  /** What is shown after the marks so far. */
  get position(): SlidePosition {
    return this.#at;
  }

  /** Goes on as if this were shown: a reply begins where the prompt ended, whatever another reply did. */
  returnTo(position: SlidePosition): void {
    this.#at = position;
  }

  /** What a mark without braces asks for; undefined for silence, and for what cannot be met (the compiler says so). */
  actionOf(text: string): LessonAction | undefined {
    const mark = parseMark(text);
    if (!isMark(mark)) return undefined;
    const effect = effectOf(mark, this.#at, this.slides, this.script);
    switch (effect.type) {
      case 'slide': {
        this.#at = effect.to;
        const step = this.slides[effect.to.slide - 1]?.steps[effect.to.step];
        return step && { type: 'slide.shown', index: step.index };
      }
      case 'highlight':
        return { type: 'highlight', target: effect.region };
      case 'marker':
        return { type: 'marker', name: effect.name };
      case 'pause':
      case 'impossible':
        return undefined;
    }
  }
}
