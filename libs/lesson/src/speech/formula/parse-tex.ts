import {
  type BigName,
  type Formula,
  type FormulaPart,
  FUNCTIONS,
  type GridName,
  type NamedThing,
  operatorOf,
  type OverName,
} from './formula.js';
import { reactionParts } from './reaction.js';

/** TeX that is not understood: from `from` to `to` within its text. */
export type TexProblem = { readonly from: number; readonly to: number; readonly text: string };
export type Tex = { readonly parts: Formula; readonly problem?: TexProblem };

/** Letters by the names of their commands. */
export const GREEK: Readonly<Record<string, string>> = Object.fromEntries(
  (
    'alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ pi π rho ρ sigma σ tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω ' +
    'Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Phi Φ Psi Ψ Omega Ω ell l hbar h'
  )
    .split(' ')
    .flatMap((name, index, all) => (index % 2 === 0 ? [[name, all[index + 1] ?? '']] : [])),
);
const BIG: Readonly<Record<string, BigName>> = {
  sum: 'sum',
  prod: 'product',
  int: 'integral',
  oint: 'integral',
  iint: 'integral',
  lim: 'limit',
  bigcup: 'union',
  bigcap: 'intersection',
};
const OVER: Readonly<Record<string, OverName>> = {
  vec: 'vector',
  overrightarrow: 'vector',
  overline: 'line',
  bar: 'line',
  underline: 'line',
  hat: 'hat',
  widehat: 'hat',
  dot: 'dot',
  ddot: 'dot',
  overarc: 'arc',
  tilde: 'tilde',
};
/** Say nothing of themselves. */
const SILENT = new Set(
  'left right big Big bigg Bigg bigl bigr displaystyle textstyle quad qquad limits nolimits mathstrut hline , ; : ! > < space enspace thinspace'.split(
    ' ',
  ),
);
/** Their argument is said as it stands. */
const STYLES = new Set('boxed mathrm mathbf mathit mathsf mathcal mathbb boldsymbol operatorname'.split(' '));
const TEXTS = new Set('text textrm textbf textit mbox mathrm operatorname'.split(' '));
const DOUBLE: Readonly<Record<string, NamedThing>> = {
  N: 'naturals',
  Z: 'integers',
  Q: 'rationals',
  R: 'reals',
  C: 'complexes',
};
const ENCLOSED: Readonly<
  Record<string, readonly [kind: 'set' | 'floor' | 'ceiling' | 'norm', close: string]>
> = {
  '{': ['set', '\\}'],
  lfloor: ['floor', '\\rfloor'],
  lceil: ['ceiling', '\\rceil'],
  '|': ['norm', '\\|'],
  lVert: ['norm', '\\rVert'],
};
/** Environments by what stands in them. */
const GRIDS: Readonly<Record<string, GridName>> = {
  ...{
    matrix: 'matrix',
    pmatrix: 'matrix',
    bmatrix: 'matrix',
    Bmatrix: 'matrix',
    smallmatrix: 'matrix',
    array: 'matrix',
  },
  ...{ vmatrix: 'determinant', Vmatrix: 'determinant', cases: 'cases', dcases: 'cases', rcases: 'cases' },
  ...{
    aligned: 'lines',
    align: 'lines',
    'align*': 'lines',
    gathered: 'lines',
    gather: 'lines',
    'gather*': 'lines',
  },
  ...{ split: 'lines', equation: 'lines', 'equation*': 'lines' },
};
const FRACTIONS = new Set('frac dfrac tfrac cfrac'.split(' '));
const TOKEN = /\\(?:[A-Za-z]+|.)|\d+(?:[.,]\d+)*|[\s\S]/uy;
const MAX_DEPTH = 20;

type Token = { readonly text: string; readonly at: number };

/**
 * Reads what schools write in TeX between dollar signs. Never throws; what it does not know is a problem with its place.
 * @param at where the formula stands in the sentence; all parts carry it
 */
export function parseTex(source: string, at: number): Tex {
  const parser = new TexParser(source, at);
  const parts = parser.row(0, () => false);
  return parser.problem === undefined ? { parts } : { parts, problem: parser.problem };
}

class TexParser {
  problem: TexProblem | undefined;
  readonly #tokens: Token[] = [];
  #next = 0;
  /** In `{x | x > 0}` the bar is no absolute value. */
  #isSet = false;

  constructor(
    readonly source: string,
    readonly at: number,
  ) {
    TOKEN.lastIndex = 0;
    for (let match = TOKEN.exec(source); match !== null; match = TOKEN.exec(source)) {
      const [text] = match;
      if (!/^\s$/u.test(text)) this.#tokens.push({ text, at: match.index });
    }
  }

  row(depth: number, isEnd: (token: string) => boolean): FormulaPart[] {
    const parts: FormulaPart[] = [];
    while (this.problem === undefined) {
      const token = this.#tokens[this.#next];
      if (token === undefined || isEnd(token.text)) return parts;
      this.#next++;
      if (token.text === '^' || token.text === '_') this.#script(parts, token, depth);
      else if (token.text === '!') parts.push({ kind: 'postfix', name: 'factorial', at: this.at });
      else if (token.text === "'") parts.push({ kind: 'postfix', name: 'prime', at: this.at });
      else parts.push(...this.#atom(token, depth, parts.at(-1)));
    }
    return parts;
  }

  #script(parts: FormulaPart[], token: Token, depth: number): void {
    const by = this.#argument(token, depth);
    const last = parts.pop();
    if (last === undefined) return this.#fail(token);
    if (last.kind === 'big') {
      const range = token.text === '_' ? { from: by } : { to: by };
      parts.push({ ...last, ...range });
      return;
    }
    const [only] = by;
    const mark =
      by.length === 1 && only?.kind === 'text' && only.text === '°'
        ? 'degrees'
        : by.length === 1 && only?.kind === 'postfix'
          ? only.name
          : undefined;
    if (mark !== undefined) parts.push(last, { kind: 'postfix', name: mark, at: this.at });
    else parts.push({ kind: token.text === '^' ? 'power' : 'index', base: [last], by, at: this.at });
  }

  #atom(token: Token, depth: number, before: FormulaPart | undefined): FormulaPart[] {
    const { text } = token;
    const { at } = this;
    if (text.startsWith('\\') && text.length > 1) return this.#command(text.slice(1), token, depth, before);
    if (text === '{') return this.#group(token, depth, '}');
    if (text === '(' || text === '[') return this.#brackets(token, depth, before);
    if (text === '|' && this.#isSet) return [{ kind: 'operator', name: 'suchThat', at }];
    if (text === '|') return this.#absolute(token, depth);
    if (/^\d/u.test(text)) return [{ kind: 'number', text: text.replace(/(?<=\d),(?=\d{3})/gu, ''), at }];
    if (/^\p{L}$/u.test(text)) return [{ kind: 'letters', text, at }];
    if (text === '~' || text === '&') return [];
    if (text === '%') return [{ kind: 'postfix', name: 'percent', at }];
    if (text === '°') return [{ kind: 'postfix', name: 'degrees', at }];
    if (text === '.') return [];
    const name = operatorOf(text);
    if (name === undefined) this.#fail(token);
    return name === undefined ? [] : [{ kind: 'operator', name, at }];
  }

  #command(name: string, token: Token, depth: number, before: FormulaPart | undefined): FormulaPart[] {
    const { at } = this;
    const structure = this.#structure(name, token, depth);
    if (structure !== undefined) return structure;
    if (FRACTIONS.has(name))
      return [
        { kind: 'fraction', above: this.#argument(token, depth), below: this.#argument(token, depth), at },
      ];
    if (name === 'sqrt')
      return [{ kind: 'root', degree: this.#option(token, depth), of: this.#argument(token, depth), at }];
    if (TEXTS.has(name)) return this.#text(token);
    if (STYLES.has(name)) return this.#argument(token, depth);
    const over = OVER[name];
    if (Object.hasOwn(OVER, name) && over)
      return [{ kind: 'over', name: over, of: this.#argument(token, depth), at }];
    const big = BIG[name];
    if (Object.hasOwn(BIG, name) && big) return [{ kind: 'big', name: big, from: [], to: [], at }];
    if (Object.hasOwn(GREEK, name)) return [{ kind: 'letters', text: GREEK[name] ?? '', at }];
    if (FUNCTIONS.includes(name)) return [{ kind: 'function', name, at }];
    if (name === 'circ' || name === 'degree') return [circle(name, before, at)];
    if (name === 'prime') return [{ kind: 'postfix', name: 'prime', at }];
    if (name === '%') return [{ kind: 'postfix', name: 'percent', at }];
    if (name === 'lvert' || name === 'rvert' || name === '\\') return [];
    if (name === '$') return [{ kind: 'named', name: 'dollar', at }];
    if (SILENT.has(name)) return [];
    const operator = operatorOf(name);
    if (operator === undefined) this.#fail(token);
    return operator === undefined ? [] : [{ kind: 'operator', name: operator, at }];
  }

  /** A part that contains other formulas; undefined for any other command. */
  #structure(name: string, token: Token, depth: number): FormulaPart[] | undefined {
    const { at } = this;
    if (name === 'begin') return this.#environment(token, depth);
    if (name === 'ce') return this.#reaction(token);
    if (/^[dt]?binom$/u.test(name))
      return [{ kind: 'choose', of: this.#argument(token, depth), take: this.#argument(token, depth), at }];
    if (name === 'not') return this.#negated(token, depth);
    if (name === 'pmod' || name === 'bmod')
      return [
        { kind: 'operator', name: 'modulo', at },
        ...(name === 'pmod' ? this.#argument(token, depth) : []),
      ];
    if (name === 'mathbb') {
      const inner = this.#argument(token, depth);
      const [only] = inner;
      const set = inner.length === 1 && only?.kind === 'letters' ? DOUBLE[only.text] : undefined;
      return set === undefined ? inner : [{ kind: 'named', name: set, at }];
    }
    const enclosed = Object.hasOwn(ENCLOSED, name) ? ENCLOSED[name] : undefined;
    if (enclosed === undefined) return undefined;
    const [kind, close] = enclosed;
    const wasSet = this.#isSet;
    this.#isSet = kind === 'set' || wasSet;
    const inner = this.#group(token, depth, close);
    this.#isSet = wasSet;
    return [{ kind, inner, at }];
  }

  /** `\not=`: a relation that does not hold. */
  #negated(not: Token, depth: number): FormulaPart[] {
    const [only, ...more] = this.#argument(not, depth);
    const names = { equals: 'notEqual', isIn: 'isNotIn' } as const;
    const name =
      only?.kind === 'operator' && (only.name === 'equals' || only.name === 'isIn')
        ? names[only.name]
        : undefined;
    if (name === undefined || more.length > 0) this.#fail(not);
    return name === undefined ? [] : [{ kind: 'operator', name, at: this.at }];
  }

  /** Rows of cells between `\begin{…}` and `\end{…}`. */
  #environment(begin: Token, depth: number): FormulaPart[] {
    const name = this.#braced();
    const kind = name !== undefined && Object.hasOwn(GRIDS, name) ? GRIDS[name] : undefined;
    if (kind === undefined || depth > MAX_DEPTH) {
      this.#fail(begin);
      return [];
    }
    if (name === 'array') this.#braced();
    const rows: Formula[][] = [[]];
    for (;;) {
      const cell = this.row(depth + 1, (token) => token === '&' || token === '\\\\' || token === '\\end');
      rows.at(-1)?.push(cell);
      const end = this.#tokens[this.#next++];
      if (end === undefined) this.#fail(begin);
      if (end === undefined || end.text === '\\end') break;
      if (end.text !== '&') rows.push([]);
    }
    if (this.#braced() !== name) this.#fail(begin);
    return [{ kind: 'grid', name: kind, rows: rows.filter((row) => row.flat().length > 0), at: this.at }];
  }

  #reaction(command: Token): FormulaPart[] {
    const text = this.#braced();
    const parts = text === undefined ? undefined : reactionParts(text, this.at);
    if (parts === undefined) this.#fail(command);
    return parts ?? [];
  }

  /** What stands in braces, as it is written; undefined when no braces follow. */
  #braced(): string | undefined {
    const open = this.#tokens[this.#next];
    if (open?.text !== '{') return undefined;
    let depth = 0;
    for (let next = this.#next; next < this.#tokens.length; next++) {
      const { text, at } = this.#tokens[next] ?? open;
      if (text === '{') depth++;
      if (text !== '}' || --depth > 0) continue;
      this.#next = next + 1;
      return this.source.slice(open.at + 1, at);
    }
    return undefined;
  }

  /** A letter or command, or what stands in braces. */
  #argument(after: Token, depth: number): FormulaPart[] {
    const token = this.#tokens[this.#next];
    if (token === undefined || token.text === '}' || depth > MAX_DEPTH) {
      this.#fail(after);
      return [];
    }
    this.#next++;
    if (/^\d{2,}$/u.test(token.text)) {
      this.#tokens.splice(this.#next, 0, { text: token.text.slice(1), at: token.at + 1 }); // \frac12
      return [{ kind: 'number', text: token.text.slice(0, 1), at: this.at }];
    }
    return this.#atom(token, depth + 1, undefined);
  }

  #option(after: Token, depth: number): FormulaPart[] {
    if (this.#tokens[this.#next]?.text !== '[') return [];
    this.#next++;
    return this.#group(after, depth, ']');
  }

  #group(open: Token, depth: number, close: string): FormulaPart[] {
    if (depth > MAX_DEPTH) {
      this.#fail(open);
      return [];
    }
    const parts = this.row(depth + 1, (token) => token === close);
    if (this.#tokens[this.#next] === undefined) this.#fail(open);
    this.#next++;
    return parts;
  }

  #brackets(open: Token, depth: number, before: FormulaPart | undefined): FormulaPart[] {
    const inner = this.#group(open, depth, open.text === '(' ? ')' : ']');
    const isCall =
      (before?.kind === 'letters' && /^[fghpqFGHPQ]$/u.test(before.text)) ||
      (before?.kind === 'postfix' && before.name === 'prime');
    const isComposed =
      before?.kind === 'brackets' &&
      before.inner.some((part) => part.kind === 'operator' && part.name === 'composed');
    if (isCall || isComposed) return [{ kind: 'named', name: 'of', at: this.at }, ...inner];
    const isProduct =
      before !== undefined &&
      (before.kind === 'number' || before.kind === 'letters' || before.kind === 'brackets');
    const brackets: FormulaPart = { kind: 'brackets', inner, at: this.at };
    return isProduct ? [{ kind: 'operator', name: 'times', at: this.at }, brackets] : [brackets];
  }

  #absolute(open: Token, depth: number): FormulaPart[] {
    return [{ kind: 'absolute', inner: this.#group(open, depth, '|'), at: this.at }];
  }

  /** Words between braces, with their spaces gone: `\text{kg}`. */
  #text(command: Token): FormulaPart[] {
    if (this.#tokens[this.#next]?.text !== '{') return this.#argument(command, 0);
    let text = '';
    let depth = 0;
    for (this.#next++; ; this.#next++) {
      const token = this.#tokens[this.#next];
      if (token === undefined) {
        this.#fail(command);
        return [];
      }
      if (token.text === '}' && depth-- === 0) break;
      if (token.text === '{') depth++;
      const before = this.#tokens[this.#next - 1];
      const isSpaced =
        before !== undefined && before.text !== '{' && token.at > before.at + before.text.length;
      text += (isSpaced ? ' ' : '') + token.text;
    }
    this.#next++;
    return [{ kind: 'text', text, at: this.at }];
  }

  #fail({ text, at }: Token): void {
    this.problem ??= { from: at, to: at + text.length, text };
  }
}

/** Raised it is a degree, behind a number too; between two functions it composes them. */
function circle(name: string, before: FormulaPart | undefined, at: number): FormulaPart {
  if (before === undefined) return { kind: 'text', text: '°', at };
  return name === 'degree' || before.kind === 'number'
    ? { kind: 'postfix', name: 'degrees', at }
    : { kind: 'operator', name: 'composed', at };
}
