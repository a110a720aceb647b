import type { DataSource } from 'typeorm';
import { run, type Statement } from '../database/statement.js';
import { OPEN_ANSWERS } from './review-statements.js';

/** The same question of the same lesson, in whatever session it was asked. */
const QUESTION = `md5(session.lesson_id || ' ' || opening.question::text)`;

/** An answer that a judge is still at is nobody's work while its class runs. */
const WAITING = `(session.status <> 'live' OR answer.judging NOT IN ('waiting', 'claimed'))`;

/** A question with answers that are not reviewed. */
export type OpenQuestion = {
  readonly id: string;
  /** When the first of its answers came. */
  readonly oldest: Date;
  readonly answers: number;
};

const QUESTIONS: Statement = {
  name: 'review-work',
  text: `SELECT * FROM (
      SELECT ${QUESTION} AS id, min(answer.received_at) AS oldest, count(*)::int AS answers
      ${OPEN_ANSWERS} AND ${WAITING} AND ($1::text IS NULL OR session.lesson_id = $1) GROUP BY 1
    ) asked
    WHERE $2::timestamptz IS NULL OR (oldest, id) > ($2::timestamptz, $3::text)
    ORDER BY oldest, id LIMIT $4`,
};

type QuestionsAfter = {
  readonly lessonId: string | undefined;
  readonly after: readonly [oldest: string, id: string] | undefined;
  readonly limit: number;
};

/** Those whose answers have waited longest first. */
export const openQuestions = (
  dataSource: DataSource,
  { lessonId, after, limit }: QuestionsAfter,
): Promise<OpenQuestion[]> =>
  run<OpenQuestion>(dataSource, QUESTIONS, [lessonId ?? null, ...(after ?? [null, null]), limit]);

const ANSWERS: Statement = {
  name: 'review-work-answers',
  text: `SELECT id, question FROM (
      SELECT answer.id, ${QUESTION} AS question,
        row_number() OVER (PARTITION BY ${QUESTION} ORDER BY answer.received_at, answer.id) AS place
      ${OPEN_ANSWERS} AND ${WAITING} AND ${QUESTION} = ANY($1::text[])
    ) given WHERE place <= $2 ORDER BY place`,
};

/** Ids of the oldest answers to each question that are not reviewed. @param most of one question */
export async function openAnswersTo(
  dataSource: DataSource,
  questions: readonly string[],
  most: number,
): Promise<Map<string, string[]>> {
  const rows = await run<{ id: string; question: string }>(dataSource, ANSWERS, [questions, most]);
  const byQuestion = Map.groupBy(rows, ({ question }) => question);
  return new Map([...byQuestion].map(([question, own]) => [question, own.map(({ id }) => id)]));
}
