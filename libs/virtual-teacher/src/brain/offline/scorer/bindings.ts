import { axes } from './alignment.js';
import type { Key } from './key.js';
import type { Term } from './terms.js';

/** "short" is the pole 1 of an axis, "long" its pole -1; a denial turns it. */
type Pole = { readonly axis: number; readonly sign: number; readonly clause: number };

/** Two poles that a clause holds together: 1 where they go the same way, -1 where they go opposite ways. */
type Bindings = ReadonlyMap<string, number>;

const polesOf = (terms: readonly Term[]): Pole[] =>
  terms.flatMap(({ stem, negated, clause }) =>
    (axes.get(stem) ?? []).map(({ axis, sign }) => ({ axis, sign: negated ? -sign : sign, clause })),
  );

/** Which poles stand together in one clause, or in two neighbouring ones ("if it is short, it is high"). */
function bindingsOf(terms: readonly Term[], into = new Map<string, number>()): Map<string, number> {
  const poles = polesOf(terms);
  for (const [index, one] of poles.entries()) {
    for (const other of poles.slice(index + 1)) {
      if (one.axis === other.axis || other.clause - one.clause > 1) continue;
      const name = one.axis < other.axis ? `${one.axis} ${other.axis}` : `${other.axis} ${one.axis}`;
      const near = other.clause === one.clause ? 1 : 0.5;
      into.set(name, (into.get(name) ?? 0) + near * one.sign * other.sign);
    }
  }
  return into;
}

const known = new WeakMap<Key, Bindings>();

function bindingsOfKey(key: Key): Bindings {
  let bindings = known.get(key);
  if (bindings === undefined) {
    const all = new Map<string, number>();
    for (const text of [...key.references, ...key.points.flat()]) bindingsOf(text, all);
    bindings = all;
    known.set(key, bindings);
  }
  return bindings;
}

/** Names one pole and, joined by "or", the other: no decision. */
const offersBoth = (terms: readonly Term[]): number =>
  terms.filter(({ word }, at) => {
    if (word !== 'or') return false;
    const around = [terms.slice(Math.max(0, at - 4), at), terms.slice(at + 1, at + 5)].map(polesOf);
    return (around[0] ?? []).some((one) =>
      (around[1] ?? []).some((other) => one.axis === other.axis && one.sign !== other.sign),
    );
  }).length;

/**
 * "A short string sounds higher" says the same as "a long one sounds lower", and the contrary of "a short one sounds lower".
 * Numbers of pairs as in the key and of pairs turned around, and of choices left open.
 */
export function polarity(key: Key, answer: readonly Term[]): number[] {
  const wanted = bindingsOfKey(key);
  let same = 0;
  let turned = 0;
  for (const [name, direction] of bindingsOf(answer)) {
    const agreement = Math.sign(direction) * Math.sign(wanted.get(name) ?? 0);
    if (agreement > 0) same++;
    if (agreement < 0) turned++;
  }
  return [Math.min(3, same), Math.min(3, turned), offersBoth(answer)];
}
