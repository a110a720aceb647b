import type { AuditAction, AuditEntry as AuditEntryBody } from '@lockstep/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Who did what to whom, by ids alone: a name that is erased stands nowhere in it. */
@Entity('audit_entry')
export class AuditEntry {
  @PrimaryColumn('text')
  id: string;

  @Column('timestamptz')
  at: Date;

  @Column('text', { name: 'actor_kind' })
  actorKind: AuditEntryBody['actor']['kind'];

  @Column('text', { name: 'actor_id', nullable: true })
  actorId: string | null;

  @Column('text')
  action: AuditAction;

  @Column('text', { name: 'subject_kind' })
  subjectKind: AuditEntryBody['subject']['kind'];

  @Column('text', { name: 'subject_id', nullable: true })
  subjectId: string | null;
}
