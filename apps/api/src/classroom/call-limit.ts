import { DomainError } from '../errors/domain-error.js';

/** A page makes a call every few seconds; nobody clicks as fast as this. */
const CALLS_PER_SECOND = 20;
/** Windows that are over are thrown away when so many have come together. */
const KEPT = 1000;

export class TooManyCalls extends DomainError {
  override readonly name = 'TooManyCalls';
  readonly kind = 'too-many';
  readonly code = 'too-many-calls';
  override readonly retryAfterMs = 1000;
  constructor() {
    super(`At most ${String(CALLS_PER_SECOND)} calls a second are taken from one person.`);
  }
}

/** Bounds what one person makes the server do, over however many connections. */
export class CallLimit {
  readonly #windows = new Map<string, { endsAt: number; calls: number }>();

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Throws {@link TooManyCalls}. */
  spend(who: string): void {
    const now = this.now();
    let window = this.#windows.get(who);
    if (window === undefined || now >= window.endsAt) {
      if (this.#windows.size >= KEPT) this.#forget(now);
      window = { endsAt: now + 1000, calls: 0 };
      this.#windows.set(who, window);
    }
    if (++window.calls > CALLS_PER_SECOND) throw new TooManyCalls();
  }

  #forget(now: number): void {
    for (const [who, { endsAt }] of this.#windows) if (now >= endsAt) this.#windows.delete(who);
  }
}
