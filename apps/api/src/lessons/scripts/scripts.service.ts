import { Injectable } from '@nestjs/common';
import { InjectDataSource, InjectRepository } from '@nestjs/typeorm';
import type { LessonAsset, ScriptDraft } from '@lockstep/contracts';
import { DataSource, type EntityManager, In, Repository } from 'typeorm';
import { newId } from '../../access/secret.js';
import { CompileJobs, URGENCY } from '../compiles/compile-jobs.js';
import { DraftChanged, LessonNotFound, OtherLessonKind } from '../lesson-errors.js';
import { Lesson } from '../lesson.entity.js';
import { LessonReader } from '../reading/lesson-reader.js';
import { etagOf } from './etag.js';
import { LessonVersion } from './lesson-version.entity.js';
import { ScriptFile } from './script-file.entity.js';
import { Readings } from './readings.js';
import { firstAudience } from '../sharing/first-audience.js';
import { readScript, type ReadScript } from './script-reader.js';

/** A draft's text and files as they are now. */
export type Draft = {
  readonly lesson: Lesson & { readonly script: string };
  readonly read: ReadScript;
  readonly files: LessonAsset[];
};

/** Two drafts with one key have the same text and the same files. */
export const draftKeyOf = (row: {
  readonly scriptRevision: number;
  readonly filesRevision: number;
}): string => `${String(row.scriptRevision)}.${String(row.filesRevision)}`;

/** The drafts of lessons that are written as text. */
@Injectable()
export class ScriptsService {
  readonly #readings = new Readings();

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @InjectRepository(Lesson) private readonly lessons: Repository<Lesson>,
    @InjectRepository(LessonVersion) private readonly versions: Repository<LessonVersion>,
    private readonly jobs: CompileJobs,
    private readonly reader: LessonReader,
  ) {}

  /** @param origin of a shipped lesson, which is made once */
  async create(
    text: string,
    origin: string | null = null,
    ownerId: string | null = null,
  ): Promise<ScriptDraft> {
    const read = readScript(this.reader, text, []);
    const { title, language } = await read;
    const now = new Date();
    const id = newId();
    const revisions = { scriptRevision: 1, filesRevision: 0 };
    await this.lessons.insert({
      id,
      kind: 'script',
      origin,
      ownerId,
      everyone: await firstAudience(this.dataSource.manager, ownerId),
      title: title ?? 'Untitled',
      language: language ?? 'en',
      storedQuestions: [],
      storedCues: [],
      deckId: null,
      script: text,
      ...revisions,
      createdAt: now,
      updatedAt: now,
    });
    void this.#readings.of(id, draftKeyOf(revisions), () => read);
    await this.compile(id);
    return this.get(id);
  }

  async madeOf(origin: string): Promise<string | undefined> {
    return (await this.lessons.findOneBy({ origin }))?.id;
  }

  /** @throws LessonNotFound, {@link OtherLessonKind} */
  async get(id: string): Promise<ScriptDraft> {
    const { lesson, read, files } = await this.draft(id);
    const latest = await this.versions.findOne({ where: { lessonId: id }, order: { version: 'DESC' } });
    return {
      lessonId: id,
      title: lesson.title,
      language: lesson.language,
      text: lesson.script,
      etag: etagOf(lesson.scriptRevision),
      script: read.script,
      problems: read.problems,
      files,
      version: latest?.version ?? null,
      isPublished: latest !== null && draftKeyOf(latest) === draftKeyOf(lesson),
      compile: await this.jobs.latest(id, draftKeyOf(lesson)),
      createdAt: lesson.createdAt.toISOString(),
      updatedAt: lesson.updatedAt.toISOString(),
    };
  }

  /** @throws LessonNotFound, {@link OtherLessonKind}, {@link DraftChanged} where another revision is there */
  async save(id: string, text: string, revision: number | 'any'): Promise<ScriptDraft> {
    const { lesson, files } = await this.draft(id);
    const before = revision === 'any' ? lesson.scriptRevision : revision;
    if (lesson.scriptRevision !== before) throw new DraftChanged(etagOf(lesson.scriptRevision));
    if (lesson.script !== text) {
      const read = readScript(this.reader, text, files);
      const { title, language } = await read;
      const { affected } = await this.lessons.update(
        { id, scriptRevision: before },
        {
          script: text,
          scriptRevision: before + 1,
          updatedAt: new Date(),
          ...(title !== null && { title }),
          ...(language !== null && { language }),
        },
      );
      if (affected !== 1) throw new DraftChanged(etagOf((await this.draft(id)).lesson.scriptRevision));
      const revisions = { scriptRevision: before + 1, filesRevision: lesson.filesRevision };
      void this.#readings.of(id, draftKeyOf(revisions), () => read);
      await this.compile(id);
    }
    return this.get(id);
  }

  /** Has the draft compiled, unless that is done, under way, or impossible as it stands. */
  async compile(id: string, urgency: number = URGENCY.draft): Promise<void> {
    const { lesson, read } = await this.draft(id);
    if (read.script === null) return;
    await this.jobs.want({ lessonId: id, version: null, draftKey: draftKeyOf(lesson) }, urgency);
  }

  /** @throws LessonNotFound, {@link OtherLessonKind} */
  async draft(id: string, manager: EntityManager = this.dataSource.manager): Promise<Draft> {
    const lesson = await manager.findOneBy(Lesson, { id });
    if (!lesson) throw new LessonNotFound(id);
    if (!isScript(lesson)) throw new OtherLessonKind(id, false);
    const rows = await manager.find(ScriptFile, { where: { lessonId: id }, order: { path: 'ASC' } });
    const files = rows.map(describeFile);
    const read = () => readScript(this.reader, lesson.script, files);
    return { lesson, read: await this.#readings.of(id, draftKeyOf(lesson), read), files };
  }

  /** @throws LessonNotFound, {@link OtherLessonKind} for one without a script */
  async refuseOtherKind(id: string): Promise<void> {
    const lesson = await this.lessons.findOne({ where: { id }, select: { id: true, kind: true } });
    if (!lesson) throw new LessonNotFound(id);
    if (lesson.kind !== 'script') throw new OtherLessonKind(id, false);
  }

  /** The newest version of each lesson that has one. */
  async latestVersions(ids: readonly string[]): Promise<Map<string, number>> {
    if (ids.length === 0) return new Map();
    const rows = await this.versions.find({
      where: { lessonId: In([...ids]) },
      select: { lessonId: true, version: true },
      order: { version: 'ASC' },
    });
    return new Map(rows.map(({ lessonId, version }) => [lessonId, version]));
  }
}

const isScript = (lesson: Lesson): lesson is Lesson & { script: string } => lesson.script !== null;

export const describeFile = (row: ScriptFile): LessonAsset => ({
  path: row.path,
  mediaType: row.mediaType,
  sizeBytes: row.sizeBytes,
  sha256: row.sha256,
  updatedAt: row.updatedAt.toISOString(),
});
