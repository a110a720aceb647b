/** Insertions, deletions, replacements and swaps of neighbours that lead from one word to the other. */
export function editDistance(from: string, to: string): number {
  const a = [...from];
  const b = [...to];
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, (before[j - 2] ?? 0) + 1);
      }
      row.push(best);
    }
    before = previous;
    previous = row;
  }
  return previous[b.length] ?? 0;
}

/** From 0 (nothing in common) to 1 (the same). */
export function likeness(a: string, b: string): number {
  const longest = Math.max([...a].length, [...b].length);
  return longest === 0 ? 1 : 1 - editDistance(a, b) / longest;
}

/** Spelling by ear: letters that sound alike are one, doubled letters too. */
export const byEar = (word: string): string =>
  word
    .replace(/ph/g, 'f')
    .replace(/c(?=[eiy])/g, 's')
    .replace(/ck|c|q/g, 'k')
    .replace(/(.)\1+/g, '$1');

/** Short words have many neighbours, so that only a swap of two letters is forgiven in them. */
const slipsAllowed = (length: number): number => (length <= 3 ? 0 : length <= 7 ? 1 : 2);

const isSwap = (a: string, b: string): boolean =>
  a.length === b.length &&
  a !== b &&
  editDistance(a, b) === 1 &&
  [...a].sort().join('') === [...b].sort().join('');

const endings = /^(?:s|es|d|ed|ing|er|est)$/;

/** `childrens` is no slip for `children`: it is another form, and forms may be what is taught. */
export function isFormOf(typed: string, meant: string): boolean {
  const [short, long] = typed.length < meant.length ? [typed, meant] : [meant, typed];
  return long.startsWith(short) && endings.test(long.slice(short.length));
}

/**
 * Whether somebody who typed one word may well have meant the other. A word of the language (`isWord`) never is a
 * slip for another one: who writes `want` for `went`, or `ship` for `sheep`, has the other word in mind. Another character
 * of Chinese is another word: 比水大 is not 比水小.
 */
export function isSlip(typed: string, meant: string, isWord: (word: string) => boolean): boolean {
  if (typed === meant) return true;
  if (isWord(typed) || /[\d\p{Script=Han}]/u.test(typed + meant)) return false;
  if (isSwap(typed, meant)) return meant.length >= 3;
  const allowed = slipsAllowed(meant.length);
  if (allowed === 0) return false;
  if (byEar(typed) === byEar(meant)) return true;
  const distance = editDistance(typed, meant);
  return distance <= allowed && (typed[0] === meant[0] || editDistance(byEar(typed), byEar(meant)) <= 1);
}
