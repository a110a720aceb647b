import type { Answer as AnswerBody, Joined, Lesson, Question, Session } from '@lockstep/contracts';
import { DataSource } from 'typeorm';
import { Answer } from '../../src/answers/answer.entity.js';
import { newId } from '../../src/access/secret.js';
import { LedgerEvent, storedQuestion } from '../../src/ledger/ledger-event.entity.js';
import { Session as SessionRow } from '../../src/sessions/session.entity.js';
import { opened } from '../../src/signalling/lesson-actions.js';
import type { Client } from './client.js';
import type { TestServer } from './server.js';

/** One try; it is given 2 s after its question was opened. */
export type PastAnswer = Partial<Pick<AnswerBody, 'text' | 'choices' | 'parts' | 'attempt' | 'verdict'>> & {
  readonly by: string;
  /** Index of its question. */
  readonly to?: number;
};

/** What is opened every ten seconds, from the first on. */
const EVERY_MS = 10_000;

/**
 * A class that is over, put on record as a live one leaves it: who joined, what was asked and what was answered. Nothing
 * runs in real time, so that what only reads the record is tested in milliseconds.
 */
export class PastClass {
  private constructor(
    readonly id: string,
    readonly joined: ReadonlyMap<string, Joined>,
  ) {}

  static async of(
    { application }: TestServer,
    teacher: Client,
    lesson: Lesson,
    answers: readonly PastAnswer[],
    endedAt = new Date(),
    classId?: string,
  ): Promise<PastClass> {
    const dataSource = application.nest.get(DataSource);
    const wanted = { lessonId: lesson.id, source: { kind: 'rtmp' }, access: { private: false } };
    const { id } = await teacher.post<Session>('/api/sessions', {
      ...wanted,
      ...(classId !== undefined && { classId }),
    });
    const joined = new Map<string, Joined>();
    for (const name of new Set(answers.map(({ by }) => by))) {
      joined.set(name, await teacher.as(undefined).post<Joined>(`/api/sessions/${id}/join`, { name }));
    }
    const beganAt = endedAt.getTime() - lesson.questions.length * EVERY_MS;
    const openings = lesson.questions.map((question, i) => openingOf(id, question, i, beganAt));
    await dataSource.getRepository(LedgerEvent).insert(openings);
    const rows = answers.map((answer, i) => answerOf(id, lesson, joined, answer, beganAt + i));
    if (rows.length > 0) await dataSource.getRepository(Answer).insert(rows);
    const over = { status: 'ended', startedAt: new Date(beganAt), endedAt } as const;
    await dataSource
      .getRepository(SessionRow)
      .update({ id }, { ...over, positionPtsMs: lesson.questions.length * EVERY_MS });
    return new PastClass(id, joined);
  }
}

function openingOf(sessionId: string, question: Question, i: number, beganAt: number): LedgerEvent {
  const ptsMs = i * EVERY_MS;
  return Object.assign(new LedgerEvent(), {
    ...{ sessionId, seq: i + 1, type: 'question.opened', origin: 'teacher', cueKey: null, repeated: false },
    event: opened(question).event,
    storedQuestion: storedQuestion.write(question),
    ...{ plannedPtsMs: ptsMs, airedPtsMs: ptsMs, frame: ptsMs / 40, wallClockMs: beganAt + ptsMs },
    createdAt: new Date(beganAt + ptsMs),
  } satisfies Partial<LedgerEvent>);
}

function answerOf(
  sessionId: string,
  { questions }: Lesson,
  joined: ReadonlyMap<string, Joined>,
  { by, to = 0, text = null, choices = [], parts = [], attempt = 1, verdict = 'not-reviewed' }: PastAnswer,
  receivedAtMs: number,
): Answer {
  const shownPtsMs = to * EVERY_MS;
  return Object.assign(new Answer(), {
    ...{ id: newId(), sessionId, studentId: joined.get(by)?.student.id ?? '' },
    ...{ questionId: questions[to]?.id ?? '', openedSeq: to + 1, attempt, spoken: false },
    ...{ storedChoices: choices, text, storedParts: parts, confidence: null, verdict, judging: 'judged' },
    ...{ storedJudgement: null, judgedAt: null, shownPtsMs, answeredPtsMs: shownPtsMs + 2000 },
    receivedAt: new Date(receivedAtMs),
  } satisfies Partial<Answer>);
}
