/** FNV-1a, 32 bits: spreads texts, and keeps no secret. */
export function spread(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** The same things in an order that depends on their texts alone, so that it tells nothing of the right one. */
export const unordered = <T extends { readonly id: string; readonly text: string }>(
  things: readonly T[],
): T[] =>
  things.toSorted(
    (a, b) => spread(a.text) - spread(b.text) || Number(a.text > b.text) - Number(a.text < b.text),
  );

/**
 * The same things in an order of their own for each `seed`: for one student of one session always the same, also after
 * the page was loaded again.
 */
export const shuffledBy = <T extends { readonly id: string }>(things: readonly T[], seed: string): T[] =>
  things
    .map((thing) => ({ thing, at: spread(`${spread(`${seed} ${thing.id}`).toString()} ${seed}`) }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ thing }) => thing);
