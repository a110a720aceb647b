import { bagOfTerms, likenessOfBags, type Bag } from './bags.js';
import type { Key, Rarity } from './key.js';
import { ratio } from './measures.js';
import type { Term } from './terms.js';

type Prepared = { readonly bags: readonly Bag[]; readonly runs: readonly (readonly ReadonlySet<string>[])[] };

const RUN = 3;

/** Runs of three letters of the stems: they stand slips of the keys. */
function runsOf(terms: readonly Term[]): Set<string> {
  const runs = new Set<string>();
  for (const { stem } of terms) {
    const text = ` ${stem} `;
    for (let at = 0; at + RUN <= text.length; at++) runs.add(text.slice(at, at + RUN));
  }
  return runs;
}

const share = (wanted: ReadonlySet<string>, said: ReadonlySet<string>): number =>
  ratio([...wanted].filter((run) => said.has(run)).length, wanted.size);

const prepared = new WeakMap<Key, Prepared>();

function prepare(key: Key, rarity: Rarity): Prepared {
  let found = prepared.get(key);
  if (found === undefined) {
    found = {
      bags: [...key.references, ...key.points.flat()].map((terms) => bagOfTerms(terms, rarity)),
      runs: key.points.map((phrases) => phrases.map(runsOf)),
    };
    prepared.set(key, found);
  }
  return found;
}

/** Likeness of the whole answer to single texts of the key: the nearest, the mean of the three nearest, and letters in common. */
export function likenessToTexts(key: Key, answer: readonly Term[], rarity: Rarity): number[] {
  const { bags, runs } = prepare(key, rarity);
  const mine = bagOfTerms(answer, rarity);
  const near = bags.map((bag) => likenessOfBags(mine, bag)).sort((a, b) => b - a);
  const three = near.slice(0, 3);
  const letters = runsOf(answer);
  const spelled = runs.map((phrases) => Math.max(0, ...phrases.map((wanted) => share(wanted, letters))));
  return [
    near[0] ?? 0,
    ratio(
      three.reduce((a, b) => a + b, 0),
      three.length,
    ),
    Math.min(1, ...spelled),
    likenessOfBags(mine, bagOfTerms(key.question, rarity)),
  ];
}
