const spelledOut: readonly [RegExp, string][] = [
  [/ß/g, 'ss'],
  [/ä/g, 'ae'],
  [/ö/g, 'oe'],
  [/ü/g, 'ue'],
  [/æ/g, 'ae'],
  [/œ/g, 'oe'],
  [/ø/g, 'oe'],
  [/å/g, 'aa'],
];

/** A word as it is written where there are no such letters: `Straße` as `strasse`, `für` as `fuer`. Both are right. */
export function spelledWithout(word: string): string {
  let plain = word;
  for (const [letter, letters] of spelledOut) plain = plain.replace(letter, letters);
  return plain;
}

/** A word without its accents: `mañana` as `manana`. */
export const withoutAccents = (word: string): string =>
  word
    .replace(/ß/g, 'ss')
    .replace(/[æ]/g, 'ae')
    .replace(/œ/g, 'oe')
    .replace(/ø/g, 'o')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .normalize('NFC');
