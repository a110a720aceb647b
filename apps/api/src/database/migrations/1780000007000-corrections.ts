import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What teachers say of answers in place of their first verdict. Rows are added and never changed. */
const changes = [
  `CREATE TABLE correction (
    seq integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    correction_id text NOT NULL,
    answer_id text NOT NULL REFERENCES answer (id),
    session_id text NOT NULL REFERENCES session (id),
    question_key text NOT NULL,
    verdict text CHECK (verdict IN ('right', 'partly', 'wrong')),
    comment text,
    undoes integer UNIQUE REFERENCES correction (seq),
    author_id text NOT NULL,
    author_name text NOT NULL,
    pts_ms double precision,
    created_at timestamptz NOT NULL,
    CHECK ((verdict IS NULL) = (undoes IS NOT NULL))
  )`,
  `CREATE INDEX correction_of_answer ON correction (answer_id, seq)`,
  `CREATE INDEX correction_of_question ON correction (question_key, seq)`,
  `CREATE INDEX correction_by_time ON correction (session_id, created_at, seq)`,
  `CREATE INDEX correction_together ON correction (session_id, correction_id)`,
];

export class Corrections1780000007000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of changes) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE correction`);
  }
}
