import type { MigrationInterface, QueryRunner } from 'typeorm';

/** By which the audit log is searched, each in the order of time. */
const columns = ['actor_id', 'subject_id', 'action'] as const;

export class AuditFilters1780000018410 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const column of columns)
      await runner.query(`CREATE INDEX audit_entry_by_${column} ON audit_entry (${column}, at, id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const column of columns) await runner.query(`DROP INDEX audit_entry_by_${column}`);
  }
}
