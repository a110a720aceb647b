import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type LessonAnalytics, MAX_ANALYSED } from '@lockstep/contracts';
import { Repository } from 'typeorm';
import { LessonsService } from '../lessons/lessons.service.js';
import { Session } from '../sessions/session.entity.js';
import { isSelfPaced } from '../sessions/sessions.service.js';
import { FiguresStore } from './figures-store.js';

/** What the sessions of a lesson come to. */
@Injectable()
export class Analytics {
  readonly #figures: FiguresStore;

  constructor(
    @InjectRepository(Session) private readonly sessions: Repository<Session>,
    private readonly lessons: LessonsService,
  ) {
    this.#figures = new FiguresStore(sessions.manager.dataSource);
  }

  /** A deleted lesson is known by its sessions. @throws LessonNotFound if it has no sessions either */
  async ofLesson(lessonId: string): Promise<LessonAnalytics> {
    const found = await this.sessions
      .createQueryBuilder('session')
      .select(['session.id', 'session.title', 'session.status', 'session.startedAt'])
      .addSelect(['session.storedSource', 'session.storedLesson'])
      .where({ lessonId })
      .andWhere('session.startedAt IS NOT NULL')
      .orderBy('session.startedAt', 'DESC')
      .limit(MAX_ANALYSED + 1)
      .getMany();
    const newest = found.slice(0, MAX_ANALYSED);
    const { title } = newest[0]?.lesson ?? (await this.lessons.get(lessonId));
    const figures = await this.#figures.of(newest.map(({ id }) => id));
    return {
      lesson: { id: lessonId, title },
      sessions: newest.toReversed().flatMap(({ id, title: own, status, startedAt, source }) => {
        const counted = figures.get(id);
        const session = { id, title: own, status, startedAt: startedAt?.toISOString() ?? null };
        return counted ? [{ session: { ...session, selfPaced: isSelfPaced(source) }, figures: counted }] : [];
      }),
      more: found.length > MAX_ANALYSED,
    };
  }
}
