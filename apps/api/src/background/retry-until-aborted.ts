import { retry } from '@lockstep/async';
import type { Logger } from '@nestjs/common';
import { BudgetExceeded } from '@lockstep/media';
import { DomainError } from '../errors/domain-error.js';

const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 1000;

/**
 * Runs `attempt` until it succeeds: an event budget that is full or a database that does not answer delays it. What is
 * refused for good is left out, and the log says so. Never rejects.
 *
 * @param name what the log calls it
 */
export async function retryUntilAborted(
  name: string,
  attempt: () => Promise<unknown>,
  aborted: AbortSignal,
  logger: Logger,
): Promise<void> {
  const delayMs = (error: unknown, failures: number) => {
    if (error instanceof DomainError) logger.warn(`${name}: left out. ${error.message}`);
    if (error instanceof DomainError || isFinal(error)) return undefined;
    if (failures === 1) logger.warn(`${name}: delayed. ${String(error)}`);
    if (error instanceof BudgetExceeded) return error.retryAfterMs;
    return Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (failures - 1));
  };
  await retry(attempt, { signal: aborted, delayMs }).catch(() => undefined); // was logged, or is wanted no more
}

/** The stream is over, or carries the events of another server: there is no frame for this event. */
const isFinal = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'StreamEnded' || error.name === 'StreamRelayed');
