import { readFileSync } from 'node:fs';
import { inRoot } from '../bootstrap/workspace.mjs';
import { trackedFiles } from './tracked-files.js';

/** What one class of an error says of itself: its code, where it is one word, and the names of its values. */
export type DeclaredError = {
  readonly file: string;
  readonly code: string;
  readonly params: readonly string[];
};

/** The errors that a text of TypeScript declares: classes with a `code` of one word. */
export function declaredErrors(file: string, source: string): DeclaredError[] {
  return source.split(/^(?=(?:export )?(?:abstract )?class )/m).flatMap((part) => {
    const code = / {2}readonly code = '([a-z-]+)'/.exec(part)?.[1];
    if (code === undefined || !part.includes('extends DomainError')) return [];
    const params = /params: \{([^}]*)\}/.exec(part)?.[1] ?? '';
    return [{ file, code, params: [...params.matchAll(/(\w+)(?:: [^,]+)?/g)].map(([, name = '']) => name) }];
  });
}

export const errorsOfServer = (): DeclaredError[] =>
  trackedFiles()
    .filter((file) => /^apps\/api\/src\/.*(?<!\.spec)\.ts$/.test(file))
    .flatMap((file) => declaredErrors(file, readFileSync(inRoot(file), 'utf8')));

/** Each list of words of `problemParams`, as `libs/contracts` writes it. */
export function listedCodes(source: string): Map<string, string[]> {
  const rows = source.matchAll(/^ {2}'?([a-z-]+)'?: \[([^\]]*)\],$/gm);
  return new Map([...rows].map(([, code = '', names = '']) => [code, names.match(/\w+/g) ?? []]));
}

/** The first two columns of the tables of codes in a section: `| \`code\` | \`value\`, \`value\` | …`. */
export function documentedCodes(section: string): Map<string, string[]> {
  const rows = section.matchAll(/^\| `([a-z-]+)` +\| ([^|]*)\|/gm);
  return new Map([...rows].map(([, code = '', names = '']) => [code, names.match(/\w+/g) ?? []]));
}
