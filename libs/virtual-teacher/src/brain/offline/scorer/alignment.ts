import { editDistance } from '../text/slips.js';
import { stemOf } from './stem.js';
import type { Term } from './terms.js';
import { relationsOf } from './word-relations.js';

const relations = relationsOf(stemOf);

/** How well one word stands for another: 1 the same, less for a slip of the keys or a near meaning, 0 not at all. */
export function likenessOf(a: Term, b: Term): number {
  if (a.stem === b.stem) return 1;
  if (/\d/.test(a.word + b.word)) return 0;
  const shorter = Math.min(a.word.length, b.word.length);
  if (shorter >= 4 && a.word[0] === b.word[0] && Math.abs(a.word.length - b.word.length) <= 2) {
    const allowed = shorter >= 8 ? 2 : 1;
    if (editDistance(a.word, b.word) <= allowed) return 0.85;
  }
  return relations.near(a.stem, b.stem) ? 0.6 : 0;
}

export const { axes } = relations;
export const areOpposite = (a: Term, b: Term): boolean => relations.opposite(a.stem, b.stem);

/** Where a word of the reference was found in the answer. */
export type Match = { readonly reference: number; readonly answer: number; readonly likeness: number };

/** The best partner in the answer for each content word of the reference; each word of the answer serves once. */
export function align(reference: readonly Term[], answer: readonly Term[]): Match[] {
  const candidates: Match[] = [];
  for (const [i, wanted] of reference.entries()) {
    if (!wanted.content) continue;
    for (const [j, said] of answer.entries()) {
      if (!said.content) continue;
      const likeness = likenessOf(wanted, said);
      if (likeness > 0) candidates.push({ reference: i, answer: j, likeness });
    }
  }
  const apart = ({ reference: i, answer: j }: Match) => Math.abs(i / reference.length - j / answer.length);
  candidates.sort((a, b) => b.likeness - a.likeness || apart(a) - apart(b));
  const usedReference = new Set<number>();
  const usedAnswer = new Set<number>();
  const matches: Match[] = [];
  for (const one of candidates) {
    if (usedReference.has(one.reference) || usedAnswer.has(one.answer)) continue;
    usedReference.add(one.reference);
    usedAnswer.add(one.answer);
    matches.push(one);
  }
  return matches.sort((a, b) => a.reference - b.reference);
}
