import { texAt } from '@lockstep/lesson';

/** What the rules need of markdown-it, which leaves its states untyped here. */
type Token = { content: string; markup: string; map: [number, number]; block: boolean };
type InlineState = { src: string; pos: number; push: (type: string, tag: string, nesting: 0) => Token };
type BlockState = InlineState & {
  line: number;
  bMarks: number[];
  tShift: number[];
  eMarks: number[];
  blkIndent: number;
  sCount: number[];
};
export type RuleRegistry = {
  inline: {
    ruler: {
      before: (name: string, rule: string, parse: (state: InlineState, silent: boolean) => boolean) => void;
    };
  };
  block: {
    ruler: {
      before: (
        name: string,
        rule: string,
        parse: (state: BlockState, from: number, to: number, silent: boolean) => boolean,
        options: { alt: string[] },
      ) => void;
    };
  };
};

/** Of a formula on a slide, characters. */
const MAX_LENGTH = 2000;

/** Makes `$…$` and `$$…$$` tokens of the type `formula`, before Markdown reads the stars and underscores in them. */
export function addFormulaRules(markdown: RuleRegistry): void {
  markdown.inline.ruler.before('escape', 'formula', inlineFormula);
  const alt = ['paragraph', 'reference', 'blockquote', 'list'];
  markdown.block.ruler.before('fence', 'formula', displayedFormula, { alt });
}

function inlineFormula(state: InlineState, silent: boolean): boolean {
  const end = texAt(state.src, state.pos, MAX_LENGTH);
  if (end === undefined) return false;
  if (!silent) {
    const markup = state.src.startsWith('$$', state.pos) ? '$$' : '$';
    const token = state.push('formula', '', 0);
    token.markup = markup;
    token.content = state.src.slice(state.pos + markup.length, end - markup.length);
  }
  state.pos = end;
  return true;
}

/** `$$` that begins a line, up to the `$$` that ends one: lines between them are no lists, headings or rules. */
function displayedFormula(state: BlockState, from: number, to: number, silent: boolean): boolean {
  const lineAt = (line: number): string =>
    state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]);
  if (!lineAt(from).startsWith('$$')) return false;
  let content = lineAt(from).slice(2);
  let line = from;
  while (!/\$\$\s*$/.test(content)) {
    line++;
    if (line >= to || (state.sCount[line] ?? 0) < state.blkIndent || content.length > MAX_LENGTH)
      return false;
    content += `\n${lineAt(line)}`;
  }
  const tex = content.replace(/\$\$\s*$/, '');
  if (tex.trim() === '' || tex.includes('$$')) return false;
  if (silent) return true;
  state.line = line + 1;
  const token = state.push('formula', '', 0);
  Object.assign(token, { block: true, content: tex, markup: '$$', map: [from, state.line] });
  return true;
}
