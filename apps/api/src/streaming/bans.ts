import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Ban as BanBody } from '@lockstep/contracts';
import { Repository } from 'typeorm';
import { newId } from '../access/secret.js';
import { EventBus } from '../events/event-bus.js';
import { SessionChanged } from '../live-sessions/live-session-events.js';
import { BanNotFound, TooManyBans } from './viewer-errors.js';
import { ViewerBan } from './viewer-ban.entity.js';
import type { ViewerIdentity } from './viewer-identity.js';

/** Of one session. */
const MOST = 1000;

/** Where somebody comes to watch: an open session is watched without saying who one is. */
export type Place = { readonly sessionId: string; readonly private: boolean };

/** Who may not watch which session, until the ban is deleted or the token expires that they came with. */
@Injectable()
export class Bans implements OnModuleInit {
  /** Of sessions that have not ended: looked up for every request of a player. */
  readonly #bans = new Map<string, readonly ViewerBan[]>();

  constructor(
    @InjectRepository(ViewerBan) private readonly rows: Repository<ViewerBan>,
    bus: EventBus,
  ) {
    bus.on(SessionChanged, ({ state: { sessionId, status } }) => {
      if (status === 'ended') this.#bans.delete(sessionId);
    });
  }

  async onModuleInit(): Promise<void> {
    const rows = await this.rows
      .createQueryBuilder('ban')
      .innerJoin('session', 'session', 'session.id = ban.session_id')
      .where(`session.status <> 'ended'`)
      .getMany();
    for (const [sessionId, bans] of Map.groupBy(rows, (row) => row.sessionId))
      this.#bans.set(sessionId, bans);
  }

  /** The ban that keeps somebody out; undefined: they may watch. */
  find(place: Place, viewer: ViewerIdentity): ViewerBan | undefined {
    return foundIn(this.#bans.get(place.sessionId) ?? [], place, viewer);
  }

  /** The same for a session that may have ended. */
  async findStored(place: Place, viewer: ViewerIdentity): Promise<ViewerBan | undefined> {
    return foundIn(await this.#read(place.sessionId), place, viewer);
  }

  /** The oldest first. */
  async list(sessionId: string): Promise<BanBody[]> {
    return (await this.#read(sessionId)).map(described);
  }

  /** @throws TooManyBans */
  async add(sessionId: string, viewer: ViewerIdentity, reason: string | null): Promise<BanBody> {
    if ((await this.rows.countBy({ sessionId })) >= MOST) throw new TooManyBans(MOST);
    const { studentId, tokenHash, tokenExpiresAtMs, remote } = viewer;
    const expiresAt = tokenExpiresAtMs === null ? null : new Date(tokenExpiresAtMs);
    const ban = this.rows.create({
      ...{ id: newId(), sessionId, studentId, tokenHash, remote, reason, at: new Date(), expiresAt },
    });
    await this.rows.insert(ban);
    this.#bans.set(sessionId, await this.#read(sessionId));
    return described(ban);
  }

  /** They may watch again. @throws BanNotFound */
  async delete(sessionId: string, id: string): Promise<void> {
    const { affected } = await this.rows.delete({ sessionId, id });
    if (affected === 0) throw new BanNotFound(id);
    this.#bans.set(sessionId, await this.#read(sessionId));
  }

  #read(sessionId: string): Promise<ViewerBan[]> {
    return this.rows.find({ where: { sessionId }, order: { at: 'ASC', id: 'ASC' } });
  }
}

function foundIn(bans: readonly ViewerBan[], place: Place, viewer: ViewerIdentity): ViewerBan | undefined {
  const nowMs = Date.now();
  return bans.find(
    (ban) => (ban.expiresAt?.getTime() ?? Infinity) > nowMs && concerns(ban, viewer, place.private),
  );
}

/** In an open session a network address is banned too, because anybody may come there without a token. */
function concerns(ban: ViewerBan, viewer: ViewerIdentity, isPrivate: boolean): boolean {
  if (ban.studentId !== null && ban.studentId === viewer.studentId) return true;
  if (ban.tokenHash !== null && ban.tokenHash === viewer.tokenHash) return true;
  return !isPrivate && ban.remote === viewer.remote;
}

const described = ({ id, remote, studentId, reason, at, expiresAt }: ViewerBan): BanBody => ({
  ...{ id, remote, studentId, reason, at: at.toISOString() },
  expiresAt: expiresAt?.toISOString() ?? null,
});
