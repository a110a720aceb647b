import type { BudgetMeter, TeachingCommand, Teaching } from '@lockstep/contracts';
import { useCallback, useState } from 'react';
import { commandTeaching, getTeaching } from '../../api/teaching.js';
import { useResource } from '../../api/use-resource.js';

/** The virtual teacher, and the hand on it. */
export type Hand = {
  /** undefined: not read yet, or it cannot be read. */
  readonly teaching: Teaching | undefined;
  readonly unreadable: boolean;
  /** Resolves to whether it was accepted. */
  readonly command: (command: TeachingCommand) => Promise<boolean>;
  readonly busy: TeachingCommand['type'] | null;
  readonly refused: unknown;
  /** What the socket told since. */
  readonly hear: (teaching: Teaching) => void;
  readonly hearBudget: (budget: BudgetMeter) => void;
};

export function useHand(sessionId: string, token: string): Hand {
  const load = useCallback(
    (signal: AbortSignal) => getTeaching(sessionId, token, signal),
    [sessionId, token],
  );
  const { value: teaching, error, loading, update, reload } = useResource(load);
  const [busy, setBusy] = useState<TeachingCommand['type'] | null>(null);
  const [refused, setRefused] = useState<unknown>();
  const missing = teaching === undefined;
  const hear = useCallback(
    (told: Teaching) => {
      update(() => told);
      if (missing) reload();
    },
    [update, reload, missing],
  );
  const hearBudget = useCallback((budget: BudgetMeter) => update((held) => ({ ...held, budget })), [update]);
  const command = useCallback(
    async (given: TeachingCommand) => {
      setBusy(given.type);
      setRefused(undefined);
      try {
        const told = await commandTeaching(sessionId, token, given);
        update(() => told);
        return true;
      } catch (error) {
        setRefused(error);
        return false;
      } finally {
        setBusy(null);
      }
    },
    [sessionId, token, update],
  );
  const unreadable = teaching === undefined && !loading && error !== undefined;
  return { teaching, unreadable, command, busy, refused, hear, hearBudget };
}
