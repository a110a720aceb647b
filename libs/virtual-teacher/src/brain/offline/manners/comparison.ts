import { normalise, wordsOf } from '../text/normalise.js';

/** Who is compared with whom, by what, and in which direction. */
type Comparison = {
  readonly left: ReadonlySet<string>;
  readonly right: ReadonlySet<string>;
  readonly by: string;
  readonly isMore: boolean;
};

const small = new Set(
  'the a an of is are was were be it its because that so and as in on to much far even'.split(' '),
);
const pattern =
  /(?<left>[\p{L}' -]{1,60}?)\b(?:is|are|was|were|has|have|gets?|weighs?|moves?|goes)?\s?(?:a\s)?(?:much |far |even |a lot )?(?:(?<degree>less|more|lower|higher|smaller|larger|greater)(?:\s(?<by>\p{L}+))?|(?<er>\p{L}{3,}er)(?:\s\p{L}+)?)\s(?:than)\s(?<right>[\p{L}' -]{1,60})/gu;
const less = new Set(['less', 'lower', 'smaller']);

const content = (text: string): Set<string> =>
  new Set(
    wordsOf(text)
      .filter((word) => !small.has(word))
      .map((word) => word.replace(/s$/, '')),
  );

function comparisonsIn(text: string): Comparison[] {
  return [...normalise(text).slice(0, 600).matchAll(pattern)].map(({ groups = {} }) => ({
    left: content(groups['left'] ?? ''),
    right: content((groups['right'] ?? '').split(/\b(?:because|so|and|but|since|which|when)\b/)[0] ?? ''),
    by: groups['er'] ?? groups['by'] ?? '',
    isMore: !less.has(groups['degree'] ?? ''),
  }));
}

const meet = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => [...a].some((word) => b.has(word));

function areOpposite(a: Comparison, b: Comparison): boolean {
  if (a.by !== b.by) return false;
  const isStraight = meet(a.left, b.left) && meet(a.right, b.right);
  const isTurned = meet(a.left, b.right) && meet(a.right, b.left);
  if (isStraight === isTurned) return false; // nobody can tell who is who
  return isTurned === (a.isMore === b.isMore);
}

const comparative = /\b(?:(?:more|less|further)\s\p{L}+|\p{L}{3,}er)\b/u;

/** "Closer in water" for a key, and "closer in air than in water" said: what the key speaks of is the lesser one. */
function namesTheLesser(said: Comparison, key: string): boolean {
  const plain = normalise(key);
  const by = comparative.exec(plain)?.[0];
  if (by === undefined || /\bthan\b/.test(plain) || !by.endsWith(said.by) || said.by === '') return false;
  const after = content(plain.slice(plain.indexOf(by) + by.length));
  if (after.size > 0 && meet(after, said.right) && !meet(after, said.left)) return true;
  // "metal conducts better", and "wood conducts better than metal" said
  const subject = content(plain.slice(0, plain.indexOf(by)));
  const isSameWay = said.isMore === !/^less\b/.test(by);
  const isNamed = [...subject].some((word) => said.right.has(word) && !said.left.has(word));
  return isSameWay && isNamed && [...said.left].some((word) => !subject.has(word));
}

/** Whether an answer compares the other way round than one of the texts does: water less dense than ice. */
export function comparesTheOtherWay(answer: string, texts: readonly string[]): boolean {
  const said = comparisonsIn(answer);
  if (said.length === 0) return false;
  if (texts.some((text) => said.some((one) => namesTheLesser(one, text)))) return true;
  return texts.flatMap(comparisonsIn).some((key) => said.some((one) => areOpposite(one, key)));
}
