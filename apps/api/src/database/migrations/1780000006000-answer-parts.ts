import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Answers to questions that are answered by parts, and how sure students are. */
export class AnswerParts1780000006000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE answer ADD COLUMN parts jsonb NOT NULL DEFAULT '[]'`);
    await runner.query(`ALTER TABLE answer ADD COLUMN confidence integer`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE answer DROP COLUMN confidence`);
    await runner.query(`ALTER TABLE answer DROP COLUMN parts`);
  }
}
