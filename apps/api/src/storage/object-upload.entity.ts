import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as z from 'zod';
import type { SentPart } from './bucket.js';

const Parts = z.array(z.object({ number: z.int().min(1).max(10_000), md5: z.string(), tag: z.string() }));

/** How far a large file is on its way into the bucket: another process goes on where this one was killed. */
@Entity('object_upload')
export class ObjectUpload {
  @PrimaryColumn('text')
  key: string;

  @Column('text', { name: 'upload_id' })
  uploadId: string;

  /** Of every part but the last. */
  @Column('integer', { name: 'part_bytes' })
  partBytes: number;

  @Column('jsonb', { name: 'parts' })
  storedParts: readonly SentPart[];

  @Column('timestamptz', { name: 'begun_at' })
  begunAt: Date;

  /** None where they cannot be read: then all are sent again. */
  get parts(): readonly SentPart[] {
    return Parts.safeParse(this.storedParts).data ?? [];
  }
}
