export type LadderPatience = {
  /** A process that makes no frame of those it was given for this long is replaced, ms. */
  readonly stallMs: number;
  /** The same before its first frame. */
  readonly startMs: number;
  /** Renditions this far behind the source, and not catching up, are too many for this machine. Ms of stream time. */
  readonly lagMs: number;
  /** How long it is so before a rendition is left out, ms. */
  readonly lagLastsMs: number;
  /** How long there has to be room before one is made again, ms; doubled each time that it was too early. */
  readonly relievedMs: number;
};

export const DEFAULT_PATIENCE: LadderPatience = {
  stallMs: 1_500,
  startMs: 8_000,
  lagMs: 2_000,
  lagLastsMs: 1_500,
  relievedMs: 60_000,
};

/** How often it is looked, ms. */
const LOOK_MS = 250;

type Found = {
  readonly stalled: (ms: number) => void;
  readonly overloaded: (lagMs: number) => void;
  readonly relieved: () => void;
};

/** Watches one process: whether it makes frames, and how far these are behind those that it was given. */
export class LadderWatch implements Disposable {
  readonly #timer: NodeJS.Timeout;
  #isWatching = false;
  #fedPtsMs: number | undefined;
  #madePtsMs: (number | undefined)[] = [];
  /** Since when it has had a frame without making one. */
  #owesSince: number | undefined;
  #lag: { readonly sinceMs: number; readonly lagMs: number } | undefined;
  #easySinceMs = 0;
  #relievedMs: number;

  constructor(
    private readonly patience: LadderPatience,
    private readonly found: Found,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.#relievedMs = patience.relievedMs;
    this.#timer = setInterval(() => this.look(), LOOK_MS).unref();
  }

  /** How far the slowest rendition is behind, ms of stream time. */
  get lagMs(): number {
    const made = this.#madePtsMs.filter((ms) => ms !== undefined);
    if (this.#fedPtsMs === undefined || made.length === 0) return 0;
    return Math.max(0, this.#fedPtsMs - Math.min(...made));
  }

  begin(outputs: number): void {
    this.#isWatching = true;
    this.#fedPtsMs = this.#owesSince = this.#lag = undefined;
    this.#madePtsMs = Array.from({ length: outputs }, () => undefined);
    this.#easySinceMs = this.now();
  }

  pause(): void {
    this.#isWatching = false;
  }

  fed(ptsMs: number): void {
    this.#fedPtsMs = Math.max(this.#fedPtsMs ?? -Infinity, ptsMs);
    this.#owesSince ??= this.now();
  }

  made(output: number, ptsMs: number): void {
    this.#madePtsMs[output] = ptsMs;
    this.#owesSince = undefined;
  }

  look(): void {
    if (!this.#isWatching) return;
    const nowMs = this.now();
    const hasBegun = this.#madePtsMs.some((ms) => ms !== undefined);
    const owesMs = nowMs - (this.#owesSince ?? nowMs);
    if (owesMs > (hasBegun ? this.patience.stallMs : this.patience.startMs)) {
      this.#isWatching = false;
      return this.found.stalled(Math.round(owesMs));
    }
    this.#lookAtLag(nowMs);
  }

  [Symbol.dispose](): void {
    this.#isWatching = false;
    clearInterval(this.#timer);
  }

  #lookAtLag(nowMs: number): void {
    const { lagMs } = this;
    if (lagMs <= this.patience.lagMs) {
      this.#lag = undefined;
      if (nowMs - this.#easySinceMs < this.#relievedMs) return;
      this.#easySinceMs = nowMs;
      return this.found.relieved();
    }
    this.#easySinceMs = nowMs;
    // a process that was just started catches up
    if (!this.#lag || lagMs < this.#lag.lagMs) this.#lag = { sinceMs: nowMs, lagMs };
    if (nowMs - this.#lag.sinceMs < this.patience.lagLastsMs) return;
    this.#relievedMs *= 2;
    this.#isWatching = false;
    this.found.overloaded(Math.round(lagMs));
  }
}
