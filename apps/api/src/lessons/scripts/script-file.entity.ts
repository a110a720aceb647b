import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A file of a script, under the name that the script uses. */
@Entity('lesson_file')
export class ScriptFile {
  @PrimaryColumn('text', { name: 'lesson_id' })
  lessonId: string;

  /** Below the script, with forward slashes. */
  @PrimaryColumn('text')
  path: string;

  /** Of its content: the name of the file in the data folder. */
  @Column('text')
  sha256: string;

  @Column('text', { name: 'media_type' })
  mediaType: string;

  @Column('double precision', { name: 'size_bytes' })
  sizeBytes: number;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt: Date;
}
