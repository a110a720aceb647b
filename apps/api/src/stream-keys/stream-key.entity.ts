import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The right to publish into one session; only the key's hash is kept. */
@Entity('stream_key')
export class StreamKey {
  @PrimaryColumn('text')
  id: string;

  @Column('text', { name: 'session_id' })
  sessionId: string;

  @Column('text')
  label: string;

  @Column('text')
  hash: string;

  /** Its last characters, so that people can tell keys apart. */
  @Column('text')
  hint: string;

  @Column('boolean', { name: 'trusted_relay' })
  trustedRelay: boolean;

  /** `application/stream`, where its owner chose one. */
  @Column('text', { nullable: true })
  path: string | null;

  /** Whether the path alone may publish. */
  @Column('boolean', { default: false })
  open: boolean;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'rotated_at', nullable: true })
  rotatedAt: Date | null;
}
