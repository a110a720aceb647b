import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Keeping } from '@lockstep/contracts';
import { Repository } from 'typeorm';
import { LessonNotFound } from '../lesson-errors.js';
import { Lesson } from '../lesson.entity.js';
import { LessonKeepingRow } from './lesson-keeping.entity.js';

/** What is kept of the sessions of a lesson. Sessions take it over when they are made: their students were told so. */
@Injectable()
export class LessonKeepings {
  constructor(
    @InjectRepository(LessonKeepingRow) private readonly rows: Repository<LessonKeepingRow>,
    @InjectRepository(Lesson) private readonly lessons: Repository<Lesson>,
  ) {}

  async of(lessonId: string): Promise<Keeping> {
    const row = await this.rows.findOneBy({ lessonId });
    return { recorded: row?.recorded ?? null, keptDays: row?.keptDays ?? null };
  }

  /** @throws LessonNotFound */
  async get(lessonId: string): Promise<Keeping> {
    await this.#require(lessonId);
    return this.of(lessonId);
  }

  /** @throws LessonNotFound */
  async replace(lessonId: string, wanted: Keeping): Promise<Keeping> {
    await this.#require(lessonId);
    await this.rows.upsert({ lessonId, ...wanted }, ['lessonId']);
    return wanted;
  }

  async #require(id: string): Promise<void> {
    if (!(await this.lessons.existsBy({ id }))) throw new LessonNotFound(id);
  }
}
