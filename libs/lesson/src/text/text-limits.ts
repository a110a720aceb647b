import type { Problem } from '../problem.js';
import type { TextPlaces } from './text-places.js';

/** UTF-8. A lesson of an hour is 50 KB. */
export const MAX_TEXT_BYTES = 256 * 1024;
/** The format needs six levels; a YAML parser takes a stack frame or more for each. */
const MAX_NESTING = 40;
/** Brackets that are open at once, also those that are text: narration closes its own, so that few stay open. */
const MAX_OPEN_BRACKETS = 200;
/** 1,000 steps, each with a list of ten. */
const MAX_ITEMS = 10_000;
/** 1,000 steps, each a question with everything. */
const MAX_KEYS = 20_000;
/** 1,000 steps with twenty marks each; a parser takes ten times as long for a bracket as for a letter. */
const MAX_BRACKETS = 20_000;
/** A lesson needs none. */
const MAX_ALIASES = 1000;

type Limit = Pick<Problem, 'code' | 'message' | 'remedy'> & { readonly at: number };

/**
 * Looks through a text once, before it is parsed: what no lesson needs, and what would take a parser more time than
 * it is long, is refused. @returns undefined for a text that may be parsed
 */
export function refusedText(text: string, places: TextPlaces): Problem | undefined {
  const exceeded = tooLong(text) ?? tooMuch(text);
  if (!exceeded) return undefined;
  const { at, ...problem } = exceeded;
  return { severity: 'error', ...problem, place: places.at(at, at) };
}

function tooLong(text: string): Limit | undefined {
  const bytes = text.length > MAX_TEXT_BYTES ? text.length : new TextEncoder().encode(text).length;
  if (bytes <= MAX_TEXT_BYTES) return undefined;
  const message = `The text has more than ${String(MAX_TEXT_BYTES / 1024)} KiB, the most that is read.`;
  return { at: 0, code: 'text-too-long', message, remedy: 'Make several lessons of it.' };
}

const tooMany = (at: number, what: string, most: number): Limit => ({
  at,
  code: 'text-too-long',
  message: `The text has more than ${most.toLocaleString('en')} ${what}.`,
  remedy: 'Make several lessons of it.',
});

const tooDeep = (at: number): Limit => ({
  at,
  code: 'too-deep',
  message: 'Lists within lists go too deep here.',
  remedy: 'A lesson needs six levels; close each [ and {.',
});

/** One pass over the code units. */
function tooMuch(text: string): Limit | undefined {
  const counts = { brackets: 0, items: 0, keys: 0, aliases: 0 };
  let brackets = 0;
  let nesting = 0;
  let isIndent = true;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    const isLast = isSpaceOrEnd(text[i + 1]);
    if (char === '\n') [isIndent, nesting] = [true, 0];
    else if (char === '\\') i++;
    else if (char === '[' || char === '{') [brackets, counts.brackets] = [brackets + 1, counts.brackets + 1];
    else if (char === ']' || char === '}') brackets = Math.max(0, brackets - 1);
    else if (char === ':' && isLast) counts.keys++;
    else if ((char === '*' || char === '&' || char === '!') && isSpaceOrEnd(text[i - 1])) counts.aliases++;
    else if ((char === '-' || char === '?') && isLast && isIndent) {
      counts.items++;
      nesting++;
    } else if (char !== ' ' && char !== '\t' && char !== '\r') isIndent = false;
    if (brackets > MAX_OPEN_BRACKETS) return tooDeep(i);
    if (nesting > MAX_NESTING) return tooDeep(i);
    if (counts.brackets > MAX_BRACKETS) return tooMany(i, 'brackets', MAX_BRACKETS);
    if (counts.items > MAX_ITEMS) return tooMany(i, 'entries of lists', MAX_ITEMS);
    if (counts.keys > MAX_KEYS) return tooMany(i, 'keys', MAX_KEYS);
    if (counts.aliases > MAX_ALIASES) return tooMany(i, 'anchors, aliases and tags', MAX_ALIASES);
  }
  return undefined;
}

const isSpaceOrEnd = (char: string | undefined): boolean =>
  char === undefined || char === ' ' || char === '\n' || char === '\r' || char === '\t';
