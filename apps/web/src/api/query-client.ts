import { QueryClient } from '@tanstack/react-query';
import { RefusedError, UnreachableError } from './http.js';

/** The longest pause between two tries, ms. */
const longestPauseMs = 10_000;
const firstPauseMs = 500;

/** Whether the same question may be answered later: not after a refusal that is about the question itself. */
export function mayPass(error: unknown): boolean {
  if (error instanceof UnreachableError) return true;
  if (!(error instanceof RefusedError)) return false;
  const { status } = error.problem;
  return status === 429 || status === 503 || status === 502 || status === 504;
}

/** How long to wait before try `failures + 1`, ms: as long as the server asked, else longer each time. */
export function pauseMs(failures: number, error: unknown): number {
  const asked = error instanceof RefusedError ? error.problem.retryAfterMs : undefined;
  return asked ?? Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(failures, 10));
}

/**
 * What pages know of the server. A question that was not answered is asked again until it is; the page shows meanwhile
 * why (see {@link problemOf}). A change is sent once: its caller decides whether to send it again.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // The server may run on this very machine: it is asked even if the browser believes to be offline.
      queries: { networkMode: 'always', retry: (_, error) => mayPass(error), retryDelay: pauseMs },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}

type Asked = { readonly error: Error | null; readonly failureReason: Error | null };

/** Why there is no answer, or no fresh one; undefined while nothing is wrong. */
export const problemOf = ({ error, failureReason }: Asked): Error | undefined =>
  error ?? failureReason ?? undefined;
