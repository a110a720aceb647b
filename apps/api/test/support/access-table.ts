import { readFileSync } from 'node:fs';

/** Who calls, as the columns of docs/access.md name them. */
export const callers = [
  'nobody',
  'own student',
  'other student',
  'student account',
  'author',
  'teacher',
  'other teacher',
  'operator',
  'admin',
] as const;
export type Caller = (typeof callers)[number];

/** Reads the table of docs/access.md: for each route or socket event, who may use it. */
export function readAccessTable(): Map<string, ReadonlySet<Caller>> {
  const page = readFileSync(new URL('../../../../docs/access.md', import.meta.url), 'utf8');
  const rows = page.split('\n').filter((line) => /^\| `/.test(line));
  return new Map(
    rows.map((row) => {
      const [name = '', ...cells] = row
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim());
      return [name.replaceAll('`', ''), new Set(callers.filter((_, i) => cells[i] === 'yes'))] as const;
    }),
  );
}
