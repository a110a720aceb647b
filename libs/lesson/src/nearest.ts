/** Insertions, deletions, substitutions and swaps of neighbours that turn `a` into `b`. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      const options = [(row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1)];
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        options.push((before[j - 2] ?? 0) + 1);
      next.push(Math.min(...options));
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}

/** What was meant, when a third of the letters at most is different; long input is never close to anything. */
export function nearest(given: string, known: Iterable<string>): string | undefined {
  if (given.length > 60) return undefined;
  let best: { name: string; distance: number } | undefined;
  for (const name of known) {
    const apart = distance(given.toLowerCase(), name.toLowerCase());
    const limit = Math.floor(Math.max(given.length, name.length) / 3);
    if (apart <= limit && (!best || apart < best.distance)) best = { name, distance: apart };
  }
  return best?.name;
}

/** `a, b or c`, shortened. */
export function oneOf(names: readonly string[], most = 12): string {
  const shown = names.slice(0, most);
  const last = shown.pop();
  if (last === undefined) return 'nothing';
  if (names.length > most) return `${[...shown, last].join(', ')}, …`;
  return shown.length === 0 ? last : `${shown.join(', ')} or ${last}`;
}

/** The same for programs: the word that was meant, or those that there are. */
export function meantOrKnown(
  given: string,
  known: readonly string[],
): { readonly meant: string } | { readonly known: string } {
  const meant = nearest(given, known);
  return meant === undefined ? { known: known.slice(0, 12).join(', ') } : { meant };
}
