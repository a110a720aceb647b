import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which process is at a compile job: another one begins it again only when that process is gone. */
export class CompileNodes1780000018510 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE compile_job ADD COLUMN node text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE compile_job DROP COLUMN node`);
  }
}
