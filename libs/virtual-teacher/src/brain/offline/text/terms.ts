/** Endings and beginnings by which terms of science differ: `sulfite` is no slip for `sulfate`. */
const endings = [
  'ate',
  'ite',
  'ide',
  'ane',
  'ene',
  'yne',
  'ol',
  'anol',
  'al',
  'anal',
  'one',
  'ic',
  'ous',
  'ose',
  'ase',
  'in',
  'ine',
  'ium',
  'ion',
  'oid',
  'yl',
  'gen',
  'gon',
  'ism',
  'ist',
];
const beginnings = [
  'hypo',
  'hyper',
  'inter',
  'intra',
  'macro',
  'micro',
  'endo',
  'exo',
  'ante',
  'anti',
  'pre',
  'pro',
  'mono',
  'di',
  'bi',
  'tri',
  'tetra',
  'penta',
  'hexa',
  'hepta',
  'octa',
  'ab',
  'ad',
  'meth',
  'eth',
  'prop',
  'but',
  'im',
  'em',
  'af',
  'ef',
  'in',
  'en',
  'per',
  'pro',
  'sub',
  'sup',
];

const differBy = (
  a: string,
  b: string,
  parts: readonly string[],
  cut: (word: string, part: string) => string | undefined,
): boolean =>
  parts.some((one) => {
    const stem = cut(a, one);
    return (
      stem !== undefined && stem.length >= 3 && parts.some((other) => other !== one && cut(b, other) === stem)
    );
  });

/** Whether two words differ just by what tells one term from another. */
export const areTwoTerms = (a: string, b: string): boolean =>
  differBy(a, b, endings, (word, part) => (word.endsWith(part) ? word.slice(0, -part.length) : undefined)) ||
  differBy(a, b, beginnings, (word, part) => (word.startsWith(part) ? word.slice(part.length) : undefined));

/** A numeral of kings, wars and chapters, in small letters. */
export const isRoman = (word: string): boolean =>
  /^(?=[ivxlc])(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})$/.test(word);
