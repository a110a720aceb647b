import type {
  Ack,
  AnswerReceipt,
  AnswerSubmitInput,
  ClientToServer,
  PresenceUpdate,
  ServerToClient,
} from '@lockstep/contracts';
import { io, type Socket } from 'socket.io-client';
import { RefusedError, UnreachableError } from './http.js';

const namespace = '/classroom';

/** How long an answer may be on its way before it is tried over HTTP, ms. */
const ackTimeoutMs = 4000;

export type ClassroomSocket = Socket<ServerToClient, ClientToServer>;

export type Admission =
  | { readonly kind: 'student'; readonly token: string }
  | { readonly kind: 'staff'; readonly token: string; readonly sessionId: string };

/** Connects to the classroom; it reconnects by itself until `disconnect()`. */
export function connectClassroom(admission: Admission): ClassroomSocket {
  const auth =
    admission.kind === 'student'
      ? { token: admission.token }
      : { token: admission.token, sessionId: admission.sessionId };
  return io(namespace, { auth, transports: ['websocket', 'polling'], reconnectionDelayMax: 5000 });
}

/** Throws {@link RefusedError} with the server's reason, or {@link UnreachableError} when none came. */
export async function submitAnswer(
  socket: ClassroomSocket,
  answer: AnswerSubmitInput,
): Promise<AnswerReceipt> {
  if (!socket.connected) throw new UnreachableError('the classroom is not connected');
  let ack: Ack<AnswerReceipt>;
  try {
    ack = await socket.timeout(ackTimeoutMs).emitWithAck('answer:submit', answer);
  } catch (cause) {
    throw new UnreachableError('the answer was not acknowledged', { cause });
  }
  if (!ack.ok) throw new RefusedError(ack.problem);
  return ack.value;
}

/** Lost updates do no harm: the next one says it all again. */
export function tellPresence(socket: ClassroomSocket, presence: PresenceUpdate): void {
  if (socket.connected) socket.volatile.emit('presence:update', presence, () => undefined);
}
