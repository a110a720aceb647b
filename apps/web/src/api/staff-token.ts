import { useSyncExternalStore } from 'react';
import { forgetSetting, readSetting, writeSetting } from '../browser/settings.js';

/** The access token of the teacher in this tab: gone with the tab, never in the address. */
const key = 'lockstep.token';

const listeners = new Set<() => void>();
let current: string | null = null;
let signIns = 0;
let hasAccount = false;

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
 * Somebody has signed in with their account, or out. The cookie that says so is hidden from scripts; this note spares visitors who have none
 * the question whether they are signed in.
 */
export function setSignedIn(isSignedIn: boolean): void {
  hasAccount = isSignedIn;
  if (isSignedIn) writeSetting('account', 'yes');
  else forgetSetting('account');
  signIns += 1;
  listeners.forEach((listener) => listener());
}

export const isSignedIn = (): boolean => hasAccount;

/**
 * Takes over `#token=…` of a printed link and removes it from the address at once, so that it reaches neither
 * the history nor a shared screen. A fragment is never sent to a server.
 */
export function startStaffToken(): void {
  current = sessionStorage.getItem(key);
  hasAccount = readSetting('account') !== null;
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
  useSyncExternalStore(subscribe, () => (current === null && !hasAccount ? null : signIns));
