import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Rows that change again and again get room on their own page, and no index names a column that changes: PostgreSQL then
 * writes the new version beside the old one, touches no index, and clears up by itself (heap-only tuples).
 */
const changes = [
  `DROP INDEX ledger_event_unaired`, // the primary key finds the events of a session too
  `ALTER TABLE ledger_event SET (fillfactor = 70)`,
  `ALTER TABLE session SET (fillfactor = 50)`,
];

export class UpdatesInPlace1780000014200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of changes) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE session RESET (fillfactor)`);
    await runner.query(`ALTER TABLE ledger_event RESET (fillfactor)`);
    await runner.query(
      `CREATE INDEX ledger_event_unaired ON ledger_event (session_id, seq) WHERE aired_pts_ms IS NULL`,
    );
  }
}
