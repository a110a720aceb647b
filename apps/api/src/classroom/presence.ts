import { Injectable } from '@nestjs/common';
import type { PresenceUpdate } from '@lockstep/contracts';

export type Presence = {
  readonly online: boolean;
  readonly visible: boolean;
  readonly latencyMs: number | null;
  /** Head of the stream when this student began to watch without a break; undefined when he is not watching. */
  readonly watchingSincePtsMs: number | undefined;
};

type Present = { sockets: number; readonly sessionId: string } & {
  -readonly [K in keyof Presence]: Presence[K];
};

const absent: Presence = { online: false, visible: false, latencyMs: null, watchingSincePtsMs: undefined };
/** Smaller changes of the delay are not worth telling. */
const LATENCY_STEP_MS = 250;

/** Who is there, as far as their pages tell. Nothing of it is kept. */
@Injectable()
export class PresenceBoard {
  readonly #students = new Map<string, Present>();
  /** Ids of the students that are there, by session. */
  readonly #sessions = new Map<string, Set<string>>();
  readonly #listeners = new Map<string, Set<() => void>>();

  of(studentId: string): Presence {
    return this.#students.get(studentId) ?? absent;
  }

  /** Hears when somebody begins or ceases to watch this session. @returns a function that takes the listener away */
  onChanged(sessionId: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(sessionId) ?? new Set();
    this.#listeners.set(sessionId, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(sessionId);
    };
  }

  /** Students of the session whose pages show its stream. */
  watching(sessionId: string): string[] {
    const here = [...(this.#sessions.get(sessionId) ?? [])];
    return here.filter((id) => this.#students.get(id)?.watchingSincePtsMs !== undefined);
  }

  connected(studentId: string, sessionId: string): void {
    const before = this.#students.get(studentId);
    const present = before ?? { ...absent, sessionId, online: true, visible: true, sockets: 0 };
    present.sockets++;
    this.#students.set(studentId, present);
    const here = this.#sessions.get(sessionId) ?? new Set();
    this.#sessions.set(sessionId, here.add(studentId));
  }

  disconnected(studentId: string): void {
    const present = this.#students.get(studentId);
    if (!present || --present.sockets > 0) return;
    this.#students.delete(studentId);
    const here = this.#sessions.get(present.sessionId);
    here?.delete(studentId);
    if (here?.size === 0) this.#sessions.delete(present.sessionId);
    this.#tell(present.sessionId);
  }

  /** @returns whether a teacher would see a difference */
  update(studentId: string, update: PresenceUpdate, headPtsMs: number): boolean {
    const present = this.#students.get(studentId);
    if (!present) return false;
    const { visible, latencyMs } = present;
    const watched = present.watchingSincePtsMs !== undefined;
    if (update.ptsMs === null) present.watchingSincePtsMs = undefined;
    else present.watchingSincePtsMs ??= headPtsMs;
    if (watched !== (update.ptsMs !== null)) this.#tell(present.sessionId);
    const moved = Math.abs((update.latencyMs ?? 0) - (latencyMs ?? 0)) >= LATENCY_STEP_MS;
    const differs =
      update.visible !== visible || (update.latencyMs === null) !== (latencyMs === null) || moved;
    if (differs) Object.assign(present, { visible: update.visible, latencyMs: update.latencyMs });
    return differs;
  }

  #tell(sessionId: string): void {
    for (const listener of [...(this.#listeners.get(sessionId) ?? [])]) listener();
  }
}
