import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Role, Scope } from '@lockstep/contracts';

/** A token of an admin, a teacher or an author; only its hash is kept. */
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

  @Column('timestamptz', { name: 'expires_at', nullable: true })
  expiresAt: Date | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
}
