import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import {
  type FeedbackBody as FeedbackBodyShown,
  type FeedbackCreate,
  type FeedbackReceipt,
} from '@lockstep/contracts';
import { Repository } from 'typeorm';
import { newId } from '../auth/secret.js';
import { ClassroomHub } from '../classroom/classroom-hub.js';
import { StudentsService } from '../classroom/students.service.js';
import { ValidationFailed } from '../errors/domain-error.js';
import { EventsService } from '../signalling/events.service.js';
import { type Submission } from '../signalling/lesson-channel.js';
import { LedgerEvent } from '../signalling/ledger-event.entity.js';
import { LiveSessions } from '../streaming/live-sessions.service.js';
import { FeedbackBody } from './feedback-body.entity.js';

/** A student who comes back is given this many of his last bodies, those that may still be due among them. */
const RECENT = 20;

/** Private words: each body goes to its one student, and only then an opaque id enters the stream. */
@Injectable()
export class FeedbackService {
  constructor(
    @InjectRepository(FeedbackBody) private readonly bodies: Repository<FeedbackBody>,
    @InjectRepository(LedgerEvent) private readonly events: Repository<LedgerEvent>,
    private readonly students: StudentsService,
    private readonly live: LiveSessions,
    private readonly eventsService: EventsService,
    private readonly hub: ClassroomHub,
  ) {}

  /** Throws SessionNotFound, SessionNotLive, ValidationFailed for somebody who is no student of the session. */
  async create(sessionId: string, wanted: FeedbackCreate): Promise<FeedbackReceipt> {
    await this.live.require(sessionId);
    await this.#refuseStrangers(sessionId, wanted);
    const feedbackId = newId();
    const questionId = wanted.questionId ?? null;
    const rows = wanted.bodies.map(({ studentId, text }) =>
      this.bodies.create({ feedbackId, studentId, sessionId, text, questionId, createdAt: new Date() }),
    );
    await this.bodies.insert(rows);
    const delivered = await Promise.all(
      rows.map((row) => this.hub.deliver(row.studentId, describe(row, null))),
    );
    const submission: Submission = {
      make: () => ({ event: { type: 'feedback.private', feedbackId } }),
      origin: 'teacher',
      ...(wanted.ptsMs !== undefined && { ptsMs: wanted.ptsMs }),
    };
    const receipt = await this.eventsService.send(sessionId, submission).catch(async (error: unknown) => {
      await this.bodies.delete({ feedbackId }); // it will never be due
      throw error;
    });
    return { ...receipt, feedbackId, delivered: delivered.filter(Boolean).length };
  }

  /** A student's own bodies, the newest last. */
  async mine(studentId: string): Promise<FeedbackBodyShown[]> {
    const rows = await this.bodies.find({ where: { studentId }, order: { createdAt: 'DESC' }, take: RECENT });
    const sessionId = rows[0]?.sessionId;
    if (sessionId === undefined) return [];
    const ids = rows.map(({ feedbackId }) => feedbackId);
    const aired = await this.events
      .createQueryBuilder('event')
      .where({ sessionId, type: 'feedback.private' })
      .andWhere("event.event ->> 'feedbackId' IN (:...ids)", { ids })
      .getMany();
    const times = new Map(
      aired.map((row) => [(row.event as { feedbackId: string }).feedbackId, row.airedPtsMs]),
    );
    return rows.reverse().map((row) => describe(row, times.get(row.feedbackId) ?? null));
  }

  /** For a student whose socket was away. */
  async deliverRecent(studentId: string): Promise<void> {
    for (const body of await this.mine(studentId)) await this.hub.deliver(studentId, body);
  }

  async #refuseStrangers(sessionId: string, { bodies }: FeedbackCreate): Promise<void> {
    const known = await this.students.known(
      sessionId,
      bodies.map(({ studentId }) => studentId),
    );
    const errors = bodies.flatMap(({ studentId }, i) =>
      known.has(studentId)
        ? []
        : [{ field: `bodies.${String(i)}.studentId`, message: 'the session has no such student' }],
    );
    if (errors.length > 0) throw new ValidationFailed(errors);
  }
}

const describe = (row: FeedbackBody, airedPtsMs: number | null): FeedbackBodyShown => ({
  feedbackId: row.feedbackId,
  text: row.text,
  questionId: row.questionId,
  airedPtsMs,
});
