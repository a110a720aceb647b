import { Injectable } from '@nestjs/common';
import { Settings } from '../config/settings.js';
import { addressOf, remoteOf, type Sent } from './address.js';
import { TooManyCalls, TooManyJoins, TooManyRequests } from './limit-errors.js';
import { RateLimiter } from './rate-limiter.js';

/** A page makes a call every few seconds; nobody clicks as fast as this. */
const CALLS = { perSecond: 20, burst: 20 };
/** Opening the student page takes a lobby, a deck and some thirty slides; 300 do it at once behind one address. */
const READS = { perSecond: 300, burst: 12_000 };
/** A read finds one row, or a page of many, which are cheaper together. */
const ROWS_OF_A_READ = 5;
/** A class that opens yesterday's pages fails once each; a guesser of tokens fails each time. */
const FAILURES = { perSecond: 10, burst: 300 };
/** Somebody who watches a recording goes back some ten times in a row, and then a few times a minute. */
const REWINDS = { perSecond: 0.1, burst: 10 };
/** Somebody who wonders asks a few things in a row, and then a few a minute. */
const INQUIRIES = { perSecond: 0.1, burst: 6 };
const SECONDS_PER_MINUTE = 60;

/** The one limiter of the process: REST and sockets spend from the same buckets. */
@Injectable()
export class Limits {
  readonly #calls = new RateLimiter(CALLS);
  readonly #reads = new RateLimiter(READS);
  readonly #failures = new RateLimiter(FAILURES);
  readonly #rewinds = new RateLimiter(REWINDS);
  readonly #inquiries = new RateLimiter(INQUIRIES);
  #joins: { readonly burst: number; readonly limiter: RateLimiter } | undefined;
  readonly #proxies: number;

  constructor(private readonly settings: Settings) {
    this.#proxies = settings.get('TRUST_PROXY');
  }

  addressOf(sent: Sent): string {
    return addressOf(sent, this.#proxies);
  }

  /** The network address itself, where {@link addressOf} counts a whole subscriber as one. */
  remoteOf(sent: Sent): string {
    return remoteOf(sent, this.#proxies);
  }

  /** A call of somebody who is known, over REST or a socket. @throws TooManyCalls */
  call(identityId: string): void {
    const waitMs = this.#calls.spend(identityId);
    if (waitMs > 0) throw new TooManyCalls(waitMs);
  }

  /** A read of a row or a file that needs no token. @throws TooManyRequests */
  read(address: string): void {
    const waitMs = this.#reads.spend(address);
    if (waitMs > 0) throw new TooManyRequests(waitMs);
  }

  /**
   * A read of up to so many rows that needs no token. It counts as if all were found, so that reads at once are bounded;
   * what was not found is given back.
   * @throws TooManyRequests
   */
  async readRows<T>(
    address: string,
    most: number,
    read: () => Promise<T>,
    count: (found: T) => number,
  ): Promise<T> {
    const cost = Math.ceil(most / ROWS_OF_A_READ);
    const waitMs = this.#reads.spend(address, cost);
    if (waitMs > 0) throw new TooManyRequests(waitMs);
    const found = await read();
    this.#reads.giveBack(address, cost - Math.ceil(count(found) / ROWS_OF_A_READ));
    return found;
  }

  /** A report of rewinds, by a student or from an address: nobody can make a moment look hard alone. @throws TooManyCalls */
  rewind(client: string): void {
    const waitMs = this.#rewinds.spend(client);
    if (waitMs > 0) throw new TooManyCalls(waitMs);
  }

  /** A question of a student to the teacher. @throws TooManyCalls */
  inquiry(studentId: string): void {
    const waitMs = this.#inquiries.spend(studentId);
    if (waitMs > 0) throw new TooManyCalls(waitMs);
  }

  /** A student who joins. @throws TooManyJoins */
  join(address: string, sessionId: string): void {
    const waitMs = this.#joinLimiter().spend(`${address} ${sessionId}`);
    if (waitMs > 0) throw new TooManyJoins(waitMs);
  }

  /** A request that was refused for its own fault. */
  failed(address: string): void {
    this.#failures.spend(address);
  }

  /** Before anything is done for somebody who is not known. @throws TooManyRequests after too many failures */
  refuseFailing(address: string): void {
    const waitMs = this.#failures.waitMs(address);
    if (waitMs > 0) throw new TooManyRequests(waitMs);
  }

  /** Made anew when the setting was changed. */
  #joinLimiter(): RateLimiter {
    const burst = this.settings.get('JOINS_PER_MINUTE');
    if (this.#joins?.burst !== burst) {
      this.#joins = { burst, limiter: new RateLimiter({ perSecond: burst / SECONDS_PER_MINUTE, burst }) };
    }
    return this.#joins.limiter;
  }
}
