import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Publishing paths that are chosen, who may watch a session, and what signs addresses. */
const changes = [
  `ALTER TABLE stream_key
    ADD COLUMN path text CONSTRAINT stream_key_path_key UNIQUE,
    ADD COLUMN open boolean NOT NULL DEFAULT false`,
  `ALTER TABLE session ADD COLUMN access jsonb`,
  `CREATE TABLE signing_key (
    id text PRIMARY KEY,
    secret text NOT NULL,
    created_at timestamptz NOT NULL
  )`,
];

export class DeliveryAccess1780000012000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of changes) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE signing_key`);
    await runner.query(`ALTER TABLE session DROP COLUMN access`);
    await runner.query(`ALTER TABLE stream_key DROP COLUMN open, DROP COLUMN path`);
  }
}
