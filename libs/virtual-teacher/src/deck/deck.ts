import type { LessonProblemCode, Region } from '@lockstep/contracts';
import type { SlideCache } from './cache/slide-cache.js';

/** A word that is visible on a slide. */
export type DeckWord = {
  readonly text: string;
  /** In fractions of the slide, from the top left corner. */
  readonly region: Region;
  /** It is a piece of the word before it in the list, set off by the author: the `ed` of `walk**ed**`. */
  readonly isPart?: true;
};

/** How a slide looks at one of its build steps. */
export type DeckPicture = {
  readonly bytes: Uint8Array;
  readonly mediaType: 'image/webp' | 'image/png' | 'image/jpeg';
  readonly width: number;
  readonly height: number;
  readonly words: readonly DeckWord[];
};

export type DeckSlide = {
  readonly title: string | null;
  /** At least one: build step 0, as the slide first appears. The last one shows everything. */
  readonly steps: readonly DeckPicture[];
};

/** Slides as pictures. */
export type Deck = {
  readonly slides: readonly DeckSlide[];
  /** What could not be drawn as it was written, but does not keep the slides from being shown. */
  readonly warnings: readonly DeckProblem[];
};

/** Something about slides that their author should know. */
export type DeckProblem = {
  readonly code: DeckProblemCode;
  /** Below the folder of the script. */
  readonly file: string;
  /** Counted from 1, of a Markdown deck. */
  readonly line?: number;
  /** Counted from 1, in UTF-16 units, of a line that is named. */
  readonly column?: number;
  /** Counted from 1. */
  readonly slide?: number;
  readonly message: string;
  readonly remedy: string;
  /** The values in both, beside the place. */
  readonly params?: Readonly<Record<string, string | number>>;
};

export type DeckProblemCode = Extract<LessonProblemCode, `deck-${string}`>;

/** The slides cannot be made. */
export class DeckFailed extends Error {
  override readonly name = 'DeckFailed';

  /** Everything that keeps the slides from being made; at least one. */
  readonly problems: readonly [DeckProblem, ...DeckProblem[]];

  constructor(...problems: readonly [DeckProblem, ...DeckProblem[]]) {
    super(problems.map(described).join('\n'));
    this.problems = problems;
  }

  /** The first of them. */
  get problem(): DeckProblem {
    return this.problems[0];
  }
}

function described({ file, line, column, message, remedy }: DeckProblem): string {
  const place = [file, line, line === undefined ? undefined : column].filter((part) => part !== undefined);
  return `${place.join(':')}: ${message} ${remedy}`;
}

/** Gives a file below the folder of the script; undefined when it is not there. */
export type ReadDeckFile = (path: string) => Promise<Uint8Array | undefined>;

export type RenderOptions = {
  /** Slides that were drawn before. */
  readonly cache?: SlideCache | undefined;
  /** Called after each slide or page with how many are done. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  readonly read: ReadDeckFile;
  readonly signal?: AbortSignal | undefined;
  /** Called after each picture and each slide at each build step. */
  readonly onSlide?: (() => void) | undefined;
};

/** Slides are drawn at this size: one pixel of it is one of a 1600x900 screen. */
export const SLIDE_WIDTH = 1600;
export const SLIDE_HEIGHT = 900;
