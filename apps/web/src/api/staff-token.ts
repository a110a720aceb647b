import { useSyncExternalStore } from 'react';

/** The access token of whoever teaches in this tab: gone with the tab, never in the address. */
const key = 'lockstep.token';

const listeners = new Set<() => void>();
let current: string | null = null;

export function setStaffToken(token: string | null): void {
  current = token;
  if (token === null) sessionStorage.removeItem(key);
  else sessionStorage.setItem(key, token);
  listeners.forEach((listener) => listener());
}

/**
 * Takes over `#token=…` of a printed link and removes it from the address at once, so that it reaches neither
 * the history nor a shared screen. A fragment is never sent to a server.
 */
export function startStaffToken(): void {
  current = sessionStorage.getItem(key);
  const fragment = new URLSearchParams(location.hash.slice(1));
  const token = fragment.get('token');
  if (token === null || token === '') return;
  setStaffToken(token);
  history.replaceState(history.state, '', location.pathname + location.search);
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useStaffToken = (): string | null => useSyncExternalStore(subscribe, () => current);
