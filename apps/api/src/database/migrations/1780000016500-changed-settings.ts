import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Settings that operators change while the server runs. */
export class ChangedSettings1780000016500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE TABLE changed_setting (name text PRIMARY KEY, value text NOT NULL, changed_at timestamptz NOT NULL)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE changed_setting');
  }
}
