import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Ban, Viewer, ViewerTransport } from '@lockstep/contracts';
import { newId } from '../access/secret.js';
import { EventBus } from '../events/event-bus.js';
import { Bans, type Place } from './bans.js';
import { BeforeHooks } from './before-hooks.js';
import { bannedFor, FULL, type MediaRefusal } from './media-refusal.js';
import { ViewerCame, ViewerLeft } from './streaming-events.js';
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
/** How long a refusal by another system holds. */
const REFUSED_FOR_MS = 5000;

/** Who watches now, over every transport of this server: bounded where a session says so, and banned one by one. */
@Injectable()
export class Viewers implements OnModuleDestroy {
  /** By session, then by id of a connection, or by what tells players apart that ask again and again. */
  readonly #present = new Map<string, Map<string, Present>>();
  /** Questions to others, by session and entry. */
  readonly #asked = new Map<string, Promise<MediaRefusal | undefined>>();
  readonly #timer = setInterval(() => this.#sweep(Date.now()), SWEEP_MS).unref();

  constructor(
    private readonly bans: Bans,
    private readonly hooks: BeforeHooks,
    private readonly bus: EventBus,
  ) {}

  /**
   * Never rejects. A promise only where somebody else is asked first.
   * @returns why they may not watch; undefined: they are counted until they leave
   */
  admit(watched: Watched, arriving: Arriving): MediaRefusal | undefined | Promise<MediaRefusal | undefined> {
    const entry = arriving.connection ? newId() : keyOf(arriving);
    const isKnown = this.#present.get(watched.sessionId)?.has(entry) ?? false;
    if (isKnown || !this.hooks.isAsked('play')) return this.#enter(watched, arriving, entry);
    return this.#ask(watched, arriving, entry);
  }

  #enter(watched: Watched, arriving: Arriving, entry: string): MediaRefusal | undefined {
    const { sessionId, maxViewers } = watched;
    const ban = this.bans.find(watched, arriving);
    if (ban) return bannedFor(ban.reason);
    const ofSession = this.#present.get(sessionId) ?? new Map<string, Present>();
    const known = ofSession.get(entry);
    if (known) {
      Object.assign(known, arriving, { watched, seenAtMs: Date.now() });
      return undefined;
    }
    if (ofSession.size >= (maxViewers ?? MOST)) return maxViewers === null ? undefined : FULL;
    this.#present.set(sessionId, ofSession);
    const present = { ...arriving, id: newId(), watched, since: new Date(), seenAtMs: Date.now() };
    ofSession.set(entry, present);
    this.bus.publish(new ViewerCame(sessionId, described(present)));
    arriving.connection?.onClose(() => this.#leave(sessionId, entry));
    return undefined;
  }

  /** A player that asks again and again causes one question at a time, and none for a while after a refusal. */
  async #ask(watched: Watched, arriving: Arriving, entry: string): Promise<MediaRefusal | undefined> {
    const { sessionId } = watched;
    const { transport, remote, studentId } = arriving;
    const key = `${sessionId} ${entry}`;
    let asked = this.#asked.get(key);
    if (!asked) {
      asked = this.hooks.refusalOf({ action: 'play', sessionId, transport, remote, studentId });
      this.#asked.set(key, asked);
      void asked.then((refusal) => {
        if (!refusal || arriving.connection) this.#asked.delete(key);
        else setTimeout(() => this.#asked.delete(key), REFUSED_FOR_MS).unref();
      });
    }
    return (await asked) ?? this.#enter(watched, arriving, entry);
  }

  /** How many watch now, over each transport. */
  counts(): Map<ViewerTransport, number> {
    const counts = new Map<ViewerTransport, number>();
    for (const ofSession of this.#present.values())
      for (const { transport } of ofSession.values()) counts.set(transport, (counts.get(transport) ?? 0) + 1);
    return counts;
  }

  /** The longest there first. */
  list(sessionId: string): Viewer[] {
    const present = [...(this.#present.get(sessionId)?.values() ?? [])];
    return present.map(described);
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
    const left = ofSession?.get(entry);
    if (!ofSession || !left) return;
    ofSession.delete(entry);
    if (ofSession.size === 0) this.#present.delete(sessionId);
    this.bus.publish(new ViewerLeft(sessionId, described(left)));
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

const described = ({ id, transport, remote, studentId, since }: Present): Viewer => ({
  ...{ id, transport, remote, studentId, since: since.toISOString() },
});
