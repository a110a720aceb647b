import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is made of streams beside what their publishers send, and for which sessions and lessons. */
const changes = [
  `CREATE TABLE delivery_template (
    id text PRIMARY KEY,
    name text NOT NULL UNIQUE,
    is_default boolean NOT NULL,
    content jsonb NOT NULL,
    image bytea,
    created_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL
  )`,
  `CREATE UNIQUE INDEX delivery_template_default ON delivery_template (is_default) WHERE is_default`,
  ...['session', 'lesson'].flatMap((of) => [
    `CREATE TABLE ${of}_template (
      ${of}_id text PRIMARY KEY REFERENCES ${of} (id) ON DELETE CASCADE,
      template_id text NOT NULL REFERENCES delivery_template (id) ON DELETE CASCADE
    )`,
    `CREATE INDEX ${of}_template_of ON ${of}_template (template_id)`,
  ]),
];

export class DeliveryTemplates1780000017600 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of changes) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE session_template, lesson_template, delivery_template`);
  }
}
