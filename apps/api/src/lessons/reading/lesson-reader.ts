import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Place, Problem } from '@lockstep/lesson';
import { Isolated, IsolatedFailed } from '@lockstep/virtual-teacher/isolation';
import type { QuestionFormat } from '@lockstep/contracts';
import { DomainError, ValidationFailed } from '../../errors/domain-error.js';
import type { QuestionFile, QuestionsRead, QuestionsWritten } from './question-files.js';
import type {
  Part,
  ReadingRequest,
  ReadingResult,
  TextComparison,
  TextFacts,
  TextReading,
} from './text-reading.js';

/** The longest text that is read takes two seconds on a slow machine. */
const SILENCE_MS = 8000;
const MEMORY_MB = 256;
/** Authors who save in the same moment. */
const MAX_WAITING = 100;

/** So many texts wait to be read that another one is not taken. */
export class ReaderBusy extends DomainError {
  override readonly name = 'ReaderBusy';
  readonly kind = 'unavailable';
  readonly code = 'reader-busy';
  override readonly retryAfterMs = 2000;
  constructor(cause: unknown) {
    super('Too many lessons are being read; try again soon.', { cause });
  }
}

const TOP: Place = { line: 1, column: 1, endLine: 1, endColumn: 1, from: 0, to: 0 };

const unread: Problem = {
  severity: 'error',
  code: 'reading-took-too-long',
  message: `The text could not be read within ${String(SILENCE_MS / 1000)} s.`,
  remedy: 'Take away what was added last, or make several lessons of it.',
  place: TOP,
};

/** Reads the texts of lessons, one after the other, outside the thread that serves video. */
@Injectable()
export class LessonReader implements OnModuleDestroy {
  readonly #thread = new Isolated<ReadingRequest, ReadingResult>({
    file: new URL('./reading-thread', import.meta.url),
    as: 'thread',
    memoryMb: MEMORY_MB,
    silenceMs: SILENCE_MS,
    maxWaiting: MAX_WAITING,
  });
  #parses = 0;

  /** How many texts the present thread has parsed. */
  get parses(): number {
    return this.#parses;
  }

  /** A text that takes too long has a problem that says so. @throws ReaderBusy */
  async read(text: string, facts: TextFacts): Promise<TextReading> {
    const value = await this.#run({ task: 'read', text, facts });
    return (
      (value as TextReading | undefined) ?? { script: null, problems: [unread], steps: [], estimatedMs: 0 }
    );
  }

  /** Where parts of a script stand in its text. @throws ReaderBusy */
  async locate(text: string, parts: readonly Part[]): Promise<readonly Place[]> {
    const value = await this.#run({ task: 'locate', text, parts });
    return (value as readonly Place[] | undefined) ?? parts.map(() => TOP);
  }

  /** @throws ReaderBusy */
  async compare(before: string, after: string): Promise<TextComparison> {
    const value = await this.#run({ task: 'compare', before, after });
    return (value as TextComparison | undefined) ?? { is: 'unreadable', problems: [unread] };
  }

  /** What a file of questions holds. @throws ReaderBusy, ValidationFailed for one that cannot be read in time */
  async readQuestions(from: QuestionFile): Promise<QuestionsRead> {
    const value = await this.#run({ task: 'read-questions', from });
    if (value !== undefined) return value as QuestionsRead;
    const message = `${from.name}: could not be read within ${String(SILENCE_MS / 1000)} s; divide it`;
    const params = { file: from.name };
    throw new ValidationFailed([{ code: 'bad-file', params, field: 'files.0', message }]);
  }

  /** The questions of a lesson as another program reads them. @throws ReaderBusy */
  async writeQuestions(text: string, format: QuestionFormat): Promise<QuestionsWritten> {
    const value = await this.#run({ task: 'write-questions', text, format });
    return (value as QuestionsWritten | undefined) ?? { is: 'unreadable', problems: [unread] };
  }

  async onModuleDestroy(): Promise<void> {
    await this.#thread[Symbol.asyncDispose]();
  }

  /** Undefined for a text that could not be read in time, or not in the memory that there is for it. */
  async #run(request: ReadingRequest): Promise<ReadingResult['value'] | undefined> {
    try {
      const { value, parses } = await this.#thread.run(request);
      this.#parses = parses;
      return value;
    } catch (error) {
      if (!(error instanceof IsolatedFailed)) throw error;
      if (error.reason === 'timeout' || error.reason === 'crashed') return undefined;
      throw error.reason === 'refused' ? error : new ReaderBusy(error);
    }
  }
}
