import { entryOf } from '../own-entry.js';

/** How signs are called when the sentence is about them. */
const NAMES: Readonly<Record<string, string>> = {
  '#': 'hash',
  '@': 'at',
  '&': 'ampersand',
  '*': 'asterisk',
  '/': 'slash',
  '\\': 'backslash',
  '|': 'vertical bar',
  '~': 'tilde',
  '^': 'caret',
  _: 'underscore',
  '`': 'backtick',
  '+': 'plus',
  '-': 'minus',
  '−': 'minus',
  '–': 'dash',
  '—': 'dash',
  '=': 'equals',
  '<': 'less than',
  '>': 'greater than',
  '≤': 'less than or equal to',
  '≥': 'greater than or equal to',
  '<=': 'less than or equal to',
  '>=': 'greater than or equal to',
  '≠': 'not equal to',
  '!=': 'not equal to',
  '≈': 'about equal to',
  '×': 'times',
  '÷': 'divided by',
  '±': 'plus or minus',
  '%': 'percent',
  $: 'dollar',
  '€': 'euro',
  '£': 'pound',
  '¥': 'yen',
  '°': 'degree',
  '√': 'root',
  '§': 'section',
  '!': 'exclamation mark',
  '?': 'question mark',
  '.': 'full stop',
  ',': 'comma',
  ';': 'semicolon',
  ':': 'colon',
  '…': 'ellipsis',
  '"': 'quotation mark',
  "'": 'apostrophe',
  '(': 'open bracket',
  ')': 'close bracket',
  '[': 'open square bracket',
  ']': 'close square bracket',
  '{': 'open brace',
  '}': 'close brace',
  '()': 'brackets',
  '[]': 'square brackets',
  '{}': 'braces',
  '==': 'double equals',
  '&&': 'double ampersand',
  '||': 'double bar',
  '//': 'double slash',
  '**': 'double asterisk',
  '++': 'plus plus',
  '--': 'minus minus',
  '->': 'arrow',
  '=>': 'arrow',
  '→': 'right arrow',
  '←': 'left arrow',
  '↑': 'up arrow',
  '↓': 'down arrow',
};
/** Signs that are seldom said as a word; alone between words they are what is meant. */
const SELDOM = new Set(['#', '\\', '^', '`', '==', '&&', '||', '//', '**', '<=', '>=', '!=']);
/** Signs of operators beside which a dash is a minus. */
const OPERATOR = /[+*/×÷=<>]/u;

/** The name of a sign; undefined for other text. */
export const signName = (sign: string): string | undefined => entryOf(NAMES, sign);

const SIGN = Object.keys(NAMES)
  .sort((a, b) => b.length - a.length)
  .map((sign) => sign.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&'))
  .join('|');
/** A sign as a word of its own, in quotation marks or not, with the punctuation behind it. */
const TOKEN = new RegExp(
  `(?<=^|\\s|\\()(?:(["'])(${SIGN})\\1|“(${SIGN})”|(${SIGN}))(?=[.,;:!?)]*(?:\\s|$))`,
  'gu',
);
const TOGETHER = /^(?:,| (?:and|or|to|with|from|not)|, (?:and|or|not)) (?:(?:an?|the) )?$/iu;
/** Beside a sign that is named, these are named as well. */
const SILENT = new Set(['/', '*', '|', '~', '_', '.', ',', ';', ':', '!', '?', '(', ')', '[', ']']);
const CUE_BEFORE =
  /\b(?:typ(?:e|es|ing)|press(?:es|ing)?|hit|tap|click|enter|writ(?:e|es|ing)|insert|put|add|use[sd]?|using|signs?|symbols?|characters?|marks?|keys?|buttons?|operators?|brackets?|called|named|means?|with|by|between|before|after|choose|draw|replace|delete|find|sees?|is(?= an?)|an?|the|either) (?:(?:an?|the|either|is|are|or) )*$|\b(?:signs?|symbols?|characters?|keys?|operators?|marks?)\b[^.!?]{0,20}[:,] $/iu;
const CUE_AFTER =
  /^["']? (?:(?:an?|the) )?(?:signs?|symbols?|characters?|keys?|buttons?|marks?|operators?|means?|meant|stands?|is (?:called|an?|the|used|for|on|in|next|not)|starts?|begins?|ends?|separates?|joins?|marks|opens?|closes?|comes?|divides?|shows?|between words)\b/iu;
/** A sign between or before what it joins is said as it acts. */
const OPERAND_BEFORE = /(?:[\d)\]²³%°]|(?:^|[\s(])[a-zA-Z])\s$/u;
const OPERAND_AFTER = /^\s(?:[\d(√π$€£-]|[b-zA-HJ-Z](?=[\s.,;:!?)²³^]|$))/u;

/** Of a sign that is named: where it ends, quotation marks with it, and its name. */
export type NamedSign = { readonly end: number; readonly words: readonly string[] };
type Token = {
  readonly from: number;
  readonly to: number;
  readonly sign: string;
  readonly isQuoted: boolean;
};

/** Signs that the sentence speaks of, `Type # or @`, `the < sign`, by where they begin. */
export function namedSigns(text: string): ReadonlyMap<number, NamedSign> {
  const tokens = [...text.matchAll(TOKEN)].map(
    ({ 0: whole, 2: quoted, 3: curly, 4: bare, index }): Token => ({
      from: index,
      to: index + whole.length,
      sign: quoted ?? curly ?? bare ?? '',
      isQuoted: bare === undefined,
    }),
  );
  const isAfter = tokens.map((token, index) => isTogether(text, tokens[index - 1], token));
  const named = tokens.map((token, index) =>
    isNamed(text, token, isAfter[index] === true || isAfter[index + 1] === true),
  );
  const isAbout = named.includes(true);
  return new Map(
    tokens.flatMap((token, index) =>
      named[index] === true || (isAbout && SILENT.has(token.sign) && !isOperator(text, token))
        ? [[token.from, { end: token.to, words: nameIn(text, token).split(' ') }] as const]
        : [],
    ),
  );
}

const isTogether = (text: string, before: Token | undefined, token: Token): boolean =>
  before !== undefined && TOGETHER.test(text.slice(before.to, token.from));

function isNamed(text: string, { from, to, sign, isQuoted }: Token, isInRow: boolean): boolean {
  if (isQuoted) return true;
  const [before, after] = [text.slice(Math.max(0, from - 60), from), text.slice(to, to + 60)];
  if (isOperator(text, { from, to })) return false;
  return (
    isInRow || SELDOM.has(sign) || CUE_BEFORE.test(before) || (CUE_AFTER.test(after) && isSubject(before))
  );
}

const isOperator = (text: string, { from, to }: Pick<Token, 'from' | 'to'>): boolean =>
  OPERAND_BEFORE.test(text.slice(Math.max(0, from - 4), from)) || OPERAND_AFTER.test(text.slice(to, to + 4));

/** Behind nothing, an article, or the end of a clause. */
const isSubject = (before: string): boolean =>
  /(?:^|[.!?,;:] |\b(?:the|an?|this|that|and|or|so|then|here|in \S+|on \S+) )$/iu.test(before);

function nameIn(text: string, { sign }: Token): string {
  const isWord =
    sign === '-' &&
    !OPERATOR.test(text) &&
    !/\b(?:minus|number|sum|subtract|negative|calculat\w*)\b/iu.test(text);
  if (isWord) return 'hyphen';
  return signName(sign) ?? '';
}
