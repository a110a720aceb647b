import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { FeedbackBody as FeedbackBodyShown, FeedbackCreate, FeedbackReceipt } from '@lockstep/contracts';
import { type DataSource, In, Repository } from 'typeorm';
import { Batched } from '../database/batched.js';
import { isDeadlock, isReferenceBroken } from '../database/database-errors.js';
import { run, type Statement } from '../database/statement.js';
import { newId } from '../access/secret.js';
import { Answer } from '../answers/answer.entity.js';
import type { Standing } from '../answers/correction-statements.js';
import { CorrectionStore } from '../answers/correction-store.js';
import { EventBus } from '../events/event-bus.js';
import { StudentsService } from '../students/students.service.js';
import { ValidationFailed } from '../errors/domain-error.js';
import { EventsService } from '../live-sessions/events.service.js';
import type { Submission } from '../signalling/lesson-channel.js';
import { LedgerEvent } from '../ledger/ledger-event.entity.js';
import { LiveSessions } from '../live-sessions/live-sessions.service.js';
import { FeedbackWritten } from './feedback-events.js';
import { FeedbackBody } from './feedback-body.entity.js';

/** A student who comes back is given this many of their last bodies, those that may still be due among them. */
const RECENT = 20;

/** So many students of one batch may be deleted while it is stored. */
const MOST_DELETIONS = 5;

/** What a student reads about an answer. */
export type JudgedBody = Pick<FeedbackBody, 'studentId' | 'text' | 'questionId' | 'answerId' | 'judged'>;

/** Private words: each body goes to its one student, and only then an opaque id enters the stream. */
@Injectable()
export class FeedbackService {
  /** Whether a student has any: of a class that comes at once, all are asked for together. */
  readonly #withBodies: Batched<string, boolean>;

  constructor(
    @InjectRepository(FeedbackBody) private readonly bodies: Repository<FeedbackBody>,
    @InjectRepository(LedgerEvent) private readonly events: Repository<LedgerEvent>,
    @InjectRepository(Answer) private readonly answers: Repository<Answer>,
    private readonly students: StudentsService,
    private readonly corrections: CorrectionStore,
    private readonly live: LiveSessions,
    private readonly eventsService: EventsService,
    private readonly bus: EventBus,
  ) {
    this.#withBodies = new Batched((ids) => haveBodies(bodies.manager.dataSource, ids));
  }

  /** @throws SessionNotFound, SessionNotLive, ValidationFailed for somebody who is no student of the session */
  async create(sessionId: string, wanted: FeedbackCreate): Promise<FeedbackReceipt> {
    await this.live.require(sessionId);
    await this.#refuseStrangers(sessionId, wanted);
    const feedbackId = newId();
    const questionId = wanted.questionId ?? null;
    const rows = wanted.bodies.map(({ studentId, text }) =>
      this.bodies.create({
        ...{ feedbackId, studentId, sessionId, text, questionId },
        ...{ answerId: null, storedJudged: null, createdAt: new Date() },
      }),
    );
    await this.bodies.insert(rows);
    const delivered = await Promise.all(rows.map((row) => this.#deliver(row)));
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

  /**
   * Tells students what a judge found, in one event: bodies first, then the id in the stream. May be called again with
   * the same id until it succeeds. An answer that has its body already is left out, and so is one whose feedback is delivered.
   */
  async sendJudged(sessionId: string, feedbackId: string, found: readonly JudgedBody[]): Promise<void> {
    const createdAt = new Date();
    const rows = found.map(({ judged, ...body }) =>
      this.bodies.create({ ...body, storedJudged: judged, feedbackId, sessionId, createdAt }),
    );
    await this.#insert(rows);
    const mine = await this.bodies.findBy({ feedbackId, sessionId }); // also what an attempt stored whose reply was lost
    if (mine.length === 0) return;
    await Promise.all(mine.map((row) => this.#deliver(row)));
    await this.#announce(sessionId, feedbackId);
  }

  /**
   * Tells students how their answers stand now that a teacher corrected them, or took that back. What the judge said stays;
   * an answer that no judge looks at gets a body without words.
   */
  async tellCorrected(sessionId: string, answers: readonly Answer[]): Promise<void> {
    const createdAt = new Date();
    const rows = answers
      .filter(({ judging }) => judging === 'none')
      .map((answer) => this.bodies.create(wordlessBody(answer, createdAt)));
    await this.#insert(rows);
    const told = await this.bodies.findBy({ sessionId, answerId: In(answers.map(({ id }) => id)) });
    await Promise.all(told.map((row) => this.#deliver(row)));
  }

  /**
   * Stores bodies about answers that are still there. What is deleted at this very moment makes the database refuse all of
   * them; it is gone at the next look.
   */
  async #insert(rows: readonly Omit<FeedbackBody, 'judged'>[], triesLeft = MOST_DELETIONS): Promise<void> {
    const ids = rows.flatMap(({ answerId }) => answerId ?? []);
    const found = await this.answers.find({ where: { id: In(ids) }, select: { id: true } });
    const there = new Set(found.map(({ id }) => id));
    const left = rows.filter(({ answerId }) => answerId === null || there.has(answerId));
    if (left.length === 0) return;
    try {
      await this.bodies
        .createQueryBuilder()
        .insert()
        .values([...left])
        .orIgnore()
        .execute();
    } catch (error) {
      if (!(isReferenceBroken(error) || isDeadlock(error)) || triesLeft === 0) throw error;
      await this.#insert(left, triesLeft - 1);
    }
  }

  /** Bodies whose id never came into the stream: a crash came between. */
  async announceForgotten(sessionId: string): Promise<void> {
    const rows = await this.bodies
      .createQueryBuilder('body')
      .select('DISTINCT body.feedbackId', 'feedbackId')
      .where('body.sessionId = :sessionId AND body.answerId IS NOT NULL', { sessionId })
      .andWhere(
        `NOT EXISTS (SELECT 1 FROM ledger_event event
          WHERE event.session_id = body.session_id AND event.cue_key = 'feedback.' || body.feedback_id)`,
      )
      .getRawMany<{ feedbackId: string }>();
    for (const { feedbackId } of rows) await this.#announce(sessionId, feedbackId);
  }

  async #announce(sessionId: string, feedbackId: string): Promise<void> {
    const live = this.live.find(sessionId);
    if (live === undefined) return; // the session ended: its students have the bodies, and no frame comes any more
    await live.channel.submit({
      make: () => ({ event: { type: 'feedback.private', feedbackId } }),
      origin: 'system',
      cueKey: `feedback.${feedbackId}`,
    });
  }

  /** One body of a student's own; undefined if there is none with this id. */
  async own(studentId: string, feedbackId: string): Promise<FeedbackBody | undefined> {
    return (await this.bodies.findOneBy({ studentId, feedbackId })) ?? undefined;
  }

  /** A student's own bodies, the newest last. @param most so many of the newest */
  async mine(studentId: string, most = RECENT): Promise<FeedbackBodyShown[]> {
    if (!(await this.#withBodies.add(studentId))) return [];
    const rows = await this.bodies.find({ where: { studentId }, order: { createdAt: 'DESC' }, take: most });
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
    const corrected = await this.corrections.ofAll(rows.flatMap(({ answerId }) => answerId ?? []));
    return rows
      .reverse()
      .map((row) => describe(row, times.get(row.feedbackId) ?? null, corrected.get(row.answerId ?? '')));
  }

  async #deliver(row: FeedbackBody): Promise<boolean> {
    const corrected = row.answerId === null ? undefined : await this.corrections.of(row.answerId);
    const written = new FeedbackWritten(row.studentId, describe(row, null, corrected));
    this.bus.publish(written);
    return written.isDelivered();
  }

  async #refuseStrangers(sessionId: string, { bodies }: FeedbackCreate): Promise<void> {
    const known = await this.students.known(
      sessionId,
      bodies.map(({ studentId }) => studentId),
    );
    const errors = bodies.flatMap(({ studentId }, i) =>
      known.has(studentId)
        ? []
        : [
            {
              code: 'no-such-student' as const,
              field: `bodies.${String(i)}.studentId`,
              message: 'the session has no such student',
            },
          ],
    );
    if (errors.length > 0) throw new ValidationFailed(errors);
  }
}

const WITH_BODIES: Statement = {
  name: 'feedback-students',
  text: `SELECT DISTINCT student_id AS id FROM feedback_body WHERE student_id = ANY($1::text[])`,
};

async function haveBodies(dataSource: DataSource, studentIds: readonly string[]): Promise<boolean[]> {
  const rows = await run<{ id: string }>(dataSource, WITH_BODIES, [studentIds]);
  const ids = new Set(rows.map(({ id }) => id));
  return studentIds.map((id) => ids.has(id));
}

function wordlessBody(answer: Answer, createdAt: Date): Omit<FeedbackBody, 'judged'> {
  const { id: answerId, sessionId, studentId, questionId, openedSeq, attempt, verdict } = answer;
  const said = { praise: null, correction: null, hint: null, triesLeft: 0 };
  return {
    ...{ feedbackId: newId(), studentId, sessionId, text: '', questionId, answerId, createdAt },
    storedJudged: { answerId, openedSeq, attempt, verdict, ...said },
  };
}

/** What was shown with a verdict says nothing of another one. */
function withoutMedia(
  judged: NonNullable<FeedbackBodyShown['judged']>,
): NonNullable<FeedbackBodyShown['judged']> {
  const { media, ...rest } = judged;
  return media === undefined ? judged : rest;
}

/** @param corrected the teacher's verdict, where there is one: it counts, and what was said before is shown as such */
function describe(row: FeedbackBody, airedPtsMs: number | null, corrected?: Standing): FeedbackBodyShown {
  const { feedbackId, text, questionId, judged } = row;
  const body = { feedbackId, text, questionId, airedPtsMs };
  if (judged === null || corrected === undefined)
    return { ...body, judged, correction: null, hasVoice: judged !== null && text !== '' };
  const { verdict, comment, authorName, createdAt, ptsMs } = corrected;
  return {
    ...body,
    judged: {
      ...(verdict === judged.verdict ? judged : withoutMedia(judged)),
      verdict,
      triesLeft: verdict === 'right' ? 0 : judged.triesLeft,
    },
    correction: {
      ...{ verdict, comment, by: authorName, at: createdAt.toISOString(), ptsMs },
      original: judged.verdict,
    },
    hasVoice: false, // it would say what was corrected
  };
}
