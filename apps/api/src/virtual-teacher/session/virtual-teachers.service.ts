import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { LessonVersions } from '../../lessons/scripts/lesson-versions.service.js';
import type { LiveSession } from '../../live-sessions/live-session.js';
import { LiveSessions } from '../../live-sessions/live-sessions.service.js';
import type { LiveTeacher } from '../../live-sessions/live-teacher.js';
import type { Teachers } from '../../live-sessions/teachers.js';
import { isSelfPaced } from '../../sessions/sessions.service.js';
import type { Session } from '../../sessions/session.entity.js';
import { ClassJudging } from '../judging/class-judging.js';
import { LiveClasses } from './live-classes.js';
import { atOwnPace } from './own-pace.js';
import { SpeechStudios } from './speech-studios.js';

/** Gives a virtual teacher to each session that is taught by one. */
@Injectable()
export class VirtualTeachers implements Teachers, OnModuleInit {
  readonly #logger = new Logger('Teaching');

  constructor(
    private readonly live: LiveSessions,
    private readonly versions: LessonVersions,
    private readonly studios: SpeechStudios,
    private readonly judging: ClassJudging,
    private readonly classes: LiveClasses,
  ) {}

  onModuleInit(): void {
    this.live.useTeachers(this);
  }

  /** @throws VersionNotFound, VersionNotCompiled, and what keeps its clips from being read */
  async prepare({ lesson, source }: Session): Promise<(live: LiveSession) => Promise<LiveTeacher>> {
    const version = await this.versions.get(lesson.id, lesson.version);
    const made = await this.studios.create(version);
    const studio = isSelfPaced(source) ? { ...made, plan: atOwnPace(made.plan) } : made;
    this.judging.warm(version.script).catch((error: unknown) => this.#logger.error(error));
    return async (live) => {
      const taught = await this.classes.begin(live, { version, ...studio });
      return { stepAside: () => taught.stepAside(), close: () => this.classes.end(taught) };
    };
  }
}
