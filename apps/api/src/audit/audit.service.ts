import { Injectable } from '@nestjs/common';
import { InjectDataSource, InjectRepository } from '@nestjs/typeorm';
import type { AuditAction, AuditEntry as AuditEntryBody, AuditQuery } from '@lockstep/contracts';
import { DataSource, Repository } from 'typeorm';
import type { Identity } from '../access/identity.js';
import { newId } from '../access/secret.js';
import { type Page, readPage } from '../paging/page.js';
import { AuditEntry } from './audit-entry.entity.js';

type ActorKind = AuditEntryBody['actor']['kind'];
type SubjectKind = AuditEntryBody['subject']['kind'];

/** Who did it, where that is not a caller of the API. */
type Actor = { readonly kind: 'person' | 'server' | 'nobody'; readonly id?: string };

/** The table in which the name of each kind of actor or subject stands; kinds without one have no name. */
const nameTables: Readonly<Partial<Record<ActorKind | SubjectKind, { table: string; column: string }>>> = {
  person: { table: 'person', column: 'name' },
  token: { table: 'staff_token', column: 'name' },
  student: { table: 'student', column: 'name' },
  session: { table: 'session', column: 'title' },
  lesson: { table: 'lesson', column: 'title' },
  restream: { table: 'restream', column: 'name' },
  template: { table: 'delivery_template', column: 'name' },
  class: { table: 'class', column: 'name' },
  invitation: { table: 'one_time_link', column: 'email' },
};

/** The book of who did what to whom. */
@Injectable()
export class Audit {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @InjectRepository(AuditEntry) private readonly entries: Repository<AuditEntry>,
  ) {}

  async note(
    by: Identity | Actor,
    action: AuditAction,
    subjectKind: SubjectKind,
    subjectId: string | null,
  ): Promise<void> {
    const row = { id: newId(), at: new Date(), action, subjectKind, subjectId };
    await this.entries.insert({ ...row, actorKind: kindOf(by), actorId: by.id ?? null });
  }

  /** The newest first, with the names as they are now. */
  async list({ person, action, from, until, ...query }: AuditQuery): Promise<Page<AuditEntryBody>> {
    const rows = this.entries.createQueryBuilder('entry');
    if (person !== undefined)
      rows.andWhere('(entry.actorId = :person OR entry.subjectId = :person)', { person });
    if (action !== undefined) rows.andWhere({ action });
    if (from !== undefined) rows.andWhere('entry.at >= :from', { from });
    if (until !== undefined) rows.andWhere('entry.at < :until', { until });
    const page = await readPage(rows, { by: ['entry.at', 'entry.id'], direction: 'DESC' }, query);
    const names = await this.#namesOf(
      page.items.flatMap(({ actorKind, actorId, subjectKind, subjectId }) => [
        { kind: actorKind, id: actorId },
        { kind: subjectKind, id: subjectId },
      ]),
    );
    return page.map(({ id, at, action, actorKind, actorId, subjectKind, subjectId }) => ({
      ...{ id, at: at.toISOString(), action },
      actor: { kind: actorKind, id: actorId, name: names.get(`${actorKind} ${actorId ?? ''}`) ?? null },
      subject: {
        kind: subjectKind,
        id: subjectId,
        name: names.get(`${subjectKind} ${subjectId ?? ''}`) ?? null,
      },
    }));
  }

  /** By kind and id. */
  async #namesOf(
    named: readonly { kind: ActorKind | SubjectKind; id: string | null }[],
  ): Promise<Map<string, string>> {
    const names = new Map<string, string>();
    for (const [kind, table] of Object.entries(nameTables)) {
      const ids = new Set(named.filter((one) => one.kind === kind).map(({ id }) => id));
      if (ids.size === 0) continue;
      const rows = await this.dataSource.query<{ id: string; name: string | null }[]>(
        `SELECT id, ${table.column} AS name FROM ${table.table} WHERE id = ANY($1::text[])`,
        [[...ids]],
      );
      for (const { id, name } of rows) if (name !== null) names.set(`${kind} ${id}`, name);
    }
    return names;
  }
}

function kindOf(by: Identity | Actor): ActorKind {
  if (by.kind !== 'staff') return by.kind;
  return by.signInId === undefined && by.tokenId === undefined ? 'token' : 'person';
}
