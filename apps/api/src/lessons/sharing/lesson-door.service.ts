import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { LessonLevel } from '@lockstep/contracts';
import { DataSource } from 'typeorm';
import { LessonNotShared } from '../../access/access-errors.js';
import type { Identity } from '../../access/identity.js';
import { isEnough, type LessonArea, LessonDoor } from '../../access/lesson-door.js';
import { askingOf, levelOfRank, rankFor } from './lesson-levels.js';

/** The lesson that something belongs to. */
const LESSON_OF: Readonly<Record<LessonArea, string>> = {
  lessons: '$1',
  compiles: '(SELECT lesson_id FROM compile_job WHERE id = $1)',
};

@Injectable()
export class LessonDoorService extends LessonDoor {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {
    super();
  }

  async levelOf(caller: Identity, area: LessonArea, id: string): Promise<LessonLevel | undefined> {
    const { id: me, isAdmin } = askingOf(caller);
    const [found] = await this.dataSource.query<{ rank: number }[]>(
      `SELECT ${rankFor('$2', '$3')} AS rank FROM lesson WHERE id = ${LESSON_OF[area]}`,
      [id, me, isAdmin],
    );
    return found && levelOfRank(found.rank);
  }

  async require(caller: Identity, lessonId: string, needed: LessonLevel): Promise<void> {
    const level = await this.levelOf(caller, 'lessons', lessonId);
    if (level !== undefined && !isEnough(level, needed)) throw new LessonNotShared(needed);
  }
}
