import type { DeckReference } from '@lockstep/contracts';
import type { CompiledLesson, DeckWord } from '@lockstep/virtual-teacher';

/** A slide as its author counts. Each of its build steps is a picture, and so a slide of the deck, of its own. */
export type CompiledSlide = {
  readonly title: string | null;
  /** At least one: the slide as it first appears. */
  readonly steps: readonly {
    /** In the deck, counted from 0: what `slide.shown` names. */
    readonly index: number;
    /** What highlights may name, and where it stands. */
    readonly words: readonly DeckWord[];
  }[];
};

/** What compiling a script made: the clips lie in the clip store, the slides in a deck. */
export type CompiledRecord = {
  /** null for a lesson without slides. */
  readonly deck: DeckReference | null;
  readonly slides: readonly CompiledSlide[];
  readonly durationMs: number;
  readonly manifest: CompiledLesson;
};
