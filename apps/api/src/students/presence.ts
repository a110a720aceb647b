import { Injectable } from '@nestjs/common';
import type { PresenceUpdate } from '@lockstep/contracts';
import { EventBus } from '../events/event-bus.js';
import { StudentChanged, WatchersChanged } from './student-events.js';

export type Presence = {
  readonly online: boolean;
  readonly visible: boolean;
  readonly latencyMs: number | null;
  /** Head of the stream when this student began to watch without a break; undefined while they are not watching. */
  readonly watchingSincePtsMs: number | undefined;
};

/** A student whose page shows the stream. */
export type WatchingStudent = { readonly id: string; readonly latencyMs: number | null };

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
  /** Those of them whose pages show the stream, by session. */
  readonly #watching = new Map<string, Map<string, Present>>();

  constructor(private readonly bus: EventBus) {}

  of(studentId: string): Presence {
    return this.#students.get(studentId) ?? absent;
  }

  /** Students of the session whose pages show its stream. */
  watching(sessionId: string): WatchingStudent[] {
    const watching = this.#watching.get(sessionId) ?? [];
    return Array.from(watching, ([id, { latencyMs }]) => ({ id, latencyMs }));
  }

  /** Hears when somebody begins or ceases to watch a session. @returns a function that takes the listener away again */
  onWatchers(sessionId: string, listener: () => void): () => void {
    return this.bus.on(WatchersChanged, (changed) => {
      if (changed.sessionId === sessionId) listener();
    });
  }

  connected(studentId: string, sessionId: string): void {
    const before = this.#students.get(studentId);
    const present = before ?? { ...absent, sessionId, online: true, visible: true, sockets: 0 };
    present.sockets++;
    this.#students.set(studentId, present);
    this.bus.publish(new StudentChanged(sessionId, studentId));
  }

  disconnected(studentId: string): void {
    const present = this.#students.get(studentId);
    if (!present) return;
    if (--present.sockets <= 0) {
      this.#students.delete(studentId);
      this.#noteWatching(studentId, present, false);
      this.bus.publish(new WatchersChanged(present.sessionId));
    }
    this.bus.publish(new StudentChanged(present.sessionId, studentId));
  }

  /** @returns whether a teacher sees a difference */
  update(studentId: string, update: PresenceUpdate, headPtsMs: number): boolean {
    const present = this.#students.get(studentId);
    if (!present) return false;
    const { visible, latencyMs, sessionId } = present;
    const watched = present.watchingSincePtsMs !== undefined;
    if (update.ptsMs === null) present.watchingSincePtsMs = undefined;
    else present.watchingSincePtsMs ??= headPtsMs;
    if (watched !== (update.ptsMs !== null)) {
      this.#noteWatching(studentId, present, !watched);
      this.bus.publish(new WatchersChanged(sessionId));
    }
    const isLatencyFar = Math.abs((update.latencyMs ?? 0) - (latencyMs ?? 0)) >= LATENCY_STEP_MS;
    const isVisiblyOther =
      update.visible !== visible || (update.latencyMs === null) !== (latencyMs === null) || isLatencyFar;
    if (!isVisiblyOther) return false;
    Object.assign(present, { visible: update.visible, latencyMs: update.latencyMs });
    this.bus.publish(new StudentChanged(sessionId, studentId));
    return true;
  }

  #noteWatching(studentId: string, present: Present, isWatching: boolean): void {
    const { sessionId } = present;
    const watching = this.#watching.get(sessionId) ?? new Map<string, Present>();
    if (isWatching) watching.set(studentId, present);
    else watching.delete(studentId);
    if (watching.size > 0) this.#watching.set(sessionId, watching);
    else this.#watching.delete(sessionId);
  }
}
