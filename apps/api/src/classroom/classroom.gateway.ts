import { Logger, type OnModuleDestroy, UseFilters, UsePipes } from '@nestjs/common';
import {
  ConnectedSocket,
  MessageBody,
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  type OnGatewayInit,
  SubscribeMessage,
  WebSocketGateway,
} from '@nestjs/websockets';
import {
  type Ack,
  type AnswerReceipt,
  type AnswerSubmit,
  classroomNamespace,
  clientEvents,
  type TeachingCommand,
  type PaceCommand,
  type PresenceUpdate,
  type Teaching,
} from '@lockstep/contracts';
import { AnswersService, type StudentIdentity } from '../answers/answers.service.js';
import { ClassDoor } from '../access/class-door.js';
import { Forbidden, ForeignPage, OtherClass, SignedOut, Unauthenticated } from '../access/access-errors.js';
import { type Identity, mayAccess } from '../access/identity.js';
import { isInScope } from '../access/scopes.js';
import { type Asking, Identification } from '../accounts/identification.js';
import { DomainError } from '../errors/domain-error.js';
import { problemOf, unforeseen } from '../errors/problem.js';
import { ValidationPipe } from '../errors/validation.pipe.js';
import { Limits } from '../limits/limits.js';
import { SelfPacedSessions } from '../self-paced/self-paced-sessions.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { LiveSessions } from '../live-sessions/live-sessions.service.js';
import { LiveClasses } from '../virtual-teacher/session/live-classes.js';
import { connectAccess, connectScope, socketAccess, socketScope } from './socket-access.js';
import { AckFilter } from './ack.filter.js';
import {
  ClassRooms,
  type ClassroomNamespace,
  type ClassroomSocket,
  rooms,
  type SocketData,
} from './class-rooms.js';
import { ClassMessages } from './class-messages.js';
import { PresenceBoard } from '../students/presence.js';
import { type Credentials, OwnerCalls } from '../passing/owner-calls.js';
import { SharedPresence } from './shared-presence.js';

/** Path of socket.io's own requests. */
export const SOCKET_PATH = '/socket.io/';

/** A student's devices and tabs; another one closes the oldest. */
const SOCKETS_PER_STUDENT = 8;

/** The longest answer, 4,000 characters of three bytes each, fits; all other calls are below 1 KiB. */
const MAX_CALL_BYTES = 16 * 1024;

/** Beside the FLV endpoint on one server, so upgrades of other paths are left alone. */
const options = {
  namespace: classroomNamespace,
  path: SOCKET_PATH,
  serveClient: false,
  destroyUpgrade: false,
  maxHttpBufferSize: MAX_CALL_BYTES,
  cors: { origin: '*' },
};

class UnknownCall extends DomainError {
  override readonly name = 'UnknownCall';
  readonly kind = 'not-found';
  readonly code = 'unknown-event';
  constructor() {
    super(`There is no such call; there are ${Object.keys(clientEvents).join(', ')}.`);
  }
}

/** What closes the sockets of staff when it ends: their sign-in, or their token. */
const entryOf = (staff: Exclude<Identity, { readonly kind: 'student' }>): string =>
  staff.signInId ?? (staff.kind === 'staff' ? staff.tokenId : undefined) ?? staff.id;

/** What the socket was opened with. */
function credentialsOf({ handshake }: ClassroomSocket): Credentials {
  const { token } = handshake.auth as Readonly<Record<string, unknown>>;
  return { token: typeof token === 'string' && token !== '' ? token : undefined, headers: handshake.headers };
}

const isKnown = (event: string): event is keyof typeof clientEvents => Object.hasOwn(clientEvents, event);

/** The class's socket: lets in, passes on; has no rules of its own. */
@WebSocketGateway(options)
@UsePipes(new ValidationPipe())
@UseFilters(new AckFilter())
export class ClassroomGateway
  implements
    OnGatewayInit,
    OnGatewayConnection<ClassroomSocket>,
    OnGatewayDisconnect<ClassroomSocket>,
    OnModuleDestroy
{
  readonly #logger = new Logger('Classroom');
  #isClosing = false;

  constructor(
    private readonly rooms: ClassRooms,
    private readonly identification: Identification,
    private readonly sessions: SessionsService,
    private readonly live: LiveSessions,
    private readonly presence: PresenceBoard,
    private readonly answers: AnswersService,
    private readonly messages: ClassMessages,
    private readonly classes: LiveClasses,
    private readonly selfPaced: SelfPacedSessions,
    private readonly limits: Limits,
    private readonly door: ClassDoor,
    private readonly owners: OwnerCalls,
    private readonly sharedPresence: SharedPresence,
  ) {}

  afterInit(namespace: ClassroomNamespace): void {
    this.rooms.attach(namespace);
    this.sharedPresence.attach(namespace);
    namespace.use((socket, next) => {
      this.#admit(socket).then(
        (data) => {
          socket.data = data;
          next();
        },
        (error: unknown) => {
          const problem = problemOf(error);
          if (problem === undefined) this.#logger.error(error);
          next(
            Object.assign(new Error(problem?.detail ?? 'internal error'), { data: problem ?? unforeseen() }),
          );
        },
      );
    });
  }

  /** The sockets close next; nobody is left to be told, and the database closes too. */
  onModuleDestroy(): void {
    this.#isClosing = true;
  }

  async handleConnection(socket: ClassroomSocket): Promise<void> {
    const { identity, sessionId } = socket.data;
    socket.use(([event, ...given], next) => {
      if (this.#isTaken(socket, event, given)) next();
    });
    await socket.join(rooms.session(sessionId));
    if (identity.kind !== 'student') {
      await socket.join([rooms.staff(sessionId), rooms.entry(entryOf(identity))]);
      await socket.join(rooms.person(identity.id));
      return;
    }
    await socket.join(rooms.student(identity.id));
    this.presence.connected(identity.id, sessionId);
    this.rooms.keepNewest(identity.id, SOCKETS_PER_STUDENT);
    this.messages.deliverRecent(identity.id);
  }

  handleDisconnect(socket: ClassroomSocket): void {
    const { identity } = socket.data;
    if (identity.kind !== 'student' || this.#isClosing) return;
    this.presence.disconnected(identity.id);
  }

  @SubscribeMessage('answer:submit')
  async answer(
    @MessageBody({ schema: clientEvents['answer:submit'].payload }) body: AnswerSubmit,
    @ConnectedSocket() socket: ClassroomSocket,
  ): Promise<Ack<AnswerReceipt>> {
    const { identity, sessionId } = this.#student(socket);
    const asked = { credentials: credentialsOf(socket), isRepeatable: true };
    const elsewhere = await this.owners.call<AnswerReceipt>(sessionId, 'answers', body, asked);
    return elsewhere ?? { ok: true, value: await this.answers.submit(sessionId, identity, body) };
  }

  @SubscribeMessage('teaching:command')
  async command(
    @MessageBody({ schema: clientEvents['teaching:command'].payload }) body: TeachingCommand,
    @ConnectedSocket() socket: ClassroomSocket,
  ): Promise<Ack<Teaching>> {
    const { sessionId } = socket.data;
    const asked = { credentials: credentialsOf(socket), isRepeatable: false };
    const elsewhere = await this.owners.call<Teaching>(sessionId, 'teaching/commands', body, asked);
    return elsewhere ?? { ok: true, value: await this.classes.command(sessionId, body) };
  }

  @SubscribeMessage('pace:command')
  async pace(
    @MessageBody({ schema: clientEvents['pace:command'].payload }) body: PaceCommand,
    @ConnectedSocket() socket: ClassroomSocket,
  ): Promise<Ack<object>> {
    const { sessionId } = this.#student(socket);
    await this.selfPaced.command(sessionId, body);
    return { ok: true, value: {} };
  }

  @SubscribeMessage('presence:update')
  present(
    @MessageBody({ schema: clientEvents['presence:update'].payload }) body: PresenceUpdate,
    @ConnectedSocket() socket: ClassroomSocket,
  ): Ack<object> {
    const { identity, sessionId } = this.#student(socket);
    const headPtsMs = this.live.find(sessionId)?.channel.positionMs ?? 0;
    this.presence.update(identity.id, body, headPtsMs);
    return { ok: true, value: {} };
  }

  /** Every call counts, and every call is answered: one too many, and one for something that does not exist. */
  #isTaken({ data }: ClassroomSocket, event: string, given: readonly unknown[]): boolean {
    const { identity, sessionId } = data;
    try {
      this.limits.call(identity.id);
      if (!isKnown(event)) throw new UnknownCall();
      const level = socketAccess[event];
      if (!mayAccess(identity, [level], sessionId) || !isInScope(identity, socketScope[event]))
        throw new Forbidden([level]);
      return true;
    } catch (error) {
      const answer: Ack<never> = { ok: false, problem: problemOf(error) ?? unforeseen() };
      const acknowledge = given.at(-1);
      if (typeof acknowledge === 'function') (acknowledge as (answer: Ack<never>) => void)(answer);
      return false;
    }
  }

  /** Whose call it is. @throws Forbidden for staff, who have nothing to answer */
  #student(socket: ClassroomSocket): { identity: StudentIdentity; sessionId: string } {
    const { identity, sessionId } = socket.data;
    if (identity.kind !== 'student') throw new Forbidden(['student']);
    return { identity, sessionId };
  }

  async #admit({ handshake, request }: ClassroomSocket): Promise<SocketData> {
    const { token, sessionId } = handshake.auth as Readonly<Record<string, unknown>>;
    const identity = await this.#identify(request, token);
    if (identity.kind === 'student') return { identity, sessionId: identity.sessionId };
    if (!mayAccess(identity, connectAccess, undefined) || !isInScope(identity, connectScope))
      throw new Forbidden(connectAccess);
    const { id } = await this.sessions.get(typeof sessionId === 'string' ? sessionId : '');
    if (!(await this.door.mayTeach(identity, 'sessions', id))) throw new OtherClass();
    return { identity, sessionId: id };
  }

  /** By the token that the page sends, else by the cookie that its browser sends along. */
  async #identify(asking: Asking, token: unknown): Promise<Identity> {
    try {
      if (typeof token === 'string' && token !== '') return await this.identification.byToken(asking, token);
      if (this.identification.isForeign(asking)) throw new ForeignPage();
      const identity = await this.identification.byCookie(asking);
      if (identity === undefined) throw new Unauthenticated('token-missing');
      return identity;
    } catch (error) {
      if (error instanceof Unauthenticated || error instanceof SignedOut)
        this.limits.failed(this.limits.addressOf(asking));
      throw error;
    }
  }
}
