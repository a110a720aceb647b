import { Injectable } from '@nestjs/common';
import { Settings } from '../config/settings.js';
import { SessionLeases } from '../leases/session-leases.js';
import { LiveSessions } from '../live-sessions/live-sessions.service.js';

/** Viewers and players ask several times a second; an owner changes once in a while. */
const KNOWN_FOR_MS = 500;
/** So many sessions are remembered. */
const KEPT = 1000;

/** Which process of the installation carries a session. */
@Injectable()
export class SessionOwners {
  readonly #known = new Map<string, { readonly atMs: number; readonly url: Promise<string | undefined> }>();

  constructor(
    private readonly settings: Settings,
    private readonly leases: SessionLeases,
    private readonly live: LiveSessions,
  ) {}

  /** Whether a session may be carried by another process; without a look into the database. */
  mayBeElsewhere(sessionId: string): boolean {
    return this.settings.isShared && this.live.find(sessionId) === undefined;
  }

  /** Address of the other process that carries it; undefined: this one does, or none. */
  async of(sessionId: string): Promise<string | undefined> {
    if (!this.mayBeElsewhere(sessionId)) return undefined;
    const nowMs = performance.now();
    const known = this.#known.get(sessionId);
    if (known && nowMs - known.atMs < KNOWN_FOR_MS) return known.url;
    const url = this.#look(sessionId);
    this.#known.delete(sessionId);
    this.#known.set(sessionId, { atMs: nowMs, url });
    const [oldest] = this.#known.keys();
    if (this.#known.size > KEPT && oldest !== undefined) this.#known.delete(oldest);
    return url;
  }

  async #look(sessionId: string): Promise<string | undefined> {
    const holder = await this.leases.holder(sessionId);
    return holder === undefined || holder.node === this.leases.node ? undefined : holder.url;
  }
}
