import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type {
  RosterChange,
  RosterCounts,
  RosterImport,
  RosterImportEntry,
  RosterUndo,
} from '@lockstep/contracts';
import { DataSource, type EntityManager } from 'typeorm';
import type { Identity } from '../../access/identity.js';
import { Audit } from '../../audit/audit.service.js';
import type { Roster } from './reading/roster.js';
import { applyRoster } from './roster-apply.js';
import { RosterChanged, RosterImportNotFound, RosterImportUndone } from './roster-errors.js';
import { knownOf } from './roster-facts.js';
import { RosterImportRow } from './roster-import.entity.js';
import { type Known, type Plan, type PlannedAct, planRoster } from './roster-plan.js';
import { RosterReader } from './roster-reader.js';
import { undoRoster } from './roster-undo.js';

/** Lines that an answer tells one by one. */
const MAX_TOLD = 500;
const MAX_LISTED = 20;

/** What an import reaches, and what is to be done with it. */
export type ImportWishes = {
  /** null: the whole school. */
  readonly classId: string | null;
  /** Of the preview that is applied; undefined: the file is only looked at. */
  readonly fingerprint: string | undefined;
  readonly by: Identity;
};

const LIST = `SELECT imported.id, at, by_id AS "byId", class_id AS "classId", undone_at AS "undoneAt",
    coalesce(person.name, staff_token.name) AS name,
    (SELECT coalesce(json_object_agg(act, number), '{}') FROM (SELECT act, count(*)::int AS number
      FROM roster_import_item WHERE import_id = imported.id GROUP BY act) AS grouped) AS acts
  FROM roster_import imported LEFT JOIN person ON person.id = by_id LEFT JOIN staff_token ON staff_token.id = by_id
  WHERE $1::text IS NULL OR class_id = $1 ORDER BY at DESC, imported.id DESC LIMIT ${String(MAX_LISTED)}`;

type Listed = Pick<RosterImportRow, 'id' | 'at' | 'byId' | 'classId' | 'undoneAt'> & {
  readonly name: string | null;
  readonly acts: Partial<Record<PlannedAct['act'], number>>;
};

/** Puts whole rosters into classes: shows what a file would do, does it, and takes it back. */
@Injectable()
export class RosterImports {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly reader: RosterReader,
    private readonly audit: Audit,
  ) {}

  /** @throws RosterUnreadable, RostersBusy, {@link RosterChanged} */
  async take(bytes: Uint8Array, wishes: ImportWishes): Promise<RosterImport> {
    const roster = await this.reader.read(bytes);
    const { classId, fingerprint, by } = wishes;
    if (fingerprint === undefined) {
      const { manager } = this.dataSource;
      return describe(
        roster,
        planRoster(roster, await knownOf(manager, roster, { classId }), { classId }),
        null,
      );
    }
    const done = await this.dataSource.transaction((manager) =>
      this.#apply(manager, roster, { classId, fingerprint, by }),
    );
    await this.audit.note(by, 'roster.imported', 'roster-import', done.importId);
    return done;
  }

  /** The last ones. */
  async list(classId: string | null): Promise<RosterImportEntry[]> {
    const rows = await this.dataSource.query<Listed[]>(LIST, [classId]);
    return rows.map(({ id, at, byId, name, acts, undoneAt, ...row }) => ({
      ...{ id, at: at.toISOString(), by: { id: byId, name }, classId: row.classId },
      ...{ counts: countsOf((act) => acts[act] ?? 0), undoneAt: undoneAt?.toISOString() ?? null },
    }));
  }

  /** @param classId of an import into one class @throws RosterImportNotFound, {@link RosterImportUndone} */
  async undo(id: string, classId: string | null, by: Identity): Promise<RosterUndo> {
    const undoneAt = new Date();
    const { counts, stays } = await this.dataSource.transaction(async (manager) => {
      const lock = { mode: 'pessimistic_write' } as const;
      const row = await manager.findOne(RosterImportRow, { where: { id }, lock });
      if (!row || (classId !== null && row.classId !== classId)) throw new RosterImportNotFound(id);
      if (row.undoneAt) throw new RosterImportUndone();
      await manager.update(RosterImportRow, { id }, { undoneAt });
      return undoRoster(manager, id);
    });
    await this.audit.note(by, 'roster.undone', 'roster-import', id);
    const told = stays.slice(0, MAX_TOLD);
    return { undoneAt: undoneAt.toISOString(), counts, stays: told, stayCount: stays.length };
  }

  /** Two imports at once wait for each other, so that each does what it says. */
  async #apply(
    manager: EntityManager,
    roster: Roster,
    { classId, fingerprint, by }: ImportWishes,
  ): Promise<RosterImport> {
    await manager.query(`LOCK TABLE roster_import IN EXCLUSIVE MODE`);
    const known: Known = await knownOf(manager, roster, { classId });
    const plan = planRoster(roster, known, { classId });
    if (plan.fingerprint !== fingerprint) throw new RosterChanged();
    const importId = await applyRoster(manager, { acts: plan.acts, known, classId, by });
    return describe(roster, plan, importId);
  }
}

function describe({ format }: Roster, plan: Plan, importId: string | null): RosterImport {
  const { acts, faults, unchanged, fingerprint } = plan;
  const changes = byLines(acts);
  return {
    ...{ format, fingerprint, importId, unchanged },
    counts: countsOf((wanted) => acts.filter(({ act }) => act === wanted).length),
    ...{ changes: changes.slice(0, MAX_TOLD), changeCount: changes.length },
    ...{ faults: faults.slice(0, MAX_TOLD), faultCount: faults.length },
  };
}

const countsOf = (count: (act: PlannedAct['act']) => number): RosterCounts => ({
  classesCreated: count('class-created'),
  accountsCreated: count('account-created'),
  accountsRenamed: count('account-renamed'),
  studentsAdded: count('student-added'),
  studentsRemoved: count('student-removed'),
  teachersAdded: count('teacher-added'),
});

/** A line that makes an account and puts it into a class is told once. */
function byLines(acts: readonly PlannedAct[]): RosterChange[] {
  const lines = Map.groupBy(acts, ({ file, line }) => `${file ?? ''} ${String(line)}`);
  return [...lines.values()].map((of) => ({
    ...{ file: of[0]?.file ?? null, line: of[0]?.line ?? 0, acts: of.map(({ act }) => act) },
    class: of.find((one) => one.class)?.class?.name ?? null,
    email: of.find(({ email }) => email !== null)?.email ?? null,
    name: of.find(({ name }) => name !== null)?.name ?? null,
    before: of.find(({ before }) => before !== null)?.before ?? null,
  }));
}
