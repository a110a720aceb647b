import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Classes with their teachers, students and lessons; sessions of a class; students of a session who have an account. */
const changes = [
  `CREATE TABLE class (
    id text PRIMARY KEY,
    name text NOT NULL,
    term text NOT NULL,
    created_at timestamptz NOT NULL,
    archived_at timestamptz
  )`,
  `CREATE INDEX class_by_time ON class (created_at, id)`,
  `CREATE TABLE class_teacher (
    class_id text NOT NULL REFERENCES class (id) ON DELETE CASCADE,
    teacher_id text NOT NULL,
    is_owner boolean NOT NULL,
    PRIMARY KEY (class_id, teacher_id)
  )`,
  `CREATE INDEX class_teacher_of ON class_teacher (teacher_id)`,
  `CREATE TABLE class_student (
    class_id text NOT NULL REFERENCES class (id) ON DELETE CASCADE,
    person_id text NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    added_at timestamptz NOT NULL,
    PRIMARY KEY (class_id, person_id)
  )`,
  `CREATE INDEX class_student_of ON class_student (person_id)`,
  `CREATE TABLE class_lesson (
    class_id text NOT NULL REFERENCES class (id) ON DELETE CASCADE,
    lesson_id text NOT NULL REFERENCES lesson (id) ON DELETE CASCADE,
    added_at timestamptz NOT NULL,
    PRIMARY KEY (class_id, lesson_id)
  )`,
  `CREATE INDEX class_lesson_of ON class_lesson (lesson_id)`,
  `ALTER TABLE session ADD COLUMN class_id text REFERENCES class (id) ON DELETE SET NULL`,
  `ALTER TABLE session ADD COLUMN join_code text CONSTRAINT session_join_code UNIQUE`,
  `CREATE INDEX session_of_class ON session (class_id)`,
  `ALTER TABLE student ADD COLUMN person_id text REFERENCES person (id) ON DELETE SET NULL`,
  `CREATE UNIQUE INDEX student_of_person ON student (person_id, session_id) WHERE person_id IS NOT NULL`,
  `CREATE TABLE student_token (
    hash text PRIMARY KEY,
    student_id text NOT NULL REFERENCES student (id) ON DELETE CASCADE,
    expires_at timestamptz NOT NULL
  )`,
  `CREATE INDEX student_token_of ON student_token (student_id)`,
];

export class Classes1780000017000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of changes) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE student_token`);
    await runner.query(`ALTER TABLE student DROP COLUMN person_id`);
    await runner.query(`ALTER TABLE session DROP COLUMN class_id, DROP COLUMN join_code`);
    for (const name of ['class_lesson', 'class_student', 'class_teacher', 'class']) {
      await runner.query(`DROP TABLE ${name}`);
    }
  }
}
