import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What lists and reviews ask for: lesson, version and owner as columns, and an index for every foreign key and list. */
const changes = [
  `ALTER TABLE session ADD COLUMN lesson_id text, ADD COLUMN lesson_version integer, ADD COLUMN owner_id text`,
  `UPDATE session SET
    lesson_id = COALESCE(lesson ->> 'id', ''),
    lesson_version = CASE WHEN jsonb_typeof(lesson -> 'version') = 'number' THEN (lesson ->> 'version')::integer END`,
  `ALTER TABLE session ALTER COLUMN lesson_id SET NOT NULL`,
  `ALTER TABLE lesson ADD COLUMN owner_id text`,
  `ALTER TABLE lesson_version ADD COLUMN owner_id text`,
  `CREATE INDEX session_of_lesson ON session (lesson_id, lesson_version)`,
  `CREATE INDEX session_by_time ON session (created_at, id)`,
  `CREATE INDEX session_live ON session (started_at) WHERE status = 'live'`,
  `CREATE INDEX lesson_by_time ON lesson (updated_at, id)`,
  `CREATE INDEX lesson_of_deck ON lesson (deck_id)`,
  `CREATE INDEX stream_key_of_session ON stream_key (session_id)`,
  `CREATE INDEX feedback_body_of_session ON feedback_body (session_id)`,
  `CREATE INDEX answer_by_time ON answer (session_id, received_at, id)`,
];

export class OwnersAndLists1780000003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of changes) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['lesson_of_deck', 'lesson_by_time', 'stream_key_of_session']) {
      await runner.query(`DROP INDEX ${name}`);
    }
    for (const name of ['feedback_body_of_session', 'answer_by_time', 'session_live', 'session_by_time']) {
      await runner.query(`DROP INDEX ${name}`);
    }
    await runner.query(`ALTER TABLE lesson_version DROP COLUMN owner_id`);
    await runner.query(`ALTER TABLE lesson DROP COLUMN owner_id`);
    await runner.query(
      `ALTER TABLE session DROP COLUMN lesson_id, DROP COLUMN lesson_version, DROP COLUMN owner_id`,
    );
  }
}
