import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { filesBelow, fingerprint } from './fingerprint.mjs';
import { inRoot } from './workspace.mjs';

describe('fingerprint', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(inRoot('node_modules', 'fingerprint-')).slice(inRoot().length + 1);
    write('a', 'one');
    write('b', 'two');
  });
  afterEach(() => rmSync(inRoot(folder), { recursive: true }));

  const write = (name: string, text: string) => writeFileSync(inRoot(folder, name), text);
  const now = (salt: string[] = []) =>
    fingerprint(
      filesBelow(folder, () => false),
      salt,
    );

  it('stays when nothing changed', () => expect(now()).toBe(now()));

  it.each<[string, () => void]>([
    ['content changes', () => write('a', 'other')],
    ['a file is added', () => write('c', '')],
    ['a file is removed', () => rmSync(inRoot(folder, 'b'))],
    ['a file is renamed', () => renameSync(inRoot(folder, 'b'), inRoot(folder, 'c'))],
  ])('changes when %s', (_, change) => {
    const before = now();
    change();
    expect(now()).not.toBe(before);
  });

  it('changes with what else the result depends on', () => expect(now(['linux'])).not.toBe(now(['darwin'])));

  it('leaves out what it is told to, folders with all they hold', () => {
    const all = [...filesBelow(folder, (_, name) => name === 'b')];
    expect(all).toEqual([join(folder, 'a')]);
  });
});
