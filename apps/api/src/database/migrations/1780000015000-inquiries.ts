import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What students ask the teacher, what they are told, and who answers it in a session. */
export class Inquiries1780000015000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE session ADD COLUMN asking text NOT NULL DEFAULT 'each'`);
    await runner.query(`CREATE TABLE inquiry (
      id text PRIMARY KEY,
      session_id text NOT NULL REFERENCES session (id) ON DELETE CASCADE,
      student_id text NOT NULL REFERENCES student (id) ON DELETE CASCADE,
      group_id text NOT NULL,
      text text NOT NULL,
      spoken boolean NOT NULL,
      pts_ms double precision,
      asked_at timestamptz NOT NULL
    )`);
    await runner.query(`CREATE INDEX inquiry_of_session ON inquiry (session_id, asked_at, id)`);
    await runner.query(`CREATE INDEX inquiry_of_student ON inquiry (student_id)`);
    await runner.query(`CREATE TABLE inquiry_reply (
      seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      inquiry_id text NOT NULL REFERENCES inquiry (id) ON DELETE CASCADE,
      kind text NOT NULL,
      text text,
      passages jsonb NOT NULL,
      spent jsonb,
      to_class boolean NOT NULL,
      author_id text,
      author_name text,
      created_at timestamptz NOT NULL
    )`);
    await runner.query(`CREATE INDEX inquiry_reply_of_inquiry ON inquiry_reply (inquiry_id, seq)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE inquiry_reply`);
    await runner.query(`DROP TABLE inquiry`);
    await runner.query(`ALTER TABLE session DROP COLUMN asking`);
  }
}
