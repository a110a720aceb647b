import { tidy } from '@lockstep/lesson';

/** An expression as a tree; variables are single letters. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'call'; readonly name: string; readonly of: Expression }
  | {
      readonly kind: 'binary';
      readonly sign: '+' | '-' | '*' | '/' | '^';
      readonly a: Expression;
      readonly b: Expression;
    };

export type RelationSign = '=' | '<' | '>' | '≤' | '≥' | '≠';
/** An expression, or two with a sign between them. */
export type Formula = {
  readonly left: Expression;
  readonly relation?: { readonly sign: RelationSign; readonly right: Expression };
};

/** A formula of a school answer is short; what is longer, or nested deeper, is not read. */
const MAX_CHARACTERS = 120;
const MAX_DEPTH = 24;

const functions = new Set(['sqrt', 'sin', 'cos', 'tan', 'ln', 'log', 'exp', 'abs']);
const tokenPattern =
  /\s*(?:(\d+(?:\.\d+)?|\.\d+)|(sqrt|sin|cos|tan|ln|log|exp|abs|pi)|(\p{L})|([-+*/^()!√π=<>≤≥≠]))/uy;

/** Words are no product of their letters. */
const isProse = /(?!sqrt)\p{L}{4}|\p{L}{2,}\s\p{L}{2,}/u;

class NotMathematics extends Error {}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < text.length) {
    const match = tokenPattern.exec(text);
    if (match === null) throw new NotMathematics();
    tokens.push(match[1] ?? match[2] ?? match[3] ?? match[4] ?? '');
  }
  return tokens;
}

const isLetter = (token: string | undefined): token is string =>
  token !== undefined && /^\p{L}$/u.test(token) && token !== 'π';
const beginsFactor = (token: string | undefined): boolean =>
  token !== undefined &&
  (/^[\d.]/.test(token) || isLetter(token) || functions.has(token) || /^(?:pi|π|√|\()$/.test(token));

/** Recursive descent; powers bind to the right, and what stands side by side is multiplied. */
class Parser {
  #at = 0;
  #depth = 0;

  constructor(private readonly tokens: readonly string[]) {}

  get next(): string | undefined {
    return this.tokens[this.#at];
  }

  take(): string {
    return this.tokens[this.#at++] ?? '';
  }

  sum(): Expression {
    if (++this.#depth > MAX_DEPTH) throw new NotMathematics();
    let a = this.product();
    while (this.next === '+' || this.next === '-')
      a = { kind: 'binary', sign: this.take() as '+' | '-', a, b: this.product() };
    this.#depth--;
    return a;
  }

  product(): Expression {
    let a = this.signed();
    for (;;) {
      if (this.next === '*' || this.next === '/')
        a = { kind: 'binary', sign: this.take() as '*' | '/', a, b: this.signed() };
      else if (beginsFactor(this.next)) a = { kind: 'binary', sign: '*', a, b: this.power() };
      else return a;
    }
  }

  signed(): Expression {
    if (++this.#depth > MAX_DEPTH) throw new NotMathematics();
    const sign = this.next === '-' || this.next === '+' ? this.take() : undefined;
    const value = sign === undefined ? this.power() : this.signed();
    this.#depth--;
    return sign === '-' ? { kind: 'binary', sign: '*', a: { kind: 'number', value: -1 }, b: value } : value;
  }

  power(): Expression {
    const base = this.factor();
    if (this.next !== '^') return base;
    this.take();
    return { kind: 'binary', sign: '^', a: base, b: this.signed() };
  }

  factor(): Expression {
    const token = this.take();
    let value: Expression;
    if (/^[\d.]/.test(token)) value = { kind: 'number', value: Number(token) };
    else if (token === 'pi' || token === 'π') value = { kind: 'number', value: Math.PI };
    else if (token === '√') value = { kind: 'call', name: 'sqrt', of: this.factor() };
    else if (functions.has(token)) value = { kind: 'call', name: token, of: this.factor() };
    else if (isLetter(token)) value = { kind: 'variable', name: token };
    else if (token === '(') {
      value = this.sum();
      if (this.take() !== ')') throw new NotMathematics();
    } else throw new NotMathematics();
    while (this.next === '!') {
      this.take();
      value = { kind: 'call', name: '!', of: value };
    }
    return value;
  }
}

/**
 * Reads an expression, an equation or an inequality: `2(x + 1)`, `y = 2x`, `x > 3`.
 * @returns undefined for what is no mathematics, or more than a short answer is
 */
export function readFormula(text: string): Formula | undefined {
  const plain = tidy(text)
    .replace(/(?<=\d),(?=\d{3}(?!\d))/g, '')
    .replace(/[.\s]+$/, '')
    .replace(/[{[]/g, '(')
    .replace(/[}\]]/g, ')');
  if (plain === '' || plain.length > MAX_CHARACTERS || isProse.test(plain)) return undefined;
  try {
    const parser = new Parser(tokensOf(plain));
    const left = parser.sum();
    if (parser.next === undefined) return { left };
    const sign = parser.take();
    if (!/^[=<>≤≥≠]$/.test(sign)) return undefined;
    const right = parser.sum();
    return parser.next === undefined ? { left, relation: { sign: sign as RelationSign, right } } : undefined;
  } catch (error) {
    if (error instanceof NotMathematics) return undefined;
    throw error;
  }
}

/** The variables of an expression. */
export function variablesOf(expression: Expression): Set<string> {
  switch (expression.kind) {
    case 'number':
      return new Set();
    case 'variable':
      return new Set([expression.name]);
    case 'call':
      return variablesOf(expression.of);
    case 'binary':
      return new Set([...variablesOf(expression.a), ...variablesOf(expression.b)]);
  }
}
