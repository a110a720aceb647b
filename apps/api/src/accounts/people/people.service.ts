import { Injectable } from '@nestjs/common';
import { InjectDataSource, InjectRepository } from '@nestjs/typeorm';
import type {
  Account,
  AccountChange,
  PeopleQuery,
  Person as PersonBody,
  PersonChange,
  PersonRole,
} from '@lockstep/contracts';
import { DataSource, type EntityManager, IsNull, Not, QueryFailedError, Repository } from 'typeorm';
import type { Identity } from '../../access/identity.js';
import { newId } from '../../access/secret.js';
import { Audit } from '../../audit/audit.service.js';
import { EventBus } from '../../events/event-bus.js';
import { type Page, readPage } from '../../paging/page.js';
import { PersonChanged } from '../account-events.js';
import { EmailTaken, LastAdmin, PersonNotFound } from '../account-errors.js';
import { OneTimeLink } from '../links/one-time-link.entity.js';
import { Person } from './person.entity.js';

export type NewPerson = {
  readonly email: string;
  readonly name: string;
  readonly role: PersonRole;
  readonly passwordHash: string | null;
};

/** Writes an address. @throws EmailTaken */
async function unlessTaken(write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (isTaken(error)) throw new EmailTaken();
    throw error;
  }
}

/** SQLSTATE of a unique constraint. */
const UNIQUE_VIOLATION = '23505';

const isTaken = (error: unknown): boolean => {
  const cause: unknown = error instanceof QueryFailedError ? error.driverError : undefined;
  return cause instanceof Error && 'code' in cause && cause.code === UNIQUE_VIOLATION;
};

/** What a person of each state is. */
const inState = {
  active: { disabledAt: IsNull(), passwordHash: Not(IsNull()) },
  waiting: { disabledAt: IsNull(), passwordHash: IsNull() },
  disabled: { disabledAt: Not(IsNull()) },
} as const;

/** The accounts. */
@Injectable()
export class People {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @InjectRepository(Person) private readonly people: Repository<Person>,
    private readonly bus: EventBus,
    private readonly audit: Audit,
  ) {}

  async list({ role, state, search, ...query }: PeopleQuery): Promise<Page<PersonBody>> {
    const rows = this.people.createQueryBuilder('person');
    if (role !== undefined) rows.andWhere('person.role = :role', { role });
    if (state !== undefined) rows.andWhere(inState[state]);
    if (search !== undefined && search !== '') {
      const part = `%${search.replace(/[\\%_]/g, '\\$&')}%`;
      rows.andWhere('(person.name ILIKE :part OR person.email ILIKE :part)', { part });
    }
    const page = await readPage(rows, { by: ['person.createdAt', 'person.id'], direction: 'DESC' }, query);
    return page.map(describePerson);
  }

  /** @throws PersonNotFound */
  async get(id: string): Promise<Person> {
    const person = await this.people.findOneBy({ id });
    if (!person) throw new PersonNotFound(id);
    return person;
  }

  /** Undefined for an address that is nobody's. */
  async byEmail(email: string): Promise<Person | undefined> {
    return (await this.people.findOneBy({ email: email.toLowerCase() })) ?? undefined;
  }

  hasEmail(email: string): Promise<boolean> {
    return this.people.existsBy({ email: email.toLowerCase() });
  }

  hasAdmin(): Promise<boolean> {
    return this.people.existsBy({ role: 'admin', disabledAt: IsNull() });
  }

  /** @param manager of a transaction @throws EmailTaken */
  async create(manager: EntityManager, wanted: NewPerson): Promise<Person> {
    const person = manager.create(Person, {
      ...wanted,
      id: newId(),
      email: wanted.email.toLowerCase(),
      ...{ createdAt: new Date(), disabledAt: null, language: null },
    });
    await unlessTaken(() => manager.insert(Person, person));
    return person;
  }

  /**
   * What they may do changes at once, also for pages and sockets that are open. A link for a password that went to another address is void.
   *
   * @throws PersonNotFound, EmailTaken, {@link LastAdmin}
   */
  async change(id: string, { role, disabled, ...said }: PersonChange, by: Identity): Promise<PersonBody> {
    const person = await this.dataSource.transaction(async (manager) => {
      const row = await this.#lockedWithAdmins(manager, id);
      const staysAdmin = role === 'admin' && !disabled;
      if (row.isLastAdmin && !staysAdmin) throw new LastAdmin();
      const disabledAt = disabled ? (row.person.disabledAt ?? new Date()) : null;
      await unlessTaken(() => manager.update(Person, { id }, { role, disabledAt, ...said }));
      if (said.email !== undefined && said.email !== row.person.email)
        await manager.delete(OneTimeLink, { purpose: 'password-reset', personId: id });
      return manager.findOneByOrFail(Person, { id });
    });
    this.bus.publish(new PersonChanged(id));
    await this.audit.note(by, 'person.changed', 'person', id);
    return describePerson(person);
  }

  /** What somebody says of themselves. */
  async changeOwn(id: string, { name, language }: AccountChange): Promise<void> {
    await this.people.update({ id }, { name, ...(language !== undefined && { language }) });
    await this.audit.note({ kind: 'person', id }, 'account.changed', 'person', id);
  }

  async setPassword(manager: EntityManager, id: string, passwordHash: string): Promise<void> {
    await manager.update(Person, { id }, { passwordHash });
  }

  /** @param manager of a transaction @throws PersonNotFound, {@link LastAdmin} */
  async refuseLastAdmin(manager: EntityManager, id: string): Promise<void> {
    if ((await this.#lockedWithAdmins(manager, id)).isLastAdmin) throw new LastAdmin();
  }

  /** Two admins who dismiss each other at once wait for each other. */
  async #lockedWithAdmins(
    manager: EntityManager,
    id: string,
  ): Promise<{ person: Person; isLastAdmin: boolean }> {
    const lock = { mode: 'pessimistic_write' } as const;
    const admins = await manager.find(Person, {
      where: { role: 'admin', disabledAt: IsNull() },
      order: { id: 'ASC' },
      lock,
    });
    const person = admins.find((admin) => admin.id === id) ?? (await manager.findOneBy(Person, { id }));
    if (!person) throw new PersonNotFound(id);
    return { person, isLastAdmin: admins.length === 1 && admins[0]?.id === id };
  }
}

export const describePerson = (person: Person): PersonBody => ({
  ...{ id: person.id, name: person.name, email: person.email, role: person.role },
  ...{ disabled: person.disabledAt !== null, active: person.passwordHash !== null },
  createdAt: person.createdAt.toISOString(),
});

export const describeAccount = (person: Person): Account => ({
  ...describePerson(person),
  language: person.language,
});
