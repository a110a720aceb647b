import { backOffMs, sleep } from '@lockstep/async';
import { ParseError } from '@lockstep/sei';
import { worksAgain } from './come-back.js';
import { dash } from './dash.js';
import { httpFlv } from './http-flv.js';
import { llHls } from './ll-hls.js';
import type { StreamUrls } from './stream-urls.js';
import { STREAM_TRANSPORTS, type StreamTransportName, type Transport, TransportError } from './transport.js';
import { wsFlv } from './ws-flv.js';

export type ConnectionOptions = {
  /** Of the ways there are; at least one. */
  readonly urls: StreamUrls;
  /** `auto`: the best first, the next one whenever one does not work, and back as soon as it does. */
  readonly transport: 'auto' | StreamTransportName;
  /** Longest wait between attempts, in milliseconds. */
  readonly maxBackOffMs: number;
  /** A connection that brings nothing for this long is given up, in milliseconds. */
  readonly silenceMs: number;
  /** The best way is tried again after it failed this long ago, in milliseconds; then after twice that. Default 30 s. */
  readonly comeBackMs?: number;
};

export type ConnectionEvents = {
  /** First bytes of a new connection are about to come. `reason`: why it is not the best way; undefined when it is. */
  onOpen(transport: StreamTransportName, reason: string | undefined): void;
  /** @throws ParseError when the bytes are not a stream: the connection is then given up, and another one is tried */
  onBytes(bytes: Uint8Array): void;
  /** The connection is over; another attempt follows in `retryInMs`. `undefined` as error: a clean end. */
  onLost(error: TransportError | undefined, retryInMs: number): void;
};

/** The wait after a first failure is a random part of this, so that viewers who are cut off together return one by one, in ms. */
const FIRST_BACK_OFF_MS = 500;
/** A connection that lasted this long was a good one: the waits begin anew after it. */
const PROVEN_MS = 2_000;
/** While there are other ways, one that brings no first bytes for this long is given up, in ms. */
const FIRST_BYTES_MS = 4_000;
/** After so many connections in a row that did not last the next way is tried. */
const MOST_UNPROVEN = 2;
/** Why an attempt was aborted: by the page, because nothing arrived, or because the best way works again. */
const DELIBERATE = 'deliberate';
const SILENT = 'silent';
const BETTER = 'better';
/** The attempt is over: nothing of it may go on. */
const DONE = 'done';

const transports: Readonly<Record<StreamTransportName, Transport>> = {
  flv: httpFlv,
  'ws-flv': wsFlv,
  'll-hls': llHls,
  dash,
};

/** The ways that may be tried, the best first. */
const waysOf = ({ urls, transport }: ConnectionOptions): StreamTransportName[] =>
  STREAM_TRANSPORTS.filter(
    (name) => urls[name] !== undefined && (transport === 'auto' || transport === name),
  );

/** Keeps one connection to a stream: connects, falls back to the next way, connects again, and comes back to the best one. */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #events: ConnectionEvents;
  readonly #ways: readonly StreamTransportName[];
  readonly #stop = new AbortController();
  /** Why each way that was left did not work. */
  readonly #failed = new Map<StreamTransportName, string>();
  #attempt = new AbortController();
  #resume: (() => void) | undefined;
  #suspended = false;
  #way = 0;
  #unproven = 0;

  constructor(options: ConnectionOptions, events: ConnectionEvents) {
    this.#options = options;
    this.#events = events;
    this.#ways = waysOf(options);
  }

  /**
   * Runs until `stop`.
   * @throws TypeError when there is no address for the transport, and what `onBytes` throws unless it is a ParseError: a fault of this program, which another connection would repeat
   */
  async run(): Promise<void> {
    let failures = 0;
    while (await this.#isWanted()) {
      const name = this.#ways[this.#way];
      if (name === undefined) throw new TypeError('There is no address for this transport');
      const startedAt = performance.now();
      const { error, gotBytes } = await this.#connectOnce(name);
      if (this.#stop.signal.aborted) return;
      const reason: unknown = this.#attempt.signal.reason;
      if (reason === BETTER) this.#goTo(0);
      if (reason === DELIBERATE || reason === BETTER) continue;
      // A server that lets us in only to drop us must not be asked without end.
      const isProven = gotBytes && performance.now() - startedAt > PROVEN_MS;
      if (isProven) failures = 0;
      this.#judge(name, error, gotBytes, isProven);
      const waitMs = backOffMs(++failures, {
        firstMs: FIRST_BACK_OFF_MS,
        maxMs: this.#options.maxBackOffMs,
      });
      this.#events.onLost(error, waitMs);
      await this.#pause(waitMs);
    }
  }

  /** What worked is tried again first; a missing stream is missing on every way. */
  #judge(
    name: StreamTransportName,
    error: TransportError | undefined,
    gotBytes: boolean,
    isProven: boolean,
  ): void {
    if (error === undefined || error.reason === 'not-found') return;
    this.#unproven = isProven && error.reason !== 'silent' ? 0 : this.#unproven + 1;
    if (gotBytes && this.#unproven < MOST_UNPROVEN) return;
    this.#failed.set(name, error.message);
    this.#goTo((this.#way + 1) % this.#ways.length);
  }

  #goTo(way: number): void {
    this.#way = way;
    this.#unproven = 0;
    for (const name of this.#ways.slice(way)) this.#failed.delete(name);
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

  async #connectOnce(
    name: StreamTransportName,
  ): Promise<{ error: TransportError | undefined; gotBytes: boolean }> {
    const attempt = new AbortController();
    this.#attempt = attempt;
    const patienceMs = Math.min(this.#options.silenceMs, this.#ways.length > 1 ? FIRST_BYTES_MS : Infinity);
    const watchdog = new Watchdog(patienceMs, () => attempt.abort(SILENT));
    let gotBytes = false;
    try {
      for await (const bytes of this.#open(name, attempt.signal)) {
        if (attempt.signal.aborted) break;
        watchdog.fed(this.#options.silenceMs);
        if (!gotBytes) this.#opened(name, attempt);
        gotBytes = true;
        this.#events.onBytes(bytes);
      }
      return { error: silence(attempt.signal), gotBytes };
    } catch (cause) {
      const error = silence(attempt.signal) ?? asTransportError(cause, attempt.signal);
      return { error, gotBytes: gotBytes && error.reason !== 'refused' };
    } finally {
      watchdog.stop();
      attempt.abort(attempt.signal.reason ?? DONE);
    }
  }

  #open(name: StreamTransportName, signal: AbortSignal): AsyncGenerator<Uint8Array, void> {
    return transports[name].open(this.#options.urls[name] ?? '', signal);
  }

  #opened(name: StreamTransportName, attempt: AbortController): void {
    const reasons = [...this.#failed].map(([way, why]) => `${way}: ${why}`);
    this.#events.onOpen(name, reasons.length > 0 ? reasons.join('; ') : undefined);
    const [best] = this.#ways;
    if (best === undefined || name === best) return;
    void worksAgain({
      open: (signal) => this.#open(best, signal),
      signal: attempt.signal,
      ...(this.#options.comeBackMs !== undefined && { firstWaitMs: this.#options.comeBackMs }),
    }).then((works) => works && attempt.abort(BETTER));
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
  #limitMs: number;
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(limitMs: number, onSilence: () => void) {
    this.#limitMs = limitMs;
    this.#timer = setInterval(() => {
      if (performance.now() - this.#fedAt > this.#limitMs) onSilence();
    }, limitMs / 4);
  }

  /** From now on it waits this long. */
  fed(limitMs: number): void {
    this.#fedAt = performance.now();
    this.#limitMs = limitMs;
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
