import { Injectable } from '@nestjs/common';
import { InjectDataSource, InjectRepository } from '@nestjs/typeorm';
import type { ClassStudent as ClassStudentBody, ClassStudentAdd } from '@lockstep/contracts';
import { DataSource, type EntityManager, In, Repository } from 'typeorm';
import type { Identity } from '../access/identity.js';
import { People } from '../accounts/people/people.service.js';
import { Person } from '../accounts/people/person.entity.js';
import { Audit } from '../audit/audit.service.js';
import { ClassStudent } from './class.entity.js';
import { NotAStudent } from './class-errors.js';
import { Classes } from './classes.service.js';

/** Who is on the roster of a class. */
@Injectable()
export class ClassRoster {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @InjectRepository(ClassStudent) private readonly rows: Repository<ClassStudent>,
    private readonly people: People,
    private readonly classes: Classes,
    private readonly audit: Audit,
  ) {}

  /** By name. A roster is short enough to be one list. @throws ClassNotFound */
  async list(classId: string): Promise<ClassStudentBody[]> {
    await this.classes.get(classId);
    const rows = await this.rows.findBy({ classId });
    const people = await this.dataSource.manager.find(Person, {
      where: { id: In(rows.map(({ personId }) => personId)) },
      order: { name: 'ASC', id: 'ASC' },
    });
    const addedAt = new Map(rows.map((row) => [row.personId, row.addedAt]));
    return people.map(({ id, name, email, passwordHash }) => ({
      ...{ id, name, email, active: passwordHash !== null },
      addedAt: (addedAt.get(id) ?? new Date()).toISOString(),
    }));
  }

  /** Makes the account if nobody has this address. @throws ClassNotFound, NotAStudent, EmailTaken if somebody else made it meanwhile */
  async add(classId: string, { email, name }: ClassStudentAdd, by: Identity): Promise<ClassStudentBody[]> {
    await this.classes.get(classId);
    const personId = await this.dataSource.transaction(async (manager) => {
      const person = (await manager.findOneBy(Person, { email })) ?? (await this.#make(manager, email, name));
      if (person.role !== 'student') throw new NotAStudent();
      await enrol(manager, classId, person.id);
      return person.id;
    });
    await this.audit.note(by, 'class.student-added', 'person', personId);
    return this.list(classId);
  }

  /** What they did in sessions stays. @throws ClassNotFound */
  async remove(classId: string, personId: string, by: Identity): Promise<ClassStudentBody[]> {
    const { affected } = await this.rows.delete({ classId, personId });
    if (affected === 1) await this.audit.note(by, 'class.student-removed', 'person', personId);
    return this.list(classId);
  }

  #make(manager: EntityManager, email: string, name = email.split('@')[0] ?? email): Promise<Person> {
    return this.people.create(manager, { email, name, role: 'student', passwordHash: null });
  }
}

/** @returns whether they were not on the roster yet */
export async function enrol(manager: EntityManager, classId: string, personId: string): Promise<boolean> {
  const added = await manager.query<unknown[]>(
    `INSERT INTO class_student (class_id, person_id, added_at) VALUES ($1, $2, $3)
      ON CONFLICT DO NOTHING RETURNING person_id`,
    [classId, personId, new Date()],
  );
  return added.length > 0;
}
