import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { describeSettings } from '../src/config/settings.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** The rows of the first table of docs/settings.md. */
function documented() {
  const [table = ''] = readFileSync(`${root}docs/settings.md`, 'utf8').split('## For tests');
  return table
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').slice(1, -1))
    .map((cells) => cells.map((cell) => cell.trim().replace(/^`(.*)`$/, '$1')));
}

describe('docs/settings.md', () => {
  it('has every setting of the server with its default and its meaning, and no other', () => {
    expect(documented()).toEqual(
      describeSettings().map(({ name, default: value, description }) => [name, value, description]),
    );
  });
});
