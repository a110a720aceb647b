import { createRequire } from 'node:module';
import { outlineText } from './outline-text.js';

/** A formula as drawing: `svg` is what stands inside an `svg` element of this view box. */
export type TypesetFormula = {
  readonly svg: string;
  readonly viewBox: string;
  /** In em of its font. */
  readonly width: number;
  /** Above the base line, em. */
  readonly height: number;
  /** Below the base line, em. */
  readonly depth: number;
  /** Characters that no font has. */
  readonly missing: readonly string[];
};

/** The TeX is not understood; the message says where it stops. */
export class BadFormula extends Error {
  override readonly name = 'BadFormula';
}

/** What we use of MathJax, which has no types. */
type MathJax = {
  readonly startup: {
    /** Makes input, output and document anew. */
    getComponents(): void;
    makeMethods(): void;
    readonly adaptor: { innerHTML(node: unknown): string };
    readonly document: { clear(): void };
  };
  texReset(): void;
  tex2svg(tex: string, options: { display: boolean }): unknown;
};
type MathJaxPackage = { init(options: object): Promise<MathJax> };

/** Commands that draw. Nothing that links, loads, or runs what a deck names. */
const PACKAGES =
  'ams amscd bbox boldsymbol braket cancel cases centernot color enclose extpfeil gensymb mathtools mhchem newcommand textcomp textmacros unicode upgreek'.split(
    ' ',
  );
/** Calls of the commands that a formula defines; a few are ever needed. */
const MAX_MACROS = 1000;
const MAX_KEPT = 500;

let mathJax: Promise<MathJax> | undefined;
const kept = new Map<string, TypesetFormula>();

/** It takes half a second and 30 MB, so it begins with the first formula. */
function engine(): Promise<MathJax> {
  const require = createRequire(import.meta.url);
  mathJax ??= (require('mathjax') as MathJaxPackage).init({
    loader: {
      load: [
        ...['input/tex-base', 'output/svg', 'adaptors/liteDOM'],
        ...PACKAGES.map((name) => `[tex]/${name}`),
      ],
      versionWarnings: false,
    },
    tex: {
      packages: ['base', ...PACKAGES],
      maxMacros: MAX_MACROS,
      formatError: (_: unknown, error: Error) => {
        throw new BadFormula(error.message);
      },
    },
    svg: { fontCache: 'none' },
    startup: { typeset: false },
  });
  return mathJax;
}

/** What a formula may change for those after it. */
const DEFINES =
  /\\(?:def|let|(?:re)?newcommand|(?:re)?newenvironment|DeclareMathOperator|DeclarePairedDelimiter)/;
let hasDefinitions = false;

/** Whether a formula changes what the commands of later ones mean. */
export const definesCommands = (tex: string): boolean => DEFINES.test(tex);

/** Forgets what the formulas of the last deck have defined. */
export function beginDeck(): void {
  if (!hasDefinitions) return;
  hasDefinitions = false;
  kept.clear();
  mathJax = mathJax?.then((engine) => {
    engine.startup.getComponents();
    engine.startup.makeMethods();
    return engine;
  });
}

/**
 * Sets a formula in TeX. As in TeX, commands that it defines hold for the formulas after it.
 * @throws BadFormula
 */
export async function typeset(tex: string, isDisplayed: boolean): Promise<TypesetFormula> {
  hasDefinitions ||= definesCommands(tex);
  const key = `${isDisplayed ? '$$' : '$'}${tex}`;
  const before = hasDefinitions ? undefined : kept.get(key);
  if (before) return before;
  const drawing = setBy(await engine(), tex, isDisplayed);
  const formula = { ...drawing, ...(await outlineText(drawing.svg)) };
  if (kept.size >= MAX_KEPT) kept.clear();
  kept.set(key, formula);
  return formula;
}

/** Accents of Latin letters as commands of text: TeX's own font has the letters and the accents apart. */
const ACCENTS: Readonly<Record<string, string>> = {
  ...{
    '\u0300': '`',
    '\u0301': "'",
    '\u0302': '^',
    '\u0303': '~',
    '\u0308': '"',
    '\u030a': 'r',
    '\u030c': 'v',
  },
};
const withAccents = (text: string): string =>
  text.replace(/\p{Script=Latin}/gu, (letter) => {
    const [base = letter, accent = ''] = letter.normalize('NFD');
    return ACCENTS[accent] === undefined ? letter : `\\${ACCENTS[accent]}{${base}}`;
  });

/** Nothing on a slide refers to the number of an equation; a tag of the author's is text. */
const prepared = (tex: string): string =>
  tex
    .replace(
      /(\\(?:text\w*|mbox)\s*\{)([^{}]*)\}/g,
      (_, open: string, text: string) => `${open}${withAccents(text)}}`,
    )
    .replace(/\\tag\*?\{([^{}]*)\}/g, '\\qquad\\text{($1)}')
    .replace(/\\label\{[^{}]*\}|\\(?:nonumber|notag)(?![A-Za-z])/g, '');

const FORMULA = /^<svg[^>]*\sviewBox="(-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (-?[\d.]+)"[^>]*>([^]*)<\/svg>$/;

function setBy(engine: MathJax, tex: string, display: boolean): Omit<TypesetFormula, 'missing'> {
  engine.texReset();
  const markup = engine.startup.adaptor.innerHTML(engine.tex2svg(prepared(tex), { display }));
  engine.startup.document.clear(); // keeps every formula otherwise
  const [, x, y, width, height, svg] = FORMULA.exec(markup) ?? [];
  if (x === undefined || y === undefined || width === undefined || height === undefined || svg === undefined)
    throw new BadFormula('it cannot be drawn');
  const numbers = [x, y, width, height].map(Number);
  const [, top = 0, across = 0, down = 0] = numbers;
  // thousandths of an em; y counts downwards from the base line
  return {
    svg,
    viewBox: numbers.join(' '),
    width: across / 1000,
    height: -top / 1000,
    depth: (down + top) / 1000,
  };
}
