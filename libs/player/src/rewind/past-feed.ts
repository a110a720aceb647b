import { backOffMs, sleep } from '@lockstep/async';
import type { SessionPast } from '@lockstep/contracts';
import { beside, getBytes } from '../transports/http.js';
import { TransportError } from '../transports/transport.js';
import { fetchPast } from './past-listing.js';

/** Where it is told what a stream can be rewound to, and the stream time from which on it is wanted, ms. */
export type PastSettings = { readonly url: string; readonly fromMs: number; readonly maxBackOffMs: number };

export type PastFeedEvents = {
  /** First bytes are about to come: fragmented MP4. */
  onOpen(): void;
  /** Resolves when they are taken. @throws TransportError when they are not a stream */
  onBytes(bytes: Uint8Array): Promise<void>;
  /** Another attempt follows in `retryInMs`. */
  onLost(error: TransportError, retryInMs: number): void;
  /** Whether enough is in memory ahead of the frame on screen. */
  isFull(): boolean;
};

/** How often it is looked whether there is room again, ms. */
const ROOM_MS = 250;
/** A segment behind the newest one is looked for after this, ms. */
const NOTHING_NEW_MS = 1000;
const FIRST_BACK_OFF_MS = 500;
/** Segments are listed by decoding time; a frame is shown this much later at most, ms. */
const REORDERED_MS = 500;

/** The past of a live stream from a time on, in whole segments, no further ahead than there is room. */
export class PastFeed {
  readonly #stop = new AbortController();
  #nextMs: number;
  /** Address of what the decoder was given before the segments. */
  #init: string | undefined;
  #isSuspended = false;
  #isOpen = false;

  constructor(
    private readonly settings: PastSettings,
    private readonly events: PastFeedEvents,
  ) {
    this.#nextMs = settings.fromMs - REORDERED_MS;
  }

  /** Runs until `stop`. @throws what `onBytes` throws unless it is a TransportError */
  async run(): Promise<void> {
    const { signal } = this.#stop;
    let failures = 0;
    while (!signal.aborted) {
      try {
        const { stretches } = await fetchPast(this.settings.url, signal, this.#nextMs);
        for (const stretch of stretches) await this.#take(stretch);
        failures = 0;
        if (stretches.length === 0) await sleep(NOTHING_NEW_MS, signal);
      } catch (cause) {
        if (signal.aborted) return;
        if (!(cause instanceof TransportError)) throw cause;
        const { maxBackOffMs } = this.settings;
        const waitMs = backOffMs(++failures, { firstMs: FIRST_BACK_OFF_MS, maxMs: maxBackOffMs });
        // what comes next begins with what a decoder needs first
        this.#init = undefined;
        this.#isOpen = false;
        this.events.onLost(cause, waitMs);
        await sleep(waitMs, signal).catch(() => undefined); // `stop`: the loop looks at the signal
      }
    }
  }

  suspend(): void {
    this.#isSuspended = true;
  }

  resume(): void {
    this.#isSuspended = false;
  }

  stop(): void {
    this.#stop.abort();
  }

  async #take({ init, segments }: SessionPast['stretches'][number]): Promise<void> {
    const { signal } = this.#stop;
    for (const { url, endMs } of segments) {
      while (this.#isSuspended || this.events.isFull()) await sleep(ROOM_MS, signal);
      const parts = await Promise.all([
        init === this.#init ? undefined : this.#bytes(init),
        this.#bytes(url),
      ]);
      signal.throwIfAborted();
      if (!this.#isOpen) this.events.onOpen();
      this.#isOpen = true;
      // one that is damaged is not asked for again
      this.#nextMs = endMs;
      for (const bytes of parts) if (bytes) await this.events.onBytes(bytes);
      this.#init = init;
    }
  }

  /** Segments never change: one that was shown before comes from the browser's own memory. */
  #bytes(url: string): Promise<Uint8Array> {
    return getBytes(beside(url, this.settings.url), this.#stop.signal, 'default');
  }
}
