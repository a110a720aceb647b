import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Imports of rosters, and what each of them did: what can be undone. */
const changes = [
  `CREATE TABLE roster_import (
    id text PRIMARY KEY,
    at timestamptz NOT NULL,
    by_id text NOT NULL,
    class_id text REFERENCES class (id) ON DELETE SET NULL,
    undone_at timestamptz
  )`,
  `CREATE INDEX roster_import_by_time ON roster_import (at, id)`,
  `CREATE TABLE roster_import_item (
    import_id text NOT NULL REFERENCES roster_import (id) ON DELETE CASCADE,
    position integer NOT NULL,
    act text NOT NULL,
    class_id text,
    person_id text,
    before text,
    after text,
    PRIMARY KEY (import_id, position)
  )`,
  `CREATE INDEX roster_import_item_of_person ON roster_import_item (person_id)`,
];

export class RosterImports1780000018100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of changes) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE roster_import_item`);
    await runner.query(`DROP TABLE roster_import`);
  }
}
