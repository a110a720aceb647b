import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { ClipStore } from '@lockstep/virtual-teacher';
import { DataSource, IsNull, Not } from 'typeorm';
import { Settings } from '../../config/settings.js';
import { ContentFiles } from '../../storage/content-files.js';
import { FileStore } from '../../lessons/scripts/file-store.js';
import { LessonVersion } from '../../lessons/scripts/lesson-version.entity.js';
import { ScriptFile } from '../../lessons/scripts/script-file.entity.js';
import { backingOf } from './shared-media.js';
import { CompileJob } from '../../lessons/compiles/compile-job.entity.js';

const GiB = 1024 ** 3;
const JOB_KEPT_FOR = '30 days';

/** Files and clips are named by the SHA-256 of what they are made of. A record that cannot be read still names its own. */
const hashesIn = (stored: unknown): string[] => JSON.stringify(stored).match(/\b[0-9a-f]{64}\b/g) ?? [];

/** Removes what nobody can come back to. Drafts and published versions, their files and their clips stay. */
@Injectable()
export class Housekeeping implements OnModuleDestroy {
  readonly #logger = new Logger('Housekeeping');
  #tidying: Promise<void> | undefined;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly settings: Settings,
    private readonly files: FileStore,
    private readonly content: ContentFiles,
  ) {}

  /** At each start, before anybody can upload. Clips are looked through meanwhile. Never rejects. */
  async tidy(): Promise<void> {
    const clips = this.#removeClips();
    this.#tidying = clips.catch((error: unknown) => this.#complain(error));
    try {
      await this.#forgetJobs();
      await this.#removeFiles();
    } catch (error) {
      this.#complain(error);
    }
  }

  async onModuleDestroy(): Promise<void> {
    await this.#tidying;
  }

  #complain(error: unknown): void {
    this.#logger.warn(`Not everything could be tidied up: ${String(error)}`);
  }

  /** The latest state of a draft is what its author may look at any time. */
  async #forgetJobs(): Promise<void> {
    await this.dataSource.query(
      `DELETE FROM compile_job WHERE finished_at < now() - interval '${JOB_KEPT_FOR}' AND NOT EXISTS (
        SELECT 1 FROM lesson WHERE lesson.id = lesson_id
        AND draft_key = lesson.script_revision || '.' || lesson.files_revision
      )`,
    );
  }

  async #removeFiles(): Promise<void> {
    const { manager } = this.dataSource;
    const drafts = await manager.find(ScriptFile, { select: { lessonId: true, path: true, sha256: true } });
    const versions = await manager.find(LessonVersion, {
      select: { lessonId: true, version: true, storedFiles: true },
    });
    const inVersions = versions.flatMap(({ storedFiles }) => hashesIn(storedFiles));
    await this.files.sweep(new Set([...drafts.map(({ sha256 }) => sha256), ...inVersions]));
  }

  /** Sentences that were said once, to one class, make way for others. */
  async #removeClips(): Promise<void> {
    const keep = new Set<string>();
    for (const entity of [LessonVersion, CompileJob]) {
      const rows = await this.dataSource.manager.findBy<LessonVersion | CompileJob>(entity, {
        storedCompiled: Not(IsNull()),
      });
      for (const row of rows) hashesIn(row.storedCompiled).forEach((id) => keep.add(id));
    }
    const store = await ClipStore.open(this.settings.inData('clips'), backingOf(this.content));
    await store.collect({ maxBytes: this.settings.get('CLIPS_GB') * GiB, keep });
  }
}
