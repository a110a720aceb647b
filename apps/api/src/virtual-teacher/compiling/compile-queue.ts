import { Coalesced, Serial } from '@lockstep/async';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import type { ScriptProblem } from '@lockstep/contracts';
import type { LessonSource } from '../../lessons/scripts/lesson-source.js';
import { Settings } from '../../config/settings.js';
import { LessonVersions } from '../../lessons/scripts/lesson-versions.service.js';
import type { CompileJob } from '../../lessons/compiles/compile-job.entity.js';
import { CompileJobs, type JobProgress, URGENCY } from '../../lessons/compiles/compile-jobs.js';
import { ScriptNotCompilable } from './compiling-errors.js';
import { ScriptCompiler } from './script-compiler.js';

/** A long lesson does not make all others wait; how much is computed at once is bounded where clips are made. */
const JOBS_AT_ONCE = 2;
/** How often progress is put on record and told, ms. */
const NOTE_EVERY_MS = 200;
/** How often jobs of other processes are looked at, ms. */
const LOOK_EVERY_MS = 5000;

/** Works the compile jobs off, the most urgent first. */
@Injectable()
export class CompileQueue implements OnModuleDestroy {
  readonly #logger = new Logger('Compiling');
  readonly #running = new Map<string, { readonly cancel: AbortController; readonly urgency: number }>();
  /** Everything that still runs, also what was withdrawn. */
  readonly #ending = new Set<Promise<void>>();
  #isOpen = false;
  #looking: NodeJS.Timeout | undefined;
  readonly #claims = new Coalesced(() => this.#fill());

  constructor(
    private readonly jobs: CompileJobs,
    private readonly versions: LessonVersions,
    private readonly compiler: ScriptCompiler,
    private readonly settings: Settings,
  ) {
    jobs.onQueued(() => this.#wake());
    jobs.onWithdrawn((id) => this.#withdraw(id));
  }

  /** Jobs that are worked on here. */
  get running(): number {
    return this.#running.size;
  }

  /** Goes on with what a server before was at. */
  async start(): Promise<void> {
    await this.jobs.recover();
    this.#isOpen = true;
    this.#wake();
    if (this.settings.isShared) this.#looking = setInterval(() => this.#look(), LOOK_EVERY_MS).unref();
  }

  /** Other processes queue jobs too, and may leave one when they are killed. */
  #look(): void {
    this.jobs.recover().then(
      () => this.#wake(),
      (error: unknown) =>
        this.#logger.warn(`Compile jobs of other processes were not looked at: ${String(error)}`),
    );
  }

  /** Jobs under way are put back: the next start goes on with them. */
  async onModuleDestroy(): Promise<void> {
    this.#isOpen = false;
    clearInterval(this.#looking);
    await this.#claims.settled();
    for (const { cancel } of this.#running.values()) cancel.abort();
    for (const id of this.#running.keys())
      await this.jobs.putBack(id).catch((error: unknown) => this.#logger.error(error));
    await Promise.all(this.#ending);
  }

  /** Its place is free at once, however long it takes to end what it is at. */
  #withdraw(id: string): void {
    this.#running.get(id)?.cancel.abort();
    this.#running.delete(id);
    this.#wake();
  }

  /** Somebody looks at the terminal and waits for the first lesson: nothing else is computed meanwhile. */
  get #isExclusive(): boolean {
    return [...this.#running.values()].some(({ urgency }) => urgency >= URGENCY.first);
  }

  #wake(): void {
    this.#claims.request().catch((error: unknown) => this.#logger.error(error));
  }

  async #fill(): Promise<void> {
    while (this.#isOpen && this.#running.size < JOBS_AT_ONCE && !this.#isExclusive) {
      const job = await this.jobs.claim();
      if (!job) return;
      const cancel = new AbortController();
      const done: Promise<void> = this.#work(job, cancel.signal).finally(() => {
        this.#ending.delete(done);
        this.#running.delete(job.id);
        if (this.#isOpen) this.#wake();
      });
      this.#ending.add(done);
      this.#running.set(job.id, { cancel, urgency: job.urgency });
    }
  }

  /** Never rejects. */
  async #work(job: CompileJob, signal: AbortSignal): Promise<void> {
    try {
      const source = await this.#sourceOf(job);
      if (source === undefined) return await this.jobs.finish(job.id, { status: 'cancelled' });
      const notes = new ProgressNotes((progress) => this.jobs.note(job.id, progress));
      try {
        const { compiled, problems } = await this.compiler.compile(source, {
          signal,
          onProgress: ({ done, total, reused }) => notes.take({ done, total, reused }),
          onDrawn: (slidesDrawn, slidesTotal) => notes.take({ slidesDrawn, slidesTotal }),
        });
        await notes.close();
        await this.jobs.finish(job.id, { status: 'done', compiled, problems });
        await this.versions.adopt(job.lessonId, job.draftKey);
      } finally {
        await notes.close();
      }
    } catch (error) {
      if (signal.aborted) return; // withdrawn, or the server stops
      await this.#fail(job, error);
    }
  }

  /** The draft of a job may have changed since; then another job is queued for it. */
  async #sourceOf(job: CompileJob): Promise<LessonSource | undefined> {
    const source = await this.versions.source(job.lessonId, job.version ?? 'draft');
    return source.draftKey === job.draftKey ? source : undefined;
  }

  async #fail(job: CompileJob, error: unknown): Promise<void> {
    const problems = error instanceof ScriptNotCompilable ? error.problems : [unforeseen(error)];
    if (!(error instanceof ScriptNotCompilable)) this.#logger.error(error);
    await this.jobs
      .finish(job.id, { status: 'failed', problems: [...problems] })
      .catch((reason: unknown) => this.#logger.error(reason));
  }
}

/** Writes progress down now and then, in order, and the last of it at the end. */
class ProgressNotes {
  #latest: JobProgress | undefined;
  readonly #writes = new Serial();
  #notedAtMs = -Infinity;

  constructor(private readonly write: (progress: JobProgress) => Promise<void>) {}

  take(progress: JobProgress): void {
    this.#latest = { ...this.#latest, ...progress };
    if (performance.now() - this.#notedAtMs >= NOTE_EVERY_MS) this.#note();
  }

  async close(): Promise<void> {
    this.#note();
    await this.#writes.settled();
  }

  #note(): void {
    const progress = this.#latest;
    if (progress === undefined) return;
    this.#latest = undefined;
    this.#notedAtMs = performance.now();
    this.#writes.run(() => this.write(progress)).catch(() => undefined); // the next one says it
  }
}

const unforeseen = (error: unknown): ScriptProblem => ({
  severity: 'error',
  code: 'internal-error',
  message: `The lesson could not be compiled: ${error instanceof Error ? error.message : String(error)}`,
  remedy: 'Try again; the server log says more.',
  stepId: null,
  line: null,
  column: null,
  endLine: null,
  endColumn: null,
});
