import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as z from 'zod';
import { StoredList } from '../stored/stored-record.js';

/** One slide of a deck; `image` is the SHA-256 of the picture, the name of its file. */
export type SlideRecord = {
  readonly image: string;
  readonly title: string | null;
  readonly mediaType: 'image/png' | 'image/jpeg' | 'image/webp';
  readonly width: number;
  readonly height: number;
};

const Slide: z.ZodType<SlideRecord> = z.object({
  image: z.string(),
  title: z.string().nullable(),
  mediaType: z.enum(['image/png', 'image/jpeg', 'image/webp']),
  width: z.int().min(1),
  height: z.int().min(1),
});
const storedSlides = new StoredList<SlideRecord>('slides', Slide);

/** Immutable: the id is made of its slides. */
@Entity('deck')
export class Deck {
  @PrimaryColumn('text')
  id: string;

  @Column('jsonb', { name: 'slides' })
  storedSlides: readonly SlideRecord[];

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  /** @throws StoredRecordUnreadable */
  get slides(): readonly SlideRecord[] {
    return storedSlides.read(this.storedSlides, `deck ${this.id}`);
  }
}
