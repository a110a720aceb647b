import { hashOf } from '../../access/secret.js';
import { TooManyRequests } from '../../limits/limit-errors.js';
import { RateLimiter } from '../../limits/rate-limiter.js';
import { SignInPaused } from '../account-errors.js';

/** Wrong passwords for one account from one place: somebody who forgot theirs tries a handful. */
const GUESSES = { perSecond: 1 / 60, burst: 10 };
/** Passwords that one address has checked: a school that comes at once, then one every half a second. */
const CHECKS = { perSecond: 2, burst: 600 };
/** Mails for a new password to one account. Each link is good, so more of them help nobody. */
const RESETS = { perSecond: 1 / 900, burst: 4 };

/** Where a password comes from. */
export type Place = {
  readonly address: string;
  /** A browser in which this account has signed in before. */
  readonly device: string | undefined;
};

/**
 * Bounds how many passwords can be tried. Counted are wrong ones for one account from one place; a browser that has signed in to it before is a
 * place of its own. So a person who guesses at an account, even from the same school, never keeps its owner out on their own device; and no account is
 * ever closed by guesses from elsewhere.
 */
export class SignInLimits {
  readonly #guesses: RateLimiter;
  readonly #checks: RateLimiter;
  readonly #resets: RateLimiter;

  /** @param now a monotonic clock, ms */
  constructor(now?: () => number) {
    this.#guesses = new RateLimiter(GUESSES, now);
    this.#checks = new RateLimiter(CHECKS, now);
    this.#resets = new RateLimiter(RESETS, now);
  }

  /** Before a password is looked at. @throws SignInPaused, TooManyRequests */
  attempt(email: string, { address, device }: Place): void {
    const waitMs = this.#guesses.spend(keyOf(email, { address, device }));
    if (waitMs > 0) throw new SignInPaused(waitMs);
    const busyMs = device === undefined ? this.#checks.spend(address) : 0;
    if (busyMs > 0) throw new TooManyRequests(busyMs);
  }

  /** It was the right one: what was spent on it is given back. */
  succeeded(email: string, place: Place): void {
    this.#guesses.giveBack(keyOf(email, place), GUESSES.burst);
  }

  /** Whether another mail for a new password goes to this account. */
  mayReset(email: string): boolean {
    return this.#resets.spend(hashOf(email)) === 0;
  }
}

const keyOf = (email: string, { address, device }: Place): string =>
  `${device ?? address} ${hashOf(email.toLowerCase())}`;
