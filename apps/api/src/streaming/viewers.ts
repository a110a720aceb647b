import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Viewer, ViewerWay } from '@lockstep/contracts';
import { newId } from '../access/secret.js';
import { DomainError } from '../errors/domain-error.js';
import type { Claims } from '../signing/signed-token.js';
import { FULL, type MediaRefusal, SENT_AWAY } from './media-refusal.js';

export class ViewerNotFound extends DomainError {
  override readonly name = 'ViewerNotFound';
  readonly kind = 'not-found';
  readonly code = 'viewer-not-found';
  constructor(id: string) {
    super(`No viewer with the id ${id} watches this session now.`);
  }
}

/** Somebody who comes to watch. */
export type Arriving = {
  readonly sessionId: string;
  readonly way: ViewerWay;
  /** Their network address. */
  readonly remote: string;
  /** What their program calls itself, where it does. */
  readonly agent?: string | undefined;
  /** Of their signed address, where they have one. */
  readonly claims: Claims | undefined;
  /** Most at once; null: no limit. */
  readonly maxViewers: number | null;
  /** Of a viewer who stays connected; players of HLS and DASH ask again and again instead. */
  readonly connection?: { onClose(listener: () => void): void; close(reason: string): void };
};

type Present = Viewer & {
  /** Tells viewers apart who ask again and again, and knows those again who were sent away. */
  readonly key: string;
  readonly close: ((reason: string) => void) | undefined;
  seenAtMs: number;
};

/** A player of HLS or DASH that has not asked for this long is gone: three times the longest segment. */
const IDLE_MS = 15_000;
const SWEEP_MS = 5000;
/** Nothing of viewers beyond this is kept, nor of those who were sent away. */
const MOST = 50_000;
const LONGEST_AGENT = 100;
const MINUTE_MS = 60_000;

/** Who watches now, over every way of this server: bounded where a session says so, and sent away one by one. */
@Injectable()
export class Viewers implements OnModuleDestroy {
  /** By session, then by id of a connection, or by key. */
  readonly #present = new Map<string, Map<string, Present>>();
  /** Until when somebody may not come again, by session and key. */
  readonly #away = new Map<string, number>();
  readonly #timer = setInterval(() => this.#sweep(Date.now()), SWEEP_MS).unref();

  /** @returns why they may not watch; undefined: they are counted until they leave */
  admit(arriving: Arriving): MediaRefusal | undefined {
    const { sessionId, maxViewers, connection } = arriving;
    const key = keyOf(arriving);
    const nowMs = Date.now();
    if ((this.#away.get(`${sessionId} ${key}`) ?? 0) > nowMs) return SENT_AWAY;
    const ofSession = this.#present.get(sessionId) ?? new Map<string, Present>();
    const known = connection ? undefined : ofSession.get(key);
    if (known) {
      known.seenAtMs = nowMs;
      return undefined;
    }
    if (ofSession.size >= (maxViewers ?? MOST)) return maxViewers === null ? undefined : FULL;
    this.#present.set(sessionId, ofSession);
    this.#enter(ofSession, arriving, key);
    return undefined;
  }

  /** The longest there first. */
  list(sessionId: string): Viewer[] {
    const present = [...(this.#present.get(sessionId)?.values() ?? [])];
    return present.map(({ id, way, remote, studentId, since }) => ({ id, way, remote, studentId, since }));
  }

  /**
   * Ends what they watch, and refuses them for a while.
   * @throws ViewerNotFound
   */
  sendAway(sessionId: string, viewerId: string, minutes: number): void {
    const ofSession = this.#present.get(sessionId);
    const chosen = [...(ofSession?.values() ?? [])].find(({ id }) => id === viewerId);
    if (!ofSession || !chosen) throw new ViewerNotFound(viewerId);
    if (this.#away.size < MOST)
      this.#away.set(`${sessionId} ${chosen.key}`, Date.now() + minutes * MINUTE_MS);
    for (const [entry, { key, close }] of ofSession) {
      if (key !== chosen.key) continue;
      this.#leave(sessionId, entry);
      close?.(SENT_AWAY.text);
    }
  }

  onModuleDestroy(): void {
    clearInterval(this.#timer);
  }

  #enter(ofSession: Map<string, Present>, arriving: Arriving, key: string): void {
    const { sessionId, way, remote, claims, connection } = arriving;
    const id = newId();
    const entry = connection ? id : key;
    ofSession.set(entry, {
      ...{ id, way, remote, studentId: claims?.studentId ?? null, since: new Date().toISOString(), key },
      close: connection && ((reason) => connection.close(reason)),
      seenAtMs: Date.now(),
    });
    connection?.onClose(() => this.#leave(sessionId, entry));
  }

  #leave(sessionId: string, entry: string): void {
    const ofSession = this.#present.get(sessionId);
    ofSession?.delete(entry);
    if (ofSession?.size === 0) this.#present.delete(sessionId);
  }

  #sweep(nowMs: number): void {
    for (const [sessionId, ofSession] of this.#present) {
      for (const [entry, { close, seenAtMs }] of ofSession)
        if (!close && nowMs - seenAtMs > IDLE_MS) this.#leave(sessionId, entry);
    }
    for (const [who, untilMs] of this.#away) if (untilMs <= nowMs) this.#away.delete(who);
  }
}

/** A student is the same on every way; others are known by their token, or by their address and program. */
function keyOf({ claims, remote, agent = '' }: Arriving): string {
  if (claims?.studentId !== undefined) return `student ${claims.studentId}`;
  return `${remote} ${agent.slice(0, LONGEST_AGENT)}`;
}
