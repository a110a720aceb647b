import { setTimeout as after } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { ClientToServer, FeedbackBody, OwnInquiry, ServerToClient } from '@lockstep/contracts';
import type { Namespace, Socket } from 'socket.io';
import type { Identity } from '../access/identity.js';
import type { PresentStudent } from '../students/presence.js';
import type { RedisLine } from '../redis/redis-line.js';
import { REDIS_LINE } from '../redis/redis.module.js';

/** What is known of a socket: who it is, and which session it is in. */
export type SocketData = { identity: Identity; sessionId: string };

/** What the processes of an installation tell each other. */
type BetweenServers = {
  deliver: (studentId: string, body: FeedbackBody, answer: (isTaken: boolean) => void) => void;
  presence: (node: string, students: readonly PresentStudent[]) => void;
};
export type ClassroomNamespace = Namespace<ClientToServer, ServerToClient, BetweenServers, SocketData>;
export type ClassroomSocket = Socket<ClientToServer, ServerToClient, BetweenServers, SocketData>;

export const rooms = {
  session: (id: string) => `session:${id}`,
  staff: (id: string) => `staff:${id}`,
  student: (id: string) => `student:${id}`,
  /** Sockets that were let in by one token, or by one sign-in. */
  entry: (id: string) => `entry:${id}`,
  /** Sockets of one account. */
  person: (id: string) => `person:${id}`,
};

/** A body that nobody took after this is left for the student's next connection. */
const DELIVERY_PATIENCE_MS = 1000;

/** Sends to a class; knows who hears what, and nothing else. Before the gateway is up, nobody is there to hear. */
@Injectable()
export class ClassRooms {
  #namespace: ClassroomNamespace | undefined;

  constructor(@Inject(REDIS_LINE) private readonly line: RedisLine | undefined) {}

  attach(namespace: ClassroomNamespace): void {
    this.#namespace = namespace;
    namespace.on('deliver', (studentId, body, answer) => {
      this.#deliverHere(studentId, body).then(answer, () => answer(false));
    });
    // what was told while Redis was away has not arrived: pages that connect again read what they missed
    this.line?.onBack(() => {
      for (const socket of namespace.sockets.values()) socket.conn.close();
    });
  }

  toSession<E extends 'session:changed'>(
    sessionId: string,
    event: E,
    ...payload: Parameters<ServerToClient[E]>
  ): void {
    this.#namespace?.to(rooms.session(sessionId)).emit(event, ...payload);
  }

  /**
   * Whether a teacher of the session may be there: to write a message for nobody costs as much as one for many. Other processes may have
   * some that this one does not see.
   */
  hasStaff(sessionId: string): boolean {
    return this.line !== undefined || (this.#namespace?.adapter.rooms.has(rooms.staff(sessionId)) ?? false);
  }

  toStaff<
    E extends
      | 'answer:received'
      | 'answer:judged'
      | 'answers:corrected'
      | 'inquiry:changed'
      | 'teaching:changed'
      | 'budget:changed'
      | 'roster:changed'
      | 'event:stamped'
      | 'publisher:refused',
  >(sessionId: string, event: E, ...payload: Parameters<ServerToClient[E]>): void {
    if (this.hasStaff(sessionId)) this.#namespace?.to(rooms.staff(sessionId)).emit(event, ...payload);
  }

  /** To this student's sockets and nobody else's. Resolves with whether one of them has it. */
  async deliver(studentId: string, body: FeedbackBody): Promise<boolean> {
    const elsewhere = this.#deliverElsewhere(studentId, body);
    return (await this.#deliverHere(studentId, body)) || elsewhere;
  }

  /** To those of other processes; how many have it is not waited for longer than for one here. */
  async #deliverElsewhere(studentId: string, body: FeedbackBody): Promise<boolean> {
    if (this.line === undefined || this.#namespace === undefined) return false;
    if (this.line.isAway) return false; // the student's next connection brings it
    const answers = this.#namespace.serverSideEmitWithAck('deliver', studentId, body);
    const late = after(2 * DELIVERY_PATIENCE_MS, [], { ref: false });
    const taken: readonly boolean[] = await Promise.race([answers, late]).catch(() => []);
    return taken.some(Boolean);
  }

  async #deliverHere(studentId: string, body: FeedbackBody): Promise<boolean> {
    const sockets = (await this.#namespace?.local.in(rooms.student(studentId)).fetchSockets()) ?? [];
    const taken = sockets.map(async (socket) => {
      await socket.timeout(DELIVERY_PATIENCE_MS).emitWithAck('feedback:body', body);
      return true;
    });
    const results = await Promise.allSettled(taken);
    return results.some((result) => result.status === 'fulfilled');
  }

  /** Nobody waits for it: a page that was away asks when it comes back. */
  tellReply(studentId: string, inquiry: OwnInquiry): void {
    this.#namespace?.to(rooms.student(studentId)).emit('inquiry:answered', inquiry);
  }

  /** Closes the oldest sockets of a student until `count` are left. */
  keepNewest(studentId: string, count: number): void {
    const ids = [...(this.#namespace?.adapter.rooms.get(rooms.student(studentId)) ?? [])];
    for (const id of ids.slice(0, Math.max(0, ids.length - count))) {
      this.#namespace?.sockets.get(id)?.disconnect(true);
    }
  }

  /** Everything of a student was deleted. */
  disconnectStudent(studentId: string): void {
    this.#namespace?.in(rooms.student(studentId)).disconnectSockets(true);
  }

  /** A token or a sign-in is no longer good: sockets that it let in receive nothing more. */
  disconnectEntry(id: string): void {
    this.#namespace?.in(rooms.entry(id)).disconnectSockets(true);
  }

  /** What somebody may do has changed: their pages come back with it, or are refused. */
  disconnectPerson(id: string): void {
    this.#namespace?.in(rooms.person(id)).disconnectSockets(true);
  }
}
