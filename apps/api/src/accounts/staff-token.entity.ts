import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { Role, Scope } from '@lockstep/contracts';
import { Person } from './people/person.entity.js';

/** A token of a program, with a role of its own, or one that acts for a person; only its hash is kept. */
@Entity('staff_token')
export class StaffToken {
  @PrimaryColumn('text')
  id: string;

  @Column('text')
  name: string;

  @Column('text')
  role: Role;

  @Column('text')
  hash: string;

  /** null: all that the role may do. */
  @Column('jsonb', { name: 'scopes', nullable: true })
  storedScopes: Scope[] | null;

  /** For whom it acts; null: for itself. */
  @Column('text', { name: 'person_id', nullable: true })
  personId: string | null;

  @ManyToOne(() => Person, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'person_id' })
  person: Person | null;

  @Column('timestamptz', { name: 'expires_at', nullable: true })
  expiresAt: Date | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
}
