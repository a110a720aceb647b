import { type Page, readPage } from '../../paging/page.js';
import { Injectable } from '@nestjs/common';
import { InjectDataSource, InjectRepository } from '@nestjs/typeorm';
import type {
  DeckReference,
  LessonAsset,
  LessonComparison,
  LessonScript,
  LessonVersion as VersionBody,
  LessonVersionSummary,
  PageQuery,
  CompileJob as JobBody,
} from '@lockstep/contracts';
import { DataSource, Repository } from 'typeorm';
import {
  type CompiledRecord,
  type CompiledSlide,
  outlineOf,
  storedCompiled,
} from '../compiles/compiled-record.js';
import { CompileJobs, URGENCY } from '../compiles/compile-jobs.js';
import { AlreadyPublished, ScriptHasErrors, VersionNotCompiled, VersionNotFound } from '../lesson-errors.js';
import { Lesson } from '../lesson.entity.js';
import { LessonReader } from '../reading/lesson-reader.js';
import { LessonVersion, storedScript } from './lesson-version.entity.js';
import { compareSources, type LessonSource } from './lesson-source.js';
import { draftKeyOf, ScriptsService } from './scripts.service.js';

/** All that a session needs to teach a version; it never changes. */
export type TeachableVersion = {
  readonly lessonId: string;
  readonly version: number;
  readonly script: LessonScript;
  readonly deck: DeckReference | null;
  /** Slides as the script counts them, and where they are in the deck. */
  readonly slides: readonly CompiledSlide[];
  readonly files: readonly LessonAsset[];
  readonly durationMs: number;
  readonly compiled: CompiledRecord['manifest'];
};

/** So many versions stay in memory; a version that is taught is asked for with every session. */
const KEPT = 32;

/** Publishes drafts as versions, and hands versions out. */
@Injectable()
export class LessonVersions {
  /** Compiled versions, which never change; the one that was asked for last is the last. */
  readonly #kept = new Map<string, TeachableVersion>();

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @InjectRepository(LessonVersion) private readonly versions: Repository<LessonVersion>,
    private readonly scripts: ScriptsService,
    private readonly jobs: CompileJobs,
    private readonly reader: LessonReader,
  ) {}

  /**
   * Freezes the draft: script, files and, as soon as they are made, clips.
   * @throws LessonNotFound, OtherLessonKind, {@link ScriptHasErrors}, {@link AlreadyPublished}.
   */
  async publish(
    lessonId: string,
    note: string,
    urgency: number = URGENCY.published,
    ownerId: string | null = null,
  ): Promise<VersionBody> {
    await this.scripts.draft(lessonId); // so that nobody waits for the reader while a transaction is open
    const published = await this.dataSource.transaction(async (manager) => {
      await manager.findOne(Lesson, { where: { id: lessonId }, lock: { mode: 'pessimistic_write' } });
      const { lesson, read, files } = await this.scripts.draft(lessonId, manager);
      if (read.script === null) throw new ScriptHasErrors(read.problems);
      const latest = await manager.findOne(LessonVersion, {
        where: { lessonId },
        order: { version: 'DESC' },
      });
      if (latest && draftKeyOf(latest) === draftKeyOf(lesson)) throw new AlreadyPublished(latest.version);
      const version = manager.create(LessonVersion, {
        lessonId,
        version: (latest?.version ?? 0) + 1,
        title: lesson.title,
        language: lesson.language,
        note,
        text: lesson.script,
        storedScript: storedScript.write(read.script),
        storedFiles: [...files],
        scriptRevision: lesson.scriptRevision,
        filesRevision: lesson.filesRevision,
        storedCompiled: null,
        ownerId,
        createdAt: new Date(),
      });
      await manager.insert(LessonVersion, version);
      return version;
    });
    await this.compile(published, urgency);
    return this.describe(lessonId, published.version);
  }

  /** Has a version's clips made, once more where that failed; the draft's are the same ones. */
  async compile(row: LessonVersion, urgency: number = URGENCY.published): Promise<JobBody> {
    const { lessonId, version } = row;
    const job = await this.jobs.want({ lessonId, version, draftKey: draftKeyOf(row) }, urgency);
    if (job.status === 'done') await this.adopt(lessonId, draftKeyOf(row));
    return job;
  }

  /** Makes the clips of a version that are not there. */
  compileAgain(row: LessonVersion): Promise<JobBody> {
    const { lessonId, version } = row;
    return this.jobs.want({ lessonId, version, draftKey: draftKeyOf(row) }, URGENCY.published, true);
  }

  /** Gives what was compiled to the versions that wait for it. */
  async adopt(lessonId: string, draftKey: string): Promise<void> {
    const compiled = await this.jobs.compiled(lessonId, draftKey);
    if (compiled === null) return;
    await this.dataSource.manager.update(Lesson, { id: lessonId }, { deckId: compiled.deck?.id ?? null });
    for (const row of await this.versions.findBy({ lessonId })) {
      if (row.storedCompiled !== null || draftKeyOf(row) !== draftKey) continue;
      const stored = { storedCompiled: storedCompiled.write(compiled) };
      await this.versions.update({ lessonId, version: row.version }, stored);
    }
  }

  /** The latest, without a number. @throws VersionNotFound, {@link VersionNotCompiled} */
  async get(lessonId: string, version?: number): Promise<TeachableVersion> {
    const kept = version === undefined ? undefined : this.#kept.get(keyOf(lessonId, version));
    if (kept !== undefined) return this.#keep(kept);
    const row = await this.row(lessonId, version);
    const teachable = teachableOf(row);
    if (teachable === undefined) throw new VersionNotCompiled(lessonId, row.version);
    return this.#keep(teachable);
  }

  /** Undefined while it is not compiled. @throws VersionNotFound */
  async find(lessonId: string, version: number): Promise<TeachableVersion | undefined> {
    return teachableOf(await this.row(lessonId, version));
  }

  /** Newest first. @throws LessonNotFound, OtherLessonKind */
  async list(lessonId: string, query: PageQuery): Promise<Page<LessonVersionSummary>> {
    await this.scripts.refuseOtherKind(lessonId);
    const needless = ['text', 'storedScript', 'storedFiles'];
    const columns = this.versions.metadata.columns.map(({ propertyName }) => propertyName);
    const rows = this.versions
      .createQueryBuilder('version')
      .select(columns.filter((name) => !needless.includes(name)).map((name) => `version.${name}`))
      .where('version.lessonId = :lessonId', { lessonId });
    const order = { by: ['version.version', 'version.lessonId'], direction: 'DESC' } as const;
    const page = await readPage(rows, order, query);
    const jobs = await this.jobs.latestOf(lessonId, page.items.map(draftKeyOf));
    return page.map((row) => summaryOf(row, jobs.get(draftKeyOf(row)) ?? null));
  }

  /** @throws VersionNotFound */
  async describe(lessonId: string, version: number): Promise<VersionBody> {
    const row = await this.row(lessonId, version);
    const compile = await this.#job(row);
    const { text, script, files } = row;
    return { ...summaryOf(row, compile), text, script, files: [...files], compile };
  }

  /** The latest, without a number. @throws VersionNotFound */
  async row(lessonId: string, version?: number): Promise<LessonVersion> {
    const where = version === undefined ? { lessonId } : { lessonId, version };
    const row = await this.versions.findOne({ where, order: { version: 'DESC' } });
    if (!row) throw new VersionNotFound(lessonId, version);
    return row;
  }

  /** @throws LessonNotFound, OtherLessonKind, {@link VersionNotFound} */
  async compare(lessonId: string, from: number | 'draft', to: number | 'draft'): Promise<LessonComparison> {
    return compareSources(this.reader, await this.source(lessonId, from), await this.source(lessonId, to));
  }

  /** Text, script and files of the draft or a version. @throws LessonNotFound, OtherLessonKind, {@link VersionNotFound} */
  async source(lessonId: string, version: number | 'draft'): Promise<LessonSource> {
    if (version === 'draft') {
      const { lesson, read, files } = await this.scripts.draft(lessonId);
      const { script } = read;
      const { title, script: text } = lesson;
      return { lessonId, version: null, title, text, script, files, draftKey: draftKeyOf(lesson) };
    }
    const row = await this.row(lessonId, version);
    const { title, text, script } = row;
    return { lessonId, version, title, text, script, files: row.files, draftKey: draftKeyOf(row) };
  }

  /** Names what a version is compiled from. @throws VersionNotFound */
  async keyOf(lessonId: string, version: number): Promise<string> {
    return draftKeyOf(await this.row(lessonId, version));
  }

  #keep(version: TeachableVersion): TeachableVersion {
    const key = keyOf(version.lessonId, version.version);
    this.#kept.delete(key);
    this.#kept.set(key, version);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > KEPT && oldest !== undefined) this.#kept.delete(oldest);
    return version;
  }

  async #job(row: LessonVersion): Promise<JobBody | null> {
    return this.jobs.latest(row.lessonId, draftKeyOf(row));
  }
}

const keyOf = (lessonId: string, version: number): string => `${String(version)} ${lessonId}`;

/** @throws StoredRecordUnreadable */
function teachableOf(row: LessonVersion): TeachableVersion | undefined {
  const { lessonId, version, script, files, compiled } = row;
  if (compiled === null) return undefined;
  const { deck, slides, durationMs, manifest } = compiled;
  return { lessonId, version, script, files, deck, slides, durationMs, compiled: manifest };
}

function summaryOf(row: LessonVersion, job: JobBody | null): LessonVersionSummary {
  const { lessonId, version, title, language, note, storedCompiled: compiled } = row;
  const outline = outlineOf(compiled);
  const isOpen = job !== null && (job.status === 'queued' || job.status === 'running');
  return {
    ...{ lessonId, version, title, language, note },
    status: compiled !== null ? 'ready' : isOpen ? 'compiling' : 'failed',
    deckId: outline?.deck?.id ?? null,
    durationMs: outline?.durationMs ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}
