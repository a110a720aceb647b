import { Injectable, Logger } from '@nestjs/common';
import type { CompileJob } from '@lockstep/contracts';
import { Settings } from '../config/settings.js';
import { LessonVersions } from '../lessons/scripts/lesson-versions.service.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { LiveSessions } from '../live-sessions/live-sessions.service.js';
import { CompileJobs } from '../lessons/compiles/compile-jobs.js';
import { type ShippedLesson, ShippedLessons } from './shipped-lessons.js';

/** The virtual teacher teaches the first shipped lesson here, again and again, to everyone who comes. */
export const CLASS_SESSION = 'class';

/** A first lesson that is being compiled. */
export type Preparing = {
  readonly title: string;
  /** Calls back with how far it is, clips made of clips wanted. */
  readonly onProgress: (listener: (done: number, total: number) => void) => void;
  /** Resolves when the class may begin; false when it cannot, for reasons that are in the log. */
  readonly done: Promise<boolean>;
};

/** Opens the class of the first shipped lesson as soon as that is compiled. */
@Injectable()
export class ShippedClass {
  readonly #logger = new Logger('Demo');

  constructor(
    private readonly settings: Settings,
    private readonly lessons: ShippedLessons,
    private readonly versions: LessonVersions,
    private readonly jobs: CompileJobs,
    private readonly sessions: SessionsService,
    private readonly live: LiveSessions,
  ) {}

  exists(): Promise<boolean> {
    return this.sessions.exists(CLASS_SESSION);
  }

  /** Brings the lessons in. @returns the first one, where it is not taught yet */
  async prepare(): Promise<Preparing | undefined> {
    const isWanted = this.settings.get('DEMO') && this.settings.get('SHIPPED_LESSONS');
    if (!isWanted) return undefined;
    if (!(await this.exists())) return this.#follow(await this.lessons.bringIn());
    if ((await this.sessions.get(CLASS_SESSION)).status === 'scheduled') await this.#start();
    return undefined;
  }

  async #follow({ lessonId, version }: ShippedLesson): Promise<Preparing> {
    const listeners: ((done: number, total: number) => void)[] = [];
    const settled = Promise.withResolvers<CompileJob['status']>();
    const hear = (job: CompileJob) => {
      if (job.lessonId !== lessonId || job.version !== version) return;
      const { done, total } = job.clips;
      if (total !== null) listeners.forEach((listener) => listener(done, total));
      if (job.status !== 'queued' && job.status !== 'running') settled.resolve(job.status);
    };
    const stop = this.jobs.onChanged(hear);
    const row = await this.versions.row(lessonId, version);
    hear(await this.versions.compile(row)); // what a former start gave up begins again
    const done = settled.promise.then((status) => this.#open(lessonId, version, status)).finally(stop);
    return { title: row.title, onProgress: (listener) => void listeners.push(listener), done };
  }

  async #open(lessonId: string, version: number, status: CompileJob['status']): Promise<boolean> {
    try {
      await this.versions.adopt(lessonId, await this.versions.keyOf(lessonId, version));
      const source = {
        kind: 'teacher',
        version,
        oneToOne: false,
        begins: 'with-a-student',
        loop: true,
      } as const;
      await this.sessions.create({ lessonId, source, cues: 'auto' }, CLASS_SESSION);
    } catch (error) {
      this.#logger.error(`The first lesson is not taught (compiling it is ${status}): ${String(error)}`);
      return false;
    }
    return this.#start();
  }

  async #start(): Promise<boolean> {
    try {
      await this.live.start(CLASS_SESSION);
      return true;
    } catch (error) {
      this.#logger.error(`The class does not begin: ${String(error)}`);
      return false;
    }
  }
}
