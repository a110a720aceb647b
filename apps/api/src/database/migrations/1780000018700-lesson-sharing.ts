import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What colleagues may do with a lesson. One without a word of it, such as all that were there before, is everybody's. */
const changes = [
  `ALTER TABLE lesson ADD COLUMN everyone text CHECK (everyone IN ('none', 'view', 'copy', 'edit'))`,
  `CREATE TABLE lesson_share (
    lesson_id text NOT NULL REFERENCES lesson (id) ON DELETE CASCADE,
    colleague_id text NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    level text NOT NULL CHECK (level IN ('view', 'copy', 'edit')),
    PRIMARY KEY (lesson_id, colleague_id)
  )`,
  `CREATE INDEX lesson_share_with ON lesson_share (colleague_id)`,
];

export class LessonSharing1780000018700 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of changes) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE lesson_share`);
    await runner.query(`ALTER TABLE lesson DROP COLUMN everyone`);
  }
}
