import type { Path, Place } from '../problem.js';
import type { TextPlaces } from './text-places.js';

/** Fields of steps whose place in the text has another name. */
const RENAMED: Readonly<Record<string, string>> = { windowMs: 'window', atMs: 'at' };
const STEP_TEXT: Readonly<Record<string, Path>> = { text: ['say'], ms: ['pause'] };

/** Where the parts of a script stand in its text. Paths are those of the script. */
export class LessonPlaces {
  readonly #text: TextPlaces;
  constructor(text: TextPlaces) {
    this.#text = text;
  }

  /** Of the head, such as `['slides', 2]`. */
  ofHead(path: Path): Place {
    return this.#text.of(path);
  }

  ofStep(stepIndex: number, path: Path = []): Place {
    return this.#text.of(this.#pathInText(stepIndex, path));
  }

  /** A part of a text, by offsets into it. */
  within(stepIndex: number, path: Path, from: number, to: number): Place {
    return this.#text.within(this.#pathInText(stepIndex, path), from, to);
  }

  #pathInText(stepIndex: number, path: Path): Path {
    const step: Path = ['steps', stepIndex];
    const [first, ...rest] = path;
    if (first === undefined) return step;
    const alone = Object.hasOwn(STEP_TEXT, first) ? STEP_TEXT[first] : undefined;
    if (alone) return [...step, ...alone];
    const renamed = [first, ...rest].map((part) =>
      Object.hasOwn(RENAMED, part) ? (RENAMED[part] ?? part) : part,
    );
    const owner = ['ask', 'play', 'branch', 'wait'].find((key) => this.#text.has([...step, key]));
    const isCase = owner === 'branch' && first === 'cases' && !this.#text.has([...step, 'branch', 'cases']);
    return [...step, ...(owner === undefined ? [] : [owner]), ...(isCase ? rest.slice(1) : renamed)];
  }
}
