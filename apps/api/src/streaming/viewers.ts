import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Ban, Viewer, ViewerTransport } from '@lockstep/contracts';
import { newId } from '../access/secret.js';
import { Bans, type Place } from './bans.js';
import { bannedFor, FULL, type MediaRefusal } from './media-refusal.js';
import { ViewerNotFound } from './viewer-errors.js';
import type { ViewerIdentity } from './viewer-identity.js';

/** Somebody who comes to watch. */
export type Arriving = ViewerIdentity & {
  readonly transport: ViewerTransport;
  /** What their program calls itself, where it does. */
  readonly agent?: string | undefined;
  /** Of a viewer who stays connected; players of HLS and DASH ask again and again instead. */
  readonly connection?: { onClose(listener: () => void): void; close(reason: string): void };
};

/** What they come to, and how many may watch it at once; null: no limit. */
export type Watched = Place & { readonly maxViewers: number | null };

type Present = Arriving & {
  readonly id: string;
  readonly since: Date;
  readonly watched: Watched;
  seenAtMs: number;
};

/** A player of HLS or DASH that has not asked for this long is gone: three times the longest segment. */
const IDLE_MS = 15_000;
const SWEEP_MS = 5000;
/** Viewers of a session beyond this are not remembered. */
const MOST = 50_000;
const LONGEST_AGENT = 100;

/** Who watches now, over every transport of this server: bounded where a session says so, and banned one by one. */
@Injectable()
export class Viewers implements OnModuleDestroy {
  /** By session, then by id of a connection, or by what tells players apart that ask again and again. */
  readonly #present = new Map<string, Map<string, Present>>();
  readonly #timer = setInterval(() => this.#sweep(Date.now()), SWEEP_MS).unref();

  constructor(private readonly bans: Bans) {}

  /** @returns why they may not watch; undefined: they are counted until they leave */
  admit(watched: Watched, arriving: Arriving): MediaRefusal | undefined {
    const { sessionId, maxViewers } = watched;
    const ban = this.bans.find(watched, arriving);
    if (ban) return bannedFor(ban.reason);
    const ofSession = this.#present.get(sessionId) ?? new Map<string, Present>();
    const id = newId();
    const entry = arriving.connection ? id : keyOf(arriving);
    const known = ofSession.get(entry);
    if (known) {
      Object.assign(known, arriving, { watched, seenAtMs: Date.now() });
      return undefined;
    }
    if (ofSession.size >= (maxViewers ?? MOST)) return maxViewers === null ? undefined : FULL;
    this.#present.set(sessionId, ofSession);
    ofSession.set(entry, { ...arriving, id, watched, since: new Date(), seenAtMs: Date.now() });
    arriving.connection?.onClose(() => this.#leave(sessionId, entry));
    return undefined;
  }

  /** The longest there first. */
  list(sessionId: string): Viewer[] {
    const present = [...(this.#present.get(sessionId)?.values() ?? [])];
    return present.map(({ id, transport, remote, studentId, since }) => ({
      ...{ id, transport, remote, studentId, since: since.toISOString() },
    }));
  }

  /**
   * Ends what they watch on every transport, and keeps them out.
   * @throws ViewerNotFound, TooManyBans
   */
  async ban(sessionId: string, viewerId: string, reason: string | null): Promise<Ban> {
    const chosen = [...(this.#present.get(sessionId)?.values() ?? [])].find(({ id }) => id === viewerId);
    if (!chosen) throw new ViewerNotFound(viewerId);
    const ban = await this.bans.add(sessionId, chosen, reason);
    const { text } = bannedFor(reason);
    for (const [entry, present] of this.#present.get(sessionId) ?? []) {
      if (!this.bans.find(present.watched, present)) continue;
      this.#leave(sessionId, entry);
      present.connection?.close(text);
    }
    return ban;
  }

  onModuleDestroy(): void {
    clearInterval(this.#timer);
  }

  #leave(sessionId: string, entry: string): void {
    const ofSession = this.#present.get(sessionId);
    ofSession?.delete(entry);
    if (ofSession?.size === 0) this.#present.delete(sessionId);
  }

  #sweep(nowMs: number): void {
    for (const [sessionId, ofSession] of this.#present) {
      for (const [entry, { connection, seenAtMs }] of ofSession)
        if (!connection && nowMs - seenAtMs > IDLE_MS) this.#leave(sessionId, entry);
    }
  }
}

/** A student is the same wherever they are; others are told apart by address and program. */
const keyOf = ({ studentId, remote, agent = '' }: Arriving): string =>
  studentId === null ? `${remote} ${agent.slice(0, LONGEST_AGENT)}` : `student ${studentId}`;
