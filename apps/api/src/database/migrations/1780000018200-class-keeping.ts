import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is kept of the sessions of a class. */
export class ClassKeeping1780000018200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE class_keeping (
      class_id text PRIMARY KEY REFERENCES class (id) ON DELETE CASCADE,
      recorded boolean,
      kept_days integer
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE class_keeping`);
  }
}
