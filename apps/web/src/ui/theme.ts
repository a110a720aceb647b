import { useSyncExternalStore } from 'react';
import { readSetting, writeSetting } from '../browser/settings.js';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const isTheme = (value: string | null): value is Theme => themes.some((theme) => theme === value);

const listeners = new Set<() => void>();
let current: Theme = 'system';

function apply(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

/** Before the first paint, so that no page flashes in the wrong colours. */
export function startTheme(): void {
  const stored = readSetting('theme');
  current = isTheme(stored) ? stored : 'system';
  apply(current);
}

export function setTheme(theme: Theme): void {
  current = theme;
  writeSetting('theme', theme);
  apply(theme);
  listeners.forEach((listener) => listener());
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useTheme = (): Theme => useSyncExternalStore(subscribe, () => current);
