import type { PersonRole } from '@lockstep/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Somebody with an account. */
@Entity('person')
export class Person {
  @PrimaryColumn('text')
  id: string;

  /** In lower case. */
  @Column('text')
  email: string;

  @Column('text')
  name: string;

  @Column('text')
  role: PersonRole;

  /** Argon2id; null for those who sign in otherwise. */
  @Column('text', { name: 'password_hash', nullable: true })
  passwordHash: string | null;

  /** In which they read the pages; null: as their browser says. */
  @Column('text', { nullable: true })
  language: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  /** Kept from signing in since. */
  @Column('timestamptz', { name: 'disabled_at', nullable: true })
  disabledAt: Date | null;
}
