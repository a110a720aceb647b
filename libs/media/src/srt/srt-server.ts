import { lookup } from 'node:dns/promises';
import { Listeners, warnOf } from '../stream/listeners.js';
import { SrtRejection, type SrtRejectionCode } from './libsrt.js';
import type { SrtAuthorizer } from './srt-authorizer.js';
import { DEFAULT_SRT_LIMITS, type SrtLimits } from './srt-limits.js';
import { SrtSession, type SrtReport } from './srt-session.js';
import type { SrtStatistics } from './srt-statistics.js';
import { SrtThread } from './srt-thread.js';
import { readStreamId, StreamIdError, type SrtTarget } from './stream-id.js';
import { answer, type Asking, type FromThread } from './thread-messages.js';

export type SrtServerOptions = {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly authorizer: SrtAuthorizer;
  /** Time for lost packets to be sent again, ms; the larger value of server and caller counts. */
  readonly latencyMs?: number;
  /** 10 to 79 characters. Every caller needs it then, and without it none may have one. */
  readonly passphrase?: string | undefined;
  /** File of libsrt; absent: as the system finds it. */
  readonly library?: string | undefined;
  readonly limits?: Partial<SrtLimits>;
  /** Called with faults of this program, and when the thread crashed; default: a process warning. */
  readonly onError?: (error: unknown) => void;
  /** The thread that crashed listens again. */
  readonly onRestart?: () => void;
  /** Another file for the thread: for tests. */
  readonly threadFile?: URL;
};

/** A caller that was turned away or thrown out. The reason never holds a stream key. */
export type SrtRefused = SrtReport & {
  /** ms since 1970. */
  readonly at: number;
  readonly remote: string;
};

export type SrtServerEvents = { refused: SrtRefused };

export type SrtServerStats = {
  readonly publishers: number;
  readonly players: number;
  /** Callers turned away or thrown out since the start. */
  readonly refused: number;
  /** Times that a player fell behind and went on at a later key frame, of those connected now. */
  readonly drops: number;
};

/** SRT's own default: four times the round trip of a line of 30 ms. */
const LATENCY_MS = 120;

/**
 * Listens for SRT publishers and players on one UDP port. libsrt runs in a thread of its own, which is started again when it
 * crashes; a caller is asked about before it is accepted.
 */
export class SrtServer implements AsyncDisposable {
  readonly #limits: SrtLimits;
  readonly #sessions = new Map<number, SrtSession>();
  readonly #listeners: Listeners<SrtServerEvents>;
  readonly #onError: (error: unknown) => void;
  #thread: SrtThread | undefined;
  #refused = 0;

  private constructor(private readonly options: SrtServerOptions) {
    this.#limits = { ...DEFAULT_SRT_LIMITS, ...options.limits };
    this.#onError = options.onError ?? warnOf;
    this.#listeners = new Listeners(this.#onError);
  }

  /**
   * Resolves once the port is bound.
   * @throws LibsrtMissing, SrtPortTaken
   */
  static async start(options: SrtServerOptions): Promise<SrtServer> {
    const server = new SrtServer(options);
    const { port, latencyMs = LATENCY_MS, passphrase, library, onRestart = () => undefined } = options;
    const { address } = await lookup(options.host);
    server.#thread = await SrtThread.start(
      { address, port, latencyMs, passphrase, library },
      {
        onMessage: (message) => server.#onMessage(message),
        onCrash: (error) => server.#onCrash(error),
        onRestart,
      },
      options.threadFile,
    );
    return server;
  }

  get port(): number {
    return this.#thread?.port ?? this.options.port;
  }

  /** Of libsrt. */
  get version(): string {
    return this.#thread?.version ?? '';
  }

  get stats(): SrtServerStats {
    const sessions = [...this.#sessions.values()];
    const count = (role: SrtReport['role']): number => sessions.filter((one) => one.role === role).length;
    return {
      publishers: count('publish'),
      players: count('play'),
      refused: this.#refused,
      drops: sessions.reduce((sum, { drops }) => sum + drops, 0),
    };
  }

  /** Players of one stream, connected now. */
  viewersOf(streamName: string): number {
    const isViewer = ({ role, streamName: name }: SrtSession): boolean =>
      role === 'play' && name === streamName;
    return [...this.#sessions.values()].filter(isViewer).length;
  }

  /** What SRT measures of the publisher of this stream. */
  statisticsOf(streamName: string): SrtStatistics | undefined {
    for (const session of this.#sessions.values())
      if (session.isPublishing && session.streamName === streamName) return session.statistics;
    return undefined;
  }

  /** @returns a function that takes the listener away again */
  on<T extends keyof SrtServerEvents>(type: T, listener: (event: SrtServerEvents[T]) => void): () => void {
    return this.#listeners.on(type, listener);
  }

  /** Closes every connection and waits until port and thread are gone. May be called again. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const session of this.#sessions.values()) session.gone('the server stops');
    this.#sessions.clear();
    await this.#thread?.[Symbol.asyncDispose]();
  }

  #onMessage(message: FromThread): void {
    switch (message.kind) {
      case 'asking':
        return void this.#ask(message);
      case 'accepted':
        return this.#onAccepted(message.socket);
      case 'unfinished':
        return this.#onUnfinished(message.socket);
      case 'data':
        return this.#sessions.get(message.socket)?.take(message.bytes);
      case 'measured': {
        const session = this.#sessions.get(message.socket);
        if (session === undefined) return;
        session.statistics = message.statistics;
        session.drops = message.drops;
        return;
      }
      case 'gone':
        this.#sessions.get(message.socket)?.gone();
        this.#sessions.delete(message.socket);
        return;
      default:
        return; // of the thread itself
    }
  }

  #onAccepted(socket: number): void {
    const session = this.#sessions.get(socket);
    if (session === undefined) this.#thread?.send({ kind: 'close', socket });
    else session.begin();
  }

  /** Never rejects: libsrt waits. */
  async #ask(asking: Asking): Promise<void> {
    const { socket, streamId, remote } = asking;
    let role: SrtReport['role'] = 'publish';
    const refuse = (code: SrtRejectionCode, reason: string, stream?: string): void => {
      answer(asking, code);
      this.#sessions.get(socket)?.gone(reason);
      this.#sessions.delete(socket);
      this.#thread?.send({ kind: 'close', socket }); // if it was let in meanwhile
      this.#onRefused(remote, { role, reason, ...(stream === undefined ? {} : { stream }) });
    };
    try {
      const crowd = this.#reasonAgainst(remote);
      if (crowd !== undefined) return refuse(SrtRejection.overload, crowd);
      const target = readStreamId(streamId);
      role = target.mode;
      // it may be accepted before there is an answer
      this.#sessions.set(socket, this.#session(asking, target));
      const refusal = await this.options.authorizer.refuse({ ...target, remote });
      if (refusal === undefined) return answer(asking, 0);
      refuse(refusal.code ?? SrtRejection.forbidden, refusal.refused, refusal.stream);
    } catch (error) {
      if (error instanceof StreamIdError)
        return refuse(error.isMode ? SrtRejection.badMode : SrtRejection.badRequest, error.message);
      this.#onError(error);
      refuse(SrtRejection.internal, 'an error in the server');
    }
  }

  #session({ socket, remote }: Asking, target: SrtTarget): SrtSession {
    return new SrtSession(socket, remote, target, {
      authorizer: this.options.authorizer,
      limits: this.#limits,
      send: (message, transfer) => this.#thread?.send(message, transfer),
      onRefused: (report) => this.#onRefused(remote, report),
      onError: this.#onError,
    });
  }

  #reasonAgainst(remote: string): string | undefined {
    const { connections, connectionsPerAddress } = this.#limits;
    if (this.#sessions.size >= connections) return `more than ${connections} connections`;
    const ofAddress = [...this.#sessions.values()].filter((session) => session.remote === remote).length;
    if (ofAddress < connectionsPerAddress) return undefined;
    return `more than ${connectionsPerAddress} connections of one address`;
  }

  #onUnfinished(socket: number): void {
    const session = this.#sessions.get(socket);
    this.#sessions.delete(socket);
    session?.unfinished(
      this.options.passphrase === undefined
        ? 'SRT was not agreed upon: this server has no passphrase, so the publisher must have none'
        : 'SRT was not agreed upon: the passphrase is wrong or missing',
    );
  }

  #onRefused(remote: string, report: SrtReport): void {
    this.#refused++;
    this.#listeners.emit('refused', { at: Date.now(), remote, ...report });
  }

  /** All connections went with the thread; publishers come again by themselves. */
  #onCrash(error: Error): void {
    for (const session of this.#sessions.values()) session.gone('SRT was started again');
    this.#sessions.clear();
    this.#onError(error);
  }
}
