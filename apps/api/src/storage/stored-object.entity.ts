import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A file of content that the bucket has. */
@Entity('stored_object')
export class StoredObject {
  @PrimaryColumn('text')
  key: string;

  @Column('timestamptz', { name: 'stored_at' })
  storedAt: Date;
}
