import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import {
  type AskedQuestion,
  type FeedbackBody,
  initialLessonState,
  type OwnAnswer,
  type OwnResults,
  parseEvent,
  reduce,
  type Score,
  type ShownResult,
} from '@lockstep/contracts';
import { Repository } from 'typeorm';
import { Answer } from '../answers/answer.entity.js';
import { CorrectionStore } from '../answers/correction-store.js';
import { ScoreService } from '../answers/score.service.js';
import { FeedbackService } from '../feedback/feedback.service.js';
import type { LedgerEvent } from '../ledger/ledger-event.entity.js';
import { LedgerService } from '../ledger/ledger.service.js';
import { Inquiries } from '../inquiries/inquiries.service.js';
import { Comments } from '../moments/comments.service.js';
import { Recording } from '../recordings/recording.entity.js';
import { SessionAddresses } from '../sessions/session-addresses.js';
import { SessionNotOver } from '../sessions/session-errors.js';
import { SessionsService } from '../sessions/sessions.service.js';

/** Bodies of feedback that one student has at most; more than an hour of questions brings. */
const MOST_BODIES = 1000;

type Told = ReadonlyMap<string, FeedbackBody>;
type OwnQuestion = OwnResults['questions'][number];

/** What one student did in a class that is over, for that student alone. */
@Injectable()
export class OwnResultsService {
  constructor(
    @InjectRepository(Answer) private readonly answers: Repository<Answer>,
    @InjectRepository(Recording) private readonly recordings: Repository<Recording>,
    private readonly ledger: LedgerService,
    private readonly sessions: SessionsService,
    private readonly corrections: CorrectionStore,
    private readonly feedback: FeedbackService,
    private readonly scores: ScoreService,
    private readonly comments: Comments,
    private readonly inquiries: Inquiries,
    private readonly addresses: SessionAddresses,
  ) {}

  /** @throws SessionNotFound; SessionNotOver, because a class on air shows its verdicts in frames */
  async of(sessionId: string, studentId: string): Promise<OwnResults> {
    const session = await this.sessions.get(sessionId);
    if (session.status !== 'ended') throw new SessionNotOver();
    const [shown, rows, bodies, score, recording, comments, inquiries] = await Promise.all([
      this.ledger.shown(sessionId, ['question.opened', 'class.result']),
      this.answers.find({ where: { sessionId, studentId }, order: { attempt: 'ASC' } }),
      this.feedback.mine(studentId, MOST_BODIES),
      this.scores.of(sessionId, studentId),
      this.recordings.findOneBy({ sessionId, status: 'ready' }),
      this.comments.forStudents(sessionId),
      this.inquiries.mine(studentId),
    ]);
    const corrected = await this.corrections.ofAll(rows.map(({ id }) => id));
    for (const row of rows) row.corrected = corrected.get(row.id)?.verdict;
    const told = new Map(bodies.flatMap((body) => (body.judged ? [[body.judged.answerId, body]] : [])));
    const { title, lesson, endedAt } = session;
    const prefix = this.addresses.recordingPrefix(session);
    return {
      session: { id: sessionId, title, language: lesson.language, endedAt: endedAt?.toISOString() ?? null },
      recording: recording && `${prefix}/${recording.id}.mp4`,
      score: { earned: score.earned, of: score.of },
      comments: comments.map(({ by, ...comment }) => ({
        ...{ id: comment.id, ptsMs: comment.ptsMs, text: comment.text, at: comment.at, by: by.name },
      })),
      inquiries,
      questions: questionsOf(shown, rows, told, score),
    };
  }
}

/** Each opening with its result, the student's tries and what they were told. */
function questionsOf(
  shown: readonly LedgerEvent[],
  rows: readonly Answer[],
  told: Told,
  score: Score,
): OwnQuestion[] {
  const openings = shown.flatMap((row) => askedIn(row) ?? []);
  const lastOpening = new Map(openings.map(({ id, openedSeq }) => [id, openedSeq]));
  return openings.map((question): OwnQuestion => {
    const own = rows.filter(({ openedSeq }) => openedSeq === question.openedSeq);
    const isLast = lastOpening.get(question.id) === question.openedSeq;
    const scored = isLast ? score.questions.find(({ questionId }) => questionId === question.id) : undefined;
    return {
      question,
      result: resultOf(question, openings, shown),
      points: scored?.points ?? null,
      earned: scored?.earned ?? null,
      answers: own.map((row) => describe(row, told)),
      isToPractise: isLast && question.poll !== true && own.at(-1)?.standing !== 'right',
    };
  });
}

const describe = (row: Answer, told: Told): OwnAnswer => ({
  ...{ id: row.id, attempt: row.attempt, choices: [...row.choices], text: row.text, parts: [...row.parts] },
  ...{ confidence: row.confidence, verdict: row.standing },
  ...{ shownPtsMs: row.shownPtsMs, answeredPtsMs: row.answeredPtsMs, feedback: told.get(row.id) ?? null },
});

const stateAfter = ({ event, seq, airedPtsMs }: LedgerEvent) =>
  reduce(initialLessonState, parseEvent(event), { seq, ptsMs: airedPtsMs ?? 0 });

/** The question that the event opened, as students saw it and closed; undefined for any other event. */
function askedIn(row: LedgerEvent): AskedQuestion | undefined {
  const { question } = stateAfter(row);
  return question ? { ...question, open: false } : undefined;
}

/** The last result that the class was shown before the question was asked again. */
function resultOf(
  { id, openedSeq }: AskedQuestion,
  openings: readonly AskedQuestion[],
  shown: readonly LedgerEvent[],
): ShownResult | null {
  const again = openings.find((other) => other.id === id && other.openedSeq > openedSeq)?.openedSeq;
  const own = shown.filter(({ seq }) => seq > openedSeq && seq < (again ?? Infinity));
  return own.map((row) => stateAfter(row).result).findLast((result) => result?.questionId === id) ?? null;
}
