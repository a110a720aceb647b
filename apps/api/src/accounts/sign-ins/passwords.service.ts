import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { PasswordChange, PasswordLink, PasswordReset, SignIn } from '@lockstep/contracts';
import { DataSource } from 'typeorm';
import type { Identity } from '../../access/identity.js';
import { Audit } from '../../audit/audit.service.js';
import { EventBus } from '../../events/event-bus.js';
import { Mailer } from '../../mail/mailer.js';
import { mails } from '../../mail/texts.js';
import { AccountClosed, LinkUsedUp, WrongPassword, WrongSignIn } from '../account-errors.js';
import { OneTimeLink } from '../links/one-time-link.entity.js';
import { OneTimeLinks } from '../links/one-time-links.js';
import { hashPassword, isPassword } from '../passwords/password-hash.js';
import { refuseWeak } from '../passwords/password-rules.js';
import { People } from '../people/people.service.js';
import type { Person } from '../people/person.entity.js';
import { type Place, SignInLimits } from './sign-in-limits.js';
import { SignIns } from './sign-ins.service.js';

const RESET_LIFE_MS = 60 * 60 * 1000;
/** Of a link that an admin gives: its person may be away. */
const GIVEN_LIFE_MS = 7 * 24 * 60 * 60 * 1000;

/** What somebody who wants to sign in sends: the address they come from, and the cookie of their device. */
type Sender = { readonly address: string; readonly device: string | undefined };

/** Checks passwords, and sets new ones. */
@Injectable()
export class Passwords implements OnModuleDestroy {
  readonly #logger = new Logger('Accounts');
  readonly #limits = new SignInLimits();
  /** Mails that are on their way. */
  readonly #sending = new Set<Promise<void>>();

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly people: People,
    private readonly signIns: SignIns,
    private readonly links: OneTimeLinks,
    private readonly mailer: Mailer,
    private readonly bus: EventBus,
    private readonly audit: Audit,
  ) {}

  /** Whose e-mail address and password it is. @throws WrongSignIn, SignInPaused, PasswordsBusy, TooManyRequests */
  async check({ email, password }: SignIn, sender: Sender): Promise<Person> {
    const person = await this.people.byEmail(email);
    const place = await this.#placeOf(sender, person?.id);
    this.#limits.attempt(email, place);
    const isRight = await isPassword(password, person?.passwordHash ?? null);
    if (!isRight || person === undefined || person.disabledAt !== null) throw new WrongSignIn();
    this.#limits.succeeded(email, place);
    return person;
  }

  /** All other browsers are signed out. @throws WrongPassword, SignInPaused, ValidationFailed, PasswordsBusy */
  async change(
    personId: string,
    signInId: string,
    { current, next }: PasswordChange,
    sender: Sender,
  ): Promise<void> {
    const person = await this.people.get(personId);
    const place = await this.#placeOf(sender, personId);
    this.#limits.attempt(person.email, place);
    if (!(await isPassword(current, person.passwordHash))) throw new WrongPassword();
    this.#limits.succeeded(person.email, place);
    refuseWeak(next, person, 'next');
    await this.#set(person, next, signInId);
    await this.audit.note({ kind: 'person', id: personId }, 'password.changed', 'person', personId);
  }

  /** Sends a link to the address of an account. Whether there is one shows neither in the answer nor in its time. */
  requestReset(email: string): void {
    const sending = this.#sendReset(email).catch((error: unknown) => this.#logger.error(error));
    this.#sending.add(sending);
    void sending.finally(() => this.#sending.delete(sending));
  }

  /**
   * A link with which somebody chooses a password. It goes to them where there is a mail server, else to the admin who asks for it.
   *
   * @throws PersonNotFound, AccountClosed
   */
  async linkFor(personId: string, by: Identity): Promise<PasswordLink> {
    const person = await this.people.get(personId);
    if (person.disabledAt !== null) throw new AccountClosed();
    const { row, address } = await this.links.make({
      ...{ purpose: 'password-reset', email: null, name: null, role: null, personId },
      lifeMs: GIVEN_LIFE_MS,
    });
    await this.audit.note(by, 'password.link-made', 'person', personId);
    const isMailed = await this.mailer.send({ to: person.email, ...mails.passwordLink(address) });
    return { link: isMailed ? null : address, expiresAt: row.expiresAt.toISOString() };
  }

  /** All browsers are signed out. @throws LinkUsedUp, ValidationFailed, PasswordsBusy; then the link is still good */
  async reset({ token, password }: PasswordReset): Promise<Person> {
    const { personId } = await this.links.read(token, ['password-reset']);
    if (personId === null) throw new LinkUsedUp();
    const person = await this.people.get(personId);
    if (person.disabledAt !== null) throw new LinkUsedUp();
    refuseWeak(password, person, 'password');
    await this.#set(person, password, undefined, token);
    await this.audit.note({ kind: 'person', id: personId }, 'password.reset', 'person', personId);
    return person;
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.#sending);
  }

  async #placeOf({ address, device }: Sender, personId: string | undefined): Promise<Place> {
    return { address, device: await this.signIns.knownDevice(device, personId) };
  }

  async #set(person: Person, password: string, except?: string, token?: string): Promise<void> {
    const passwordHash = await hashPassword(password);
    const ended = await this.dataSource.transaction(async (manager) => {
      if (token !== undefined) await this.links.use(manager, token, ['password-reset']);
      await this.people.setPassword(manager, person.id, passwordHash);
      await manager.delete(OneTimeLink, { purpose: 'password-reset', personId: person.id });
      return this.signIns.endAll(manager, person.id, except);
    });
    for (const event of ended) this.bus.publish(event);
  }

  async #sendReset(email: string): Promise<void> {
    const person = await this.people.byEmail(email);
    if (!person || person.disabledAt !== null || !this.#limits.mayReset(person.email)) return;
    const { address } = await this.links.make({
      ...{ purpose: 'password-reset', email: null, name: null, role: null, personId: person.id },
      lifeMs: RESET_LIFE_MS,
    });
    if (this.mailer.isSet) await this.mailer.send({ to: person.email, ...mails.passwordReset(address) });
    else
      this.#logger.warn(
        `Somebody asked for a new password; no mail server is set, so the link is here: ${address}`,
      );
  }
}
