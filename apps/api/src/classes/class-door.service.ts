import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { type ClassArea, ClassDoor } from '../access/class-door.js';
import type { Identity } from '../access/identity.js';

/** The class that something belongs to. */
const CLASS_OF: Readonly<Record<ClassArea, string>> = {
  sessions: `SELECT class_id FROM session WHERE id = $1`,
  classes: `SELECT id AS class_id FROM class WHERE id = $1`,
  'stream-keys': `SELECT class_id FROM session WHERE id = (SELECT session_id FROM stream_key WHERE id = $1)`,
};

@Injectable()
export class ClassDoorService extends ClassDoor {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {
    super();
  }

  async mayTeach(caller: Identity | undefined, area: ClassArea, id: string): Promise<boolean> {
    if (caller?.kind !== 'staff') return false;
    if (caller.role === 'admin') return true;
    const others = await this.dataSource.query<unknown[]>(
      `SELECT 1 FROM (${CLASS_OF[area]}) AS found
        WHERE class_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM class_teacher teaching
          WHERE teaching.class_id = found.class_id AND teaching.teacher_id = $2)`,
      [id, caller.id],
    );
    return others.length === 0;
  }

  async isStudent(personId: string, classId: string): Promise<boolean> {
    const found = await this.dataSource.query<unknown[]>(
      `SELECT 1 FROM class_student WHERE class_id = $1 AND person_id = $2`,
      [classId, personId],
    );
    return found.length > 0;
  }
}
