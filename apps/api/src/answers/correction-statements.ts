import type { CorrectedVerdict } from '@lockstep/contracts';
import type { DataSource } from 'typeorm';
import { run, type Statement } from '../database/statement.js';
import type { Correction } from './correction.entity.js';

const COLUMNS = `seq, correction_id AS "correctionId", answer_id AS "answerId", session_id AS "sessionId",
  question_key AS "questionKey", verdict, comment, undoes, author_id AS "authorId", author_name AS "authorName",
  pts_ms AS "ptsMs", created_at AS "createdAt"`;

/** Neither an undoing nor undone. */
const STANDS = `one.verdict IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM correction undoing WHERE undoing.undoes = one.seq)`;

/** A correction that stands: the last one of its answer that was not undone. */
export type Standing = Correction & { readonly verdict: CorrectedVerdict };

const OF_ANSWERS: Statement = {
  name: 'correction-of-answers',
  text: `SELECT DISTINCT ON (answer_id) ${COLUMNS} FROM correction one
    WHERE answer_id = ANY($1::text[]) AND ${STANDS} ORDER BY answer_id, seq DESC`,
};

/** @returns for each answer the correction that stands; undefined for one without */
export async function standingOf(
  dataSource: DataSource,
  answerIds: readonly string[],
): Promise<(Standing | undefined)[]> {
  const rows = await run<Standing>(dataSource, OF_ANSWERS, [[...new Set(answerIds)]]);
  const byAnswer = new Map(rows.map((row) => [row.answerId, row]));
  return answerIds.map((id) => byAnswer.get(id));
}

/** An answer as a teacher corrected it. */
export type CorrectedAnswer = {
  readonly questionKey: string;
  readonly verdict: CorrectedVerdict;
  readonly comment: string | null;
  readonly text: string | null;
  readonly choices: readonly string[];
  readonly parts: readonly string[];
};

const OF_QUESTIONS: Statement = {
  name: 'correction-of-questions',
  text: `SELECT "questionKey", verdict, comment, text, choices, parts FROM (
      SELECT *, row_number() OVER (PARTITION BY "questionKey" ORDER BY seq DESC) AS place FROM (
        SELECT DISTINCT ON (answer_id) one.seq, one.question_key AS "questionKey", one.verdict, one.comment,
          answer.text, answer.choices, answer.parts
        FROM correction one JOIN answer ON answer.id = one.answer_id JOIN session ON session.id = one.session_id
        WHERE one.question_key = ANY($1::text[]) AND ${STANDS}
          AND ($3::text IS NULL OR session.class_id IS NULL
            OR session.class_id IN (SELECT class_id FROM class_teacher WHERE teacher_id = $3))
        ORDER BY answer_id, one.seq DESC
      ) standing
    ) placed WHERE place <= $2 ORDER BY seq`,
};

/**
 * The newest corrections of each question, the oldest first.
 *
 * @param most of one question
 * @param teacherId only of sessions that they may teach; null: of all
 */
export const correctedAnswers = (
  dataSource: DataSource,
  questionKeys: readonly string[],
  most: number,
  teacherId: string | null,
): Promise<CorrectedAnswer[]> =>
  run<CorrectedAnswer>(dataSource, OF_QUESTIONS, [questionKeys, most, teacherId]);

const UNDO: Statement = {
  name: 'correction-undo',
  text: `INSERT INTO correction (correction_id, answer_id, session_id, question_key, undoes, author_id, author_name,
      pts_ms, created_at)
    SELECT $1, answer_id, session_id, question_key, seq, $4, $5, $6, $7 FROM correction one
    WHERE session_id = $2 AND correction_id = $3 AND ${STANDS}
    ON CONFLICT (undoes) DO NOTHING`,
};

export type Undoing = Pick<
  Correction,
  'correctionId' | 'sessionId' | 'authorId' | 'authorName' | 'ptsMs' | 'createdAt'
>;

/** Adds a row for each row of `undone` that stands; what is undone already stays so. */
export async function undoCorrection(
  dataSource: DataSource,
  { correctionId, sessionId, authorId, authorName, ptsMs, createdAt }: Undoing,
  undone: string,
): Promise<void> {
  await run(dataSource, UNDO, [correctionId, sessionId, undone, authorId, authorName, ptsMs, createdAt]);
}
