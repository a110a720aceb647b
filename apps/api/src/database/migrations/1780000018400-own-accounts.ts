import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The language of an account, and tokens that act for a person. */
const changes = [
  `ALTER TABLE person ADD COLUMN language text`,
  `ALTER TABLE staff_token ADD COLUMN person_id text REFERENCES person (id) ON DELETE CASCADE`,
  `CREATE INDEX staff_token_of_person ON staff_token (person_id, created_at)`,
];

export class OwnAccounts1780000018400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of changes) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM staff_token WHERE person_id IS NOT NULL`); // the version before would take them for its own
    await runner.query(`ALTER TABLE staff_token DROP COLUMN person_id`);
    await runner.query(`ALTER TABLE person DROP COLUMN language`);
  }
}
