import { Injectable } from '@nestjs/common';
import { InjectDataSource, InjectRepository } from '@nestjs/typeorm';
import type { SignInEntry } from '@lockstep/contracts';
import { DataSource, type EntityManager, LessThan, MoreThan, Repository } from 'typeorm';
import type { Identity } from '../../access/identity.js';
import { hashOf, isSecret, newId, newSecret } from '../../access/secret.js';
import { EventBus } from '../../events/event-bus.js';
import { SignInEnded } from '../account-events.js';
import { SignInNotFound } from '../account-errors.js';
import type { Person } from '../people/person.entity.js';
import { deviceName } from './device-name.js';
import { KnownDevice } from './known-device.entity.js';
import { SignIn } from './sign-in.entity.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** However often it is used. */
export const SIGN_IN_LIFE_MS = 30 * DAY_MS;
/** Without being used. */
const IDLE_MS = 7 * DAY_MS;
/** How exactly it is known when it was used last. */
const SEEN_MS = 5 * MINUTE_MS;
export const DEVICE_LIFE_MS = 400 * DAY_MS; // browsers keep no cookie longer
/** The oldest are forgotten. */
const MOST_OF_PERSON = 20;

/** What a browser gets that has signed in. */
export type Opened = { readonly signInId: string; readonly cookie: string; readonly device: string };

/** Who is signed in where. */
@Injectable()
export class SignIns {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @InjectRepository(SignIn) private readonly signIns: Repository<SignIn>,
    @InjectRepository(KnownDevice) private readonly devices: Repository<KnownDevice>,
    private readonly bus: EventBus,
  ) {}

  /** The secrets are in the answer and nowhere else. */
  async open(personId: string, userAgent: string | undefined): Promise<Opened> {
    const [cookie, device] = [newSecret('signIn'), newSecret('device')];
    const createdAt = new Date();
    const id = newId();
    await this.signIns.insert({
      ...{ id, personId, hash: hashOf(cookie), device: deviceName(userAgent), createdAt, seenAt: createdAt },
      expiresAt: new Date(createdAt.getTime() + SIGN_IN_LIFE_MS),
    });
    await this.devices.insert({ hash: hashOf(device), personId, createdAt });
    await this.#forgetOldest(personId);
    return { signInId: id, cookie, device };
  }

  /** Who is signed in with a cookie; undefined for one that is not, or no longer, good. */
  async identify(cookie: string): Promise<Identity | undefined> {
    if (!isSecret('signIn', cookie)) return undefined;
    const now = new Date();
    const row = await this.signIns.findOne({
      where: { hash: hashOf(cookie), expiresAt: MoreThan(now) },
      relations: { person: true },
    });
    if (!row || row.person.disabledAt !== null) return undefined;
    const idleMs = now.getTime() - row.seenAt.getTime();
    if (idleMs > IDLE_MS) return undefined;
    if (idleMs > SEEN_MS) await this.signIns.update({ id: row.id }, { seenAt: now });
    return identityOf(row.person, row.id);
  }

  /** The hash of a device's cookie, where the account has signed in on it before. */
  async knownDevice(cookie: string | undefined, personId: string | undefined): Promise<string | undefined> {
    if (cookie === undefined || personId === undefined || !isSecret('device', cookie)) return undefined;
    const hash = hashOf(cookie);
    return (await this.devices.existsBy({ hash, personId })) ? hash : undefined;
  }

  async list(personId: string, current: string | undefined): Promise<SignInEntry[]> {
    const now = Date.now();
    const where = {
      personId,
      expiresAt: MoreThan(new Date(now)),
      seenAt: MoreThan(new Date(now - IDLE_MS)),
    };
    const rows = await this.signIns.find({ where, order: { seenAt: 'DESC', id: 'ASC' } });
    return rows.map(({ id, device, createdAt, seenAt, expiresAt }) => ({
      ...{ id, device, current: id === current },
      createdAt: createdAt.toISOString(),
      seenAt: seenAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
    }));
  }

  /** Ends one of a person's own, also for sockets that are open. @throws SignInNotFound */
  async end(personId: string, id: string): Promise<void> {
    const { affected } = await this.signIns.delete({ id, personId });
    if (affected === 0) throw new SignInNotFound();
    this.bus.publish(new SignInEnded(id));
  }

  /** Ends all of a person but one, also for sockets that are open. @returns the ids of those that ended */
  async endOthers(personId: string, except: string | undefined): Promise<string[]> {
    const ended: string[] = [];
    for (const { id } of await this.signIns.find({ where: { personId }, select: { id: true } })) {
      if (id === except) continue;
      const { affected } = await this.signIns.delete({ id, personId });
      if (affected === 1) ended.push(id);
    }
    for (const id of ended) this.bus.publish(new SignInEnded(id));
    return ended;
  }

  /**
   * Ends all of a person but one, and forgets on which devices they were: a person who knew the old password may have used one.
   *
   * @param manager of a transaction
   * @returns what to publish once the transaction is done
   */
  async endAll(manager: EntityManager, personId: string, except?: string): Promise<SignInEnded[]> {
    const rows = await manager.find(SignIn, { where: { personId }, select: { id: true } });
    const ended = rows.map(({ id }) => id).filter((id) => id !== except);
    for (const id of ended) await manager.delete(SignIn, { id });
    await manager.delete(KnownDevice, { personId });
    return ended.map((id) => new SignInEnded(id));
  }

  async #forgetOldest(personId: string): Promise<void> {
    await this.signIns.delete({ personId, expiresAt: LessThan(new Date()) });
    for (const [table, key] of [
      ['sign_in', 'id'],
      ['known_device', 'hash'],
    ] as const) {
      const newest = `SELECT ${key} FROM ${table} WHERE person_id = $1 ORDER BY created_at DESC LIMIT ${String(MOST_OF_PERSON)}`;
      await this.dataSource.query(`DELETE FROM ${table} WHERE person_id = $1 AND ${key} NOT IN (${newest})`, [
        personId,
      ]);
    }
  }
}

export const identityOf = ({ id, name, role }: Person, signInId: string): Identity =>
  role === 'student'
    ? { kind: 'person', id, name, role, signInId }
    : { kind: 'staff', id, name, role, signInId };
