import { Injectable } from '@nestjs/common';
import type { Keeping } from '@lockstep/contracts';
import { ClassKeepings } from '../classes/class-keeping.service.js';
import { LessonKeepings } from '../lessons/keeping/lesson-keeping.service.js';

/** The rules for what is kept of a session that is made now. */
@Injectable()
export class SessionKeepings {
  constructor(
    private readonly classes: ClassKeepings,
    private readonly lessons: LessonKeepings,
  ) {}

  /** Each field by itself: as the class says, or else the lesson; null where neither does, and the server decides. */
  async of(lessonId: string, classId: string | null): Promise<Keeping> {
    const ofLesson = await this.lessons.of(lessonId);
    if (classId === null) return ofLesson;
    const ofClass = await this.classes.of(classId);
    return {
      recorded: ofClass.recorded ?? ofLesson.recorded,
      keptDays: ofClass.keptDays ?? ofLesson.keptDays,
    };
  }
}
