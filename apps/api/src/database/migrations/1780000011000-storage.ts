import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is kept in a bucket: which files are on their way, which are there, and where a recording is. */
const changes = [
  `CREATE TABLE object_upload (
    key text PRIMARY KEY,
    upload_id text NOT NULL,
    part_bytes integer NOT NULL,
    parts jsonb NOT NULL,
    begun_at timestamptz NOT NULL
  )`,
  `CREATE TABLE stored_object (
    key text PRIMARY KEY,
    stored_at timestamptz NOT NULL
  )`,
  `ALTER TABLE recording ADD COLUMN bucket_path text, ADD COLUMN bucket_facts jsonb`,
];

export class Storage1780000011000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of changes) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE recording DROP COLUMN bucket_path, DROP COLUMN bucket_facts`);
    await runner.query(`DROP TABLE stored_object`);
    await runner.query(`DROP TABLE object_upload`);
  }
}
