import type { DataSource } from 'typeorm';
import { run, type Statement } from '../database/statement.js';

/** The last correction of an answer that was not undone. */
const STANDING = `LEFT JOIN LATERAL (
    SELECT one.verdict FROM correction one
    WHERE one.answer_id = answer.id AND one.verdict IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM correction undoing WHERE undoing.undoes = one.seq)
    ORDER BY one.seq DESC LIMIT 1
  ) corrected ON true`;
const VERDICT = `COALESCE(corrected.verdict, answer.verdict)`;
const OPENING = `JOIN ledger_event opening
    ON opening.session_id = answer.session_id AND opening.seq = answer.opened_seq`;
/** Nobody has judged the answer. In a poll nothing is right or wrong, so that there is nothing to judge. */
const IS_OPEN = `${VERDICT} = 'not-reviewed' AND opening.question ->> 'poll' IS DISTINCT FROM 'true'`;

/** Answers that somebody has to look at; to be followed by conditions on `answer`, `session` and `opening`. */
export const OPEN_ANSWERS = `FROM answer JOIN session ON session.id = answer.session_id ${OPENING} ${STANDING}
  WHERE answer.verdict = 'not-reviewed' AND ${IS_OPEN}`;

/** A condition on `session`: somebody has to look at its answers. */
export const HAS_OPEN_WORK = `EXISTS (SELECT 1 FROM answer ${OPENING} ${STANDING}
  WHERE answer.session_id = session.id AND ${IS_OPEN})`;

/** What came of a session, counted. */
export type SessionCounts = {
  readonly sessionId: string;
  readonly students: number;
  readonly questions: number;
  readonly answers: number;
  readonly judged: number;
  readonly right: number;
  readonly notReviewed: number;
};

const COUNTS: Statement = {
  name: 'review-counts',
  text: `SELECT wanted.id AS "sessionId",
      (SELECT count(*)::int FROM student WHERE student.session_id = wanted.id) AS students,
      (SELECT count(*)::int FROM ledger_event event WHERE event.session_id = wanted.id
        AND event.type = 'question.opened' AND event.aired_pts_ms IS NOT NULL) AS questions,
      given.answers, given.judged, given."right", given."notReviewed"
    FROM unnest($1::text[]) AS wanted(id)
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS answers,
        count(*) FILTER (WHERE ${VERDICT} = 'right')::int AS "right",
        count(*) FILTER (WHERE ${VERDICT} IN ('right', 'partly', 'wrong'))::int AS judged,
        count(*) FILTER (WHERE ${IS_OPEN})::int AS "notReviewed"
      FROM answer ${OPENING} ${STANDING} WHERE answer.session_id = wanted.id
    ) given`,
};

/** One for each session, in any order. */
export const countsOf = (dataSource: DataSource, sessionIds: readonly string[]): Promise<SessionCounts[]> =>
  run<SessionCounts>(dataSource, COUNTS, [sessionIds]);
