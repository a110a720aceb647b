import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type ClassAnalytics, type LessonAnalytics, MAX_ANALYSED } from '@lockstep/contracts';
import { type ObjectLiteral, Repository, type SelectQueryBuilder } from 'typeorm';
import type { Identity } from '../access/identity.js';
import { Classes } from '../classes/classes.service.js';
import { LessonsService } from '../lessons/lessons.service.js';
import { Session } from '../sessions/session.entity.js';
import { isSelfPaced } from '../sessions/sessions.service.js';
import { taughtBy } from '../sessions/taught-by.js';
import { FiguresStore } from './figures-store.js';

type Analysed = Pick<LessonAnalytics, 'sessions' | 'more'>;

/** What the sessions of a lesson or a class come to. */
@Injectable()
export class Analytics {
  readonly #figures: FiguresStore;

  constructor(
    @InjectRepository(Session) private readonly sessions: Repository<Session>,
    private readonly lessons: LessonsService,
    private readonly classes: Classes,
  ) {
    this.#figures = new FiguresStore(sessions.manager.dataSource);
  }

  /**
   * Without the sessions of classes that others teach. A deleted lesson is known by its sessions.
   * @throws LessonNotFound if it has no sessions that `caller` may see either
   */
  async ofLesson(lessonId: string, caller: Identity): Promise<LessonAnalytics> {
    const analysed = await this.#analyse((rows) => {
      rows.andWhere({ lessonId });
      taughtBy(caller)(rows);
    });
    const lesson = analysed.sessions.at(-1)?.session.lesson ?? (await this.lessons.get(lessonId));
    return { lesson: { id: lessonId, title: lesson.title }, ...analysed };
  }

  /** @throws ClassNotFound */
  async ofClass(classId: string): Promise<ClassAnalytics> {
    const { id, name, term } = await this.classes.get(classId);
    return { class: { id, name, term }, ...(await this.#analyse((rows) => rows.andWhere({ classId }))) };
  }

  /** @param narrow adds conditions on `session` */
  async #analyse(narrow: (rows: SelectQueryBuilder<ObjectLiteral>) => void): Promise<Analysed> {
    const rows = this.sessions
      .createQueryBuilder('session')
      .select(['session.id', 'session.title', 'session.status', 'session.startedAt'])
      .addSelect(['session.storedSource', 'session.storedLesson'])
      .where('session.startedAt IS NOT NULL');
    narrow(rows);
    const found = await rows
      .orderBy('session.startedAt', 'DESC')
      .limit(MAX_ANALYSED + 1)
      .getMany();
    const newest = found.slice(0, MAX_ANALYSED);
    const figures = await this.#figures.of(newest.map(({ id }) => id));
    return {
      sessions: newest.toReversed().flatMap((row) => {
        const counted = figures.get(row.id);
        return counted ? [{ session: describe(row), figures: counted }] : [];
      }),
      more: found.length > MAX_ANALYSED,
    };
  }
}

const describe = ({ id, title, status, startedAt, source, lesson }: Session) => ({
  ...{ id, title, status, startedAt: startedAt?.toISOString() ?? null },
  lesson: { id: lesson.id, title: lesson.title },
  selfPaced: isSelfPaced(source),
});
