import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How often those who watched a recording went back, and where to. */
export class SessionRewinds1780000018210 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE session_rewind (
      session_id text NOT NULL REFERENCES session (id) ON DELETE CASCADE,
      bucket integer NOT NULL,
      count integer NOT NULL,
      PRIMARY KEY (session_id, bucket)
    )`);
    await runner.query(`DELETE FROM session_figures`); // they are counted anew, with the rewinds
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE session_rewind`);
    await runner.query(`DELETE FROM session_figures`);
  }
}
