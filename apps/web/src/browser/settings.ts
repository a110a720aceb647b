/**
 * What this browser remembers between visits. A browser may forbid storage (private windows, blocked cookies);
 * then a setting lasts as long as the page.
 */
type SettingName =
  | 'theme'
  | 'language'
  | 'name'
  | 'captions'
  | 'volume'
  | 'layout'
  | 'account'
  | `student:${string}`
  | `learn:${string}`;

const prefix = 'lockstep.';
const forgotten = new Map<string, string>();

export function readSetting(name: SettingName): string | null {
  const held = forgotten.get(name);
  if (held !== undefined) return held;
  try {
    return localStorage.getItem(prefix + name);
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

export function writeSetting(name: SettingName, value: string): void {
  try {
    localStorage.setItem(prefix + name, value);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    forgotten.set(name, value);
  }
}

/** Of this name and all that begin with it: what stands behind it. */
export function settingsOf(name: 'student:'): string[] {
  const begin = prefix + name;
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(begin));
    return keys.map((key) => key.slice(begin.length));
  } catch (error) {
    if (error instanceof DOMException) return [];
    throw error;
  }
}

export function forgetSetting(name: SettingName): void {
  forgotten.delete(name);
  try {
    localStorage.removeItem(prefix + name);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}
