import { Injectable } from '@nestjs/common';
import type { CompileJob } from '@lockstep/contracts';
import { ScriptHasErrors, VersionNotCompiled } from '../../lessons/lesson-errors.js';
import { LessonVersions } from '../../lessons/scripts/lesson-versions.service.js';
import { draftKeyOf, ScriptsService } from '../../lessons/scripts/scripts.service.js';
import { CompileJobs, URGENCY } from '../../lessons/compiles/compile-jobs.js';

/** What authors ask of compiling. */
@Injectable()
export class CompileRequests {
  constructor(
    private readonly scripts: ScriptsService,
    private readonly versions: LessonVersions,
    private readonly jobs: CompileJobs,
  ) {}

  /** @throws LessonNotFound, OtherLessonKind, VersionNotFound, {@link VersionNotCompiled} where nothing was ever begun */
  async latest(lessonId: string, version: number | 'draft'): Promise<CompileJob> {
    const job = await this.jobs.latest(lessonId, await this.#key(lessonId, version));
    if (job === null) throw new VersionNotCompiled(lessonId, version);
    return job;
  }

  /** @throws LessonNotFound, OtherLessonKind, VersionNotFound, {@link ScriptHasErrors} */
  async compile(lessonId: string, version: number | 'draft'): Promise<CompileJob> {
    if (version !== 'draft') return this.versions.compileAgain(await this.versions.row(lessonId, version));
    const { read, lesson } = await this.scripts.draft(lessonId);
    if (read.script === null) throw new ScriptHasErrors(read.problems);
    return this.jobs.want({ lessonId, version: null, draftKey: draftKeyOf(lesson) }, URGENCY.draft, true);
  }

  async #key(lessonId: string, version: number | 'draft'): Promise<string> {
    if (version === 'draft') return draftKeyOf((await this.scripts.draft(lessonId)).lesson);
    return draftKeyOf(await this.versions.row(lessonId, version));
  }
}
