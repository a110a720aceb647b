import { initialLessonState, type LessonState } from '@lockstep/contracts';
import { flushSync } from 'react-dom';

type Listener = () => void;

/**
 * What one screen shows of the lesson. The player says what is due at a frame in the task that draws it; `show`
 * changes the page before it returns, so that video and page change in one frame on the screen.
 */
export class LessonView {
  #state: LessonState = initialLessonState;
  #ptsMs: number | null = null;
  readonly #questionShownPtsMs = new Map<number, number>();
  readonly #stateListeners = new Set<Listener>();
  readonly #frameListeners = new Set<(ptsMs: number) => void>();

  get state(): LessonState {
    return this.#state;
  }

  /** Stream time of the frame on screen; null before the first. */
  get ptsMs(): number | null {
    return this.#ptsMs;
  }

  /** Stream time of the first frame that showed this opening of a question here: this student's own window starts there. */
  questionShownPtsMs(openedSeq: number): number | undefined {
    return this.#questionShownPtsMs.get(openedSeq);
  }

  /** Puts the state of the frame at `ptsMs` on the page, before it returns. */
  show(state: LessonState, ptsMs: number): void {
    this.#ptsMs = ptsMs;
    const asked = state.question;
    if (asked && !this.#questionShownPtsMs.has(asked.openedSeq))
      this.#questionShownPtsMs.set(asked.openedSeq, ptsMs);
    this.#state = state;
    flushSync(() => {
      for (const listener of this.#stateListeners) listener();
    });
  }

  /** A frame was drawn. Its listeners write to the page themselves and are short. */
  tick(ptsMs: number): void {
    this.#ptsMs = ptsMs;
    for (const listener of this.#frameListeners) listener(ptsMs);
  }

  readonly onState = (listener: Listener): (() => void) => {
    this.#stateListeners.add(listener);
    return () => this.#stateListeners.delete(listener);
  };

  onFrame(listener: (ptsMs: number) => void): () => void {
    this.#frameListeners.add(listener);
    return () => this.#frameListeners.delete(listener);
  }
}
