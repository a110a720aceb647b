/** Callers of one address who are asked about at once, and a second: libsrt stands still while one is. */
const BURST = 20;
const PER_SECOND = 5;
/** Addresses that are remembered; then all are forgotten. */
const MOST_ADDRESSES = 10_000;

type Spent = { tokens: number; atMs: number };

/** Keeps one address from occupying the listener by calling again and again. */
export class CallerBudget {
  readonly #byAddress = new Map<string, Spent>();

  /** @returns whether the address may be asked about now */
  take(address: string, nowMs: number): boolean {
    const spent = this.#byAddress.get(address) ?? { tokens: BURST, atMs: nowMs };
    spent.tokens = Math.min(BURST, spent.tokens + ((nowMs - spent.atMs) / 1000) * PER_SECOND);
    spent.atMs = nowMs;
    if (this.#byAddress.size >= MOST_ADDRESSES) this.#byAddress.clear();
    this.#byAddress.set(address, spent);
    if (spent.tokens < 1) return false;
    spent.tokens--;
    return true;
  }
}
