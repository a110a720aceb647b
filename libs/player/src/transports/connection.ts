import { BackOff } from '../core/back-off.js';
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
  /** Throws when the bytes are no stream: the connection is then given up as a failure. */
  onBytes(bytes: Uint8Array): void;
  /** The connection is over; another attempt follows in `retryInMs`. `undefined` as error: a clean end. */
  onLost(error: TransportError | undefined, retryInMs: number): void;
};

const FIRST_BACK_OFF_MS = 250;
/** A connection that lasted this long was a good one: after it the next attempt comes at once. */
const PROVEN_MS = 2_000;
/** Why an attempt was aborted: by whom it is used, or because nothing came. */
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

  /** Runs until `stop`. Never rejects. */
  async run(): Promise<void> {
    const backOff = new BackOff({ firstMs: FIRST_BACK_OFF_MS, maxMs: this.#options.maxBackOffMs });
    let name = this.#options.transport === 'auto' ? 'http' : this.#options.transport;
    let waitMs = backOff.next();
    while (!this.#stop.signal.aborted) {
      await pause(waitMs, this.#stop.signal);
      while (this.#suspended && !this.#stop.signal.aborted) {
        await new Promise<void>((resolve) => (this.#resume = resolve));
      }
      if (this.#stop.signal.aborted) return;
      const startedAt = performance.now();
      const { error, gotBytes } = await this.#connectOnce(name);
      if (this.#stop.signal.aborted) return;
      if (this.#attempt.signal.reason === DELIBERATE) {
        waitMs = 0;
        continue;
      }
      // A server that lets us in only to drop us must not be asked without end.
      if (gotBytes && performance.now() - startedAt > PROVEN_MS) backOff.reset();
      // What worked is tried again first; a missing stream is missing on both ways.
      const changes = this.#options.transport === 'auto' && !gotBytes && error?.reason !== 'not-found';
      if (changes) name = name === 'http' ? 'ws' : 'http';
      waitMs = backOff.next();
      this.#events.onLost(error, waitMs);
    }
  }

  /** Closes the connection until `resume`: the page does not want pictures now. */
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
      const error = silence(attempt.signal) ?? asTransportError(cause);
      return { error, gotBytes: gotBytes && error.reason !== 'refused' };
    } finally {
      watchdog.stop();
    }
  }
}

const silence = (signal: AbortSignal): TransportError | undefined =>
  signal.reason === SILENT ? new TransportError('silent', 'The server sent nothing for too long') : undefined;

function asTransportError(cause: unknown): TransportError {
  if (cause instanceof TransportError) return cause;
  const detail = cause instanceof Error ? cause.message : String(cause);
  return new TransportError('refused', `What came is no stream: ${detail}`, { cause });
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

function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms <= 0 || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
  });
}
