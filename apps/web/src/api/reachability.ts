import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let reachable = true;

/** The HTTP client tells how its latest call went; any answer of the server counts, a refusal too. */
export function noteReachable(isReachable: boolean): void {
  if (reachable === isReachable) return;
  reachable = isReachable;
  listeners.forEach((listener) => listener());
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Whether the latest call reached the server. */
export const useReachable = (): boolean => useSyncExternalStore(subscribe, () => reachable);
