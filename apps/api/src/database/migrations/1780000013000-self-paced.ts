import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lessons that students may take alone. */
export class SelfPaced1780000013000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE self_paced_lesson (
      lesson_id text PRIMARY KEY REFERENCES lesson (id) ON DELETE CASCADE,
      enabled_at timestamptz NOT NULL
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE self_paced_lesson`);
  }
}
