import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is left to review, when students were connected to a session that was live, and what is said of its moments. */
const changes = [
  `CREATE INDEX answer_not_reviewed ON answer (received_at) WHERE verdict = 'not-reviewed'`,
  `CREATE TABLE attendance (
    id text PRIMARY KEY,
    session_id text NOT NULL REFERENCES session (id),
    student_id text NOT NULL REFERENCES student (id),
    from_at timestamptz NOT NULL,
    from_pts_ms double precision NOT NULL,
    until_at timestamptz,
    until_pts_ms double precision,
    longest_delay_ms double precision
  )`,
  `CREATE INDEX attendance_of_session ON attendance (session_id, student_id, from_at)`,
  `CREATE INDEX attendance_of_student ON attendance (student_id)`,
  `CREATE TABLE moment_comment (
    id text PRIMARY KEY,
    session_id text NOT NULL REFERENCES session (id),
    pts_ms double precision NOT NULL,
    text text NOT NULL,
    audience text NOT NULL CHECK (audience IN ('colleagues', 'students')),
    author_id text NOT NULL,
    author_name text NOT NULL,
    created_at timestamptz NOT NULL
  )`,
  `CREATE INDEX moment_comment_of_session ON moment_comment (session_id, created_at, id)`,
  `CREATE TABLE moment_link (
    id text PRIMARY KEY,
    session_id text NOT NULL REFERENCES session (id),
    pts_ms double precision NOT NULL,
    author_id text NOT NULL,
    author_name text NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz
  )`,
  `CREATE INDEX moment_link_of_session ON moment_link (session_id, created_at, id)`,
];

export class Review1780000014500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of changes) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['moment_link', 'moment_comment', 'attendance'])
      await runner.query(`DROP TABLE ${table}`);
    await runner.query(`DROP INDEX answer_not_reviewed`);
  }
}
