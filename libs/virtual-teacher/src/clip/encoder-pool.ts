import { setTimeout as delay } from 'node:timers/promises';
import { availableParallelism } from 'node:os';
import { CELL_GROUP, TALKING_GROUP } from './house-format.js';
import { PictureEncoder } from './picture-encoder.js';
import { SoundEncoder } from './sound-encoder.js';

export type Priority = 'live' | 'batch';

/** A pair of warm encoders, which make one clip at a time. */
export type EncoderPair = {
  readonly pictures: PictureEncoder;
  readonly sound: SoundEncoder;
  /** Pictures of a group. */
  readonly group: number;
};

export type EncoderPoolOptions = {
  readonly ffmpeg: string;
  /** Clips compiled at a time while nobody waits. Default: one for each processor. */
  readonly batch?: number;
  /** Clips compiled at a time for those who wait. Default 2. */
  readonly live?: number;
  /** Idle batch encoders end after this time. Default one minute. */
  readonly idleMs?: number;
};

type Waiting = { readonly resolve: (pair: EncoderPair) => void; readonly reject: (reason: unknown) => void };
type Kind = {
  readonly most: number;
  readonly group: number;
  readonly niceness: number;
  readonly free: EncoderPair[];
  readonly waiting: Waiting[];
  count: number;
};

/** Encoders for clips: some for the sentence that a class waits for, the others, of lower priority, for lessons. */
export class EncoderPool implements AsyncDisposable {
  readonly #ffmpeg: string;
  readonly #kinds: Readonly<Record<Priority, Kind>>;
  readonly #idleMs: number;
  readonly #pairs = new Set<EncoderPair>();
  readonly #closing = new Set<Promise<void>>();
  readonly #shutDown = new AbortController();

  constructor({ ffmpeg, batch = availableParallelism(), live = 2, idleMs = 60_000 }: EncoderPoolOptions) {
    this.#ffmpeg = ffmpeg;
    this.#idleMs = idleMs;
    const kind = (most: number, group: number, niceness: number): Kind => ({
      ...{ most, group, niceness, count: 0 },
      free: [],
      waiting: [],
    });
    this.#kinds = { live: kind(live, CELL_GROUP, 0), batch: kind(batch, TALKING_GROUP, 10) };
  }

  /** Processes at work or warm. */
  get pids(): number[] {
    return [...this.#pairs]
      .flatMap(({ pictures, sound }) => [pictures.pid, sound.pid])
      .filter((pid) => pid !== undefined);
  }

  /** Starts the encoders of a kind, so that the first clip need not wait for them. */
  warm(priority: Priority): void {
    const kind = this.#kinds[priority];
    while (kind.count < kind.most) kind.free.push(this.#start(kind));
  }

  /** Does one clip's work with a pair of encoders. */
  async use<T>(
    priority: Priority,
    work: (pair: EncoderPair) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    const kind = this.#kinds[priority];
    const pair = await this.#take(kind, signal);
    try {
      return await work(pair);
    } finally {
      this.#giveBack(kind, pair);
    }
  }

  /** Ends all processes and waits for them. Who waits for an encoder is refused. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#shutDown.abort(new Error('The encoders were shut down.'));
    for (const kind of Object.values(this.#kinds)) {
      for (const { reject } of kind.waiting.splice(0)) reject(this.#shutDown.signal.reason);
      for (const pair of kind.free.splice(0)) this.#close(kind, pair);
    }
    while (this.#closing.size > 0) await Promise.all(this.#closing);
  }

  #start(kind: Kind): EncoderPair {
    const { group, niceness } = kind;
    const pair = {
      group,
      pictures: new PictureEncoder({ ffmpeg: this.#ffmpeg, group, niceness }),
      sound: new SoundEncoder(this.#ffmpeg),
    };
    kind.count++;
    this.#pairs.add(pair);
    return pair;
  }

  async #take(kind: Kind, signal?: AbortSignal): Promise<EncoderPair> {
    signal?.throwIfAborted();
    this.#shutDown.signal.throwIfAborted();
    for (let pair = kind.free.pop(); pair !== undefined; pair = kind.free.pop()) {
      if (isAlive(pair)) return pair;
      this.#close(kind, pair);
    }
    if (kind.count < kind.most) return this.#start(kind);
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        resolve: (pair) => {
          signal?.removeEventListener('abort', leave);
          resolve(pair);
        },
        reject,
      };
      const leave = (): void => {
        kind.waiting.splice(kind.waiting.indexOf(waiting) >>> 0, 1);
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', leave, { once: true });
      kind.waiting.push(waiting);
    });
  }

  #giveBack(kind: Kind, pair: EncoderPair): void {
    if (!isAlive(pair) || this.#shutDown.signal.aborted) {
      this.#close(kind, pair);
      if (kind.waiting.length > 0 && !this.#shutDown.signal.aborted)
        kind.waiting.shift()?.resolve(this.#start(kind));
      return;
    }
    const next = kind.waiting.shift();
    if (next !== undefined) return next.resolve(pair);
    kind.free.push(pair);
    if (kind.niceness > 0) void this.#retire(kind, pair);
  }

  /** Ends a pair that nobody needed for a while: between lessons nothing runs. */
  async #retire(kind: Kind, pair: EncoderPair): Promise<void> {
    await delay(this.#idleMs, undefined, { ref: false, signal: this.#shutDown.signal }).catch(
      () => undefined,
    );
    const at = kind.free.indexOf(pair);
    if (at < 0) return;
    kind.free.splice(at, 1);
    this.#close(kind, pair);
  }

  #close(kind: Kind, pair: EncoderPair): void {
    kind.count--;
    const { pictures, sound } = pair;
    const closing = Promise.all([pictures[Symbol.asyncDispose](), sound[Symbol.asyncDispose]()]).then(() => {
      this.#pairs.delete(pair);
      this.#closing.delete(closing);
    });
    this.#closing.add(closing);
  }
}

const isAlive = ({ pictures, sound }: EncoderPair): boolean =>
  pictures.failure === undefined && sound.failure === undefined;
