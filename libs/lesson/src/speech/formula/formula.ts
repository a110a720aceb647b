/** A formula as it is heard: from plain text or TeX alike. `at`: where a part stands in the sentence. */
export type Formula = readonly FormulaPart[];

export type FormulaPart = { readonly at: number } & (
  | { readonly kind: 'number'; readonly text: string }
  /** Letters that stand for quantities, spelled one by one; or a word that is said as it stands. */
  | { readonly kind: 'letters' | 'text'; readonly text: string }
  /** Said by a rule of the language: an amount with its unit. */
  | { readonly kind: 'said'; readonly words: readonly string[] }
  | { readonly kind: 'operator'; readonly name: OperatorName }
  | { readonly kind: 'fraction'; readonly above: Formula; readonly below: Formula }
  | { readonly kind: 'root'; readonly degree: Formula; readonly of: Formula }
  | { readonly kind: 'power' | 'index'; readonly base: Formula; readonly by: Formula }
  | { readonly kind: 'brackets' | 'absolute' | 'set' | 'floor' | 'ceiling' | 'norm'; readonly inner: Formula }
  | { readonly kind: 'grid'; readonly name: GridName; readonly rows: readonly (readonly Formula[])[] }
  /** The binomial coefficient. */
  | { readonly kind: 'choose'; readonly of: Formula; readonly take: Formula }
  | { readonly kind: 'named'; readonly name: NamedThing }
  /** `f(x)`: the inner part is said without brackets. */
  | { readonly kind: 'call'; readonly name: string; readonly inner: Formula }
  | { readonly kind: 'big'; readonly name: BigName; readonly from: Formula; readonly to: Formula }
  | { readonly kind: 'over'; readonly name: OverName; readonly of: Formula }
  | { readonly kind: 'function'; readonly name: string }
  | { readonly kind: 'postfix'; readonly name: 'factorial' | 'percent' | 'degrees' | 'prime' }
);

export type BigName = 'sum' | 'product' | 'integral' | 'limit' | 'union' | 'intersection';
export type OverName = 'vector' | 'line' | 'hat' | 'dot' | 'arc' | 'tilde';

/** Rows under each other: `lines` are equations, one after the other. */
export type GridName = 'matrix' | 'determinant' | 'cases' | 'lines';
/** What has a name of its own in each language: sets of numbers, states of matter, what a function is of. */
export type NamedThing =
  | 'naturals'
  | 'integers'
  | 'rationals'
  | 'reals'
  | 'complexes'
  | 'solid'
  | 'liquid'
  | 'gas'
  | 'dissolved'
  /** The sign of a charge. */
  | 'positive'
  | 'negative'
  | 'of'
  | 'dollar'
  /** `1 + 1 = ?`, `3 + _ = 10`: what is to be found. */
  | 'unknown'
  | 'blank';

/** Operators and what writes them, in TeX without the backslash. */
export const OPERATORS = {
  plus: ['+'],
  minus: ['-', '−', '–'],
  times: ['×', '·', '⋅', '*', '∗', 'times', 'cdot', 'ast'],
  dividedBy: ['÷', 'div'],
  over: ['/'],
  plusMinus: ['±', 'pm'],
  minusPlus: ['∓', 'mp'],
  equals: ['=', '=='],
  notEqual: ['≠', '!=', 'ne', 'neq'],
  about: ['≈', '≃', 'approx', 'simeq'],
  less: ['<', 'lt'],
  greater: ['>', 'gt'],
  atMost: ['≤', '⩽', '<=', 'le', 'leq', 'leqslant'],
  atLeast: ['≥', '⩾', '>=', 'ge', 'geq', 'geqslant'],
  muchLess: ['≪', 'll'],
  muchGreater: ['≫', 'gg'],
  identical: ['≡', 'equiv'],
  proportional: ['∝', 'propto'],
  becomes: ['→', '⟶', '->', 'to', 'rightarrow', 'longrightarrow'],
  equilibrium: ['⇌', '⇄', 'rightleftharpoons', 'rightleftarrows'],
  approaches: [],
  gives: [],
  implies: ['⇒', '=>', '⟹', 'Rightarrow', 'implies', 'Longrightarrow'],
  equivalent: ['⇔', '⟺', 'Leftrightarrow', 'iff'],
  isIn: ['∈', 'in'],
  isNotIn: ['∉', 'notin'],
  subset: ['⊂', '⊆', 'subset', 'subseteq'],
  union: ['∪', 'cup'],
  intersection: ['∩', 'cap'],
  without: ['∖', 'setminus'],
  parallel: ['∥', 'parallel'],
  perpendicular: ['⊥', 'perp'],
  and: ['∧', 'land', 'wedge'],
  or: ['∨', 'lor', 'vee'],
  not: ['¬', 'neg', 'lnot'],
  forAll: ['∀', 'forall'],
  exists: ['∃', 'exists'],
  therefore: ['∴', 'therefore'],
  because: ['∵', 'because'],
  infinity: ['∞', 'infty'],
  angle: ['∠', 'angle'],
  triangle: ['△', 'triangle'],
  similar: ['∼', 'sim'],
  congruent: ['≅', 'cong'],
  suchThat: ['∣', 'mid'],
  mapsTo: ['↦', 'mapsto'],
  emptySet: ['∅', 'emptyset', 'varnothing'],
  partial: ['∂', 'partial'],
  nabla: ['∇', 'nabla'],
  composed: ['∘'],
  modulo: [],
  dots: ['…', 'dots', 'ldots', 'cdots', 'vdots'],
  ratio: [':'],
  comma: [',', ';'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type OperatorName = keyof typeof OPERATORS;

const BY_SIGN = new Map<string, OperatorName>(
  (Object.keys(OPERATORS) as OperatorName[]).flatMap((name) =>
    OPERATORS[name].map((sign) => [sign, name] as const),
  ),
);

/** What a sign or TeX command means; undefined for other text. */
export const operatorOf = (sign: string): OperatorName | undefined => BY_SIGN.get(sign);

/** Those that stand between two sides, and need both. */
const BETWEEN = new Set<OperatorName>(
  'plus minus times dividedBy over plusMinus minusPlus equals notEqual about less greater atMost atLeast muchLess muchGreater identical proportional becomes implies equivalent isIn isNotIn subset union intersection without parallel perpendicular and or similar congruent mapsTo equilibrium ratio'.split(
    ' ',
  ) as OperatorName[],
);
export const isBetween = (name: OperatorName): boolean => BETWEEN.has(name);

export const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
export const SUBSCRIPTS = '₀₁₂₃₄₅₆₇₈₉';

/** Raised or lowered signs as they stand on the line: `⁻²` is `-2`. */
export const onTheLine = (text: string): string => text.normalize('NFKC').replace(/−/gu, '-');

/** Names of functions that are written as words. */
export const FUNCTIONS =
  'sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh log ln lg exp max min gcd lcm det dim ker mod deg'.split(
    ' ',
  );

/** Parts that contain other formulas and are not written as a fraction, root or power. */
export type FormulaStructure = Extract<
  FormulaPart,
  {
    kind:
      | 'brackets'
      | 'absolute'
      | 'set'
      | 'floor'
      | 'ceiling'
      | 'norm'
      | 'grid'
      | 'choose'
      | 'named'
      | 'call'
      | 'over'
      | 'big';
  }
>;
