import type { PageQuery } from '@lockstep/contracts';
import { type Page, readPage } from '../paging/page.js';
import { Injectable } from '@nestjs/common';
import { InjectDataSource, InjectRepository } from '@nestjs/typeorm';
import { Scope, type Token, type TokenCreate, type TokenCreated } from '@lockstep/contracts';
import * as z from 'zod';
import { DataSource, type EntityManager, IsNull, Repository } from 'typeorm';
import { Batched } from '../database/batched.js';
import { type Bearer, bearers } from '../students/student-statements.js';
import { Limits } from '../limits/limits.js';
import { Unauthenticated } from '../access/access-errors.js';
import { EventBus } from '../events/event-bus.js';
import { TokenRevoked } from './account-events.js';
import { LastAdminToken, TokenNotFound } from './account-errors.js';
import type { Identity } from '../access/identity.js';
import { hashOf, isSecret, newId, newSecret } from '../access/secret.js';
import { GoodSecrets } from './good-secrets.js';
import { Person } from './people/person.entity.js';
import { StaffToken } from './staff-token.entity.js';

@Injectable()
export class TokensService {
  /** Of a class that comes at once, all are looked for together. */
  readonly #bearers: Batched<string, Bearer | undefined>;
  readonly #good = new GoodSecrets();

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @InjectRepository(StaffToken) private readonly tokens: Repository<StaffToken>,
    private readonly bus: EventBus,
    private readonly limits: Limits,
  ) {
    this.#bearers = new Batched((hashes) => bearers(dataSource, hashes));
  }

  /**
   * Whose token it is, for somebody at an address. An address that sent many wrong ones is made to wait; tokens that
   * were good before are not, so that nobody can lock a school out.
   *
   * @throws Unauthenticated, TooManyRequests
   */
  async identifyFrom(address: string, token: string): Promise<Identity> {
    const hash = hashOf(token);
    if (!this.#good.has(hash)) this.limits.refuseFailing(address);
    const identity = await this.identify(token);
    this.#good.add(hash);
    return identity;
  }

  /** Whose token it is. @throws Unauthenticated */
  async identify(token: string): Promise<Identity> {
    const hash = hashOf(token);
    if (isSecret('staff', token)) {
      const staff = await this.tokens.findOne({ where: { hash }, relations: { person: true } });
      const isGood = staff && (staff.expiresAt === null || staff.expiresAt > new Date());
      const identity = isGood ? identityOf(staff) : undefined;
      if (identity !== undefined) return identity;
    } else if (isSecret('student', token)) {
      const student = await this.#bearers.add(hash);
      if (student)
        return { kind: 'student', id: student.id, name: student.name, sessionId: student.sessionId };
    }
    throw new Unauthenticated('token-invalid');
  }

  /** The token is in the answer and nowhere else. @param personId for whom it acts; null: for itself */
  async create(
    wanted: TokenCreate,
    personId: string | null = null,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<TokenCreated> {
    const token = newSecret('staff');
    const row = manager.create(StaffToken, {
      id: newId(),
      name: wanted.name,
      ...{ role: wanted.role, personId },
      hash: hashOf(token),
      storedScopes: wanted.scopes ?? null,
      expiresAt: wanted.expiresAt === undefined ? null : new Date(wanted.expiresAt),
      createdAt: new Date(),
    });
    await manager.insert(StaffToken, row);
    return { ...describe(row), token };
  }

  async list(query: PageQuery): Promise<Page<Token>> {
    const rows = this.tokens.createQueryBuilder('token');
    return (await readPage(rows, { by: ['token.createdAt', 'token.id'], direction: 'ASC' }, query)).map(
      describe,
    );
  }

  /** Those that act for a person, the oldest first. */
  async listOwn(personId: string, query: PageQuery): Promise<Page<Token>> {
    const rows = this.tokens.createQueryBuilder('token').where({ personId });
    return (await readPage(rows, { by: ['token.createdAt', 'token.id'], direction: 'ASC' }, query)).map(
      describe,
    );
  }

  /** One of those that act for a person; void at once. @throws TokenNotFound */
  async revokeOwn(personId: string, id: string): Promise<void> {
    const { affected } = await this.tokens.delete({ id, personId });
    if (affected === 0) throw new TokenNotFound(id);
    this.bus.publish(new TokenRevoked(id));
  }

  count(): Promise<number> {
    return this.tokens.count();
  }

  /** Void at once, for sockets that are open too. @throws TokenNotFound, {@link LastAdminToken} */
  async revoke(id: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const rows = await manager.find(StaffToken, {
        lock: { mode: 'pessimistic_write' },
        order: { id: 'ASC' },
      });
      const row = rows.find((token) => token.id === id);
      if (!row) throw new TokenNotFound(id);
      const admins = rows.filter(({ role, personId }) => role === 'admin' && personId === null);
      const isLast = admins.length === 1 && admins[0]?.id === id;
      if (isLast && !(await manager.existsBy(Person, { role: 'admin', disabledAt: IsNull() })))
        throw new LastAdminToken();
      await manager.delete(StaffToken, { id });
    });
    this.bus.publish(new TokenRevoked(id));
  }
}

const scopesOf = ({ storedScopes }: StaffToken): Scope[] | null =>
  storedScopes === null ? null : z.array(Scope).parse(storedScopes);

/** Undefined for a token of somebody who may no longer work here. */
function identityOf(token: StaffToken): Identity | undefined {
  const scopes = scopesOf(token);
  const limits = scopes === null ? {} : { scopes };
  if (token.personId === null) {
    const { id, name, role } = token;
    return { kind: 'staff', id, name, role, ...limits };
  }
  const { person } = token;
  if (person === null || person.disabledAt !== null || person.role === 'student') return undefined;
  const { id, name, role } = person;
  return { kind: 'staff', id, name, role, ...limits, tokenId: token.id };
}

const describe = (token: StaffToken): Token => ({
  ...{ id: token.id, name: token.name, role: token.role, personId: token.personId },
  scopes: scopesOf(token),
  expiresAt: token.expiresAt?.toISOString() ?? null,
  createdAt: token.createdAt.toISOString(),
});
