import { Id, type LeftOut, type LeftOutCode, type LeftOutParams } from '@lockstep/contracts';
import { type AskText, stepTexts } from '../text/lesson-text.js';
import { MAX_EXCHANGE_QUESTIONS, type ReadQuestions, type ReadStep } from './exchange.js';
import { leftOut, type Tell } from './left-out.js';

/** Gathers steps and what was left out, within the bounds of a lesson. */
export class StepReader {
  readonly #steps: ReadStep[] = [];
  readonly #leftOut: LeftOut[] = [];
  readonly #ids = new Set<string>();

  /** Whether there is room for another step; the first one without room is told. */
  hasRoom(line: number): boolean {
    if (this.#steps.length < MAX_EXCHANGE_QUESTIONS) return true;
    this.tell(line, 'too-many-steps', { most: MAX_EXCHANGE_QUESTIONS });
    return false;
  }

  tell(line: number, code: LeftOutCode, params?: LeftOutParams): void {
    this.#leftOut.push(leftOut(line, code, params));
  }

  /** The same thing of one question is told once. */
  tellerAt(line: number): Tell {
    const told = new Set<string>();
    return (code, params) => {
      const key = JSON.stringify([code, params]);
      if (!told.has(key)) this.tell(line, code, params);
      told.add(key);
    };
  }

  say(line: number, words: string): void {
    const read = stepTexts.say.safeParse({ say: words });
    if (read.success) this.#steps.push({ line, say: words });
    else this.#misfit(line, read.error.issues[0]);
  }

  /** Takes a question that a lesson can hold: its texts are not too long, and there are not too many of them. */
  ask(line: number, ask: AskText, name?: string): void {
    const read = stepTexts.ask.safeParse({ ask });
    if (!read.success) return this.#misfit(line, read.error.issues[0]);
    const id = name !== undefined && Id.safeParse(name).success && !this.#ids.has(name) ? name : undefined;
    if (id !== undefined) this.#ids.add(id);
    this.#steps.push({ line, id, ask });
  }

  /** By line. */
  result(): ReadQuestions {
    return { steps: this.#steps, leftOut: this.#leftOut.sort((a, b) => a.line - b.line) };
  }

  #misfit(line: number, issue: { path: readonly PropertyKey[]; message: string } | undefined): void {
    const key = issue?.path.slice(1).join('.') ?? '';
    this.tell(line, 'does-not-fit', { key: key.slice(0, 100), message: issue?.message ?? '' });
  }
}

/** A file that cannot be read at all. */
export const unreadable = (code: LeftOutCode, params?: LeftOutParams): ReadQuestions => ({
  steps: [],
  leftOut: [leftOut(1, code, params)],
});
