import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The imports into one class are listed, and a class that is deleted is taken off them. */
export class RosterImportsOfClass1780000018710 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX roster_import_of_class ON roster_import (class_id, at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX roster_import_of_class`);
  }
}
