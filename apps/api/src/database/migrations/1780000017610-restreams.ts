import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Other servers to which sessions are published. */
const changes = [
  `CREATE TABLE restream (
    id text PRIMARY KEY,
    session_id text REFERENCES session (id) ON DELETE CASCADE,
    name text NOT NULL,
    address text NOT NULL,
    key text NOT NULL,
    enabled boolean NOT NULL,
    created_at timestamptz NOT NULL
  )`,
  `CREATE INDEX restream_of_session ON restream (session_id, created_at)`,
];

export class Restreams1780000017610 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of changes) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE restream`);
  }
}
