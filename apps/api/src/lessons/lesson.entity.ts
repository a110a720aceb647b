import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type Cue, type Question } from '@lockstep/contracts';

@Entity('lesson')
export class Lesson {
  @PrimaryColumn('text')
  id: string;

  @Column('text')
  title: string;

  @Column('text')
  language: string;

  @Column('jsonb')
  questions: Question[];

  /** Sorted by time. */
  @Column('jsonb')
  cues: Cue[];

  @Column('text', { name: 'deck_id', nullable: true })
  deckId: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt: Date;
}
