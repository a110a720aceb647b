import {
  type Formula,
  type FormulaPart,
  FUNCTIONS,
  isBetween,
  onTheLine,
  type OperatorName,
  operatorOf,
} from './formula.js';
import { chemicalFormula, isReagent } from './chemistry.js';
import { isFactorial } from './factorial.js';
import { gapAt } from './gap.js';
import type { Found } from '../said-word.js';

export type Expression = { readonly end: number; readonly parts: Formula };

/** Reads an amount with unit or sign of money in the language of the sentence. */
export type AmountReader = {
  readonly amount: (at: number) => Found | undefined;
  /** A unit alone, behind a power of ten. */
  readonly unit: (at: number) => Found | undefined;
};

const NUMBER = /(?:[1-9]\d{0,2}(?:[,'\u00a0\u2009\u202f ]\d{3})+(?!\d)|\d+)(?:\.\d+)?|\.\d+/uy;
const SIGN =
  /\s{0,2}(<=|>=|!=|==|->|=>|[-+−–×·⋅*∗÷/±∓=≠≈≃≅<>≤⩽≥⩾≪≫≡∝→⟶↦⇌⇒⟹⇔⟺∈∉⊂⊆∪∩∖∥⊥∧∨∼]|(?<=\s):(?=\s)|:(?=√))\s{0,2}/uy;
const TIMES_X = /(?:(?<=\d)\s?x\s?|\s[xX]\s)(?=\d)/uy;
const SCRIPT = /[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹ⁿⁱˣʸ]+/uy;
const LOWER = /[₀₁₂₃₄₅₆₇₈₉ₐₑₒₓₙₘᵢⱼ]+|_(?:\{([^{}]{1,20})\}|([A-Za-z0-9]))/uy;
/** Of one or two letters that are words, and never the product of two quantities. */
const WORDS = new Set(
  'is of to in at on by or if so no we he me my up us an as be do go it am oh hi ok the and for you not'.split(
    ' ',
  ),
);
const CALLED = /^[fghpqA-Z]$/u;
/** Brackets in brackets; a formula that is said has few. */
const MAX_DEPTH = 8;

/**
 * The formula that begins at an offset of a sentence; undefined when what stands there is no formula: a lone number or
 * letter is not a formula.
 */
export function readExpression(text: string, at: number, amounts: AmountReader): Expression | undefined {
  const reader = new ExpressionReader(text, amounts);
  const parts = reader.read(at, 0);
  return parts.length > 0 && reader.isFormula ? { end: reader.end, parts } : undefined;
}

class ExpressionReader {
  end = 0;
  /** Whether anything was found that only formulas have. */
  isFormula = false;

  constructor(
    readonly text: string,
    readonly amounts: AmountReader,
  ) {}

  /** Operands with operators between them. */
  read(at: number, depth: number): FormulaPart[] {
    this.end = at;
    const parts = this.#operand(at, depth, true) ?? [];
    while (parts.length > 0) {
      const before = this.end;
      const operator = this.#operator(before);
      const next = operator && this.#operand(operator.end, depth, operator.name !== 'over');
      if (operator === undefined || next === undefined) {
        this.end = before;
        break;
      }
      this.isFormula = true;
      parts.push({ kind: 'operator', name: operator.name, at: operator.at }, ...next);
    }
    return parts;
  }

  /** Spaces stand on both sides of an operator, or on neither: a dash stands otherwise. */
  #operator(at: number): { name: OperatorName; at: number; end: number } | undefined {
    const cross = this.#match(TIMES_X, at);
    if (cross) return { name: 'times', at: at + cross[0].search(/\S/u), end: at + cross[0].length };
    const [whole, sign = ''] = this.#match(SIGN, at) ?? [];
    const name = operatorOf(sign);
    if (whole === undefined || name === undefined || !isBetween(name)) return undefined;
    const [before, after] = [/^\s/u.test(whole), /\s$/u.test(whole)];
    if (/^[-–−*/<>:]$/u.test(sign) && before !== after) return undefined;
    if (sign === '–' && !before) return undefined; // a range
    if (sign === '-' && !before && this.#isRange(at)) return undefined;
    return { name, at: at + whole.search(/\S/u), end: at + whole.length };
  }

  /** `3-7` counts upwards, and nothing beside it belongs to an equation; `7-4` is a difference. */
  #isRange(at: number): boolean {
    const from = /\d+$/u.exec(this.text.slice(Math.max(0, at - 12), at))?.[0];
    const to = /^-(\d+)(?!\s?[-+=×*÷/^]|\.?\d)/u.exec(this.text.slice(at));
    if (from === undefined || to === null) return false;
    const isTerm = /[-+=×*÷/(]\s?$/u.test(this.text.slice(0, at - from.length));
    return !isTerm && Number(from) <= Number(to[1]);
  }

  #operand(at: number, depth: number, isSigned: boolean): FormulaPart[] | undefined {
    const sign = isSigned
      ? /^[-−+±∓¬](?=[\d.$€£(√πA-Za-zα-ω∞])/u.exec(this.text.slice(at, at + 2))?.[0]
      : undefined;
    if (sign !== undefined) {
      const name = operatorOf(sign);
      const rest = this.#product(at + 1, depth);
      if (name === undefined || rest === undefined) return undefined;
      if (rest.some(({ kind }) => kind !== 'number' && kind !== 'said')) this.isFormula = true;
      return [{ kind: 'operator', name, at }, ...rest];
    }
    const amount = this.amounts.amount(at);
    if (amount !== undefined && !this.#isVariable(at, amount.end)) {
      this.end = amount.end;
      return amount.pieces.map(({ at: from, words }) => ({ kind: 'said', at: from, words }));
    }
    return this.#product(at, depth);
  }

  /** `2m` beside numbers without units is a product. */
  #isVariable(at: number, end: number): boolean {
    const [, letter = '', power = ''] =
      /^\d+(?:\.\d+)?([a-zA-Z])([²³⁴-⁹]|\^\d)?$/u.exec(this.text.slice(at, end)) ?? [];
    if (power !== '' && letter !== 'm') return true; // only lengths are squared
    if (isReagent(this.text, at, end)) return true;
    if (new RegExp(`\\b[a-zA-Z]\\(${letter}\\)`, 'u').test(this.text)) return letter !== '';
    if (letter === '' || !/^\s?[-+−=*]\s?[\d(a-zA-Z]/u.test(this.text.slice(end))) return false;
    return (this.text.match(new RegExp(`\\d\\s?${letter}(?![\\p{L}\\d])`, 'gu'))?.length ?? 0) < 2;
  }

  /** What stands side by side: `2x`, `3(x + 1)`, `2πr²`. */
  #product(at: number, depth: number): FormulaPart[] | undefined {
    const parts: FormulaPart[] = [];
    let from = at;
    for (;;) {
      const factor = this.#factor(from, depth, parts.length > 0);
      if (factor === undefined) break;
      const isBracket = factor[0]?.kind === 'brackets';
      if (parts.length > 0 && isBracket) parts.push({ kind: 'operator', name: 'times', at: from });
      if (parts.length > 0) this.isFormula = true;
      parts.push(...this.#postfixes(factor));
      from = this.end;
    }
    this.end = from;
    const last = parts.at(-1);
    const unit =
      last?.kind === 'power' && last.base[0]?.kind === 'number' && this.text[from] === ' '
        ? this.amounts.unit(from + 1)
        : undefined;
    if (unit !== undefined) {
      this.end = unit.end;
      parts.push(...unit.pieces.map(({ at: start, words }) => ({ kind: 'said' as const, at: start, words })));
    }
    return parts.length === 0 ? undefined : parts;
  }

  #factor(at: number, depth: number, isInside: boolean): FormulaPart[] | undefined {
    const char = String.fromCodePoint(this.text.codePointAt(at) ?? 32);
    const gap = isInside ? undefined : gapAt(this.text, at);
    if (gap !== undefined) return this.#take(gap.end, { kind: 'named', name: gap.name, at });
    if (char === '(' || char === '[') return this.#brackets(at, depth);
    if (char === '|') return this.#absolute(at, depth);
    if (/[√∛∜]/u.test(char)) return this.#root(at, char, depth);
    if (/[¼-¾⅐-⅞]/u.test(char) && (!isInside || /\d/u.test(this.text[at - 1] ?? '')))
      return this.#vulgar(at, char);
    const sole = operatorOf(char);
    if (sole === 'infinity' || sole === 'emptySet' || sole === 'dots')
      return this.#take(at + 1, { kind: 'operator', name: sole, at });
    if (sole === 'angle' || sole === 'triangle') return this.#angle(at, sole);
    const chemical =
      isInside && !/\d/u.test(this.text[at - 1] ?? '') ? undefined : chemicalFormula(this.text, at);
    if (chemical !== undefined) {
      this.isFormula = true;
      return this.#take(chemical.end, ...chemical.parts);
    }
    const number =
      isInside && !/[\p{L}\p{So}]/u.test(this.text[at - 1] ?? '') ? null : this.#match(NUMBER, at);
    if (number !== null && !isInside) return this.#number(at, number[0], depth);
    return this.#letters(at, depth, isInside);
  }

  #vulgar(at: number, char: string): FormulaPart[] {
    const [above = '', below = ''] = char.normalize('NFKC').split('\u2044');
    const number = (text: string): Formula => [{ kind: 'number', text, at }];
    return this.#take(at + 1, { kind: 'fraction', above: number(above), below: number(below), at });
  }

  #number(at: number, text: string, depth: number): FormulaPart[] | undefined {
    const end = at + text.length;
    if (
      /^(?:st|nd|rd|th|s|bn|am|pm|D|G)(?![\p{L}\d])/u.test(this.text.slice(end)) ||
      (depth === 0 ? /^[,:]\d/u : /^:\d/u).test(this.text.slice(end))
    )
      return undefined;
    const below = /^[/⁄](\d+)(?![\dA-Za-zα-ω/(^]|\.\d)/u.exec(this.text.slice(end));
    if (below === null || text.includes('.') || Number(below[1]) === 0)
      return this.#take(end, { kind: 'number', text, at });
    const numbers = (digits: string, from: number): Formula => [{ kind: 'number', text: digits, at: from }];
    const part = {
      kind: 'fraction',
      above: numbers(text, at),
      below: numbers(below[1] ?? '', end + 1),
      at,
    } as const;
    return this.#take(end + below[0].length, part);
  }

  #letters(at: number, depth: number, isInside: boolean): FormulaPart[] | undefined {
    const run = /^[A-Za-zα-ωΑ-ΩϕϑϵπΔ]+/u.exec(this.text.slice(at))?.[0] ?? '';
    if (run === '' || (isInside && /^x\d/u.test(this.text.slice(at)))) return undefined;
    if (/^(?:[A-Za-zÀ-ɏ]|'(?!\())/u.test(this.text.slice(at + run.length))) return undefined;
    const called = FUNCTIONS.find(
      (name) => run === name || (run.startsWith(name) && /^[α-ωxyztA-Z]$/u.test(run.slice(name.length))),
    );
    if (called !== undefined) return this.#function(at, called, depth);
    if (!isInside && /[A-Za-z\d]/u.test(this.text[at - 1] ?? '')) return undefined;
    const primes = run.length === 1 ? (/^['′″]{1,2}(?=\()/u.exec(this.text.slice(at + 1))?.[0] ?? '') : '';
    const inner =
      run.length === 1 && CALLED.test(run) ? this.#brackets(at + 1 + primes.length, depth) : undefined;
    if (inner !== undefined) {
      this.isFormula = true;
      const end = this.end;
      const content = inner.flatMap((part) => (part.kind === 'brackets' ? part.inner : [part]));
      if (isPoint(run, content)) return this.#take(end, { kind: 'letters', text: run, at }, ...content);
      return this.#take(end, { kind: 'call', name: run + primes, inner: content, at });
    }
    if (!isQuantity(run, this.text, at, isInside)) return undefined;
    return this.#take(at + run.length, { kind: 'letters', text: run, at });
  }

  #function(at: number, name: string, depth: number): FormulaPart[] | undefined {
    this.end = at + name.length;
    const word: FormulaPart[] = [{ kind: 'function', name, at }];
    const head = this.#power(word) ?? this.#index(word) ?? word;
    const from = this.end + (this.text[this.end] === ' ' ? 1 : 0);
    const of = this.#product(from, depth);
    if (of === undefined) return undefined;
    this.isFormula = true;
    return [...head, ...of];
  }

  #brackets(at: number, depth: number): FormulaPart[] | undefined {
    const close = this.text[at] === '(' ? ')' : this.text[at] === '[' ? ']' : undefined;
    if (close === undefined || depth >= MAX_DEPTH) return undefined;
    const inner = this.read(at + 1, depth + 1);
    while (inner.length > 0 && /^[,;]\s?/u.test(this.text.slice(this.end))) {
      const comma = this.end;
      const more = this.read(comma + (this.text[comma + 1] === ' ' ? 2 : 1), depth + 1);
      if (more.length === 0) return undefined;
      inner.push({ kind: 'operator', name: 'comma', at: comma }, ...more);
    }
    if (inner.length === 0 || this.text[this.end] !== close) return undefined;
    return this.#take(this.end + 1, { kind: 'brackets', inner, at });
  }

  #absolute(at: number, depth: number): FormulaPart[] | undefined {
    if (depth >= MAX_DEPTH) return undefined;
    const inner = this.read(at + 1, MAX_DEPTH);
    if (inner.length === 0 || this.text[this.end] !== '|') return undefined;
    this.isFormula = true;
    return this.#take(this.end + 1, { kind: 'absolute', inner, at });
  }

  #root(at: number, sign: string, depth: number): FormulaPart[] | undefined {
    const of = this.#factor(at + 1, depth, false);
    if (of === undefined) return undefined;
    this.isFormula = true;
    const degree: Formula = sign === '√' ? [] : [{ kind: 'number', text: sign === '∛' ? '3' : '4', at }];
    const inner = of.flatMap((part) => (part.kind === 'brackets' ? part.inner : [part]));
    return [{ kind: 'root', degree, of: inner, at }];
  }

  #angle(at: number, name: OperatorName): FormulaPart[] | undefined {
    const letters = /^\s?([A-Z]{1,3}|[α-ω])(?![\p{Script=Latin}\p{Script=Greek}])/u.exec(
      this.text.slice(at + 1),
    );
    if (letters === null) return undefined;
    this.isFormula = true;
    const text = letters[1] ?? '';
    return this.#take(
      at + 1 + letters[0].length,
      { kind: 'operator', name, at },
      { kind: 'letters', text, at: at + 1 },
    );
  }

  /** Powers, indices, factorials and primes of what was just read. */
  #postfixes(factor: FormulaPart[]): FormulaPart[] {
    let base: FormulaPart[] = factor;
    for (;;) {
      const next = this.#power(base) ?? this.#index(base) ?? this.#mark(base);
      if (next === undefined) return base;
      this.isFormula = true;
      base = next;
    }
  }

  #power(base: FormulaPart[]): FormulaPart[] | undefined {
    const at = this.end;
    const last = base.at(-1);
    if (last === undefined) return undefined;
    const raised = (by: Formula): FormulaPart[] => [
      ...base.slice(0, -1),
      { kind: 'power', base: [last], by, at },
    ];
    const script = this.#match(SCRIPT, at);
    if (script !== null) return this.#then(at + script[0].length, raised(scripted(onTheLine(script[0]), at)));
    if (this.text[at] !== '^') return undefined;
    const simple = /^\^(?:\{([^{}]{1,20})\}|([-−+]?\d+(?:\.\d+)?|[-−+]?[A-Za-z]))/u.exec(this.text.slice(at));
    if (simple !== null)
      return this.#then(at + simple[0].length, raised(scripted(onTheLine(simple[1] ?? simple[2] ?? ''), at)));
    const inner = this.#brackets(at + 1, MAX_DEPTH - 2);
    if (inner === undefined) return this.#then(at, undefined);
    return raised(inner.flatMap((part) => (part.kind === 'brackets' ? part.inner : [part])));
  }

  #index(base: FormulaPart[]): FormulaPart[] | undefined {
    const last = base.at(-1);
    const found = last?.kind === 'letters' || last?.kind === 'function' ? this.#match(LOWER, this.end) : null;
    if (last === undefined || found === null) return undefined;
    const text = found[1] ?? found[2] ?? onTheLine(found[0]);
    return this.#then(this.end + found[0].length, [
      ...base.slice(0, -1),
      { kind: 'index', base: [last], by: scripted(text, this.end), at: last.at },
    ]);
  }

  #mark(base: FormulaPart[]): FormulaPart[] | undefined {
    const rest = this.text.slice(this.end);
    const last = base.at(-1);
    const isOperand = last?.kind === 'letters' || last?.kind === 'brackets' || last?.kind === 'number';
    if (isOperand && isFactorial(this.text, last.at, this.end))
      return this.#then(this.end + 1, [...base, { kind: 'postfix', name: 'factorial', at: this.end }]);
    if (/^°(?![CF])/u.test(rest))
      return this.#then(this.end + 1, [...base, { kind: 'postfix', name: 'degrees', at: this.end }]);
    return undefined;
  }

  #take(end: number, ...parts: FormulaPart[]): FormulaPart[] {
    this.end = end;
    return parts;
  }

  #then(end: number, parts: FormulaPart[] | undefined): FormulaPart[] | undefined {
    this.end = end;
    return parts;
  }

  #match(pattern: RegExp, at: number): RegExpExecArray | null {
    pattern.lastIndex = at;
    return pattern.exec(this.text);
  }
}

/** `A(2, 3)`: a point and where it lies, as opposed to the probability `P(A)`. */
const isPoint = (name: string, inner: Formula): boolean =>
  /^[A-Z]$/u.test(name) &&
  inner.some(({ kind }) => kind === 'number') &&
  inner.some((part) => part.kind === 'operator' && part.name === 'comma');

/** `n`, `-2`, `i=1`: what stands raised or lowered. */
function scripted(text: string, at: number): Formula {
  return (text.match(/\d+(?:\.\d+)?|[A-Za-zα-ω]|[-+=]/gu) ?? []).map((token): FormulaPart => {
    const name = operatorOf(token);
    if (name !== undefined) return { kind: 'operator', name, at };
    return { kind: /\d/u.test(token) ? 'number' : 'letters', text: token, at };
  });
}

/** Whether letters are quantities: one letter, or a product such as `mc` beside an operator. */
function isQuantity(run: string, text: string, at: number, isInside: boolean): boolean {
  if (run.length === 1) return true;
  if (isInside) return run.length <= 3 && !/^(?:st|nd|rd|th)$/u.test(run);
  if (run.length > 4 || WORDS.has(run.toLowerCase())) return false;
  const isBeside =
    /[-+=−×·*/(±≤≥<>≈∥⊥]\s?$/u.test(text.slice(0, at)) ||
    /^\s?[=+×·≈∥⊥≅∼^²³⁰-⁹≤≥<>→⇌]/u.test(text.slice(at + run.length));
  const isProduct =
    run.length === 2 ||
    !/[aeiou]/iu.test(run) ||
    /\p{Ll}\p{Lu}/u.test(run) ||
    /^\p{Lu}+$/u.test(run) ||
    /[α-ω]/u.test(run);
  return isBeside && isProduct;
}
