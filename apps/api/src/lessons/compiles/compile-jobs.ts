import type { Identity } from '../../access/identity.js';
import { askingOf, rankFor } from '../sharing/lesson-levels.js';
import { type Page, readPage } from '../../paging/page.js';
import { EventEmitter } from 'node:events';
import { Injectable } from '@nestjs/common';
import { InjectDataSource, InjectRepository } from '@nestjs/typeorm';
import type { CompileJob as JobBody, PageQuery, ScriptProblem } from '@lockstep/contracts';
import { DataSource, In, Not, Repository } from 'typeorm';
import { newId } from '../../access/secret.js';
import { SessionLeases } from '../../leases/session-leases.js';
import { StoredRecordUnreadable } from '../../stored/stored-record.js';
import { CompileJob } from './compile-job.entity.js';
import { type CompiledRecord, outlineOf, storedCompiled } from './compiled-record.js';
import { CompileJobNotFound } from './compile-errors.js';

/** What is to be compiled: the draft or a version, at certain revisions of text and files. */
export type Wanted = {
  readonly lessonId: string;
  readonly version: number | null;
  readonly draftKey: string;
};

/** The larger the sooner: who publishes waits for it, a draft is saved many times. */
export const URGENCY = { background: 0, draft: 1, published: 2, first: 3 } as const;

/** How far a job has come: what is not named stays as it is. */
export type JobProgress = Partial<
  Pick<CompileJob, 'slidesDrawn' | 'slidesTotal' | 'done' | 'total' | 'reused'>
>;

/** Of a job that has not begun. */
const NOTHING_DONE = { slidesDrawn: 0, slidesTotal: null, done: 0, reused: 0 } as const;
type Outcome =
  | { readonly status: 'done'; readonly compiled: CompiledRecord; readonly problems: ScriptProblem[] }
  | { readonly status: 'failed'; readonly problems: ScriptProblem[] }
  | { readonly status: 'cancelled' };

/** A job that the server did not survive twice is not begun again. */
const MAX_STARTS = 2;

const neverFinished: ScriptProblem = {
  severity: 'error',
  code: 'compile-never-finished',
  message: 'Compiling this was begun twice, and each time the server ended before it was done.',
  remedy: 'Take out what was added last, such as a large picture or clip, and compile again.',
  stepId: null,
  line: null,
  column: null,
  endLine: null,
  endColumn: null,
};

const open = ['queued', 'running'] as const;

/** Compile jobs on record, and who listens to them. The work itself is the queue's. */
@Injectable()
export class CompileJobs {
  readonly #changes = new EventEmitter<{ changed: [JobBody]; queued: []; withdrawn: [string] }>();

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @InjectRepository(CompileJob) private readonly jobs: Repository<CompileJob>,
    private readonly leases: SessionLeases,
  ) {
    this.#changes.setMaxListeners(0); // one for each page that watches
  }

  /** How many wait. */
  waiting(): Promise<number> {
    return this.jobs.countBy({ status: 'queued' });
  }

  /**
   * The job for it: the one that is open or done already, else a new one. What was wanted before of the same draft is
   * withdrawn. @param again also where it is done: clips may have been lost
   */
  async want(wanted: Wanted, urgency: number, again = false): Promise<JobBody> {
    const { lessonId, version, draftKey } = wanted;
    if (version === null) await this.#withdrawOlder(lessonId, draftKey);
    const same = await this.jobs.findOne({
      where: { lessonId, draftKey, status: In(again ? [...open] : [...open, 'done']) },
      order: { createdAt: 'DESC' },
    });
    if (same && (same.status === 'done' || same.version === version)) return describeJob(same);
    const job = this.jobs.create({
      id: newId(),
      ...{ lessonId, version, draftKey, urgency },
      status: 'queued',
      ...NOTHING_DONE,
      total: null,
      storedProblems: [],
      storedCompiled: null,
      starts: 0,
      node: null,
      createdAt: new Date(),
      startedAt: null,
      finishedAt: null,
    });
    await this.jobs.insert(job);
    this.#changes.emit('queued');
    return this.#tell(job);
  }

  /** @throws CompileJobNotFound */
  async get(id: string): Promise<JobBody> {
    return describeJob(await this.#row(id));
  }

  /** Of the lessons that `caller` may look at. */
  async list(query: PageQuery, caller: Identity): Promise<Page<JobBody>> {
    const { id: me, isAdmin } = askingOf(caller);
    const rows = this.jobs
      .createQueryBuilder('job')
      .where(
        `EXISTS (SELECT 1 FROM lesson WHERE lesson.id = job.lesson_id AND ${rankFor(':me', ':isAdmin')} > 0)`,
        {
          ...{ me, isAdmin },
        },
      );
    return (await readPage(rows, { by: ['job.createdAt', 'job.id'], direction: 'DESC' }, query)).map(
      describeJob,
    );
  }

  /** The newest one of a lesson's draft or version. */
  async latest(lessonId: string, draftKey: string): Promise<JobBody | null> {
    const row = await this.jobs.findOne({ where: { lessonId, draftKey }, order: { createdAt: 'DESC' } });
    return row ? describeJob(row) : null;
  }

  /** The newest one of each of these drafts, without what it made. */
  async latestOf(lessonId: string, draftKeys: readonly string[]): Promise<Map<string, JobBody>> {
    if (draftKeys.length === 0) return new Map();
    const rows = await this.jobs.find({
      where: { lessonId, draftKey: In([...draftKeys]) },
      order: { createdAt: 'ASC' },
    });
    return new Map(rows.map((row) => [row.draftKey, describeJob(row)]));
  }

  async compiled(lessonId: string, draftKey: string): Promise<CompiledRecord | null> {
    const row = await this.jobs.findOne({
      where: { lessonId, draftKey, status: 'done' },
      order: { createdAt: 'DESC' },
    });
    return row?.compiled ?? null;
  }

  /** Ends a job that is not finished. @throws CompileJobNotFound */
  async cancel(id: string): Promise<JobBody> {
    await this.finish(id, { status: 'cancelled' });
    return this.get(id);
  }

  /** Takes the most urgent one; two takers never get the same. */
  async claim(): Promise<CompileJob | undefined> {
    const [claimed] = await this.dataSource.query<[{ id: string }[], number]>(
      `UPDATE compile_job SET status = 'running', starts = starts + 1, started_at = now(), node = $1 WHERE id = (
        SELECT id FROM compile_job WHERE status = 'queued'
        ORDER BY urgency DESC, created_at LIMIT 1 FOR UPDATE SKIP LOCKED
      ) RETURNING id`,
      [this.leases.node],
    );
    const id = claimed[0]?.id;
    if (id === undefined) return undefined;
    const job = await this.#row(id);
    this.#tell(job);
    return job;
  }

  /**
   * What a killed server was at is done again; what it had made lies in the clip store. A job that did not survive
   * twice is what killed the server, as likely as not: it is failed, and its author told.
   */
  async recover(): Promise<void> {
    const left = await this.#left();
    for (const { id, starts } of left)
      if (starts >= MAX_STARTS) await this.finish(id, { status: 'failed', problems: [neverFinished] });
    const ids = left.map(({ id }) => id);
    if (ids.length > 0)
      await this.jobs.update(
        { id: In(ids), status: 'running' },
        { status: 'queued', ...NOTHING_DONE, startedAt: null },
      );
  }

  /** Jobs under way in a process that is gone. */
  async #left(): Promise<CompileJob[]> {
    const running = await this.jobs.findBy({ status: 'running' });
    const there = await this.leases.nodes();
    return running.filter(({ node }) => node === null || (node !== this.leases.node && !there.has(node)));
  }

  /** A server that stops puts back what it is at, as if it had not begun. */
  async putBack(id: string): Promise<void> {
    await this.jobs.update(
      { id, status: 'running' },
      { status: 'queued', starts: () => 'starts - 1', ...NOTHING_DONE, startedAt: null },
    );
  }

  async note(id: string, progress: JobProgress): Promise<void> {
    await this.jobs.update({ id, status: 'running' }, progress);
    this.#tell(await this.#row(id));
  }

  /** Once: a job that has ended stays as it is. */
  async finish(id: string, outcome: Outcome): Promise<void> {
    const { status } = outcome;
    const { affected } = await this.jobs.update(
      { id, status: In([...open]) },
      {
        status,
        finishedAt: new Date(),
        ...('problems' in outcome && { storedProblems: outcome.problems }),
        ...('compiled' in outcome && { storedCompiled: storedCompiled.write(outcome.compiled) }),
      },
    );
    if (affected === 1 && outcome.status === 'cancelled') this.#changes.emit('withdrawn', id);
    this.#tell(await this.#row(id));
  }

  /** @returns a function that takes the listener away again */
  onChanged(listener: (job: JobBody) => void): () => void {
    this.#changes.on('changed', listener);
    return () => void this.#changes.off('changed', listener);
  }

  onQueued(listener: () => void): void {
    this.#changes.on('queued', listener);
  }

  onWithdrawn(listener: (id: string) => void): void {
    this.#changes.on('withdrawn', listener);
  }

  async #withdrawOlder(lessonId: string, draftKey: string): Promise<void> {
    const older = await this.jobs.findBy({
      lessonId,
      draftKey: Not(draftKey),
      status: In([...open]),
    });
    for (const { id, version } of older) if (version === null) await this.finish(id, { status: 'cancelled' });
  }

  async #row(id: string): Promise<CompileJob> {
    const job = await this.jobs.findOneBy({ id });
    if (!job) throw new CompileJobNotFound(id);
    return job;
  }

  #tell(job: CompileJob): JobBody {
    const body = describeJob(job);
    this.#changes.emit('changed', body);
    return body;
  }
}

/** Jobs of all lessons are listed together: one whose problems cannot be read is shown without them. */
function problemsOf(job: CompileJob): ScriptProblem[] {
  try {
    return [...job.problems];
  } catch (error) {
    if (error instanceof StoredRecordUnreadable) return [];
    throw error;
  }
}

const describeJob = (job: CompileJob): JobBody => ({
  id: job.id,
  lessonId: job.lessonId,
  version: job.version,
  status: job.status,
  slides: { drawn: job.slidesDrawn, total: job.slidesTotal },
  clips: { done: job.done, total: job.total, reused: job.reused },
  problems: problemsOf(job),
  durationMs: outlineOf(job.storedCompiled)?.durationMs ?? null,
  createdAt: job.createdAt.toISOString(),
  startedAt: job.startedAt?.toISOString() ?? null,
  finishedAt: job.finishedAt?.toISOString() ?? null,
});
