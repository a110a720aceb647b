import { setTimeout as sleep } from 'node:timers/promises';
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
  for (let failures = 0; !aborted.aborted; failures++) {
    try {
      await attempt();
      return;
    } catch (error) {
      if (error instanceof DomainError) {
        logger.warn(`${name}: left out. ${error.message}`);
        return;
      }
      if (isFinal(error)) return;
      if (failures === 0) logger.warn(`${name}: delayed. ${String(error)}`);
      const backOffMs = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** failures);
      const delayMs = error instanceof BudgetExceeded ? error.retryAfterMs : backOffMs;
      await sleep(delayMs, undefined, { signal: aborted }).catch(() => undefined);
    }
  }
}

/** The stream is over, or carries the events of another server: there is no frame for this event. */
const isFinal = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'StreamEnded' || error.name === 'StreamRelayed');
