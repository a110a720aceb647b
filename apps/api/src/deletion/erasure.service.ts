import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { ErasureOf, ErasurePreview, ErasureReport, FoundStudent } from '@lockstep/contracts';
import { DataSource } from 'typeorm';
import type { Identity } from '../access/identity.js';
import { PersonChanged } from '../accounts/account-events.js';
import { PersonNotFound } from '../accounts/account-errors.js';
import { Person } from '../accounts/people/person.entity.js';
import { Audit } from '../audit/audit.service.js';
import { EventBus } from '../events/event-bus.js';
import { RecordingDeletion, type RemovedFiles } from '../recordings/recording-deletion.js';
import { StudentNotFound } from '../students/student-errors.js';
import { type Appearance, appearancesOf, findStudents, teacherOf } from './appearances.js';
import { ErasureHeld, ErasureLive, ErasureNotConfirmed, ErasureOfStaff } from './deletion-errors.js';
import { Deletion } from './deletion.service.js';
import { type DeletedRows, deletePerson, deleteWithAll } from './row-deletion.js';

/** Whose data it is, as far as the caller may erase it. */
type Subject = {
  readonly name: string;
  /** Whose account goes too. */
  readonly account: Person | undefined;
  readonly personId: string | null;
  readonly appearances: readonly Appearance[];
  readonly untouched: number;
};

/** Erases a student or guest from all sessions at once. An admin may do so everywhere, a teacher in their own classes. */
@Injectable()
export class Erasure {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly deletion: Deletion,
    private readonly recordings: RecordingDeletion,
    private readonly audit: Audit,
    private readonly bus: EventBus,
  ) {}

  search(name: string, caller: Identity): Promise<FoundStudent[]> {
    return findStudents(this.dataSource, name, caller);
  }

  /** @throws PersonNotFound, StudentNotFound, {@link ErasureOfStaff} */
  async preview(of: ErasureOf, caller: Identity): Promise<ErasurePreview> {
    const subject = await this.#subject(of, caller);
    const { name, account, appearances, untouched } = subject;
    return {
      ...{ name, account: account !== undefined, untouched },
      sessions: appearances.map(({ sessionId, title, at, whole, held, status }) => ({
        ...{ id: sessionId, title, at: at.toISOString(), whole },
        obstacle: held ? 'held' : status === 'live' ? 'live' : null,
      })),
      rows: await this.#counted(subject),
      ...(await this.#files(appearances)),
    };
  }

  /**
   * @param confirm the name, once more
   * @throws PersonNotFound, StudentNotFound, {@link ErasureOfStaff}, {@link ErasureNotConfirmed}, {@link ErasureHeld},
   * {@link ErasureLive}; then nothing was erased. What a crash interrupts can be repeated.
   */
  async erase(of: ErasureOf, confirm: string, caller: Identity): Promise<ErasureReport> {
    const { name, account, personId, appearances, untouched } = await this.#subject(of, caller);
    if (folded(confirm) !== folded(name)) throw new ErasureNotConfirmed();
    refuse(appearances);
    const removed = { rows: {} as DeletedRows, files: 0, bytes: 0 };
    for (const { sessionId, studentId, whole } of appearances) {
      const { rows, files, bytes } = whole
        ? await this.deletion.ofSession(sessionId, caller.id)
        : await this.deletion.ofStudent(sessionId, studentId, caller.id);
      add(removed.rows, rows);
      removed.files += files;
      removed.bytes += bytes;
      if (personId === null) await this.audit.note(caller, 'student.erased', 'student', studentId);
    }
    if (account) {
      add(removed.rows, await this.dataSource.transaction((within) => deletePerson(within, account)));
      this.bus.publish(new PersonChanged(account.id));
    }
    if (personId !== null) await this.audit.note(caller, 'person.erased', 'person', personId);
    return {
      ...{ erasedAt: new Date().toISOString(), personId, account: account !== undefined, untouched },
      studentIds: appearances.map(({ studentId }) => studentId),
      sessionIds: appearances.map(({ sessionId }) => sessionId),
      ...removed,
    };
  }

  async #subject(of: ErasureOf, caller: Identity): Promise<Subject> {
    const all = await appearancesOf(this.dataSource, of, caller);
    const appearances = all.filter(({ taught }) => taught);
    const untouched = all.length - appearances.length;
    if ('personId' in of) {
      const person = await this.dataSource.manager.findOneBy(Person, { id: of.personId });
      const isAdmin = teacherOf(caller) === null;
      if (!person || (!isAdmin && appearances.length === 0)) throw new PersonNotFound(of.personId);
      if (person.role !== 'student') throw new ErasureOfStaff();
      const account = isAdmin ? person : undefined;
      return { name: person.name, personId: person.id, account, appearances, untouched };
    }
    const missing = of.studentIds.find((id) => !appearances.some(({ studentId }) => studentId === id));
    const [first] = appearances;
    if (missing !== undefined || !first) throw new StudentNotFound(missing ?? '');
    return { name: first.name, personId: null, account: undefined, appearances, untouched: 0 };
  }

  /** What would be removed, by removing it and taking that back. */
  async #counted({ appearances, account }: Subject): Promise<DeletedRows> {
    const runner = this.dataSource.createQueryRunner();
    const rows: DeletedRows = {};
    await runner.startTransaction();
    try {
      for (const { sessionId, studentId, whole } of appearances) {
        const [table, id] = whole ? (['session', sessionId] as const) : (['student', studentId] as const);
        add(rows, await deleteWithAll(runner.manager, table, id));
      }
      if (account) add(rows, await deletePerson(runner.manager, account));
      return rows;
    } finally {
      await runner.rollbackTransaction();
      await runner.release();
    }
  }

  async #files(appearances: readonly Appearance[]): Promise<RemovedFiles> {
    const sum = { files: 0, bytes: 0 };
    for (const { sessionId, whole } of appearances) {
      if (!whole) continue;
      const { files, bytes } = await this.recordings.filesOf(sessionId);
      sum.files += files;
      sum.bytes += bytes;
    }
    return sum;
  }
}

const folded = (name: string): string => name.trim().normalize('NFC').toLowerCase();

/** @throws ErasureHeld, ErasureLive */
function refuse(appearances: readonly Appearance[]): void {
  const held = appearances.filter((one) => one.held);
  if (held.length > 0) throw new ErasureHeld(held.map(({ title }) => title));
  const live = appearances.filter(({ status }) => status === 'live');
  if (live.length > 0) throw new ErasureLive(live.map(({ title }) => title));
}

function add(sum: DeletedRows, rows: DeletedRows): void {
  for (const [table, count] of Object.entries(rows)) sum[table] = (sum[table] ?? 0) + count;
}
