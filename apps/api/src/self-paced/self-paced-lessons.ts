import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { SelfPaced, SelfPacedInvitation } from '@lockstep/contracts';
import { Repository } from 'typeorm';
import { Settings } from '../config/settings.js';
import { LessonKeepings } from '../lessons/keeping/lesson-keeping.service.js';
import { LessonVersions, type TeachableVersion } from '../lessons/scripts/lesson-versions.service.js';
import { SelfPacedOff } from './self-paced-errors.js';
import { SelfPacedLesson } from './self-paced-lesson.entity.js';

/** What a student takes alone, and what is kept of it. */
type Offer = {
  readonly version: TeachableVersion;
  readonly recorded: boolean;
  readonly keptDays: number | null;
};

/** The lessons that students may take alone. */
@Injectable()
export class SelfPacedLessons {
  constructor(
    @InjectRepository(SelfPacedLesson) private readonly rows: Repository<SelfPacedLesson>,
    private readonly versions: LessonVersions,
    private readonly keepings: LessonKeepings,
    private readonly settings: Settings,
  ) {}

  /** @throws LessonNotFound */
  async get(lessonId: string): Promise<SelfPaced> {
    await this.keepings.get(lessonId); // refuses a lesson that is not there
    return { enabled: await this.rows.existsBy({ lessonId }) };
  }

  /** Sessions that are under way go on. @throws LessonNotFound */
  async set(lessonId: string, { enabled }: SelfPaced): Promise<SelfPaced> {
    await this.keepings.get(lessonId);
    if (enabled) await this.rows.upsert({ lessonId, enabledAt: new Date() }, ['lessonId']);
    else await this.rows.delete({ lessonId });
    return { enabled };
  }

  /** @throws SelfPacedOff, VersionNotFound, VersionNotCompiled */
  async offer(lessonId: string): Promise<Offer> {
    if (!(await this.rows.existsBy({ lessonId }))) throw new SelfPacedOff(lessonId);
    const { recorded, keptDays } = await this.keepings.of(lessonId);
    return {
      version: await this.versions.get(lessonId, undefined),
      recorded: recorded ?? false,
      keptDays: keptDays ?? this.settings.get('RETENTION_DAYS') ?? null,
    };
  }

  /** @throws SelfPacedOff, VersionNotFound, VersionNotCompiled */
  async invitation(lessonId: string): Promise<SelfPacedInvitation> {
    const { version, recorded, keptDays } = await this.offer(lessonId);
    const { title, language } = version.script;
    return { lessonId, title, language, recorded, keptDays };
  }
}
