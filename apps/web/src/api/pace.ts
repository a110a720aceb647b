import type { Ack, PaceCommand } from '@lockstep/contracts';
import { ackTimeoutMs, type ClassroomSocket } from './classroom-socket.js';
import { RefusedError, UnreachableError } from './http.js';

/** What the student of a self-paced session does to it. @throws RefusedError, {@link UnreachableError} */
export async function sendPace(socket: ClassroomSocket, type: PaceCommand['type']): Promise<void> {
  if (!socket.connected) throw new UnreachableError('the classroom is not connected');
  let ack: Ack<object>;
  try {
    ack = (await socket.timeout(ackTimeoutMs).emitWithAck('pace:command', { type })) as Ack<object>;
  } catch (cause) {
    throw new UnreachableError('the command was not acknowledged', { cause });
  }
  if (!ack.ok) throw new RefusedError(ack.problem);
}
