import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A secret that signs play and publish addresses. It is kept in clear, because what it signed is checked with it. */
@Entity('signing_key')
export class SigningKey {
  @PrimaryColumn('text')
  id: string;

  @Column('text')
  secret: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
}
