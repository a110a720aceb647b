import {
  FrameRegion,
  TemplateRendition,
  TemplateWatermark,
  type DeliveryTemplateCreate,
} from '@lockstep/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as z from 'zod';
import { StoredRecord } from '../stored/stored-record.js';

export type TemplateContent = Pick<
  DeliveryTemplateCreate,
  'renditions' | 'crop' | 'blur' | 'watermark' | 'encoder'
>;

export const storedTemplate = new StoredRecord<TemplateContent>({
  name: 'template',
  version: 1,
  schema: z.object({
    renditions: z.array(TemplateRendition),
    crop: FrameRegion.nullable(),
    blur: z.array(FrameRegion),
    watermark: TemplateWatermark.nullable(),
    encoder: z.enum(['auto', 'x264', 'nvenc', 'qsv', 'vaapi']),
  }),
});

/** What is made of a stream beside what its publisher sends. */
@Entity('delivery_template')
export class DeliveryTemplateRow {
  @PrimaryColumn('text')
  id: string;

  @Column('text')
  name: string;

  /** One at most. */
  @Column('boolean', { name: 'is_default' })
  isDefault: boolean;

  @Column('jsonb', { name: 'content' })
  storedContent: object;

  /** Of the watermark, as WebP; as large as a slide at most. */
  @Column('bytea', { nullable: true })
  image: Buffer | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'changed_at' })
  changedAt: Date;

  /** @throws StoredRecordUnreadable */
  get content(): TemplateContent {
    return storedTemplate.read(this.storedContent, this.id);
  }
}

/** The template of one session. */
@Entity('session_template')
export class SessionTemplate {
  @PrimaryColumn('text', { name: 'session_id' })
  sessionId: string;

  @Column('text', { name: 'template_id' })
  templateId: string;
}

/** The template of the sessions of a lesson that have none of their own. */
@Entity('lesson_template')
export class LessonTemplate {
  @PrimaryColumn('text', { name: 'lesson_id' })
  lessonId: string;

  @Column('text', { name: 'template_id' })
  templateId: string;
}
