import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager, LessThan, MoreThan } from 'typeorm';
import { hashOf, isSecret, newId, newSecret } from '../../access/secret.js';
import { ServerAddresses } from '../../config/server-addresses.js';
import { LinkUsedUp } from '../account-errors.js';
import { type LinkPurpose, OneTimeLink } from './one-time-link.entity.js';

/** The page behind a link. The token stands in the fragment, which is sent to no server and stands in no log. */
const pages: Readonly<Record<LinkPurpose, string>> = {
  invitation: '/invitation',
  'first-admin': '/invitation',
  'password-reset': '/new-password',
};

export type LinkWish = Pick<OneTimeLink, 'purpose' | 'email' | 'name' | 'role' | 'personId'> & {
  readonly lifeMs: number;
};
export type MadeLink = { readonly row: OneTimeLink; readonly address: string };

@Injectable()
export class OneTimeLinks {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly addresses: ServerAddresses,
  ) {}

  /** The token is in the address and nowhere else. Removes what is too old. */
  async make({ lifeMs, ...wish }: LinkWish): Promise<MadeLink> {
    const token = newSecret('once');
    const createdAt = new Date();
    const expiresAt = new Date(createdAt.getTime() + lifeMs);
    const { manager } = this.dataSource;
    const row = manager.create(OneTimeLink, {
      ...wish,
      id: newId(),
      hash: hashOf(token),
      createdAt,
      expiresAt,
    });
    await manager.delete(OneTimeLink, { expiresAt: LessThan(createdAt) });
    await manager.insert(OneTimeLink, row);
    return { row, address: `${this.addresses.web}${pages[wish.purpose]}#once=${token}` };
  }

  /** What a link is for, without using it up. @throws LinkUsedUp */
  async read(token: string, purposes: readonly LinkPurpose[]): Promise<OneTimeLink> {
    return found(await this.dataSource.manager.findOneBy(OneTimeLink, byToken(token)), purposes);
  }

  /**
   * Uses a link up: of two who try it at once, one gets it.
   *
   * @param manager of a transaction; when that fails, the link is still good
   * @throws LinkUsedUp
   */
  async use(manager: EntityManager, token: string, purposes: readonly LinkPurpose[]): Promise<OneTimeLink> {
    const lock = { mode: 'pessimistic_write' } as const;
    const row = found(await manager.findOne(OneTimeLink, { where: byToken(token), lock }), purposes);
    await manager.delete(OneTimeLink, { id: row.id });
    return row;
  }
}

const byToken = (token: string) => ({
  hash: isSecret('once', token) ? hashOf(token) : '',
  expiresAt: MoreThan(new Date()),
});

function found(row: OneTimeLink | null, purposes: readonly LinkPurpose[]): OneTimeLink {
  if (row === null || !purposes.includes(row.purpose)) throw new LinkUsedUp();
  return row;
}
