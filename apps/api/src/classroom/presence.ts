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
  readonly #listeners = new Set<() => void>();

  of(studentId: string): Presence {
    return this.#students.get(studentId) ?? absent;
  }

  /** Hears when somebody begins or ceases to watch. @returns a function that takes the listener away again */
  onChanged(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Students of the session whose pages show its stream. */
  watching(sessionId: string): string[] {
    const here = [...this.#students].filter(
      ([, present]) => present.sessionId === sessionId && present.watchingSincePtsMs !== undefined,
    );
    return here.map(([studentId]) => studentId);
  }

  connected(studentId: string, sessionId: string): void {
    const before = this.#students.get(studentId);
    const present = before ?? { ...absent, sessionId, online: true, visible: true, sockets: 0 };
    present.sockets++;
    this.#students.set(studentId, present);
  }

  disconnected(studentId: string): void {
    const present = this.#students.get(studentId);
    if (!present || --present.sockets > 0) return;
    this.#students.delete(studentId);
    this.#tell();
  }

  /** @returns whether a teacher would see a difference */
  update(studentId: string, update: PresenceUpdate, headPtsMs: number): boolean {
    const present = this.#students.get(studentId);
    if (!present) return false;
    const { visible, latencyMs } = present;
    const watched = present.watchingSincePtsMs !== undefined;
    if (update.ptsMs === null) present.watchingSincePtsMs = undefined;
    else present.watchingSincePtsMs ??= headPtsMs;
    if (watched !== (update.ptsMs !== null)) this.#tell();
    const moved = Math.abs((update.latencyMs ?? 0) - (latencyMs ?? 0)) >= LATENCY_STEP_MS;
    const differs =
      update.visible !== visible || (update.latencyMs === null) !== (latencyMs === null) || moved;
    if (differs) Object.assign(present, { visible: update.visible, latencyMs: update.latencyMs });
    return differs;
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
