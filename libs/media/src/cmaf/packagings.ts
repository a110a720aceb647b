import type { LiveStream } from '../stream/live-stream.js';
import { Packaging } from './packaging.js';
import type { SegmentStoreLimits } from './segment-store.js';

export type PackagingLimits = SegmentStoreLimits & {
  /** Requests of one stream that may wait at once. */
  readonly maxWaiting: number;
  /** A packaging ends when nobody asked for it for this long, milliseconds. */
  readonly idleMs: number;
  /** The last segments of an ended stream are served for this long, milliseconds. */
  readonly lingerMs: number;
};

export const DEFAULT_PACKAGING_LIMITS: PackagingLimits = {
  windowMs: 30 * 60_000,
  windowBytes: 64 * 1024 * 1024,
  maxWaiting: 10_000,
  idleMs: 5 * 60_000,
  lingerMs: 60_000,
};

type Used = { readonly packaging: Packaging; usedAtMs: number; endedAtMs: number | undefined };

/** How often it is looked what nobody needs any more, ms. */
const SWEEP_MS = 5000;

/** The packagings of all streams that somebody asked for. A stream that nobody asks for costs nothing. */
export class Packagings implements AsyncDisposable {
  readonly #used = new Map<string, Used>();
  readonly #timer: NodeJS.Timeout;

  /** @param find returns the live stream of a name; undefined if there is none */
  constructor(
    private readonly find: (name: string) => LiveStream | undefined,
    private readonly limits: PackagingLimits = DEFAULT_PACKAGING_LIMITS,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.#timer = setInterval(() => this.sweep(), SWEEP_MS).unref();
  }

  get count(): number {
    return this.#used.size;
  }

  /** The packaging of a stream, begun by the first call; undefined where there is no such stream. */
  of(name: string): Packaging | undefined {
    const stream = this.find(name);
    const known = this.#used.get(name);
    if (known && (known.packaging.stream === stream || stream === undefined || stream.isEnded)) {
      known.usedAtMs = this.now();
      return known.packaging;
    }
    if (stream === undefined || stream.isEnded) return undefined;
    known?.packaging[Symbol.dispose]();
    const packaging = new Packaging(stream, this.limits);
    this.#used.set(name, { packaging, usedAtMs: this.now(), endedAtMs: undefined });
    return packaging;
  }

  /** Ends the packaging of streams that nobody requests. */
  sweep(): void {
    const nowMs = this.now();
    for (const [name, used] of this.#used) {
      if (used.packaging.hasEnded) used.endedAtMs ??= nowMs;
      const isOver = nowMs - (used.endedAtMs ?? nowMs) > this.limits.lingerMs;
      if (!isOver && nowMs - used.usedAtMs <= this.limits.idleMs) continue;
      this.#used.delete(name);
      used.packaging[Symbol.dispose]();
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer);
    for (const { packaging } of this.#used.values()) packaging[Symbol.dispose]();
    this.#used.clear();
    return Promise.resolve();
  }
}
