import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How often a compile job was begun, so that one that ends the server is not started again and again. */
export class CompileStarts1780000005000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE compile_job ADD COLUMN starts integer NOT NULL DEFAULT 0`);
    await runner.query(`ALTER TABLE compile_job ALTER COLUMN starts DROP DEFAULT`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE compile_job DROP COLUMN starts`);
  }
}
