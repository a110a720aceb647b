import type { Tree, Trees } from '../src/brain/offline/scorer/trees.js';

export type Rows = {
  readonly features: readonly (readonly number[])[];
  /** 1 for right, 0 for not. */
  readonly labels: readonly number[];
  readonly weights: readonly number[];
};

export type BoostOptions = {
  readonly trees: number;
  readonly depth: number;
  readonly rate: number;
  /** Least sum of second derivatives in a leaf. */
  readonly leastHessian: number;
  readonly ridge: number;
  /** Share of rows and of features that each tree sees. */
  readonly rowShare: number;
  readonly featureShare: number;
  /** By feature: 1 where more of it must not lower the odds, -1 where it must not raise them; none elsewhere. */
  readonly directions?: readonly number[];
};

const BINS = 32;

/** The same numbers in every run: a multiplicative generator (Park and Miller). */
export function createRandom(seed: number): () => number {
  let state = seed % 2147483647 || 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

function limitsOf(values: readonly number[]): number[] {
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  if (sorted.length <= BINS)
    return sorted.slice(0, -1).map((value, at) => (value + (sorted[at + 1] ?? value)) / 2);
  const all = [...values].sort((a, b) => a - b);
  const limits = new Set<number>();
  for (let bin = 1; bin < BINS; bin++) limits.add(all[Math.floor((bin * all.length) / BINS)] ?? 0);
  return [...limits];
}

type Binned = { readonly bins: Uint8Array; readonly limits: readonly number[] };

const gain = (gradient: number, hessian: number, ridge: number) => (gradient * gradient) / (hessian + ridge);

/** Gradient boosting with the logistic loss, on histograms. Deterministic. */
export function boost({ features, labels, weights }: Rows, options: BoostOptions): Trees {
  const count = labels.length;
  const width = features[0]?.length ?? 0;
  const columns = Array.from({ length: width }, (_, column): Binned => {
    const values = features.map((row) => row[column] ?? 0);
    const limits = limitsOf(values);
    const bins = Uint8Array.from(values, (value) => {
      let bin = 0;
      while (bin < limits.length && value > (limits[bin] ?? 0)) bin++;
      return bin;
    });
    return { bins, limits };
  });
  const total = weights.reduce((a, b) => a + b, 0);
  const right = labels.reduce((a, label, row) => a + label * (weights[row] ?? 1), 0);
  const base = Math.log(right / (total - right));
  const logits = new Float64Array(count).fill(base);
  const gradients = new Float64Array(count);
  const hessians = new Float64Array(count);
  const random = createRandom(20_261);
  const trees: Tree[] = [];
  for (let round = 0; round < options.trees; round++) {
    for (let row = 0; row < count; row++) {
      const p = 1 / (1 + Math.exp(-(logits[row] ?? 0)));
      const weight = (weights[row] ?? 1) * (random() < options.rowShare ? 1 : 0);
      gradients[row] = weight * ((labels[row] ?? 0) - p);
      hessians[row] = weight * p * (1 - p);
    }
    const chosen = columns.map((_, column) => column).filter(() => random() < options.featureShare);
    const { tree, nodes } = grow(columns, chosen, gradients, hessians, options);
    trees.push(tree);
    for (let row = 0; row < count; row++)
      logits[row] = (logits[row] ?? 0) + (tree.leaves[nodes[row] ?? 0] ?? 0);
  }
  return { base, trees };
}

type Split = { readonly column: number; readonly bin: number; readonly gain: number };

function grow(
  columns: readonly Binned[],
  chosen: readonly number[],
  gradients: Float64Array,
  hessians: Float64Array,
  options: BoostOptions,
): { tree: Tree; nodes: Int32Array } {
  const nodes = new Int32Array(gradients.length);
  const features: number[] = [];
  const limits: number[] = [];
  for (let level = 0; level < options.depth; level++) {
    const width = 2 ** level;
    const splits = bestSplits(columns, chosen, gradients, hessians, nodes, width, options);
    for (const split of splits) {
      features.push(split?.column ?? 0);
      limits.push(split === undefined ? Infinity : (columns[split.column]?.limits[split.bin] ?? Infinity));
    }
    for (let row = 0; row < nodes.length; row++) {
      const node = nodes[row] ?? 0;
      const split = splits[node];
      const goesRight = split !== undefined && (columns[split.column]?.bins[row] ?? 0) > split.bin;
      nodes[row] = 2 * node + (goesRight ? 1 : 0);
    }
  }
  const count = 2 ** options.depth;
  const g = new Float64Array(count);
  const h = new Float64Array(count);
  for (let row = 0; row < nodes.length; row++) {
    const node = nodes[row] ?? 0;
    g[node] = (g[node] ?? 0) + (gradients[row] ?? 0);
    h[node] = (h[node] ?? 0) + (hessians[row] ?? 0);
  }
  const leaves = Array.from(g, (sum, node) =>
    Number(((options.rate * sum) / ((h[node] ?? 0) + options.ridge)).toFixed(4)),
  );
  return { tree: { features, limits, leaves }, nodes };
}

function bestSplits(
  columns: readonly Binned[],
  chosen: readonly number[],
  gradients: Float64Array,
  hessians: Float64Array,
  nodes: Int32Array,
  width: number,
  { ridge, leastHessian, directions = [] }: BoostOptions,
): (Split | undefined)[] {
  const best = new Array<Split | undefined>(width).fill(undefined);
  const size = width * (BINS + 1);
  for (const column of chosen) {
    const binned = columns[column];
    if (binned === undefined) continue;
    const g = new Float64Array(size);
    const h = new Float64Array(size);
    for (let row = 0; row < nodes.length; row++) {
      const cell = (nodes[row] ?? 0) * (BINS + 1) + (binned.bins[row] ?? 0);
      g[cell] = (g[cell] ?? 0) + (gradients[row] ?? 0);
      h[cell] = (h[cell] ?? 0) + (hessians[row] ?? 0);
    }
    for (let node = 0; node < width; node++) {
      const from = node * (BINS + 1);
      const all = g.subarray(from, from + BINS + 1).reduce((a, b) => a + b, 0);
      const weight = h.subarray(from, from + BINS + 1).reduce((a, b) => a + b, 0);
      let left = 0;
      let leftWeight = 0;
      for (let bin = 0; bin < binned.limits.length; bin++) {
        left += g[from + bin] ?? 0;
        leftWeight += h[from + bin] ?? 0;
        if (leftWeight < leastHessian || weight - leftWeight < leastHessian) continue;
        const rise = (all - left) / (weight - leftWeight + ridge) - left / (leftWeight + ridge);
        if (rise * (directions[column] ?? 0) < 0) continue;
        const won =
          gain(left, leftWeight, ridge) +
          gain(all - left, weight - leftWeight, ridge) -
          gain(all, weight, ridge);
        if (won > (best[node]?.gain ?? 1e-6)) best[node] = { column, bin, gain: won };
      }
    }
  }
  return best;
}
