import { CallerBudget } from './caller-budget.js';
import { SrtEvent, SrtOption, SrtRejection, WOULD_BLOCK, type Libsrt } from './libsrt.js';
import { SendQueue } from './send-queue.js';
import { ADDRESS_BYTES, readSocketAddress, writeSocketAddress } from './socket-address.js';
import { readStatistics, STATISTICS_BYTES, type SrtDirection } from './srt-statistics.js';
import {
  awaitAnswer,
  CELL_BYTES,
  type FromThread,
  type ThreadOptions,
  type ToThread,
} from './thread-messages.js';

const BACKLOG = 64;
const MOST_EVENTS = 64;
const EVENT_BYTES = 8;
/** So long until a message from the server is heeded, and until it is stopped; a socket with news is heeded at once. */
const WAIT_MS = 100;
/** Between two looks: what came meanwhile is read in one go. */
const GATHER_MS = 4;
/** Larger than any message of live transmission. */
const BUFFER_BYTES = 2048;
/** Read from one socket in a turn, so that it keeps no other waiting. */
const MOST_BYTES_A_TURN = 512 * 1024;
/** On the way to the server, which may be busy: nothing more is read then, and libsrt keeps what comes as long as it can. */
const MOST_IN_FLIGHT = 16 * 1024 * 1024;
const MEASURE_EVERY_MS = 1000;
/** A caller who was let in is there by now, or was turned away by libsrt. */
const FINISH_HANDSHAKE_MS = 1500;
/** A player takes what waits within this long, or not at all. */
const LINGER_MS = 1000;

/** A socket that was accepted. */
type Connection = {
  direction: SrtDirection;
  queue: SendQueue | undefined;
  retransmitted: number;
  finishBy: number | undefined;
};

/** The port could not be bound. */
export class Unbound extends Error {
  override readonly name = 'Unbound';
}

/** All sockets of one port: it runs in a thread of its own and speaks to the server by messages. */
export class SrtListener {
  readonly #epoll: number;
  readonly #listening: number;
  readonly #connections = new Map<number, Connection>();
  /** Let in, and not accepted yet: until when they are waited for. */
  readonly #expected = new Map<number, number>();
  readonly #budget = new CallerBudget();
  readonly #buffer = Buffer.alloc(BUFFER_BYTES);
  readonly #statistics = Buffer.alloc(STATISTICS_BYTES);
  readonly #events = Buffer.alloc(MOST_EVENTS * EVENT_BYTES);
  readonly #inFlight: Int32Array;
  #measureAt = 0;
  #isStopping = false;

  /** @throws Unbound */
  constructor(
    private readonly srt: Libsrt,
    private readonly options: ThreadOptions,
    private readonly tell: (message: FromThread) => void,
  ) {
    this.#inFlight = new Int32Array(options.inFlight);
    srt.startup();
    this.#listening = this.#listen();
    this.#epoll = srt.createEpoll();
    srt.watch(this.#epoll, this.#listening, SrtEvent.in | SrtEvent.error);
    const { port } = readSocketAddress(srt.localAddress(this.#listening));
    tell({ kind: 'listening', port, version: srt.version });
  }

  /** Resolves when it is stopped and every socket is closed. Then nothing of libsrt runs any more. */
  async run(): Promise<void> {
    try {
      while (!this.#isStopping) {
        const count = await this.srt.wait(this.#epoll, this.#events, WAIT_MS);
        for (let i = 0; i < count; i++) this.#onEvent(this.#events.readInt32LE(i * EVENT_BYTES));
        this.#look(performance.now());
        await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
      }
    } finally {
      await closeAll(this.srt, this.#listening);
    }
  }

  take(message: ToThread): void {
    if (message.kind === 'stop') {
      this.#isStopping = true;
      return;
    }
    const connection = this.#connections.get(message.socket);
    if (connection === undefined) return;
    switch (message.kind) {
      case 'close':
        return this.#close(message.socket);
      case 'finish':
        connection.finishBy = performance.now() + LINGER_MS;
        return;
      case 'measure':
        connection.direction = message.direction;
        return;
      case 'send':
        connection.queue ??= new SendQueue((bytes) => this.#send(message.socket, bytes));
        connection.queue.push(message.bytes, message.begins);
        return this.#watch(message.socket, connection.queue);
    }
  }

  #listen(): number {
    const { srt } = this;
    const { address, port, latencyMs, passphrase } = this.options;
    const socket = srt.createSocket();
    srt.setInt(socket, SrtOption.rcvSyn, 0);
    srt.setInt(socket, SrtOption.sndSyn, 0);
    srt.setInt(socket, SrtOption.latency, latencyMs);
    if (address.includes(':')) srt.setInt(socket, SrtOption.ipv6Only, 0);
    if (passphrase !== undefined) srt.setText(socket, SrtOption.passphrase, passphrase);
    const isBound = srt.bind(socket, writeSocketAddress({ address, port })) >= 0;
    if (isBound) {
      srt.onCaller(socket, (caller, peer, streamId) => this.#onCaller(caller, peer, streamId));
      if (srt.listen(socket, BACKLOG) >= 0) return socket;
    }
    const { text } = srt.lastError();
    srt.close(socket);
    throw new Unbound(text);
  }

  /** Called while a thread of libsrt waits. Nothing may be thrown into it. */
  #onCaller(socket: number, peer: Buffer, streamId: string): number {
    try {
      const remote = readSocketAddress(peer).address;
      if (this.#isStopping || !this.#budget.take(remote, performance.now())) return SrtRejection.overload;
      const cell = new SharedArrayBuffer(CELL_BYTES);
      this.tell({ kind: 'asking', socket, streamId, remote, cell });
      const reason = awaitAnswer(cell);
      if (reason === 0) this.#expected.set(socket, performance.now() + FINISH_HANDSHAKE_MS);
      return reason;
    } catch (error) {
      this.tell({ kind: 'failed', error: String(error) });
      this.#isStopping = true;
      return SrtRejection.internal;
    }
  }

  #onEvent(socket: number): void {
    if (socket === this.#listening) return this.#accept();
    const connection = this.#connections.get(socket);
    if (connection === undefined) return;
    connection.queue?.flush();
    if (connection.queue !== undefined) this.#watch(socket, connection.queue);
    this.#receive(socket);
  }

  #accept(): void {
    for (;;) {
      const socket = this.srt.accept(this.#listening, Buffer.alloc(ADDRESS_BYTES));
      if (socket < 0) return;
      this.#expected.delete(socket);
      this.srt.setInt(socket, SrtOption.rcvSyn, 0);
      this.srt.setInt(socket, SrtOption.sndSyn, 0);
      this.#connections.set(socket, {
        direction: 'receive',
        queue: undefined,
        retransmitted: 0,
        finishBy: undefined,
      });
      this.srt.watch(this.#epoll, socket, SrtEvent.in | SrtEvent.error);
      this.tell({ kind: 'accepted', socket });
    }
  }

  #receive(socket: number): void {
    const messages: Buffer[] = [];
    let bytes = 0;
    while (bytes < MOST_BYTES_A_TURN && Atomics.load(this.#inFlight, 0) < MOST_IN_FLIGHT) {
      const count = this.srt.receive(socket, this.#buffer);
      if (count <= 0) {
        if (!WOULD_BLOCK.has(this.srt.lastError().code)) this.#gone(socket, messages);
        break;
      }
      messages.push(Buffer.from(this.#buffer.subarray(0, count)));
      bytes += count;
    }
    this.#tellData(socket, messages);
  }

  #tellData(socket: number, messages: Buffer[]): void {
    if (messages.length === 0) return;
    const bytes = Uint8Array.from(Buffer.concat(messages));
    messages.length = 0;
    Atomics.add(this.#inFlight, 0, bytes.length);
    this.tell({ kind: 'data', socket, bytes });
  }

  /** The peer is gone; what came before that is told first. */
  #gone(socket: number, messages: Buffer[]): void {
    this.#tellData(socket, messages);
    this.#close(socket);
  }

  #send(socket: number, bytes: Uint8Array): boolean {
    return this.srt.send(socket, bytes) >= 0; // one that is broken is found out when it is read from
  }

  /** Asks for room to write only while something waits: there is nearly always some. */
  #watch(socket: number, { waitingBytes }: SendQueue): void {
    const out = waitingBytes > 0 ? SrtEvent.out : 0;
    this.srt.watch(this.#epoll, socket, SrtEvent.in | SrtEvent.error | out);
  }

  #close(socket: number): void {
    this.srt.unwatch(this.#epoll, socket);
    this.srt.close(socket);
    if (this.#connections.delete(socket)) this.tell({ kind: 'gone', socket });
  }

  /** What is due: measurements, callers who did not come, players whose time is over. */
  #look(nowMs: number): void {
    for (const [socket, untilMs] of this.#expected) {
      if (nowMs < untilMs) continue;
      this.#expected.delete(socket);
      this.tell({ kind: 'unfinished', socket });
    }
    for (const [socket, { finishBy, queue }] of this.#connections) {
      if (finishBy === undefined) continue;
      const isSent = (queue?.waitingBytes ?? 0) === 0 && this.srt.getInt(socket, SrtOption.sndData) <= 0;
      if (isSent || nowMs >= finishBy) this.#close(socket);
    }
    if (nowMs < this.#measureAt) return;
    this.#measureAt = nowMs + MEASURE_EVERY_MS;
    for (const [socket, connection] of this.#connections) this.#measure(socket, connection);
  }

  #measure(socket: number, connection: Connection): void {
    if (this.srt.statistics(socket, this.#statistics) < 0) return;
    const statistics = readStatistics(this.#statistics, connection.direction, connection.retransmitted);
    connection.retransmitted = statistics.retransmittedPackets;
    this.tell({ kind: 'measured', socket, statistics, drops: connection.queue?.drops ?? 0 });
  }
}

async function closeAll(srt: Libsrt, listening: number): Promise<void> {
  srt.close(listening);
  await srt.cleanup();
  srt.release();
}
