import { entryOf } from './own-entry.js';

/** Keys that are held while another one is pressed. */
const HELD: Readonly<Record<string, string>> = {
  Ctrl: 'control',
  ctrl: 'control',
  CTRL: 'control',
  Control: 'control',
  Strg: 'control',
  Alt: 'alt',
  alt: 'alt',
  ALT: 'alt',
  AltGr: 'alt graph',
  Shift: 'shift',
  shift: 'shift',
  SHIFT: 'shift',
  Cmd: 'command',
  cmd: 'command',
  Command: 'command',
  Option: 'option',
  Opt: 'option',
  Win: 'windows',
  Windows: 'windows',
  Super: 'super',
  Meta: 'meta',
  Fn: 'function',
  '⌘': 'command',
  '⌥': 'option',
  '⇧': 'shift',
  '⌃': 'control',
};
const PRESSED: Readonly<Record<string, string>> = {
  Esc: 'escape',
  Escape: 'escape',
  Tab: 'tab',
  Enter: 'enter',
  Return: 'return',
  Del: 'delete',
  Delete: 'delete',
  Ins: 'insert',
  Insert: 'insert',
  Home: 'home',
  End: 'end',
  PgUp: 'page up',
  PgDn: 'page down',
  PgDown: 'page down',
  PageUp: 'page up',
  PageDown: 'page down',
  Backspace: 'backspace',
  Space: 'space',
  Spacebar: 'space bar',
  CapsLock: 'caps lock',
  NumLock: 'num lock',
  PrtSc: 'print screen',
  PrtScn: 'print screen',
  Break: 'break',
  Up: 'up',
  Down: 'down',
  Left: 'left',
  Right: 'right',
  '⏎': 'return',
  '⌫': 'backspace',
  '⌦': 'delete',
  '⇥': 'tab',
};
/** Written short, and nothing but keys. */
const ALONE =
  /^(?:Ctrl|CTRL|ctrl|AltGr|Cmd|Esc|PgUp|PgDn|PgDown|PageUp|PageDown|PrtScn?|CapsLock|NumLock|[⌘⌥⇧⌃⏎⌫⌦])$/u;

const names = (table: Readonly<Record<string, string>>): string =>
  Object.keys(table)
    .sort((a, b) => b.length - a.length)
    .join('|');
const JOINT = String.raw`(?:\+|\s\+\s|-(?!\s))`;
const COMBINATION = new RegExp(
  `(?:(?:${names(HELD)})${JOINT}|[⌘⌥⇧⌃])+(?:(?:${names(HELD)}|${names(PRESSED)}|F\\d{1,2}|[←→↑↓])(?![\\p{Script=Latin}\\d])|[A-Za-z\\d](?![\\p{Script=Latin}\\d])|[-+/\\\\.,;=#*?!<>[\\]](?=[\\s.,;:!?)"'\\p{Script=Han}]|$))`,
  'uy',
);
const ONE = new RegExp(`(?:${names(HELD)}|${names(PRESSED)})(?![\\p{Script=Latin}\\d])`, 'uy');

/** A key as it is named: by a word, or by the sign or letter on it. */
export type Key = { readonly word: string } | { readonly sign: string };

/** Keys that are pressed together, `Ctrl+C`, `Alt-F4`, `⌘V`, or one that is written short, `Esc`. */
export function keysAt(
  text: string,
  at: number,
): { readonly end: number; readonly keys: readonly Key[] } | undefined {
  if (/[\p{Script=Latin}\d+-]$/u.test(text.slice(0, at))) return undefined;
  COMBINATION.lastIndex = at;
  const together = COMBINATION.exec(text)?.[0];
  if (together !== undefined) {
    const keys = together.match(KEY)?.map(keyOf) ?? [];
    return { end: at + together.length, keys };
  }
  ONE.lastIndex = at;
  const alone = ONE.exec(text)?.[0] ?? '';
  return ALONE.test(alone) ? { end: at + alone.length, keys: [keyOf(alone)] } : undefined;
}

/** A key; what joins two of them is left out, unless it is the last. */
const KEY = new RegExp(`${names(HELD)}|${names(PRESSED)}|F\\d{1,2}|[←→↑↓A-Za-z\\d]|[^\\s](?=$)`, 'gu');

function keyOf(text: string): Key {
  const word = entryOf(HELD, text) ?? entryOf(PRESSED, text);
  return word === undefined ? { sign: text } : { word };
}
