import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Lessons written as text. A version refers to no lesson: sessions keep what they ran when the lesson is deleted.
 * Contents of files lie in the data folder, named by their hash.
 */
const changes = [
  `ALTER TABLE lesson
    ADD COLUMN kind text NOT NULL DEFAULT 'slides' CHECK (kind IN ('slides', 'script')),
    ADD COLUMN origin text UNIQUE,
    ADD COLUMN script text,
    ADD COLUMN script_revision integer NOT NULL DEFAULT 0,
    ADD COLUMN files_revision integer NOT NULL DEFAULT 0`,
  `ALTER TABLE lesson
    ALTER COLUMN kind DROP DEFAULT,
    ALTER COLUMN script_revision DROP DEFAULT,
    ALTER COLUMN files_revision DROP DEFAULT`,
  `CREATE TABLE lesson_file (
    lesson_id text NOT NULL REFERENCES lesson (id) ON DELETE CASCADE,
    path text NOT NULL,
    sha256 text NOT NULL,
    media_type text NOT NULL,
    size_bytes double precision NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (lesson_id, path)
  )`,
  `CREATE TABLE lesson_version (
    lesson_id text NOT NULL,
    version integer NOT NULL CHECK (version > 0),
    title text NOT NULL,
    language text NOT NULL,
    note text NOT NULL,
    text text NOT NULL,
    script jsonb NOT NULL,
    files jsonb NOT NULL,
    script_revision integer NOT NULL,
    files_revision integer NOT NULL,
    compiled jsonb,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (lesson_id, version)
  )`,
  `CREATE TABLE compile_job (
    id text PRIMARY KEY,
    lesson_id text NOT NULL,
    version integer,
    draft_key text NOT NULL,
    status text NOT NULL CHECK (status IN ('queued', 'running', 'done', 'failed', 'cancelled')),
    urgency integer NOT NULL,
    done integer NOT NULL,
    total integer,
    reused integer NOT NULL,
    problems jsonb NOT NULL,
    compiled jsonb,
    created_at timestamptz NOT NULL,
    started_at timestamptz,
    finished_at timestamptz
  )`,
  `CREATE INDEX compile_job_waiting ON compile_job (urgency DESC, created_at) WHERE status = 'queued'`,
  `CREATE INDEX compile_job_of_lesson ON compile_job (lesson_id, created_at DESC)`,
];

export class LessonScripts1780000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of changes) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['compile_job', 'lesson_version', 'lesson_file']) {
      await runner.query(`DROP TABLE ${name}`);
    }
    await runner.query(`DELETE FROM lesson WHERE kind = 'script'`);
    await runner.query(`ALTER TABLE lesson
      DROP COLUMN kind, DROP COLUMN origin, DROP COLUMN script,
      DROP COLUMN script_revision, DROP COLUMN files_revision`);
  }
}
