import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Viewers who may not watch a session any more. */
const changes = [
  `CREATE TABLE viewer_ban (
    id text PRIMARY KEY,
    session_id text NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    student_id text,
    token_hash text,
    remote text NOT NULL,
    reason text,
    at timestamptz NOT NULL,
    expires_at timestamptz
  )`,
  `CREATE INDEX viewer_ban_of_session ON viewer_ban (session_id, at)`,
];

export class ViewerBans1780000015500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of changes) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE viewer_ban`);
  }
}
