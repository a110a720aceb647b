import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { Fanout } from '../fanout/fanout.js';
import { Listeners, warnOf } from '../stream/listeners.js';
import type { RtmpAuthorizer } from './rtmp-authorizer.js';
import { RTMP } from './rtmp-container.js';
import { DEFAULT_RTMP_LIMITS, type RtmpLimits } from './rtmp-limits.js';
import type { Refusal, RtmpRole } from './rtmp-refusal.js';
import { RtmpSession } from './rtmp-session.js';

export type RtmpServerOptions = {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly authorizer: RtmpAuthorizer;
  readonly limits?: Partial<RtmpLimits>;
  /** Called with faults of this program; default: a process warning. */
  readonly onError?: (error: unknown) => void;
};

/** A client that was turned away or thrown out. The reason never holds a stream key. */
export type RtmpRefused = {
  /** ms since 1970. */
  readonly at: number;
  readonly remote: string;
  readonly role: RtmpRole;
  readonly reason: string;
  /** The stream of a publisher that had been accepted before. */
  readonly stream?: string;
};

/** Players of one stream, connected now. */
export type StreamViewers = { readonly name: string; readonly viewers: number };

export type RtmpServerStats = {
  readonly connections: number;
  readonly publishers: number;
  readonly players: number;
  /** Clients turned away or thrown out since the start. */
  readonly refused: number;
  /** Bytes that wait for all clients. */
  readonly queuedBytes: number;
  /** Bytes handed to players. */
  readonly bytes: number;
  /** Times that a player fell behind what is kept and went on at a key frame. */
  readonly drops: number;
  /** By stream that is or was played. */
  readonly streams: readonly StreamViewers[];
};

export type RtmpServerEvents = { refused: RtmpRefused };

const KEPT_REFUSALS = 100;
const KEEP_ALIVE_MS = 30_000;
/** A player of a stream that pauses is sent a ping this often. */
const PING_EVERY_MS = 20_000;

/**
 * Listens for RTMP publishers and players. Nothing a client sends ends the process, reaches a viewer without being the
 * accepted publisher, grows memory without bound or holds up the loop: see RtmpLimits and the decision record.
 */
export class RtmpServer implements AsyncDisposable {
  readonly #server: Server;
  readonly #limits: RtmpLimits;
  readonly #sessions = new Map<Socket, RtmpSession>();
  readonly #perAddress = new Map<string, number>();
  readonly #listeners: Listeners<RtmpServerEvents>;
  readonly #refusals: RtmpRefused[] = [];
  #refused = 0;
  readonly #fanout: Fanout;

  private constructor(private readonly options: RtmpServerOptions) {
    this.#limits = { ...DEFAULT_RTMP_LIMITS, ...options.limits };
    const { playerStallMs, lingerMs } = this.#limits;
    // a player waits for its stream as long as it likes
    this.#fanout = new Fanout(RTMP, {
      stallMs: playerStallMs,
      holdMs: Infinity,
      keepAliveMs: PING_EVERY_MS,
      closeMs: playerStallMs + lingerMs,
    });
    this.#listeners = new Listeners(options.onError ?? warnOf);
    this.#server = createServer(
      { noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_MS },
      (socket) => this.#onConnection(socket),
    );
  }

  /**
   * Resolves once the port is bound.
   * @throws the error of the operating system (`code` EADDRINUSE, EACCES, …), with address and port in its message
   */
  static async start(options: RtmpServerOptions): Promise<RtmpServer> {
    const rtmp = new RtmpServer(options);
    const server = rtmp.#server.listen({ host: options.host, port: options.port });
    await once(server, 'listening');
    server.on('error', options.onError ?? warnOf);
    return rtmp;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** The last refusals, oldest first. */
  get refusals(): readonly RtmpRefused[] {
    return this.#refusals;
  }

  get stats(): RtmpServerStats {
    const sessions = [...this.#sessions.values()];
    const streams = this.#fanout.stats();
    const count = (role: RtmpRole): number => sessions.filter((session) => session.role === role).length;
    return {
      connections: sessions.length,
      publishers: count('publish'),
      players: count('play'),
      refused: this.#refused,
      queuedBytes: sessions.reduce((sum, { queuedBytes }) => sum + queuedBytes, 0),
      bytes: streams.reduce((sum, { bytes }) => sum + bytes, 0),
      drops: streams.reduce((sum, { drops }) => sum + drops, 0),
      streams: streams.map(({ name, viewers }) => ({ name, viewers })),
    };
  }

  /** @returns a function that takes the listener away again */
  on<T extends keyof RtmpServerEvents>(type: T, listener: (event: RtmpServerEvents[T]) => void): () => void {
    return this.#listeners.on(type, listener);
  }

  /** Destroys every connection and waits until the port is free. May be called again. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#server.listening || this.#sessions.size > 0) await this.#close();
    await this.#fanout[Symbol.asyncDispose]();
  }

  async #close(): Promise<void> {
    const closed = new Promise<void>((resolve) => void this.#server.close(() => resolve()));
    for (const session of this.#sessions.values()) session.destroy();
    await closed;
  }

  #onConnection(socket: Socket): void {
    const remote = addressOf(socket);
    const ofAddress = this.#perAddress.get(remote) ?? 0;
    const reason = this.#reasonAgainst(ofAddress);
    if (reason !== undefined) {
      socket.on('error', () => undefined); // a reset in the same moment
      socket.destroy();
      this.#onRefused(remote, { role: 'connection', reason });
      return;
    }
    this.#perAddress.set(remote, ofAddress + 1);
    const session = new RtmpSession(socket, remote, {
      authorizer: this.options.authorizer,
      limits: this.#limits,
      fanout: this.#fanout,
      onRefused: (refusal) => this.#onRefused(remote, refusal),
      onError: this.options.onError ?? warnOf,
    });
    this.#sessions.set(socket, session);
    socket.once('close', () => this.#onClosed(socket, remote));
  }

  #reasonAgainst(ofAddress: number): string | undefined {
    const { connections, connectionsPerAddress } = this.#limits;
    if (this.#sessions.size >= connections) return `more than ${connections} connections`;
    if (ofAddress >= connectionsPerAddress)
      return `more than ${connectionsPerAddress} connections of one address`;
    return undefined;
  }

  #onClosed(socket: Socket, remote: string): void {
    this.#sessions.delete(socket);
    const left = (this.#perAddress.get(remote) ?? 1) - 1;
    if (left > 0) this.#perAddress.set(remote, left);
    else this.#perAddress.delete(remote);
  }

  #onRefused(remote: string, refusal: Omit<Refusal, 'code'>): void {
    const refused = { at: Date.now(), remote, ...refusal };
    this.#refused++;
    this.#refusals.push(refused);
    if (this.#refusals.length > KEPT_REFUSALS) this.#refusals.shift();
    this.#listeners.emit('refused', refused);
  }
}

/** IPv4 addresses are counted as such, however they came. */
const addressOf = (socket: Socket): string => (socket.remoteAddress ?? 'unknown').replace(/^::ffff:/, '');
