/**
 * Boosted regression trees of one depth: each level of a tree asks one feature against one limit, the leaves hold
 * what the tree adds to the logarithm of the odds.
 */
export type Trees = {
  readonly base: number;
  readonly trees: readonly Tree[];
};

/** A binary tree in an array: the children of node `i` are `2i + 1` (at most the limit) and `2i + 2`. */
export type Tree = {
  readonly features: readonly number[];
  readonly limits: readonly number[];
  readonly leaves: readonly number[];
};

export const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit));

function leafOf(tree: Tree, features: readonly number[]): number {
  const inner = tree.features.length;
  let node = 0;
  while (node < inner) {
    const value = features[tree.features[node] ?? 0] ?? 0;
    node = value <= (tree.limits[node] ?? 0) ? 2 * node + 1 : 2 * node + 2;
  }
  return tree.leaves[node - inner] ?? 0;
}

/** Logarithm of the odds. */
export function logitOf({ base, trees }: Trees, features: readonly number[]): number {
  let logit = base;
  for (const tree of trees) logit += leafOf(tree, features);
  return logit;
}
