import { Injectable } from '@nestjs/common';
import { VersionNotCompiled } from '../../lessons/lesson-errors.js';
import type { LessonSource } from '../../lessons/scripts/lesson-source.js';
import { LessonVersions, type TeachableVersion } from '../../lessons/scripts/lesson-versions.service.js';
import { CompileJobs } from '../../lessons/compiles/compile-jobs.js';

export type Which = number | 'draft';

/** What an author looks at before a class does. */
@Injectable()
export class PreviewSources {
  constructor(
    private readonly versions: LessonVersions,
    private readonly jobs: CompileJobs,
  ) {}

  /** @throws LessonNotFound, OtherLessonKind, VersionNotFound */
  source(lessonId: string, which: Which): Promise<LessonSource> {
    return this.versions.source(lessonId, which);
  }

  /** A draft is a version 0. Undefined while it is not compiled. */
  async compiled(source: LessonSource): Promise<TeachableVersion | undefined> {
    const { lessonId, version, script, files, draftKey } = source;
    if (version !== null) return this.versions.find(lessonId, version);
    const record = await this.jobs.compiled(lessonId, draftKey);
    if (record === null || script === null) return undefined;
    const { deck, slides, durationMs, manifest } = record;
    return { lessonId, version: 0, script, files, deck, slides, durationMs, compiled: manifest };
  }

  /** Throws also VersionNotCompiled. */
  async teachable(lessonId: string, which: Which): Promise<TeachableVersion> {
    const version = await this.compiled(await this.source(lessonId, which));
    if (version === undefined) throw new VersionNotCompiled(lessonId, which);
    return version;
  }
}
