import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is told of what happens, and what is still to be told. */
const changes = [
  `CREATE TABLE webhook (
    id text PRIMARY KEY,
    url text NOT NULL,
    events jsonb NOT NULL,
    asks jsonb NOT NULL,
    on_failure text NOT NULL,
    enabled boolean NOT NULL,
    secret text NOT NULL,
    previous_secret text,
    previous_until timestamptz,
    dropped integer NOT NULL,
    created_at timestamptz NOT NULL
  )`,
  `CREATE TABLE webhook_delivery (
    id text PRIMARY KEY,
    seq bigserial NOT NULL,
    webhook_id text NOT NULL REFERENCES webhook (id) ON DELETE CASCADE,
    session_id text,
    student_id text,
    queue text NOT NULL,
    payload jsonb NOT NULL,
    state text NOT NULL,
    attempts integer NOT NULL,
    at timestamptz NOT NULL,
    next_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    status integer,
    failure text,
    delivered_at timestamptz
  )`,
  `CREATE INDEX webhook_delivery_waiting ON webhook_delivery (webhook_id, queue, seq) WHERE state = 'waiting'`,
  `CREATE INDEX webhook_delivery_by_state ON webhook_delivery (webhook_id, state, at, id)`,
  `CREATE INDEX webhook_delivery_of_session ON webhook_delivery (session_id)`,
];

export class Webhooks1780000016000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of changes) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE webhook_delivery`);
    await runner.query(`DROP TABLE webhook`);
  }
}
