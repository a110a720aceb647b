import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One slide of a deck; `image` is the SHA-256 of the picture, the name of its file. */
export type SlideRecord = {
  readonly image: string;
  readonly title: string | null;
  readonly mediaType: 'image/png' | 'image/jpeg' | 'image/webp';
  readonly width: number;
  readonly height: number;
};

/** Immutable: the id is made of its slides. */
@Entity('deck')
export class Deck {
  @PrimaryColumn('text')
  id: string;

  @Column('jsonb')
  slides: SlideRecord[];

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
}
