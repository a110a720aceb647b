import type { PersonRole } from '@lockstep/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

export type LinkPurpose = 'invitation' | 'first-admin' | 'password-reset';

/** A link that is good once; the hash of its token, never the token. */
@Entity('one_time_link')
export class OneTimeLink {
  @PrimaryColumn('text')
  id: string;

  @Column('text')
  hash: string;

  @Column('text')
  purpose: LinkPurpose;

  /** Of the account that an invitation makes; null: the person who opens the link says it. */
  @Column('text', { nullable: true })
  email: string | null;

  @Column('text', { nullable: true })
  name: string | null;

  /** Of the account that an invitation makes. */
  @Column('text', { nullable: true })
  role: PersonRole | null;

  /** Whose password is set. */
  @Column('text', { name: 'person_id', nullable: true })
  personId: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;
}
