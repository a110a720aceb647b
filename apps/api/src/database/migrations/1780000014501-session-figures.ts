import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What sessions come to, counted once for analytics. */
export class SessionFigures1780000014501 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE session_figures (
      session_id text PRIMARY KEY REFERENCES session (id),
      basis text NOT NULL,
      figures jsonb NOT NULL
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE session_figures`);
  }
}
