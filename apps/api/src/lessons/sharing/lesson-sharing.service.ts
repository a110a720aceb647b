import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type {
  LessonCopy,
  LessonSharing as LessonSharingBody,
  LessonSharingChange,
  SharedLevel,
} from '@lockstep/contracts';
import { DataSource, In } from 'typeorm';
import { LessonNotShared } from '../../access/access-errors.js';
import type { Identity } from '../../access/identity.js';
import { LessonDoor } from '../../access/lesson-door.js';
import { newId } from '../../access/secret.js';
import { Person } from '../../accounts/people/person.entity.js';
import { Audit } from '../../audit/audit.service.js';
import { ColleagueNotFound, LessonNotFound } from '../lesson-errors.js';
import { Lesson } from '../lesson.entity.js';
import { ScriptFile } from '../scripts/script-file.entity.js';
import { ScriptsService } from '../scripts/scripts.service.js';
import { askingOf } from './lesson-levels.js';
import { LessonShare } from './lesson-share.entity.js';
import { firstAudience } from './first-audience.js';

const OWNER = `SELECT coalesce(person.name, staff_token.name) AS name FROM (SELECT $1::text AS id) AS owner
  LEFT JOIN person ON person.id = owner.id LEFT JOIN staff_token ON staff_token.id = owner.id`;
const SHARES = `SELECT person.id, person.name, person.email, level FROM lesson_share
  JOIN person ON person.id = colleague_id WHERE lesson_id = $1 ORDER BY person.name, person.id`;

type Share = LessonSharingBody['people'][number];

/** Whom a lesson is shared with, and copies of shared ones. */
@Injectable()
export class LessonSharing {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly door: LessonDoor,
    private readonly scripts: ScriptsService,
    private readonly audit: Audit,
  ) {}

  /** @throws LessonNotFound */
  async get(id: string, caller: Identity): Promise<LessonSharingBody> {
    const lesson = await this.#lesson(id);
    const mayShare = mayShareIt(lesson, caller);
    const { ownerId, everyone } = lesson;
    const [owner] = await this.dataSource.query<{ name: string | null }[]>(OWNER, [ownerId]);
    return {
      owner: ownerId === null ? null : { id: ownerId, name: owner?.name ?? null },
      everyone: everyone ?? 'own',
      people: mayShare ? await this.dataSource.query<Share[]>(SHARES, [id]) : [],
      mine: (await this.door.levelOf(caller, 'lessons', id)) ?? 'none',
      mayShare,
    };
  }

  /** @throws LessonNotFound, {@link LessonNotShared} where another one owns it, {@link ColleagueNotFound} */
  async replace(
    id: string,
    { everyone, people }: LessonSharingChange,
    caller: Identity,
  ): Promise<LessonSharingBody> {
    if (!mayShareIt(await this.#lesson(id), caller)) throw new LessonNotShared('own');
    const levels = new Map<string, SharedLevel>(people.map(({ email, level }) => [email, level]));
    await this.dataSource.transaction(async (manager) => {
      const found = await manager.findBy(Person, { email: In([...levels.keys()]) });
      const staff = found.filter(({ role }) => role !== 'student' && role !== 'operator');
      const missing = [...levels.keys()].find((email) => !staff.some((one) => one.email === email));
      if (missing !== undefined) throw new ColleagueNotFound(missing);
      await manager.update(Lesson, { id }, { everyone: everyone === 'own' ? null : everyone });
      await manager.delete(LessonShare, { lessonId: id });
      const rows = staff.map((one) => ({
        ...{ lessonId: id, colleagueId: one.id, level: levels.get(one.email) ?? 'view' },
      }));
      if (rows.length > 0) await manager.insert(LessonShare, rows);
    });
    await this.audit.note(caller, 'lesson.shared', 'lesson', id);
    return this.get(id, caller);
  }

  /** The draft, with its files or slides, as a lesson of the caller. @throws LessonNotFound */
  async copy(id: string, caller: Identity): Promise<LessonCopy> {
    const lesson = await this.#lesson(id);
    const [copyId, now] = [newId(), new Date()];
    await this.dataSource.transaction(async (manager) => {
      const { kind, title, language, storedQuestions, storedCues, deckId, script } = lesson;
      await manager.insert(Lesson, {
        ...{ id: copyId, kind, origin: null, title, language, storedQuestions, storedCues, deckId, script },
        ...{ scriptRevision: script === null ? 0 : 1, filesRevision: 0, ownerId: caller.id },
        ...{ everyone: await firstAudience(manager, caller.id), createdAt: now, updatedAt: now },
      });
      const files = await manager.findBy(ScriptFile, { lessonId: id });
      if (files.length > 0)
        await manager.insert(
          ScriptFile,
          files.map(({ path, sha256, mediaType, sizeBytes }) => ({
            ...{ lessonId: copyId, path, sha256, mediaType, sizeBytes, updatedAt: now },
          })),
        );
    });
    await this.audit.note(caller, 'lesson.copied', 'lesson', id);
    if (lesson.kind === 'script') await this.scripts.compile(copyId);
    return { id: copyId, kind: lesson.kind, title: lesson.title };
  }

  async #lesson(id: string): Promise<Lesson> {
    const lesson = await this.dataSource.manager.findOneBy(Lesson, { id });
    if (!lesson) throw new LessonNotFound(id);
    return lesson;
  }
}

/** What nobody has made their own is shared by its maker, or by an admin. */
function mayShareIt({ ownerId }: Lesson, caller: Identity): boolean {
  const { id, isAdmin } = askingOf(caller);
  return isAdmin || ownerId === id;
}
