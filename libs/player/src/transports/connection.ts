import { backOffMs, sleep } from '@lockstep/async';
import { ParseError } from '@lockstep/sei';
import { httpFlv } from './http-flv.js';
import { type Transport, TransportError, type TransportName } from './transport.js';
import { wsFlv } from './ws-flv.js';

export type ConnectionOptions = {
  readonly urls: Readonly<Record<TransportName, string>>;
  /** `auto`: HTTP first; the other one whenever one does not work. */
  readonly transport: 'auto' | TransportName;
  /** Longest wait between attempts, in milliseconds. */
  readonly maxBackOffMs: number;
  /** A connection that brings nothing for this long is given up, in milliseconds. */
  readonly silenceMs: number;
};

export type ConnectionEvents = {
  /** First bytes of a new connection are about to come. */
  onOpen(transport: TransportName): void;
  /** @throws ParseError when the bytes are not a stream: the connection is then given up, and another one is tried */
  onBytes(bytes: Uint8Array): void;
  /** The connection is over; another attempt follows in `retryInMs`. `undefined` as error: a clean end. */
  onLost(error: TransportError | undefined, retryInMs: number): void;
};

/** The wait after a first failure is a random part of this, so that viewers who are cut off together return one by one, in ms. */
const FIRST_BACK_OFF_MS = 500;
/** A connection that lasted this long was a good one: the waits begin anew after it. */
const PROVEN_MS = 2_000;
/** Why an attempt was aborted: by the page, or because nothing arrived. */
const DELIBERATE = 'deliberate';
const SILENT = 'silent';
const transports: Readonly<Record<TransportName, Transport>> = { http: httpFlv, ws: wsFlv };

/** Keeps one connection to a stream: connects, falls back to the other transport, connects again. */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #events: ConnectionEvents;
  readonly #stop = new AbortController();
  #attempt = new AbortController();
  #resume: (() => void) | undefined;
  #suspended = false;

  constructor(options: ConnectionOptions, events: ConnectionEvents) {
    this.#options = options;
    this.#events = events;
  }

  /**
   * Runs until `stop`.
   * @throws what `onBytes` throws unless it is a ParseError: a fault of this program, which another connection would repeat
   */
  async run(): Promise<void> {
    const { transport, maxBackOffMs } = this.#options;
    let name: TransportName = transport === 'auto' ? 'http' : transport;
    let failures = 0;
    while (await this.#isWanted()) {
      const startedAt = performance.now();
      const { error, gotBytes } = await this.#connectOnce(name);
      if (this.#stop.signal.aborted) return;
      if (this.#attempt.signal.reason === DELIBERATE) continue;
      // A server that lets us in only to drop us must not be asked without end.
      if (gotBytes && performance.now() - startedAt > PROVEN_MS) failures = 0;
      // What worked is tried again first; a missing stream is missing on both ways.
      const changes = transport === 'auto' && !gotBytes && error?.reason !== 'not-found';
      if (changes) name = name === 'http' ? 'ws' : 'http';
      const waitMs = backOffMs(++failures, { firstMs: FIRST_BACK_OFF_MS, maxMs: maxBackOffMs });
      this.#events.onLost(error, waitMs);
      await this.#pause(waitMs);
    }
  }

  /** Closes the connection until `resume`: the page does not want frames now. */
  suspend(): void {
    this.#suspended = true;
    this.#attempt.abort(DELIBERATE);
  }

  resume(): void {
    this.#suspended = false;
    this.#resume?.();
  }

  /** Drops the present connection and makes a new one. */
  reconnect(): void {
    this.#attempt.abort(DELIBERATE);
  }

  stop(): void {
    this.#stop.abort();
    this.#attempt.abort();
    this.#resume?.();
  }

  /** Resolves when the next connection may be made: false once this was stopped. */
  async #isWanted(): Promise<boolean> {
    const { signal } = this.#stop;
    while (this.#suspended && !signal.aborted) {
      await new Promise<void>((resolve) => (this.#resume = resolve));
    }
    return !signal.aborted;
  }

  async #pause(ms: number): Promise<void> {
    const { signal } = this.#stop;
    await sleep(ms, signal).catch(() => undefined); // `stop`: the loop looks at the signal
  }

  async #connectOnce(name: TransportName): Promise<{ error: TransportError | undefined; gotBytes: boolean }> {
    const attempt = new AbortController();
    this.#attempt = attempt;
    const watchdog = new Watchdog(this.#options.silenceMs, () => attempt.abort(SILENT));
    let gotBytes = false;
    try {
      for await (const bytes of transports[name].open(this.#options.urls[name], attempt.signal)) {
        if (attempt.signal.aborted) break;
        watchdog.fed();
        if (!gotBytes) this.#events.onOpen(name);
        gotBytes = true;
        this.#events.onBytes(bytes);
      }
      return { error: silence(attempt.signal), gotBytes };
    } catch (cause) {
      const error = silence(attempt.signal) ?? asTransportError(cause, attempt.signal);
      return { error, gotBytes: gotBytes && error.reason !== 'refused' };
    } finally {
      watchdog.stop();
    }
  }
}

const silence = (signal: AbortSignal): TransportError | undefined =>
  signal.reason === SILENT ? new TransportError('silent', 'The server sent nothing for too long') : undefined;

/** @throws cause itself where neither the network nor the server is to blame */
function asTransportError(cause: unknown, { aborted }: AbortSignal): TransportError {
  if (cause instanceof TransportError) return cause;
  if (cause instanceof ParseError)
    return new TransportError('refused', `What arrived is not a stream: ${cause.message}`, { cause });
  if (aborted) return new TransportError('cut', 'The connection was closed', { cause });
  throw cause;
}

/** One timer that is moved on by a date, so that a busy stream does not make timers all the time. */
class Watchdog {
  #fedAt = performance.now();
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(limitMs: number, onSilence: () => void) {
    this.#timer = setInterval(() => {
      if (performance.now() - this.#fedAt > limitMs) onSilence();
    }, limitMs / 4);
  }

  fed(): void {
    this.#fedAt = performance.now();
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
