/** A steady rate, and how many may come at once after a pause. */
export type Rate = { readonly perSecond: number; readonly burst: number };

/** About 100 bytes each. */
const MAX_KEYS = 20_000;

type Bucket = { tokens: number; at: number };

/**
 * A token bucket for each key. Memory is bounded: beyond {@link MAX_KEYS} the key that was used least recently is
 * forgotten, which gives its owner a full bucket and nobody else anything.
 */
export class RateLimiter {
  readonly #buckets = new Map<string, Bucket>();

  /** @param now a monotonic clock, ms */
  constructor(
    private readonly rate: Rate,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Takes `cost` tokens of a key where they are there. @returns 0, else the time until they are there, ms */
  spend(key: string, cost = 1): number {
    const bucket = this.#bucketOf(key);
    const missing = Math.min(cost, this.rate.burst) - bucket.tokens;
    if (missing > 0) return Math.ceil((missing / this.rate.perSecond) * 1000);
    bucket.tokens -= Math.min(cost, this.rate.burst);
    return 0;
  }

  /** What was spent cost less: `tokens` of it come back. */
  giveBack(key: string, tokens: number): void {
    const bucket = this.#bucketOf(key);
    bucket.tokens = Math.min(bucket.tokens + tokens, this.rate.burst);
  }

  /** What {@link spend} would answer now. */
  waitMs(key: string): number {
    const missing = 1 - this.#bucketOf(key).tokens;
    return missing > 0 ? Math.ceil((missing / this.rate.perSecond) * 1000) : 0;
  }

  /** Keys that are remembered. */
  get size(): number {
    return this.#buckets.size;
  }

  #bucketOf(key: string): Bucket {
    const now = this.now();
    const known = this.#buckets.get(key) ?? { tokens: this.rate.burst, at: now };
    const gained = ((now - known.at) / 1000) * this.rate.perSecond;
    const bucket = { tokens: Math.min(this.rate.burst, known.tokens + gained), at: now };
    this.#buckets.delete(key); // the order of the map is the order of use
    this.#buckets.set(key, bucket);
    if (this.#buckets.size > MAX_KEYS) this.#forgetOldest();
    return bucket;
  }

  #forgetOldest(): void {
    const [oldest] = this.#buckets.keys();
    if (oldest !== undefined) this.#buckets.delete(oldest);
  }
}
