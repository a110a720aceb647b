import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { inRoot } from '../bootstrap/workspace.mjs';
import { textOf, trackedFiles } from './tracked-files.js';

const paths = trackedFiles();
const files = paths.flatMap((path) => {
  const text = textOf(path);
  return text === undefined ? [] : [{ path, text }];
});

/** `path: line` of every match. */
function find(pattern: RegExp, among = files): string[] {
  return among.flatMap(({ path, text }) =>
    text
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
  );
}

describe('tracked files', () => {
  it('name no path of the machine they were written on', () => {
    // Someone's home, and the working folders of build machines, at the beginning of a path.
    expect(find(/(?<![\w./@-])\/(root|work|farm|workspace|Users\/\w+|home\/(?!node\b)\w+)\//)).toEqual([]);
  });

  it('contain no private key', () => expect(find(/-----BEGIN [A-Z ]*PRIVATE KEY/)).toEqual([]));

  it('contain nothing that is made from them', () => {
    expect(
      paths.filter((path) => /(^|\/)(node_modules|dist|coverage|\.nx)\/|\.tsbuildinfo$/.test(path)),
    ).toEqual([]);
  });
});

describe('documents', () => {
  const documents = files.filter(({ path }) => path.endsWith('.md'));

  /** What brackets mean in code is not a link. */
  const withoutCode = (text: string) =>
    text.replaceAll(/^( *)```.*?^\1```/gms, '').replaceAll(/(`+)[^`].*?\1/gs, '');

  it('link only to files that exist', () => {
    const broken = documents.flatMap(({ path, text }) =>
      [...withoutCode(text).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
        .map(([, target = '']) => normalize(join(dirname(path), target)))
        .filter((target) => !existsSync(inRoot(target)))
        .map((target) => `${path} → ${target}`),
    );
    expect(broken).toEqual([]);
  });

  it('name only scripts that package.json has', () => {
    const named = documents.flatMap(({ text }) =>
      [...text.matchAll(/npm run (?:-s |--silent )?([a-z][\w:-]*)/g)].map(([, name = '']) => name),
    );
    expect(named.filter((name) => !(name in packageJson.scripts))).toEqual([]);
  });
});
