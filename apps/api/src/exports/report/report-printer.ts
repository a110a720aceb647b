import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Isolated, IsolatedFailed } from '@lockstep/virtual-teacher/isolation';
import { DomainError } from '../../errors/domain-error.js';
import type { Report } from './report.js';

/** The longest report takes ten seconds of a core. */
const SILENCE_MS = 45_000;
/** The longest report needs half of it. */
const MEMORY_MB = 512;
/** Teachers who print in the same moment. */
const MAX_WAITING = 20;

/** Too many reports are being made, or this one takes too long. */
export class ReportsBusy extends DomainError {
  override readonly name = 'ReportsBusy';
  readonly kind = 'unavailable';
  readonly code = 'reports-busy';
  override readonly retryAfterMs = 10_000;
  constructor(cause: unknown) {
    super('The server is too busy to make the report; try again soon.', { cause });
  }
}

/** Makes PDFs of reports, one after the other, outside the thread that serves video. */
@Injectable()
export class ReportPrinter implements OnModuleDestroy {
  readonly #thread = new Isolated<Report, Uint8Array>({
    file: new URL('./report-thread', import.meta.url),
    as: 'thread',
    memoryMb: MEMORY_MB,
    silenceMs: SILENCE_MS,
    maxWaiting: MAX_WAITING,
  });

  /** @throws ReportsBusy */
  async print(report: Report, signal: AbortSignal): Promise<Uint8Array> {
    try {
      return await this.#thread.run(report, { signal });
    } catch (error) {
      if (error instanceof IsolatedFailed && error.reason !== 'refused') throw new ReportsBusy(error);
      throw error;
    }
  }

  async onModuleDestroy(): Promise<void> {
    await this.#thread[Symbol.asyncDispose]();
  }
}
