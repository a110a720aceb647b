import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether a session is recorded, and what became of it. Sessions from before were not: nobody was told. */
const changes = [
  `ALTER TABLE session ADD COLUMN recorded boolean NOT NULL DEFAULT false`,
  `ALTER TABLE session ALTER COLUMN recorded DROP DEFAULT`,
  `CREATE TABLE recording (
    id text PRIMARY KEY,
    session_id text NOT NULL UNIQUE REFERENCES session (id),
    status text NOT NULL CHECK (status IN ('recording', 'finishing', 'ready', 'failed')),
    failure text,
    created_at timestamptz NOT NULL,
    ended_at timestamptz
  )`,
  `CREATE INDEX recording_unfinished ON recording (created_at) WHERE status IN ('recording', 'finishing')`,
];

export class Recordings1780000008000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of changes) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE recording`);
    await runner.query(`ALTER TABLE session DROP COLUMN recorded`);
  }
}
