import { Injectable } from '@nestjs/common';
import type { ClientToServer, FeedbackBody, ServerToClient } from '@lockstep/contracts';
import type { Namespace, Socket } from 'socket.io';
import type { Identity } from '../access/identity.js';

/** What is known of a socket: who it is, and which session it is in. */
export type SocketData = { identity: Identity; sessionId: string };
type NoServerEvents = Record<string, never>;
export type ClassroomNamespace = Namespace<ClientToServer, ServerToClient, NoServerEvents, SocketData>;
export type ClassroomSocket = Socket<ClientToServer, ServerToClient, NoServerEvents, SocketData>;

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

  attach(namespace: ClassroomNamespace): void {
    this.#namespace = namespace;
  }

  toSession<E extends 'session:changed'>(
    sessionId: string,
    event: E,
    ...payload: Parameters<ServerToClient[E]>
  ): void {
    this.#namespace?.to(rooms.session(sessionId)).emit(event, ...payload);
  }

  /** Whether a teacher of the session is there: to write a message for nobody costs as much as one for many. */
  hasStaff(sessionId: string): boolean {
    return this.#namespace?.adapter.rooms.has(rooms.staff(sessionId)) ?? false;
  }

  toStaff<
    E extends
      | 'answer:received'
      | 'answer:judged'
      | 'answers:corrected'
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
    const sockets = (await this.#namespace?.in(rooms.student(studentId)).fetchSockets()) ?? [];
    const taken = sockets.map(async (socket) => {
      await socket.timeout(DELIVERY_PATIENCE_MS).emitWithAck('feedback:body', body);
      return true;
    });
    const results = await Promise.allSettled(taken);
    return results.some((result) => result.status === 'fulfilled');
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
