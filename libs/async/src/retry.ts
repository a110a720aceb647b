import { sleep } from './sleep.js';

export type RetryOptions = {
  /** Ends the retries: the promise rejects with its reason, and a wait in progress ends at once. */
  readonly signal?: AbortSignal;
  /**
   * Milliseconds until the next attempt after `error`, or undefined to give up. Called after every failure, so this is
   * also the place to log it.
   *
   * @param failures how many attempts have failed, from 1
   */
  readonly delayMs: (error: unknown, failures: number) => number | undefined;
};

/**
 * Runs `attempt` until it succeeds.
 *
 * @throws the last error when `delayMs` gives up, or the reason of `signal` once it is aborted
 */
export async function retry<T>(
  attempt: () => T | PromiseLike<T>,
  { signal, delayMs }: RetryOptions,
): Promise<T> {
  for (let failures = 1; ; failures++) {
    signal?.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      const waitMs = delayMs(error, failures);
      if (waitMs === undefined) throw error;
      await sleep(waitMs, signal);
    }
  }
}
