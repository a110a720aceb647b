import type { DeckText } from './deck-text.js';
import { readInlines } from './read-inlines.js';
import type { Block, Inline, ListItem, TableCell } from './slide-content.js';
import { attributeOf, type Token } from './token.js';

/** Headings, paragraphs, lists, tables … between two places of the token stream. */
export function readBlocks(tokens: readonly Token[], text: DeckText): Block[] {
  const blocks: Block[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] as Token;
    const end = token.type.endsWith('_open') ? closeOf(tokens, i) : i;
    blocks.push(...blockOf(token, tokens.slice(i + 1, end), text));
    i = end;
  }
  return blocks;
}

/** Index of the token that closes the one at `at`. */
function closeOf(tokens: readonly Token[], at: number): number {
  const name = (tokens[at]?.type ?? '').replace(/_open$/, '');
  let depth = 0;
  for (let i = at; i < tokens.length; i++) {
    if (tokens[i]?.type === `${name}_open`) depth++;
    if (tokens[i]?.type === `${name}_close` && --depth === 0) return i;
  }
  return tokens.length;
}

function blockOf(token: Token, inside: readonly Token[], text: DeckText): Block[] {
  switch (token.type) {
    case 'heading_open':
      return [{ kind: 'heading', level: Number(token.tag.slice(1)), inlines: inlinesIn(inside, text) }];
    case 'paragraph_open': {
      const inlines = inlinesIn(inside, text);
      return inlines.length === 0 ? [] : [{ kind: 'paragraph', inlines }];
    }
    case 'bullet_list_open':
      return [{ kind: 'list', start: null, items: itemsIn(inside, text) }];
    case 'ordered_list_open':
      return [
        { kind: 'list', start: Number(attributeOf(token, 'start') ?? 1), items: itemsIn(inside, text) },
      ];
    case 'blockquote_open':
      return [{ kind: 'quote', blocks: readBlocks(inside, text) }];
    case 'table_open':
      return [tableOf(inside, text)];
    case 'formula':
      return [{ kind: 'paragraph', inlines: readInlines([token], { text, lines: token.map }) }];
    case 'fence':
    case 'code_block':
      return [{ kind: 'code', text: token.content.replace(/\n$/, '') }];
    case 'hr':
      return [{ kind: 'rule' }];
    default:
      return inside.length > 0 ? readBlocks(inside, text) : [];
  }
}

const inlinesIn = (tokens: readonly Token[], text: DeckText): Inline[] =>
  tokens
    .filter(({ type }) => type === 'inline')
    .flatMap(({ children, map }) => readInlines(children ?? [], { text, lines: map }));

function itemsIn(tokens: readonly Token[], text: DeckText): ListItem[] {
  return partsOf(tokens, 'list_item_open').map(({ open, inside }) => ({
    fromStep: (open.meta as { marpitFragment?: number } | null)?.marpitFragment ?? 0,
    ...asTask(readBlocks(inside, text)),
  }));
}

/** `[x] text` is a task that is done, `[ ] text` one that is not. */
function asTask(blocks: readonly Block[]): Pick<ListItem, 'blocks' | 'isDone'> {
  const [first, ...rest] = blocks;
  const lead = first?.kind === 'paragraph' ? first.inlines[0] : undefined;
  const [box, sign = ''] = (lead?.kind === 'text' ? /^\[([ xX])\]\s+/.exec(lead.text) : null) ?? [];
  if (box === undefined || first?.kind !== 'paragraph' || lead?.kind !== 'text') return { blocks };
  const text = { ...lead, text: lead.text.slice(box.length) };
  const inlines = text.text === '' ? first.inlines.slice(1) : [text, ...first.inlines.slice(1)];
  return { blocks: [{ ...first, inlines }, ...rest], isDone: sign !== ' ' };
}

function tableOf(tokens: readonly Token[], text: DeckText): Block {
  const [head] = partsOf(tokens, 'thead_open').flatMap(({ inside }) => rowsIn(inside, text));
  const rows = partsOf(tokens, 'tbody_open').flatMap(({ inside }) => rowsIn(inside, text));
  return { kind: 'table', head: head ?? [], rows };
}

const rowsIn = (tokens: readonly Token[], text: DeckText): TableCell[][] =>
  partsOf(tokens, 'tr_open').map(({ inside }) =>
    partsOf(inside, 'th_open', 'td_open').map(({ open, inside: cell }) => ({
      align: alignmentOf(attributeOf(open, 'style')),
      inlines: inlinesIn(cell, text),
    })),
  );

function alignmentOf(style: string | undefined): TableCell['align'] {
  const align = /text-align:\s*(left|center|right)/.exec(style ?? '')?.[1];
  return (align as TableCell['align'] | undefined) ?? 'left';
}

/** The parts of a token stream that certain tokens open, on its outermost level. */
function partsOf(tokens: readonly Token[], ...types: string[]): { open: Token; inside: readonly Token[] }[] {
  const parts: { open: Token; inside: readonly Token[] }[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const open = tokens[i] as Token;
    const end = open.type.endsWith('_open') ? closeOf(tokens, i) : i;
    if (types.includes(open.type)) parts.push({ open, inside: tokens.slice(i + 1, end) });
    i = end;
  }
  return parts;
}
