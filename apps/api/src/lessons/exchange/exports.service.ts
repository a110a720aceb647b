import type { Writable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { QuestionExport, QuestionFormat } from '@lockstep/contracts';
import { questionFormats } from '@lockstep/lesson';
import { writeLessonPackage } from '@lockstep/virtual-teacher/package';
import { fileNameOf } from '../../http/attachment.js';
import { ScriptHasErrors } from '../lesson-errors.js';
import { LessonReader } from '../reading/lesson-reader.js';
import { FileStore } from '../scripts/file-store.js';
import { describeScriptProblem } from '../scripts/script-reader.js';
import { ScriptsService } from '../scripts/scripts.service.js';

/** A draft as one file, or its questions as other programs read them. */
@Injectable()
export class ExportsService {
  constructor(
    private readonly scripts: ScriptsService,
    private readonly reader: LessonReader,
    private readonly store: FileStore,
  ) {}

  /** @throws LessonNotFound, OtherLessonKind, {@link ScriptHasErrors}, ReaderBusy */
  async questions(id: string, format: QuestionFormat): Promise<QuestionExport> {
    const { lesson, read } = await this.scripts.draft(id);
    const written = await this.reader.writeQuestions(lesson.script, format);
    if (written.is === 'unreadable') throw new ScriptHasErrors(written.problems.map(describeScriptProblem));
    const { text, questions, leftBehind } = written;
    const { extension, mediaType } = questionFormats[format];
    const fileName = `${fileNameOf(read.title ?? lesson.title)}.${extension}`;
    return { ...{ format, fileName, mediaType, text, questions }, leftBehind: [...leftBehind] };
  }

  /** @throws LessonNotFound, OtherLessonKind */
  async package(id: string): Promise<{ fileName: string; write: (output: Writable) => Promise<void> }> {
    const { lesson, read, files } = await this.scripts.draft(id);
    const packed = await Promise.all(
      files.map(async ({ path, sizeBytes, sha256 }) => ({
        ...{ path, sizeBytes, sha256 },
        source: await this.store.fileOf(sha256),
      })),
    );
    const { script: text } = lesson;
    const [title, language] = [read.title ?? lesson.title, read.language ?? lesson.language];
    return {
      fileName: `${fileNameOf(title)}.lockstep`,
      write: (output) => writeLessonPackage({ title, language, text, files: packed }, output),
    };
  }
}
