import { randomUUID } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import { Injectable } from '@nestjs/common';
import type { LessonImport } from '@lockstep/contracts';
import { LessonPackage, PackageError } from '@lockstep/virtual-teacher/package';
import { Settings } from '../../config/settings.js';
import { ValidationFailed } from '../../errors/domain-error.js';
import { UploadTooLarge } from '../lesson-errors.js';
import { LessonsService } from '../lessons.service.js';
import { LessonReader } from '../reading/lesson-reader.js';
import { FileStore } from '../scripts/file-store.js';
import { type IncomingFile, ScriptFilesService } from '../scripts/script-files.service.js';
import { describeScriptProblem } from '../scripts/script-reader.js';
import { ScriptsService } from '../scripts/scripts.service.js';

export type ImportWishes = {
  /** Whether a lesson is made of it. */
  readonly keep: boolean;
  readonly title: string | undefined;
  readonly language: string;
  readonly ownerId: string | null;
};

const MiB = 1024 * 1024;
/** As long as a text that is sent. */
const MAX_TEXT = 1_000_000;

/** Lessons that come as one file, and lessons that are made of questions from other programs. */
@Injectable()
export class ImportsService {
  constructor(
    private readonly settings: Settings,
    private readonly reader: LessonReader,
    private readonly store: FileStore,
    private readonly scripts: ScriptsService,
    private readonly files: ScriptFilesService,
    private readonly lessons: LessonsService,
  ) {}

  /**
   * Reads an upload and, if it is to be kept, makes a lesson of it. The upload is gone afterwards.
   * @throws ValidationFailed for a file that cannot be read, {@link UploadTooLarge}, ReaderBusy
   */
  async import(uploads: readonly IncomingFile[], wishes: ImportWishes): Promise<LessonImport> {
    const [upload] = uploads;
    try {
      if (!upload) throw new ValidationFailed([{ code: 'empty', field: 'files', message: 'holds no file' }]);
      return (await isZip(upload.path))
        ? await this.#importPackage(upload, wishes)
        : await this.#importQuestions(upload, wishes);
    } finally {
      await Promise.all(uploads.map((one) => rm(one.path, { force: true })));
    }
  }

  async #importQuestions(upload: IncomingFile, wishes: ImportWishes): Promise<LessonImport> {
    const { title, language, keep, ownerId } = wishes;
    const name = upload.originalname;
    const read = await this.reader.readQuestions({ file: upload.path, name, title, language });
    const { problems } = read.steps === 0 ? { problems: [] } : await this.reader.read(read.text, {});
    refuseLongText(read.text);
    const isKept = keep && read.steps > 0;
    const draft = isKept ? await this.scripts.create(read.text, null, ownerId) : null;
    return {
      ...read,
      ...{ language, files: [], leftOut: [...read.leftOut] },
      problems: problems.map(describeScriptProblem),
      lessonId: draft?.lessonId ?? null,
    };
  }

  async #importPackage(upload: IncomingFile, { keep, ownerId }: ImportWishes): Promise<LessonImport> {
    try {
      const totalBytes = this.settings.get('MAX_PACKAGE_MB') * MiB;
      await using lesson = await LessonPackage.open(upload.path, { totalBytes, scriptBytes: MAX_TEXT });
      const text = await lesson.text();
      refuseLongText(text);
      const { files } = lesson.manifest;
      const beside = files.map(({ path, sizeBytes }) => ({ path, sizeBytes }));
      const { script, problems } = await this.reader.read(text, { files: beside });
      return {
        format: 'lockstep',
        title: script?.title ?? lesson.manifest.title,
        language: script?.language ?? lesson.manifest.language,
        questions: script?.steps.filter(({ kind }) => kind === 'ask').length ?? 0,
        steps: script?.steps.length ?? 0,
        text,
        files: beside,
        leftOut: [],
        problems: problems.map(describeScriptProblem),
        lessonId: keep ? await this.#keepPackage(lesson, text, ownerId) : null,
      };
    } catch (error) {
      throw error instanceof PackageError ? refusalOf(error, upload.originalname) : error;
    }
  }

  /** All files are there and whole before the lesson is made, so that a damaged package leaves none. */
  async #keepPackage(lesson: LessonPackage, text: string, ownerId: string | null): Promise<string> {
    const unpacked: IncomingFile[] = [];
    try {
      for (const file of lesson.manifest.files) {
        const target = path.join(this.store.incoming, randomUUID());
        unpacked.push({ originalname: file.path, path: target });
        await lesson.unpack(file, target);
      }
      const { lessonId } = await this.scripts.create(text, null, ownerId);
      if (unpacked.length > 0) await this.#addFiles(lessonId, unpacked);
      return lessonId;
    } finally {
      await Promise.all(unpacked.map((one) => rm(one.path, { force: true })));
    }
  }

  /** A lesson whose files cannot be taken is no lesson. */
  async #addFiles(lessonId: string, unpacked: readonly IncomingFile[]): Promise<void> {
    try {
      await this.files.upload(lessonId, unpacked, '');
    } catch (error) {
      await this.lessons.remove(lessonId);
      throw error;
    }
  }
}

function refuseLongText(text: string): void {
  if (text.length > MAX_TEXT)
    throw new UploadTooLarge(
      `the lesson would have more than ${String(MAX_TEXT)} characters; divide the file`,
    );
}

const refusalOf = (error: PackageError, file: string) =>
  error.reason === 'too-large'
    ? new UploadTooLarge(error.message)
    : new ValidationFailed([
        { code: 'bad-file', params: { file }, field: 'files.0', message: `${file}: ${error.message}` },
      ]);

/** A local file header, or the end of an empty archive (APPNOTE.TXT, 4.3). */
async function isZip(file: string): Promise<boolean> {
  await using handle = await open(file);
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
  const head = buffer.subarray(0, bytesRead).toString('latin1');
  return head === 'PK\u0003\u0004' || head === 'PK\u0005\u0006';
}
