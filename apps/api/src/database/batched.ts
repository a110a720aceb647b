import { Coalesced, type CoalescedOptions } from '@lockstep/async';
import { isDatabaseAway } from './database-errors.js';

type Waiting<Item, Result> = { readonly item: Item; readonly result: PromiseWithResolvers<Result> };

/** A statement grows no further than this. */
const LARGEST = 200;

/**
 * Statements that come together are one: whatever is added while a statement is under way, or within the
 * time to gather, goes with the next one, in the order in which it came. A thousand sessions then cost the database
 * little more statements than one.
 */
export class Batched<Item, Result = void> {
  readonly #waiting: Waiting<Item, Result>[] = [];
  readonly #flushes: Coalesced;

  /** @param writeAll all or nothing, in one statement; resolves with a result for each item */
  constructor(
    private readonly writeAll: (items: readonly Item[]) => Promise<readonly Result[]>,
    options: CoalescedOptions = {},
  ) {
    this.#flushes = new Coalesced(() => this.#flush(), options);
  }

  /** Resolves when the item is durable. Rejects with the error of its statement; then it is not written. */
  add(item: Item): Promise<Result> {
    const result = Promise.withResolvers<Result>();
    this.#waiting.push({ item, result });
    void this.#flushes.request();
    return result.promise;
  }

  /** Resolves when nothing is left to be written. */
  settled(): Promise<void> {
    return this.#flushes.settled();
  }

  async #flush(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, LARGEST);
      try {
        await this.#write(batch);
      } catch (error) {
        if (batch.length === 1 || isDatabaseAway(error)) for (const { result } of batch) result.reject(error);
        else await this.#oneByOne(batch);
      }
    }
  }

  async #write(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    const results = await this.writeAll(batch.map(({ item }) => item));
    for (const [i, { result }] of batch.entries()) result.resolve(results[i] as Result);
  }

  /** One item that cannot be written must not take the others with it. */
  async #oneByOne(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    for (const one of batch) await this.#write([one]).catch(one.result.reject);
  }
}
