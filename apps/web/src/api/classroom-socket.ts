import type {
  Ack,
  AnswerReceipt,
  AnswerSubmitInput,
  ClientToServer,
  PresenceUpdate,
  Problem,
  ServerToClient,
} from '@lockstep/contracts';
import { io, type Socket } from 'socket.io-client';
import { type Caller, tokenOf } from './caller.js';
import { RefusedError, UnreachableError } from './http.js';

const namespace = '/classroom';

/** How long an answer may be on its way before it is tried over HTTP, ms. */
export const ackTimeoutMs = 4000;

export type ClassroomSocket = Socket<ServerToClient, ClientToServer>;

/** `ended`: the token is not valid any more, and no try will change that. */
export type LineState = 'connecting' | 'connected' | 'lost' | 'ended';

/** What the server said to a socket that it did not let in; undefined: it said nothing that can be read. */
type SocketRefusal = Pick<Problem, 'status' | 'retryAfterMs'> | undefined;

/** How long to wait before knocking again when the server has not said, ms. */
const knockAgainMs = 1000;

/**
 * What to do once the server has refused a socket: only 401 and 403 are about the token. Everything else is about the
 * server (its database is away, it has too much to do) and passes.
 * @returns how long to wait before the next try, ms; null: there is no use in trying.
 */
export function pauseAfterRefusal(refusal: SocketRefusal): number | null {
  if (refusal?.status === 401 || refusal?.status === 403) return null;
  return refusal?.retryAfterMs ?? knockAgainMs;
}

function refusalOf(error: Error): SocketRefusal {
  const data: unknown = 'data' in error ? error.data : undefined;
  if (typeof data !== 'object' || data === null || !('status' in data)) return undefined;
  if (typeof data.status !== 'number') return undefined;
  const retryAfterMs = 'retryAfterMs' in data ? data.retryAfterMs : undefined;
  return { status: data.status, ...(typeof retryAfterMs === 'number' && { retryAfterMs }) };
}

/** The longest pause after the server has hung up, ms. */
const longestPauseMs = 30_000;
/** A connection that lasted this long was a good one, ms. */
const goodMs = 60_000;

/**
 * How long to wait after the server has hung up on a socket that it had let in: it does so to the oldest of too many pages
 * of one student, and pages that came back at once would push each other out forever.
 * @param hangUps how many in a row, none after a good connection
 */
export const pauseAfterHangUp = (hangUps: number): number =>
  Math.min(longestPauseMs, knockAgainMs * 2 ** Math.min(hangUps, 10));

export type ClassroomLine = { readonly socket: ClassroomSocket; readonly close: () => void };

/**
 * Opens the line of a staff member or a student to the classroom of a session. It comes back by itself, also after
 * the server has hung up or refused for the moment, until `close()` or until the token is no longer valid.
 */
export function openLine(
  caller: Exclude<Caller, 'anyone'>,
  sessionId: string,
  onState: (state: LineState) => void,
): ClassroomLine {
  const socket: ClassroomSocket = io(namespace, {
    // Read at every connection: after signing in again, the socket comes back with the new token.
    auth: (send) => send({ token: tokenOf(caller), ...(caller === 'staff' && { sessionId }) }),
    transports: ['websocket', 'polling'],
    reconnectionDelayMax: 5000,
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let connectedAtMs = 0;
  let hangUps = 0;
  const again = (afterMs: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => socket.connect(), afterMs);
  };
  socket.on('connect', () => {
    connectedAtMs = performance.now();
    onState('connected');
  });
  socket.on('disconnect', (reason) => {
    if (reason === 'io client disconnect') return;
    onState('lost');
    // socket.io comes back by itself unless the server has closed the line.
    if (socket.active) return;
    hangUps = performance.now() - connectedAtMs > goodMs ? 0 : hangUps + 1;
    again(pauseAfterHangUp(hangUps));
  });
  socket.on('connect_error', (error) => {
    // While the line is only broken socket.io tries again by itself; `active` is false once the server has refused.
    const afterMs = socket.active ? undefined : pauseAfterRefusal(refusalOf(error));
    onState(afterMs === null ? 'ended' : 'lost');
    if (typeof afterMs === 'number') again(afterMs);
  });
  return {
    socket,
    close: () => {
      clearTimeout(timer);
      socket.disconnect();
    },
  };
}

/** @throws RefusedError with the server's reason, or {@link UnreachableError} when none came */
export async function submitAnswer(
  socket: ClassroomSocket,
  answer: AnswerSubmitInput,
): Promise<AnswerReceipt> {
  if (!socket.connected) throw new UnreachableError('the classroom is not connected');
  let ack: Ack<AnswerReceipt>;
  try {
    ack = (await socket.timeout(ackTimeoutMs).emitWithAck('answer:submit', answer)) as Ack<AnswerReceipt>;
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
