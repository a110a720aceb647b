import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { SessionRenditions } from '@lockstep/contracts';
import { Repository } from 'typeorm';
import { EventBus } from '../events/event-bus.js';
import { LessonsService } from '../lessons/lessons.service.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { TemplatesChanged } from './template-events.js';
import { DeliveryTemplateRow, LessonTemplate, SessionTemplate } from './template.entity.js';
import { Templates } from './templates.service.js';

/** A template that holds for a session, and who chose it. */
export type HoldingTemplate = {
  readonly row: DeliveryTemplateRow;
  readonly from: NonNullable<SessionRenditions['template']>['from'];
};

/** Which template holds: that of the session, else that of its lesson, else the default. */
@Injectable()
export class TemplateChoices {
  constructor(
    @InjectRepository(DeliveryTemplateRow) private readonly rows: Repository<DeliveryTemplateRow>,
    @InjectRepository(SessionTemplate) private readonly ofSessions: Repository<SessionTemplate>,
    @InjectRepository(LessonTemplate) private readonly ofLessons: Repository<LessonTemplate>,
    private readonly templates: Templates,
    private readonly sessions: SessionsService,
    private readonly lessons: LessonsService,
    private readonly bus: EventBus,
  ) {}

  /** undefined: none holds. */
  async holding(sessionId: string, lessonId: string): Promise<HoldingTemplate | undefined> {
    const chosen = [
      { id: await this.ofSession(sessionId), from: 'session' },
      { id: await this.ofLesson(lessonId), from: 'lesson' },
    ] as const;
    for (const { id, from } of chosen) {
      const row = id === null ? null : await this.rows.findOneBy({ id });
      if (row) return { row, from };
    }
    const row = await this.rows.findOneBy({ isDefault: true });
    return row ? { row, from: 'default' } : undefined;
  }

  /** null: none was chosen. */
  async ofSession(sessionId: string): Promise<string | null> {
    return (await this.ofSessions.findOneBy({ sessionId }))?.templateId ?? null;
  }

  async ofLesson(lessonId: string): Promise<string | null> {
    return (await this.ofLessons.findOneBy({ lessonId }))?.templateId ?? null;
  }

  /** It holds at once. @throws SessionNotFound, TemplateNotFound */
  async chooseForSession(sessionId: string, templateId: string | null): Promise<void> {
    await this.sessions.get(sessionId);
    if (templateId === null) await this.ofSessions.delete({ sessionId });
    else {
      await this.templates.get(templateId);
      await this.ofSessions.upsert({ sessionId, templateId }, ['sessionId']);
    }
    this.bus.publish(new TemplatesChanged(sessionId));
  }

  /** It holds at once. @throws LessonNotFound, TemplateNotFound */
  async chooseForLesson(lessonId: string, templateId: string | null): Promise<void> {
    await this.lessons.get(lessonId);
    if (templateId === null) await this.ofLessons.delete({ lessonId });
    else {
      await this.templates.get(templateId);
      await this.ofLessons.upsert({ lessonId, templateId }, ['lessonId']);
    }
    this.bus.publish(new TemplatesChanged());
  }
}
