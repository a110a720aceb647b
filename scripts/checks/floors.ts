import type { Imports } from './source-imports.js';

/** An arrow between two folders of one floor that the table allows. */
type SideArrow = { readonly from: string; readonly to: string };

/** The floors of one source folder, the highest first. A folder may be nested: `fanout/websocket`. */
export type Floors = {
  /** From the root of the repository, such as `libs/media/src`. */
  readonly source: string;
  readonly floors: readonly (readonly string[])[];
  readonly beside: readonly SideArrow[];
};

const HEADING = /^#+ Floors of `([^`]+)`$/;

/**
 * Reads the tables under the headings "Floors of `<folder>`": a row is a floor, its second column the folders in
 * backticks, its third the arrows that are allowed between these folders ("`a` → `b`").
 */
export function readFloors(document: string): Floors[] {
  const tables: { source: string; floors: string[][]; beside: SideArrow[] }[] = [];
  let isInside = false;
  for (const line of document.split('\n')) {
    const [, source] = HEADING.exec(line) ?? [];
    if (line.startsWith('#')) isInside = source !== undefined;
    if (source !== undefined) tables.push({ source, floors: [], beside: [] });
    const table = tables.at(-1);
    const [, , folders = '', beside = ''] = line.split('|');
    if (!isInside || table === undefined || !line.startsWith('|') || !folders.includes('`')) continue;
    table.floors.push([...folders.matchAll(/`([^`]+)`/g)].map(([, folder = '']) => folder));
    for (const [, from = '', to = ''] of beside.matchAll(/`([^`]+)` → `([^`]+)`/g))
      table.beside.push({ from, to });
  }
  return tables;
}

/**
 * What contradicts the table: an import that climbs, an arrow between neighbours that is not listed, a folder without a
 * floor, a listed folder or arrow that does not exist. Files directly in the source folder put the parts together:
 * they may import everything, and nothing may import them.
 */
export function contradictions({ source, floors, beside }: Floors, imports: Imports): string[] {
  const folders = floors.flat();
  const floorOf = new Map(floors.flatMap((names, floor) => names.map((name) => [name, floor] as const)));
  const folderOf = (file: string): string | undefined => ownFolder(file.slice(source.length + 1), folders);
  const problems = new Set<string>();
  const arrows = new Set<string>();
  const seen = new Set<string>();
  for (const [file, targets] of imports) {
    const from = folderOf(file);
    if (from === undefined) problems.add(`${file} is in a folder that has no floor`);
    if (from !== undefined) seen.add(from);
    for (const target of targets) {
      if (!target.startsWith(`${source}/`)) continue;
      const to = folderOf(target);
      if (from === undefined || to === undefined || from === to || from === ROOT) continue;
      arrows.add(`${from} → ${to}`);
      const climb = (floorOf.get(from) ?? -1) - (floorOf.get(to) ?? -1);
      if (to === ROOT) problems.add(`${file} imports ${target}, which puts the parts together`);
      else if (climb > 0) problems.add(`${file} imports ${target}, on a higher floor`);
      else if (climb === 0 && !beside.some((arrow) => arrow.from === from && arrow.to === to))
        problems.add(`${file} imports ${target}, of a folder beside its own`);
    }
  }
  for (const folder of folders) if (!seen.has(folder)) problems.add(`there is no folder ${source}/${folder}`);
  for (const { from, to } of beside) {
    if (!arrows.has(`${from} → ${to}`)) problems.add(`nothing in ${from} imports from ${to} any more`);
    if (beside.some((other) => other.from === to && other.to === from))
      problems.add(`${from} and ${to} import each other`);
  }
  return [...problems];
}

const ROOT = '';

/** The longest listed folder that holds the file; '' for a file directly in the source folder. */
function ownFolder(path: string, folders: readonly string[]): string | undefined {
  if (!path.includes('/')) return ROOT;
  return folders.filter((folder) => path.startsWith(`${folder}/`)).toSorted((a, b) => b.length - a.length)[0];
}
