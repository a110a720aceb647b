import { Injectable } from '@nestjs/common';
import { InjectDataSource, InjectRepository } from '@nestjs/typeorm';
import type {
  Class as ClassBody,
  ClassChange,
  ClassDraft,
  ClassQuery,
  ClassTeacher,
} from '@lockstep/contracts';
import { DataSource, IsNull, Not, Repository } from 'typeorm';
import { OtherClass } from '../access/access-errors.js';
import type { Identity } from '../access/identity.js';
import { newId } from '../access/secret.js';
import { People } from '../accounts/people/people.service.js';
import { Audit } from '../audit/audit.service.js';
import { type Page, readPage } from '../paging/page.js';
import { Class, ClassLesson, ClassTeacher as ClassTeacherRow } from './class.entity.js';
import { ClassNotFound, ClassOwner, TeacherNotFound } from './class-errors.js';

type Details = Pick<ClassBody, 'teachers' | 'students' | 'lessonIds'>;
type DetailRow = {
  readonly id: string;
  readonly teachers: ClassTeacher[];
  readonly students: number;
  readonly lessonIds: string[];
};

const DETAILS = `SELECT class.id,
    (SELECT coalesce(json_agg(json_build_object('id', teacher_id, 'owner', is_owner,
        'name', coalesce(person.name, staff_token.name, '')) ORDER BY is_owner DESC, teacher_id), '[]')
      FROM class_teacher LEFT JOIN person ON person.id = teacher_id LEFT JOIN staff_token ON staff_token.id = teacher_id
      WHERE class_id = class.id) AS teachers,
    (SELECT count(*)::int FROM class_student WHERE class_id = class.id) AS students,
    (SELECT coalesce(json_agg(lesson_id ORDER BY added_at, lesson_id), '[]')
      FROM class_lesson WHERE class_id = class.id) AS "lessonIds"
  FROM class WHERE class.id = ANY($1::text[])`;

/** The classes, with those who teach them and what they may take alone. */
@Injectable()
export class Classes {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @InjectRepository(Class) private readonly classes: Repository<Class>,
    private readonly people: People,
    private readonly audit: Audit,
  ) {}

  /** Those that `caller` teaches; of an admin, all. The newest first. */
  async list({ archived, ...query }: ClassQuery, caller: Identity): Promise<Page<ClassBody>> {
    const rows = this.classes.createQueryBuilder('class');
    rows.where({ archivedAt: archived === 'true' ? Not(IsNull()) : IsNull() });
    if (!isAdmin(caller))
      rows.andWhere('class.id IN (SELECT class_id FROM class_teacher WHERE teacher_id = :teacher)', {
        teacher: caller.id,
      });
    const page = await readPage(rows, { by: ['class.createdAt', 'class.id'], direction: 'DESC' }, query);
    const details = await this.#details(page.items.map(({ id }) => id));
    return page.map((row) => describe(row, details.get(row.id)));
  }

  /** @throws ClassNotFound */
  async get(id: string): Promise<ClassBody> {
    const row = await this.classes.findOneBy({ id });
    if (!row) throw new ClassNotFound(id);
    return describe(row, (await this.#details([id])).get(id));
  }

  /** For what is made for a class. @throws ClassNotFound, OtherClass */
  async requireTeacher(id: string, caller: Identity): Promise<void> {
    const { teachers } = await this.get(id);
    if (!isAdmin(caller) && !teachers.some((one) => one.id === caller.id)) throw new OtherClass();
  }

  async create({ name, term }: ClassDraft, owner: Identity): Promise<ClassBody> {
    const id = newId();
    await this.dataSource.transaction(async (manager) => {
      await manager.insert(Class, { id, name, term, createdAt: new Date(), archivedAt: null });
      await manager.insert(ClassTeacherRow, { classId: id, teacherId: owner.id, isOwner: true });
    });
    await this.audit.note(owner, 'class.created', 'class', id);
    return this.get(id);
  }

  /** @throws ClassNotFound */
  async change(id: string, { archived, ...draft }: ClassChange, by: Identity): Promise<ClassBody> {
    const before = await this.get(id);
    const archivedAt =
      archived === undefined || archived === before.archived
        ? {}
        : { archivedAt: archived ? new Date() : null };
    const changes = { ...draft, ...archivedAt };
    if (Object.keys(changes).length > 0) await this.classes.update({ id }, changes);
    await this.audit.note(by, 'class.changed', 'class', id);
    return this.get(id);
  }

  /** @throws ClassNotFound, TeacherNotFound */
  async addTeacher(id: string, email: string, by: Identity): Promise<ClassBody> {
    await this.get(id);
    const person = await this.people.byEmail(email);
    if (person === undefined || !['teacher', 'admin'].includes(person.role)) throw new TeacherNotFound();
    await this.dataSource.query(
      `INSERT INTO class_teacher (class_id, teacher_id, is_owner) VALUES ($1, $2, false) ON CONFLICT DO NOTHING`,
      [id, person.id],
    );
    await this.audit.note(by, 'class.teacher-added', 'person', person.id);
    return this.get(id);
  }

  /** @throws ClassNotFound, ClassOwner */
  async removeTeacher(id: string, teacherId: string, by: Identity): Promise<ClassBody> {
    const { teachers } = await this.get(id);
    if (teachers.some((one) => one.id === teacherId && one.owner)) throw new ClassOwner();
    await this.dataSource.manager.delete(ClassTeacherRow, { classId: id, teacherId });
    await this.audit.note(by, 'class.teacher-removed', 'person', teacherId);
    return this.get(id);
  }

  /** Its students find the lesson at home, or no longer. A lesson that is not there is left out. @throws ClassNotFound */
  async setLesson(id: string, lessonId: string, isOffered: boolean): Promise<ClassBody> {
    await this.get(id);
    if (isOffered)
      await this.dataSource.query(
        `INSERT INTO class_lesson (class_id, lesson_id, added_at)
          SELECT $1, id, $3 FROM lesson WHERE id = $2 ON CONFLICT DO NOTHING`,
        [id, lessonId, new Date()],
      );
    else await this.dataSource.manager.delete(ClassLesson, { classId: id, lessonId });
    return this.get(id);
  }

  async #details(ids: readonly string[]): Promise<Map<string, Details>> {
    const rows = await this.dataSource.query<DetailRow[]>(DETAILS, [ids]);
    return new Map(rows.map(({ id, ...details }) => [id, details]));
  }
}

const isAdmin = (caller: Identity): boolean => caller.kind === 'staff' && caller.role === 'admin';

const describe = (
  { id, name, term, createdAt, archivedAt }: Class,
  { teachers, students, lessonIds }: Details = { teachers: [], students: 0, lessonIds: [] },
): ClassBody => ({
  ...{ id, name, term, archived: archivedAt !== null, teachers, students, lessonIds },
  createdAt: createdAt.toISOString(),
});
