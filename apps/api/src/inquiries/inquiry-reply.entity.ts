import { InquiryPassage, type InquiryReply } from '@lockstep/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as z from 'zod';
import { StoredList, StoredRecord } from '../stored/stored-record.js';

/** What a model took for a reply; costs in USD, null where no price is known. */
const Spent = z.object({
  model: z.string(),
  promptVersion: z.string(),
  tokens: z.object({ input: z.int(), output: z.int() }),
  costUsd: z.number().nullable(),
});
export type SpentOnReply = z.infer<typeof Spent>;

export const storedSpent = new StoredRecord<SpentOnReply>({ name: 'reply', version: 1, schema: Spent });
const storedPassages = new StoredList<InquiryPassage>('passages', InquiryPassage);

/** A reply to a question of a student. It is never changed; the last one counts. */
@Entity('inquiry_reply')
export class InquiryReplyRow {
  /** Counted by the database. */
  @PrimaryColumn('bigint', { generated: 'identity' })
  seq: string;

  @Column('text', { name: 'inquiry_id' })
  inquiryId: string;

  @Column('text')
  kind: InquiryReply['kind'];

  /** null: the passages, or the kind, say it. */
  @Column('text', { nullable: true })
  text: string | null;

  @Column('jsonb', { name: 'passages' })
  storedPassages: readonly InquiryPassage[];

  /** null: no model worded it. */
  @Column('jsonb', { name: 'spent', nullable: true })
  storedSpent: object | null;

  /** It was said to the class too. */
  @Column('boolean', { name: 'to_class' })
  toClass: boolean;

  /** Id of the teacher; null: the virtual teacher. */
  @Column('text', { name: 'author_id', nullable: true })
  authorId: string | null;

  /** As it was then. */
  @Column('text', { name: 'author_name', nullable: true })
  authorName: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  /** @throws StoredRecordUnreadable */
  get passages(): readonly InquiryPassage[] {
    return storedPassages.read(this.storedPassages, `reply ${this.seq}`);
  }

  /** @throws StoredRecordUnreadable */
  get spent(): SpentOnReply | null {
    return this.storedSpent && storedSpent.read(this.storedSpent, `reply ${this.seq}`);
  }
}
