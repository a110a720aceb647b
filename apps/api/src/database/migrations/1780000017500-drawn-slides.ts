import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many slides of a compile job are drawn so far. Older servers leave both as they are. */
export class DrawnSlides1780000017500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE compile_job ADD COLUMN slides_drawn integer NOT NULL DEFAULT 0`);
    await runner.query(`ALTER TABLE compile_job ADD COLUMN slides_total integer`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE compile_job DROP COLUMN slides_total`);
    await runner.query(`ALTER TABLE compile_job DROP COLUMN slides_drawn`);
  }
}
