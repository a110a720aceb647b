import type { DeckSource } from '@lockstep/contracts';
import { Isolated, IsolatedFailed } from '../isolation/index.js';
import { type Deck, DeckFailed, type DeckProblem, type RenderOptions } from './deck.js';
import type { DeckRequest, DrawnSoFar, FittedPicture, PictureLimits } from './deck-requests.js';

export type { FittedPicture, PictureLimits } from './deck-requests.js';

/** A slide or picture takes a tenth of a second; one that takes this long never ends. */
const SILENCE_MS = 20_000;
/** Beyond the largest deck that is read, and far below what a machine has. */
const MEMORY_MB = 512;
const MAX_WAITING = 100;

/**
 * Draws decks and pictures outside this process, so that no file of an author's holds it up. What is given up, or
 * takes too long, ends at once.
 */
export class DeckRenderer implements AsyncDisposable {
  readonly #processes: readonly Isolated<DeckRequest, unknown>[];

  /** @param atOnce how many decks are drawn at a time; @param cacheFolder of slides that were drawn before */
  constructor(
    atOnce = 2,
    private readonly cacheFolder?: string,
  ) {
    const file = new URL('./deck-process', import.meta.url);
    const options = { file, as: 'process', memoryMb: MEMORY_MB, silenceMs: SILENCE_MS } as const;
    this.#processes = Array.from(
      { length: atOnce },
      () => new Isolated<DeckRequest, unknown>({ ...options, maxWaiting: MAX_WAITING }),
    );
  }

  /** As `renderDeck`. @throws DeckFailed, also for a deck that takes too long */
  async render(source: DeckSource, { read, signal, onProgress }: RenderOptions): Promise<Deck> {
    let last = typeof source === 'string' ? source : (source[0] ?? '');
    const answer = (question: unknown) => read((last = String(question)));
    try {
      return (await this.#least.run(
        { task: 'deck', source, cacheFolder: this.cacheFolder },
        { signal, answer, onProgress: (progress) => onProgress?.(...(progress as DrawnSoFar)) },
      )) as Deck;
    } catch (error) {
      throw failureOf(error, last);
    }
  }

  /** One slide for each page. @throws DeckFailed */
  async pdf(bytes: Uint8Array, file: string, signal?: AbortSignal): Promise<Deck> {
    try {
      return (await this.#least.run({ task: 'pdf', bytes, file }, { signal })) as Deck;
    } catch (error) {
      throw failureOf(error, file);
    }
  }

  /** @throws DeckFailed for a file that is no picture */
  async picture(bytes: Uint8Array, file: string, limits: PictureLimits): Promise<FittedPicture> {
    try {
      return (await this.#least.run({ task: 'picture', bytes, limits })) as FittedPicture;
    } catch (error) {
      throw failureOf(error, file);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#processes.map((one) => one[Symbol.asyncDispose]()));
  }

  get #least(): Isolated<DeckRequest, unknown> {
    return this.#processes.reduce((least, one) => (one.load < least.load ? one : least));
  }
}

/** What the author of a file can mend; everything else as it is. */
function failureOf(error: unknown, file: string): unknown {
  if (!(error instanceof IsolatedFailed)) return error;
  switch (error.reason) {
    case 'timeout':
      return new DeckFailed({
        code: 'deck-too-slow',
        file,
        message: 'It takes too long to draw.',
        remedy: 'Make it simpler, or export it as a PNG picture.',
      });
    case 'crashed':
      return new DeckFailed({
        code: 'deck-not-drawn',
        file,
        message: `It cannot be drawn: the renderer gave up (${error.message}).`,
        remedy: 'Make it smaller or simpler, or export it again.',
      });
    case 'refused':
      return areProblems(error.details)
        ? new DeckFailed(...error.details)
        : new DeckFailed({
            code: 'deck-not-drawn',
            file,
            message: `It cannot be drawn (${firstLine(error.message)}).`,
            remedy: 'Export it again.',
          });
    case 'busy':
    case 'closed':
      return error;
  }
}

const firstLine = (text: string): string => (text.split('\n')[0] ?? '').slice(0, 200);

const areProblems = (details: unknown): details is DeckFailed['problems'] =>
  Array.isArray(details) && details.length > 0 && details.every(isProblem);
const isProblem = (one: unknown): one is DeckProblem =>
  typeof one === 'object' && one !== null && 'file' in one && 'remedy' in one;
