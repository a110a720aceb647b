/** Keys and list positions (`-`) from the top of a YAML text to one of its lines. */
export type OutlinePath = readonly string[];

/** A place in the text where a key or a value is being written. */
export type Writing = {
  /** Of the mapping that the key belongs to. */
  readonly path: OutlinePath;
  readonly what: { readonly kind: 'key' } | { readonly kind: 'value'; readonly key: string };
  /** What is there of it, and the column (from 0) where that begins. */
  readonly typed: string;
  readonly column: number;
  /** Keys of the same mapping that are written already. */
  readonly siblings: readonly string[];
};

type Line = { readonly dashes: readonly number[]; readonly indent: number; readonly key: string | undefined };

/** Where each part of a line begins: its dashes, then its key. */
function readLine(text: string): Line | undefined {
  if (/^\s*(?:#|$)/.test(text)) return undefined;
  const dashes: number[] = [];
  let indent = /^ */.exec(text)?.[0].length ?? 0;
  for (;;) {
    const dash = /^-(?: +|$)/.exec(text.slice(indent));
    if (!dash) break;
    dashes.push(indent);
    indent += Math.max(2, dash[0].length);
  }
  return { dashes, indent, key: /^([A-Za-z][\w-]*):(?:\s|$)/.exec(text.slice(indent))?.[1] };
}

/** What is written at the end of the last of `lines`; undefined where no key or plain value can stand. */
export function writingAt(lines: readonly string[]): Writing | undefined {
  const last = lines.at(-1);
  if (last === undefined) return undefined;
  const match = /^((?: |- +)*)(?:([A-Za-z][\w-]*):\s+)?([\w-]*)$/.exec(last);
  if (!match) return undefined;
  const [, lead = '', key, typed = ''] = match;
  const { path, siblings } = climb(
    lines,
    lead.length,
    [...lead].flatMap((sign, at) => (sign === '-' ? [at] : [])),
  );
  const what = key === undefined ? ({ kind: 'key' } as const) : ({ kind: 'value', key } as const);
  return { path, what, typed, column: last.length - typed.length, siblings };
}

/** Upwards to every line that holds this one. */
function climb(lines: readonly string[], indent: number, dashes: readonly number[]) {
  const path: string[] = [];
  const siblings: string[] = [];
  let column = indent;
  let isOwnMapping = dashes.length === 0;
  for (const at of [...dashes].reverse()) {
    path.unshift('-');
    column = at;
  }
  for (let i = lines.length - 2; i >= 0 && column >= 0; i -= 1) {
    const line = readLine(lines[i] ?? '');
    if (!line) continue;
    if (isOwnMapping && line.key !== undefined && line.indent === indent) siblings.push(line.key);
    // A list may stand right below its key, without being indented.
    const holds =
      line.indent < column ||
      (path[0] === '-' && line.indent === column && line.key !== undefined && line.dashes.length === 0);
    if (holds && line.key !== undefined) {
      path.unshift(line.key);
      isOwnMapping = false;
      column = line.indent;
    }
    for (const dash of [...line.dashes].reverse())
      if (dash < column) {
        path.unshift('-');
        isOwnMapping = false;
        column = dash;
      }
  }
  return { path, siblings };
}
