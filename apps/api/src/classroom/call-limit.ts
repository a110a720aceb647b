import { DomainError } from '../errors/domain-error.js';

/** A page makes a call every few seconds; nobody clicks as fast as this. */
const CALLS_PER_SECOND = 20;

export class TooManyCalls extends DomainError {
  override readonly name = 'TooManyCalls';
  readonly kind = 'too-many';
  readonly code = 'too-many-calls';
  override readonly retryAfterMs = 1000;
  constructor() {
    super(`At most ${String(CALLS_PER_SECOND)} calls a second are taken from one connection.`);
  }
}

/** Bounds what one connection makes the server do. */
export class CallLimit {
  readonly #windows = new WeakMap<object, { endsAt: number; calls: number }>();

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Throws {@link TooManyCalls}. */
  spend(connection: object): void {
    const now = this.now();
    let window = this.#windows.get(connection);
    if (window === undefined || now >= window.endsAt) {
      window = { endsAt: now + 1000, calls: 0 };
      this.#windows.set(connection, window);
    }
    if (++window.calls > CALLS_PER_SECOND) throw new TooManyCalls();
  }
}
