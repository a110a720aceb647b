import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a virtual teacher needs to go on after a restart: where it is, who tried how often, what was judged by whom. */
const changes = [
  `ALTER TABLE session ADD COLUMN teaching jsonb`,
  `ALTER TABLE answer
    ADD COLUMN attempt integer NOT NULL DEFAULT 1 CHECK (attempt BETWEEN 1 AND 5),
    ADD COLUMN spoken boolean NOT NULL DEFAULT false,
    ADD COLUMN judging text NOT NULL DEFAULT 'none' CHECK (judging IN ('none', 'waiting', 'claimed', 'judged')),
    ADD COLUMN judgement jsonb,
    ADD COLUMN judged_at timestamptz,
    DROP CONSTRAINT answer_verdict_check,
    ADD CONSTRAINT answer_verdict_check CHECK (verdict IN ('right', 'partly', 'wrong', 'not-reviewed')),
    DROP CONSTRAINT answer_student_id_opened_seq_key,
    ADD CONSTRAINT answer_try UNIQUE (student_id, opened_seq, attempt)`,
  `ALTER TABLE answer
    ALTER COLUMN attempt DROP DEFAULT,
    ALTER COLUMN spoken DROP DEFAULT,
    ALTER COLUMN judging DROP DEFAULT`,
  `CREATE INDEX answer_unjudged ON answer (session_id, opened_seq) WHERE judging IN ('waiting', 'claimed')`,
  `ALTER TABLE feedback_body ADD COLUMN answer_id text REFERENCES answer (id), ADD COLUMN judged jsonb`,
  `CREATE UNIQUE INDEX feedback_of_answer ON feedback_body (answer_id)`,
];

export class LiveTeaching1780000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of changes) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE feedback_body DROP COLUMN answer_id, DROP COLUMN judged`);
    await runner.query(`DELETE FROM answer WHERE attempt > 1`);
    await runner.query(`UPDATE answer SET verdict = 'not-reviewed' WHERE verdict = 'partly'`);
    await runner.query(`DROP INDEX answer_unjudged`);
    await runner.query(`ALTER TABLE answer
      DROP CONSTRAINT answer_try,
      ADD CONSTRAINT answer_student_id_opened_seq_key UNIQUE (student_id, opened_seq),
      DROP CONSTRAINT answer_verdict_check,
      ADD CONSTRAINT answer_verdict_check CHECK (verdict IN ('right', 'wrong', 'not-reviewed')),
      DROP COLUMN attempt, DROP COLUMN spoken, DROP COLUMN judging, DROP COLUMN judgement, DROP COLUMN judged_at`);
    await runner.query(`ALTER TABLE session DROP COLUMN teaching`);
  }
}
