import { ShownMedia } from '@lockstep/contracts';
import type { DataSource } from 'typeorm';
import { run, type Statement } from '../database/statement.js';
import type { Answer } from './answer.entity.js';

/** The rows are one parameter, so that the statement is the same for any number of them. */
const INSERT: Statement = {
  name: 'answer-insert',
  text: `INSERT INTO answer (id, session_id, student_id, question_id, opened_seq, attempt, spoken, choices, text, parts, confidence,
      verdict, judging, judgement, judged_at, shown_pts_ms, answered_pts_ms, received_at)
    SELECT id, "sessionId", "studentId", "questionId", "openedSeq", attempt, spoken, "storedChoices", text, "storedParts", confidence,
      verdict, judging, NULL, NULL, "shownPtsMs", "answeredPtsMs", "receivedAt"
    FROM json_to_recordset($1) AS given (id text, "sessionId" text, "studentId" text, "questionId" text,
      "openedSeq" integer, attempt integer, spoken boolean, "storedChoices" jsonb, text text,
      "storedParts" jsonb, confidence integer, verdict text, judging text,
      "shownPtsMs" double precision, "answeredPtsMs" double precision, "receivedAt" timestamptz)
    ON CONFLICT DO NOTHING
    RETURNING id`,
};

/** @returns for each row whether it was inserted; false: there is such a try already */
export async function insertAnswers(dataSource: DataSource, rows: readonly Answer[]): Promise<boolean[]> {
  const inserted = await run<{ id: string }>(dataSource, INSERT, [JSON.stringify(rows)]);
  const ids = new Set(inserted.map(({ id }) => id));
  return rows.map(({ id }) => ids.has(id));
}

const CLAIM: Statement = {
  name: 'answer-claim',
  text: `UPDATE answer SET judging = 'claimed' WHERE id = ANY($1::text[]) AND judging = 'waiting' RETURNING id`,
};

/** @returns for each id whether it was waiting, and is claimed now */
export async function claimAnswers(dataSource: DataSource, ids: readonly string[]): Promise<boolean[]> {
  const claimed = new Set((await run<{ id: string }>(dataSource, CLAIM, [ids])).map(({ id }) => id));
  return ids.map((id) => claimed.delete(id)); // of two who claim one only the first has it
}

const FINISH: Statement = {
  name: 'answer-finish',
  text: `UPDATE answer SET judging = 'judged', verdict = given.verdict, judgement = given."storedJudgement",
      judged_at = given."judgedAt"
    FROM json_to_recordset($1) AS given (id text, verdict text, "storedJudgement" jsonb, "judgedAt" timestamptz)
    WHERE answer.id = given.id AND judging = 'claimed'`,
};

export type Found = Pick<Answer, 'id' | 'verdict' | 'storedJudgement' | 'judgedAt'>;

/** Puts on record what was found of claimed answers. */
export async function finishAnswers(dataSource: DataSource, found: readonly Found[]): Promise<void[]> {
  await run(dataSource, FINISH, [JSON.stringify(found)]);
  return found.map(() => undefined);
}

const SHOWN: Statement = {
  name: 'answer-shown',
  text: `SELECT answer_id AS id, judged->'media' AS media FROM feedback_body
    WHERE answer_id = ANY($1::text[]) AND judged->'media' IS NOT NULL`,
};

/** What students were shown or heard with the feedback on these answers. */
export async function shownWithFeedback(
  dataSource: DataSource,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ShownMedia>> {
  if (ids.length === 0) return new Map();
  const rows = await run<{ id: string; media: unknown }>(dataSource, SHOWN, [ids]);
  return new Map(
    rows.flatMap(({ id, media }) => {
      const read = ShownMedia.safeParse(media);
      return read.success ? [[id, read.data] as const] : []; // the answers are listed all the same
    }),
  );
}
