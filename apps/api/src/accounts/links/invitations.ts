import { Injectable } from '@nestjs/common';
import { InjectDataSource, InjectRepository } from '@nestjs/typeorm';
import type {
  Invitation,
  InvitationAccept,
  InvitationCreate,
  InvitationCreated,
  InvitationOffer,
  PageQuery,
  PersonRole,
} from '@lockstep/contracts';
import { DataSource, MoreThan, Repository } from 'typeorm';
import type { Identity } from '../../access/identity.js';
import { Audit } from '../../audit/audit.service.js';
import { ValidationFailed } from '../../errors/domain-error.js';
import { Mailer } from '../../mail/mailer.js';
import { mails } from '../../mail/texts.js';
import { type Page, readPage } from '../../paging/page.js';
import { EmailTaken, InvitationNotFound } from '../account-errors.js';
import { hashPassword } from '../passwords/password-hash.js';
import { refuseWeak } from '../passwords/password-rules.js';
import { People } from '../people/people.service.js';
import type { Person } from '../people/person.entity.js';
import { OneTimeLink } from './one-time-link.entity.js';
import { OneTimeLinks } from './one-time-links.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const LIFE_MS = 7 * DAY_MS;
const PURPOSES = ['invitation', 'first-admin'] as const;

/** How people come to their account: somebody invites them, they open the link and choose a password. */
@Injectable()
export class Invitations {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @InjectRepository(OneTimeLink) private readonly rows: Repository<OneTimeLink>,
    private readonly links: OneTimeLinks,
    private readonly people: People,
    private readonly mailer: Mailer,
    private readonly audit: Audit,
  ) {}

  /** A second invitation of one address replaces the first. @throws EmailTaken */
  async create({ email, name, role }: InvitationCreate, by: Identity): Promise<InvitationCreated> {
    if (await this.people.hasEmail(email)) throw new EmailTaken();
    await this.rows.delete({ purpose: 'invitation', email });
    const { row, address } = await this.links.make({
      ...{ purpose: 'invitation', email, name: name ?? null, role, personId: null, lifeMs: LIFE_MS },
    });
    await this.audit.note(by, 'invitation.created', 'invitation', row.id);
    const mailed = await this.mailer.send({ to: email, ...mails.invitation(address) });
    return { ...describe(row), link: address, mailed };
  }

  /** A link that makes the first admin; undefined where there is one. A new link replaces the one before. */
  async firstAdmin(): Promise<string | undefined> {
    if (await this.people.hasAdmin()) return undefined;
    await this.rows.delete({ purpose: 'first-admin' });
    const { address } = await this.links.make({
      ...{ purpose: 'first-admin', email: null, name: null, role: 'admin', personId: null, lifeMs: LIFE_MS },
    });
    return address;
  }

  async list(query: PageQuery): Promise<Page<Invitation>> {
    const rows = this.rows
      .createQueryBuilder('link')
      .where({ purpose: 'invitation', expiresAt: MoreThan(new Date()) });
    return (await readPage(rows, { by: ['link.createdAt', 'link.id'], direction: 'DESC' }, query)).map(
      describe,
    );
  }

  /** @throws InvitationNotFound */
  async withdraw(id: string, by: Identity): Promise<void> {
    const { affected } = await this.rows.delete({ id, purpose: 'invitation' });
    if (affected === 0) throw new InvitationNotFound(id);
    await this.audit.note(by, 'invitation.withdrawn', 'invitation', id);
  }

  /** @throws LinkUsedUp */
  async offer(token: string): Promise<InvitationOffer> {
    const { email, name, role, expiresAt } = describe(await this.links.read(token, PURPOSES));
    return { email, name, role, expiresAt };
  }

  /** Makes the account. @throws LinkUsedUp, EmailTaken, ValidationFailed for a weak password; then the link is still good */
  async accept({ token, email: given, name, password }: InvitationAccept): Promise<Person> {
    const offer = await this.links.read(token, PURPOSES);
    const email = offer.email ?? given;
    if (email === undefined) {
      throw new ValidationFailed([{ code: 'missing', field: 'email', message: 'is missing' }]);
    }
    refuseWeak(password, { name, email }, 'password');
    const passwordHash = await hashPassword(password);
    const person = await this.dataSource.transaction(async (manager) => {
      const { role } = await this.links.use(manager, token, PURPOSES);
      return this.people.create(manager, { email, name, role: role ?? 'student', passwordHash });
    });
    await this.audit.note({ kind: 'person', id: person.id }, 'invitation.accepted', 'person', person.id);
    return person;
  }
}

const describe = ({ id, email, name, role, createdAt, expiresAt }: OneTimeLink): Invitation => ({
  ...{ id, email, name, role: role ?? ('student' satisfies PersonRole) },
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
});
