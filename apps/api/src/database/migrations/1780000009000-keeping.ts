import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How long sessions are kept, what may not be deleted, and what recordings lack. */
const changes = [
  `CREATE TABLE lesson_keeping (
    lesson_id text PRIMARY KEY REFERENCES lesson (id) ON DELETE CASCADE,
    recorded boolean,
    kept_days integer
  )`,
  `ALTER TABLE session ADD COLUMN held boolean NOT NULL DEFAULT false, ADD COLUMN kept_days integer`,
  `CREATE INDEX session_ended ON session (ended_at) WHERE status = 'ended' AND NOT held`,
  `ALTER TABLE recording ADD COLUMN lost_ms double precision NOT NULL DEFAULT 0`,
];

export class Keeping1780000009000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of changes) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE recording DROP COLUMN lost_ms`);
    await runner.query(`ALTER TABLE session DROP COLUMN held, DROP COLUMN kept_days`);
    await runner.query(`DROP TABLE lesson_keeping`);
  }
}
