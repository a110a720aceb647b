import { texAt } from '../../narration/tex-span.js';
import { FUNCTIONS, OPERATORS, operatorOf } from './formula.js';
import { GREEK } from './parse-tex.js';

/** A text whose formulas are written in plain signs: `$\frac{3}{4}$` becomes `3/4`, for captions and titles. */
export function readableText(text: string): string {
  let readable = '';
  for (let at = 0; at < text.length;) {
    const end = texAt(text, at);
    readable +=
      end === undefined ? (text[at] ?? '') : readableTex(text.slice(at, end).replace(/^\$+|\$+$/gu, ''));
    at = end ?? at + 1;
  }
  return readable;
}

/** TeX in plain signs, as well as a line of text can show it. Never throws, whatever the source. */
export function readableTex(source: string): string {
  const writer = new PlainWriter(source);
  return tidy(writer.row(0, () => false));
}

const tidy = (text: string): string =>
  text
    .replace(/\s+/gu, ' ')
    .replace(/ (?=[,;.!?)\]}²³⁰-⁾₀-₎′])|(?<=[([{√]) /gu, '')
    .trim();

const TOKEN = /\\(?:[A-Za-z]+|[^])|\d+(?:[.,]\d+)*|\s+|[^]/uy;
const MAX_DEPTH = 20;
const SIGNS: Readonly<Record<string, string>> = {
  ...{ sum: '∑', prod: '∏', int: '∫', oint: '∮', iint: '∬', bigcup: '⋃', bigcap: '⋂' },
  ...{
    lim: 'lim',
    circ: '°',
    degree: '°',
    prime: '′',
    '%': '%',
    '{': '{',
    '}': '}',
    $: '$',
    '#': '#',
    _: '_',
    '&': '&',
  },
  ...{
    '\\': '; ',
    quad: ' ',
    qquad: ' ',
    ',': ' ',
    ';': ' ',
    ':': ' ',
    ' ': ' ',
    lvert: '|',
    rvert: '|',
    lVert: '‖',
    rVert: '‖',
  },
  ...{ langle: '⟨', rangle: '⟩', lfloor: '⌊', rfloor: '⌋', lceil: '⌈', rceil: '⌉', hbar: 'ℏ', ell: 'ℓ' },
  ...{
    left: '',
    right: '',
    big: '',
    Big: '',
    bigg: '',
    Bigg: '',
    displaystyle: '',
    textstyle: '',
    limits: '',
    '!': '',
  },
  ...{
    cdot: '·',
    ast: '∗',
    leftarrow: '←',
    gets: '←',
    leftrightarrow: '↔',
    uparrow: '↑',
    downarrow: '↓',
    hline: '',
    degreeCelsius: '°C',
  },
};
const ACCENTS: Readonly<Record<string, string>> = {
  ...{
    vec: '\u20d7',
    overrightarrow: '\u20d7',
    bar: '\u0305',
    overline: '\u0305',
    hat: '\u0302',
    widehat: '\u0302',
  },
  ...{ dot: '\u0307', ddot: '\u0308', tilde: '\u0303', widetilde: '\u0303', underline: '\u0332' },
};
/** Their argument is shown as it stands. */
const STYLES = new Set(
  'mathrm mathbf mathit mathsf mathcal mathbb boldsymbol bm operatorname text textrm textbf textit textsf mbox boxed cancel'.split(
    ' ',
  ),
);
const DOUBLE: Readonly<Record<string, string>> = { N: 'ℕ', Z: 'ℤ', Q: 'ℚ', R: 'ℝ', C: 'ℂ', P: 'ℙ' };
const SUPER = new Map(pairs('0⁰1¹2²3³4⁴5⁵6⁶7⁷8⁸9⁹+⁺-⁻−⁻=⁼(⁽)⁾nⁿiⁱ°°′′'));
const SUB = new Map(pairs('0₀1₁2₂3₃4₄5₅6₆7₇8₈9₉+₊-₋−₋=₌(₍)₎aₐeₑhₕiᵢjⱼkₖlₗmₘnₙoₒpₚrᵣsₛtₜuᵤvᵥxₓ'));

function pairs(text: string): [string, string][] {
  const chars = Array.from(text);
  return chars.flatMap((char, i): [string, string][] => (i % 2 === 0 ? [[char, chars[i + 1] ?? '']] : []));
}

class PlainWriter {
  readonly #tokens: string[];
  #next = 0;

  constructor(source: string) {
    this.#tokens = source.match(new RegExp(TOKEN.source, 'gu')) ?? [];
  }

  row(depth: number, isEnd: (token: string) => boolean): string {
    let text = '';
    while (this.#next < this.#tokens.length) {
      const token = this.#tokens[this.#next] ?? '';
      if (isEnd(token)) return text;
      this.#next++;
      text += this.#piece(token, depth);
    }
    return text;
  }

  #piece(token: string, depth: number): string {
    if (token === '^') return raised(this.#argument(depth));
    if (token === '_') return lowered(this.#argument(depth));
    if (token === "'") return '′';
    if (token === '~' || token === '&') return ' ';
    if (token === '-') return '−';
    if (token === '{') return this.#group(depth, '}');
    if (token === '}') return '';
    return token.startsWith('\\') ? this.#command(token.slice(1), depth) : token;
  }

  #command(name: string, depth: number): string {
    if (/^[dtc]?frac$/u.test(name))
      return `${wrapped(this.#argument(depth))}/${wrapped(this.#argument(depth))}`;
    if (/^[dt]?binom$/u.test(name)) return `C(${this.#argument(depth)}, ${this.#argument(depth)})`;
    if (name === 'sqrt') return root(this.#option(depth), this.#argument(depth));
    if (name === 'ce') return chemistry(this.#argument(depth, true));
    if (name === 'mathbb')
      return this.#argument(depth).replace(/[NZQRCP]/gu, (letter) => DOUBLE[letter] ?? letter);
    if (STYLES.has(name)) return this.#argument(depth, name.startsWith('text') || name === 'mbox');
    if (name === 'begin' || name === 'end') return this.#environment(depth);
    if (Object.hasOwn(ACCENTS, name)) return accented(this.#argument(depth), ACCENTS[name] ?? '');
    if (Object.hasOwn(SIGNS, name)) return SIGNS[name] ?? '';
    if (Object.hasOwn(GREEK, name)) return GREEK[name] ?? '';
    if (FUNCTIONS.includes(name)) return ` ${name} `;
    const operator = operatorOf(name);
    return operator === undefined ? name : (OPERATORS[operator][0] ?? name);
  }

  /** Its name, and how its columns are set, are not shown. */
  #environment(depth: number): string {
    const name = this.#argument(depth, true);
    if (/^(?:array|tabular)$/u.test(name) && this.#tokens[this.#next] === '{') this.#argument(depth, true);
    return ' ';
  }

  /** @param isText braces hold words, not a formula */
  #argument(depth: number, isText = false): string {
    while (/^\s+$/u.test(this.#tokens[this.#next] ?? '')) this.#next++;
    const token = this.#tokens[this.#next];
    if (token === undefined || token === '}' || depth > MAX_DEPTH) return '';
    if (token === '{' && isText) return this.#words();
    if (/^\d\d/u.test(token)) {
      this.#tokens[this.#next] = token.slice(1); // \frac12
      return token.slice(0, 1);
    }
    this.#next++;
    return this.#piece(token, depth + 1).trim();
  }

  #option(depth: number): string {
    if (this.#tokens[this.#next] !== '[') return '';
    this.#next++;
    return this.#group(depth, ']').trim();
  }

  #group(depth: number, close: string): string {
    if (depth > MAX_DEPTH) return '';
    const text = this.row(depth + 1, (token) => token === close);
    this.#next++;
    return text;
  }

  #words(): string {
    let words = '';
    let depth = 0;
    for (this.#next++; this.#next < this.#tokens.length; this.#next++) {
      const token = this.#tokens[this.#next] ?? '';
      if (token === '}' && depth-- === 0) break;
      if (token === '{') depth++;
      else if (token.startsWith('\\')) words += SIGNS[token.slice(1)] ?? token.slice(1);
      else if (token !== '}') words += token;
    }
    this.#next++;
    return words;
  }
}

/** In brackets when it is more than one number, name or bracket. */
const wrapped = (text: string): string =>
  /^(?:[\d.,]+|[\p{L}\p{M}\p{No}]{1,3}|\d*\p{L}\p{No}?|\([^()]*\))$/u.test(text.trim())
    ? text.trim()
    : `(${text.trim()})`;

function root(degree: string, of: string): string {
  const sign = degree === '' ? '√' : ({ '3': '∛', '4': '∜' }[degree] ?? `${raised(degree)}√`);
  return sign + wrapped(of);
}

const raised = (text: string): string => shifted(text, SUPER, '^');
const lowered = (text: string): string => shifted(text, SUB, '_');

function shifted(text: string, signs: ReadonlyMap<string, string>, mark: string): string {
  const chars = Array.from(text.replace(/\s+/gu, ''));
  if (chars.every((char) => signs.has(char))) return chars.map((char) => signs.get(char) ?? '').join('');
  return chars.length === 1 ? mark + text : `${mark}(${text.trim()})`;
}

const accented = (text: string, accent: string): string =>
  Array.from(text, (char) => (/\s/u.test(char) ? char : char + accent)).join('');

/** `2H2 + O2 -> 2H2O`, `SO4^2-`: as mhchem reads it. */
const chemistry = (text: string): string =>
  text
    .replace(/(?<=[A-Za-z)\]])\d+/gu, lowered)
    .replace(/\^\{?(\d*[+-])\}?|(?<=[A-Za-z₀-₉)])([+-])(?=\s|$)/gu, (_, charge?: string, sign?: string) =>
      raised(charge ?? sign ?? ''),
    )
    .replace(/<=>/gu, '⇌')
    .replace(/->/gu, '→');
