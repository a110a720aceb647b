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

/** What a process tells others of a student whose page is connected to it. */
export type PresentStudent = Pick<Presence, 'visible' | 'latencyMs'> & {
  readonly id: string;
  readonly sessionId: string;
  readonly isWatching: boolean;
};

/** Of a student whose page is connected to another process. */
type Elsewhere = PresentStudent & Pick<Presence, 'watchingSincePtsMs'>;

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

  /** By process, then by student. */
  readonly #elsewhere = new Map<string, ReadonlyMap<string, Elsewhere>>();

  constructor(private readonly bus: EventBus) {}

  of(studentId: string): Presence {
    const here = this.#students.get(studentId);
    if (here) return here;
    for (const students of this.#elsewhere.values()) {
      const { visible, latencyMs, watchingSincePtsMs } = students.get(studentId) ?? {};
      if (visible !== undefined)
        return { online: true, visible, latencyMs: latencyMs ?? null, watchingSincePtsMs };
    }
    return absent;
  }

  /** Students whose pages are connected to this process. */
  here(): PresentStudent[] {
    return Array.from(this.#students, ([id, { sessionId, visible, latencyMs, watchingSincePtsMs }]) => ({
      ...{ id, sessionId, visible, latencyMs },
      isWatching: watchingSincePtsMs !== undefined,
    }));
  }

  /**
   * Another process told who is connected to it.
   * @param headOf PTS of the newest frame of a session
   */
  hearElsewhere(
    node: string,
    students: readonly PresentStudent[],
    headOf: (sessionId: string) => number,
  ): void {
    const before = this.#elsewhere.get(node) ?? new Map<string, Elsewhere>();
    const now = new Map(
      students.map((student) => {
        const known = before.get(student.id)?.watchingSincePtsMs;
        const since = student.isWatching ? (known ?? headOf(student.sessionId)) : undefined;
        return [student.id, { ...student, watchingSincePtsMs: since }];
      }),
    );
    if (now.size > 0) this.#elsewhere.set(node, now);
    else this.#elsewhere.delete(node);
    const toldOf = (map: ReadonlyMap<string, Elsewhere>, id: string) =>
      `${String(map.get(id)?.isWatching)} ${String(map.get(id)?.latencyMs)}`;
    const all = [...before.values(), ...now.values()];
    const changed = all.filter(({ id }) => toldOf(before, id) !== toldOf(now, id));
    for (const sessionId of new Set(changed.map((student) => student.sessionId)))
      this.bus.publish(new WatchersChanged(sessionId));
  }

  /** Students of the session whose pages show its stream. */
  watching(sessionId: string): WatchingStudent[] {
    const watching = new Map<string, WatchingStudent>();
    for (const students of this.#elsewhere.values()) {
      for (const { id, latencyMs, isWatching, ...student } of students.values())
        if (isWatching && student.sessionId === sessionId) watching.set(id, { id, latencyMs });
    }
    for (const [id, { latencyMs }] of this.#watching.get(sessionId) ?? [])
      watching.set(id, { id, latencyMs });
    return [...watching.values()];
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
