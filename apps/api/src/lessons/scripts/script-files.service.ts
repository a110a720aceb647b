import { rm } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AssetPath, type LessonAsset } from '@lockstep/contracts';
import { DataSource, type EntityManager } from 'typeorm';
import { type FieldError, ValidationFailed } from '../../errors/domain-error.js';
import { AssetNotFound, LessonNotFound, OtherLessonKind, UploadTooLarge } from '../lesson-errors.js';
import { Lesson } from '../lesson.entity.js';
import { FileStore, type StoredFile } from './file-store.js';
import { ScriptFile } from './script-file.entity.js';
import { ScriptsService } from './scripts.service.js';

/** An upload that lies in the store's incoming folder. */
export type IncomingFile = { readonly originalname: string; readonly path: string };

const MAX_FILES_OF_A_LESSON = 1000;

/** Decks, pictures and clips of a lesson that is written as text. */
@Injectable()
export class ScriptFilesService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly store: FileStore,
    private readonly scripts: ScriptsService,
  ) {}

  /** @throws LessonNotFound, OtherLessonKind */
  async list(id: string): Promise<LessonAsset[]> {
    return (await this.scripts.draft(id)).files;
  }

  /** Where a file's content lies. @throws LessonNotFound, OtherLessonKind, {@link AssetNotFound} */
  async locate(id: string, path: string): Promise<{ readonly file: string; readonly asset: LessonAsset }> {
    const asset = (await this.list(id)).find((candidate) => candidate.path === path);
    if (!asset) throw new AssetNotFound(path);
    return { file: await this.store.fileOf(asset.sha256), asset };
  }

  /**
   * Takes uploads, each in the place of the one with the same name. All of them or none.
   * @throws LessonNotFound, OtherLessonKind, {@link ValidationFailed}, {@link UploadTooLarge}.
   */
  async upload(id: string, uploads: readonly IncomingFile[], folder: string): Promise<LessonAsset[]> {
    try {
      if (uploads.length === 0)
        throw new ValidationFailed([{ code: 'empty', field: 'files', message: 'holds no file' }]);
      await this.scripts.draft(id);
      const named = uploads.map(({ originalname }, i) => pathOf(folder, originalname, i));
      const stored = await this.#store(uploads);
      await this.#change(id, (manager) => this.#put(manager, id, named, stored));
    } finally {
      await Promise.all(uploads.map(({ path }) => rm(path, { force: true })));
    }
    await this.scripts.compile(id);
    return this.list(id);
  }

  /** Adds files that lie on this machine, for a lesson that is to be published. */
  async add(id: string, files: readonly { readonly path: string; readonly source: string }[]): Promise<void> {
    const stored = await Promise.all(files.map(({ source }) => this.store.copy(source)));
    const known = stored.filter((file) => file !== undefined);
    if (known.length !== files.length) throw new Error('A shipped lesson has a file that no lesson can use.');
    const paths = files.map(({ path }) => path);
    await this.#change(id, (manager) => this.#put(manager, id, paths, known));
  }

  /** Versions keep it. @throws LessonNotFound, OtherLessonKind, {@link AssetNotFound} */
  async remove(id: string, path: string): Promise<void> {
    await this.scripts.draft(id);
    await this.#change(id, async (manager) => {
      const { affected } = await manager.delete(ScriptFile, { lessonId: id, path });
      if (affected !== 1) throw new AssetNotFound(path);
    });
    await this.scripts.compile(id);
  }

  async #store(uploads: readonly IncomingFile[]): Promise<StoredFile[]> {
    const stored: StoredFile[] = [];
    const errors: FieldError[] = [];
    for (const [i, { path, originalname }] of uploads.entries()) {
      const file = await this.store.take(path, originalname);
      if (file) stored.push(file);
      else {
        const message = `${originalname}: It is neither PNG, JPEG, WebP, SVG, PDF, Markdown (.md), MP4, WebM, FLV, MP3, M4A, WAV nor OGG.`;
        const reason = { code: 'bad-file', params: { file: originalname } } as const;
        errors.push({ ...reason, field: `files.${String(i)}`, message });
      }
    }
    if (errors.length > 0) throw new ValidationFailed(errors);
    return stored;
  }

  async #put(
    manager: EntityManager,
    lessonId: string,
    paths: readonly string[],
    stored: readonly StoredFile[],
  ) {
    const updatedAt = new Date();
    const rows = stored.map((file, i) => ({ lessonId, path: paths[i] ?? '', updatedAt, ...file }));
    await manager.upsert(ScriptFile, rows, ['lessonId', 'path']);
    const count = await manager.countBy(ScriptFile, { lessonId });
    if (count > MAX_FILES_OF_A_LESSON)
      throw new UploadTooLarge(`a lesson has at most ${String(MAX_FILES_OF_A_LESSON)} files`);
  }

  /** One change of a lesson's files at a time. */
  async #change(id: string, change: (manager: EntityManager) => Promise<void>): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const lesson = await manager.findOne(Lesson, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!lesson) throw new LessonNotFound(id);
      if (lesson.kind !== 'script') throw new OtherLessonKind(id, false);
      await change(manager);
      const filesRevision = lesson.filesRevision + 1;
      await manager.update(Lesson, { id }, { filesRevision, updatedAt: new Date() });
    });
  }
}

/** @throws ValidationFailed for a name that is no path below the script */
function pathOf(folder: string, name: string, index: number): string {
  const result = AssetPath.safeParse(folder === '' ? name : `${folder.replace(/\/+$/, '')}/${name}`);
  if (result.success) return result.data.normalize('NFC');
  const message = `${name}: ${result.error.issues[0]?.message ?? 'is no name for a file'}`;
  throw new ValidationFailed([
    { code: 'bad-file', params: { file: name }, field: `files.${String(index)}`, message },
  ]);
}
