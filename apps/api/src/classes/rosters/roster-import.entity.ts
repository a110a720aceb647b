import type { RosterAct } from '@lockstep/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A roster that was applied. */
@Entity('roster_import')
export class RosterImportRow {
  @PrimaryColumn('text')
  id: string;

  @Column('timestamptz')
  at: Date;

  /** A person of staff, or a token. */
  @Column('text', { name: 'by_id' })
  byId: string;

  /** Of an import into one class. */
  @Column('text', { name: 'class_id', nullable: true })
  classId: string | null;

  @Column('timestamptz', { name: 'undone_at', nullable: true })
  undoneAt: Date | null;
}

/** One thing that an import did. */
@Entity('roster_import_item')
export class RosterImportItem {
  @PrimaryColumn('text', { name: 'import_id' })
  importId: string;

  @PrimaryColumn('integer')
  position: number;

  @Column('text')
  act: RosterAct;

  @Column('text', { name: 'class_id', nullable: true })
  classId: string | null;

  @Column('text', { name: 'person_id', nullable: true })
  personId: string | null;

  /** Names of a person who got another one. */
  @Column('text', { nullable: true })
  before: string | null;

  @Column('text', { nullable: true })
  after: string | null;
}
