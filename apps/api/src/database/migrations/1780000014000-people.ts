import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People with an account, how they sign in, what is sent to them once, and who did what. */
const changes = [
  `CREATE TABLE person (
    id text PRIMARY KEY,
    email text NOT NULL CONSTRAINT person_email UNIQUE,
    name text NOT NULL,
    role text NOT NULL,
    password_hash text,
    created_at timestamptz NOT NULL,
    disabled_at timestamptz
  )`,
  `CREATE INDEX person_by_time ON person (created_at, id)`,
  `CREATE TABLE sign_in (
    id text PRIMARY KEY,
    person_id text NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    hash text NOT NULL CONSTRAINT sign_in_hash UNIQUE,
    device text NOT NULL,
    created_at timestamptz NOT NULL,
    seen_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
  )`,
  `CREATE INDEX sign_in_of_person ON sign_in (person_id, created_at)`,
  `CREATE TABLE known_device (
    hash text PRIMARY KEY,
    person_id text NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    created_at timestamptz NOT NULL
  )`,
  `CREATE INDEX known_device_of_person ON known_device (person_id, created_at)`,
  `CREATE TABLE one_time_link (
    id text PRIMARY KEY,
    hash text NOT NULL CONSTRAINT one_time_link_hash UNIQUE,
    purpose text NOT NULL,
    email text,
    name text,
    role text,
    person_id text REFERENCES person (id) ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
  )`,
  `CREATE INDEX one_time_link_of_person ON one_time_link (person_id)`,
  `CREATE INDEX one_time_link_by_time ON one_time_link (created_at, id)`,
  `CREATE TABLE audit_entry (
    id text PRIMARY KEY,
    at timestamptz NOT NULL,
    actor_kind text NOT NULL,
    actor_id text,
    action text NOT NULL,
    subject_kind text NOT NULL,
    subject_id text
  )`,
  `CREATE INDEX audit_entry_by_time ON audit_entry (at, id)`,
  `ALTER TABLE staff_token DROP CONSTRAINT staff_token_role_check`,
  `ALTER TABLE staff_token ADD CONSTRAINT staff_token_role_check CHECK (role IN ('admin', 'teacher', 'author', 'operator'))`,
  `ALTER TABLE staff_token ADD COLUMN scopes jsonb, ADD COLUMN expires_at timestamptz`,
];

export class People1780000014000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of changes) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM staff_token WHERE role = 'operator'`); // the version before has none
    await runner.query(`ALTER TABLE staff_token DROP CONSTRAINT staff_token_role_check`);
    await runner.query(
      `ALTER TABLE staff_token ADD CONSTRAINT staff_token_role_check CHECK (role IN ('admin', 'teacher', 'author'))`,
    );
    await runner.query(`ALTER TABLE staff_token DROP COLUMN scopes, DROP COLUMN expires_at`);
    for (const name of ['audit_entry', 'one_time_link', 'known_device', 'sign_in', 'person']) {
      await runner.query(`DROP TABLE ${name}`);
    }
  }
}
