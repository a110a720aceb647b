import { useSyncExternalStore } from 'react';

/** The access token of the teacher in this tab: gone with the tab, never in the address. */
const key = 'lockstep.token';

const listeners = new Set<() => void>();
let current: string | null = null;
let signIns = 0;

/** For the HTTP and socket clients alone: no component sees the token. */
export const staffToken = (): string | null => current;

export function setStaffToken(token: string | null): void {
  current = token;
  signIns += 1;
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

/** Which sign-in of this tab it is; null: nobody has signed in. Another number, another token. */
export const useSignIn = (): number | null =>
  useSyncExternalStore(subscribe, () => (current === null ? null : signIns));
