import { setTimeout as after } from 'node:timers/promises';
import type { Logger } from '@nestjs/common';
import { BudgetExceeded } from '@lockstep/media';
import { DomainError } from '../errors/domain-error.js';

const RETRY_MS = 250;

/**
 * Announces an event until it is in the ledger: a full budget or a database that does not answer delays it. What can
 * never be announced is left out, and the log says so. Never rejects.
 */
export async function insist(
  name: string,
  announce: () => Promise<unknown>,
  stopped: AbortSignal,
  logger: Logger,
): Promise<void> {
  for (let tries = 0; !stopped.aborted; tries++) {
    try {
      await announce();
      return;
    } catch (error) {
      if (error instanceof DomainError) {
        logger.warn(`${name} is left out: ${error.message}`);
        return;
      }
      if (isFinal(error)) return;
      if (tries === 0) logger.warn(`${name} is delayed: ${String(error)}`);
      const delay = error instanceof BudgetExceeded ? error.retryAfterMs : RETRY_MS;
      await after(delay, undefined, { signal: stopped }).catch(() => undefined);
    }
  }
}

/** The stream is over, or another server's events are on it: there is no frame for this event. */
const isFinal = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'StreamEnded' || error.name === 'StreamRelayed');
