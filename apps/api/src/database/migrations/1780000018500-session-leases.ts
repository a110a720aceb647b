import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which processes there are, and which of them carries which live session. Rows change every second, so they have room to change in
 * place.
 */
const changes = [
  `CREATE TABLE session_lease (
    session_id text PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE,
    node text NOT NULL,
    url text NOT NULL,
    epoch integer NOT NULL,
    expires_at timestamptz NOT NULL
  ) WITH (fillfactor = 50)`,
  `CREATE TABLE server_node (
    node text PRIMARY KEY,
    url text NOT NULL,
    redis text NOT NULL,
    seen_at timestamptz NOT NULL
  ) WITH (fillfactor = 50)`,
  // one row, made when somebody asks for it: a backup is restored into tables without rows
  `CREATE TABLE installation (is_one boolean PRIMARY KEY DEFAULT true CHECK (is_one), id text NOT NULL)`,
];

export class SessionLeases1780000018500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of changes) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['installation', 'server_node', 'session_lease'])
      await runner.query(`DROP TABLE ${table}`);
  }
}
