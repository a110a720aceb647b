import { setTimeout as delay } from 'node:timers/promises';
import { availableParallelism } from 'node:os';
import { EncodersClosed } from './encoder-failed.js';
import { CELL_GROUP, FRAME_HEIGHT, FRAME_WIDTH, AUDIO_FRAME, TALKING_GROUP } from './house-format.js';
import { VideoEncoder } from './video-encoder.js';
import { AudioEncoder } from './audio-encoder.js';
import { layOut } from './sprite-sheet.js';

export type Priority = 'live' | 'batch';

/** A pair of warm encoders, which make one clip at a time. */
export type EncoderPair = {
  readonly videoFrames: VideoEncoder;
  readonly audio: AudioEncoder;
  /** Frames of a group. */
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
  readonly #busy = new Set<Promise<unknown>>();
  readonly #closing = new Set<Promise<void>>();
  readonly #freeSince = new WeakMap<EncoderPair, number>();
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
      .flatMap(({ videoFrames, audio }) => [videoFrames.pid, audio.pid])
      .filter((pid) => pid !== undefined);
  }

  /**
   * Starts the encoders of a kind and lets them encode something, so that the first clip need not wait for them.
   * Resolves when they are warm; never rejects: an encoder that fails is seen by the clip that needs it.
   */
  async warm(priority: Priority): Promise<void> {
    const kind = this.#kinds[priority];
    const missing = Array.from({ length: Math.max(0, kind.most - kind.count) }, () => this.#start(kind));
    await Promise.all(missing.map((pair) => this.#atWork(kind, pair, () => warmUp(pair))));
  }

  /** Does one clip's work with a pair of encoders; the signal it is given is aborted when the pool is shut down, too. */
  async use<T>(
    priority: Priority,
    work: (pair: EncoderPair, signal: AbortSignal) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    const kind = this.#kinds[priority];
    const pair = await this.#take(kind, signal);
    const { signal: shutDown } = this.#shutDown;
    const either = signal === undefined ? shutDown : AbortSignal.any([signal, shutDown]);
    return this.#atWork(kind, pair, () => work(pair, either));
  }

  /** Stops running work, ends all processes and waits for them. Callers that wait for an encoder are refused. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#shutDown.abort(new EncodersClosed());
    for (const kind of Object.values(this.#kinds)) {
      for (const { reject } of kind.waiting.splice(0)) reject(this.#shutDown.signal.reason);
      for (const pair of kind.free.splice(0)) this.#close(kind, pair);
    }
    await Promise.allSettled(this.#busy);
    while (this.#closing.size > 0) await Promise.all(this.#closing);
  }

  async #atWork<T>(kind: Kind, pair: EncoderPair, work: () => Promise<T>): Promise<T> {
    const working = work().finally(() => {
      this.#busy.delete(working);
      this.#giveBack(kind, pair);
    });
    this.#busy.add(working);
    return working;
  }

  #start(kind: Kind): EncoderPair {
    const { group, niceness } = kind;
    const pair = {
      group,
      videoFrames: new VideoEncoder({ ffmpeg: this.#ffmpeg, group, niceness }),
      audio: new AudioEncoder(this.#ffmpeg, niceness),
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
    const { signal } = this.#shutDown;
    const freeSince = performance.now();
    this.#freeSince.set(pair, freeSince);
    await delay(this.#idleMs, undefined, { ref: false, signal }).catch(() => undefined); // shut down meanwhile
    const at = kind.free.indexOf(pair);
    if (at < 0 || this.#freeSince.get(pair) !== freeSince) return; // it was of use again
    kind.free.splice(at, 1);
    this.#close(kind, pair);
  }

  #close(kind: Kind, pair: EncoderPair): void {
    kind.count--;
    const { videoFrames, audio } = pair;
    const closing = Promise.all([videoFrames[Symbol.asyncDispose](), audio[Symbol.asyncDispose]()]).then(
      () => {
        this.#pairs.delete(pair);
        this.#closing.delete(closing);
      },
    );
    this.#closing.add(closing);
  }
}

/** x264 sets itself up with the first frame: a third of a second on a busy machine. */
async function warmUp({ videoFrames, audio }: EncoderPair): Promise<void> {
  const whole = { x: 0, y: 0, width: FRAME_WIDTH, height: FRAME_HEIGHT };
  const sheet = { ...layOut('warm-up', [whole]), isPassing: true };
  const nothing = (): void => undefined;
  const job = { sheet, videoFrames: CELL_GROUP, layers: new Int32Array(CELL_GROUP) };
  await Promise.allSettled([
    videoFrames.encode(job, nothing),
    audio.encode(new Int16Array(AUDIO_FRAME), nothing),
  ]);
}

const isAlive = ({ videoFrames, audio }: EncoderPair): boolean =>
  videoFrames.failure === undefined && audio.failure === undefined;
