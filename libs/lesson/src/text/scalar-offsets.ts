import { Scalar } from 'yaml';

/** Letters of the escapes that stand for one UTF-16 unit; `x`, `u` and `U` are followed by digits. */
const HEX_DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/**
 * For each UTF-16 unit of a scalar's value, the offset in the text that it comes from. Folding, indentation and
 * escapes make the two differ; what is not white space appears in the same order in both.
 */
export function offsetsOfValue(text: string, scalar: Scalar<string>): number[] {
  const [from, to] = scalar.range ?? [0, 0];
  const isBlock = scalar.type === Scalar.BLOCK_FOLDED || scalar.type === Scalar.BLOCK_LITERAL;
  const isQuoted = scalar.type === Scalar.QUOTE_DOUBLE || scalar.type === Scalar.QUOTE_SINGLE;
  let at = isBlock ? text.indexOf('\n', from) + 1 : isQuoted ? from + 1 : from;
  const offsets: number[] = [];
  for (let i = 0; i < scalar.value.length; i++) {
    const unit = scalar.value[i] ?? '';
    if (/\s/.test(unit)) {
      offsets.push(Math.min(at, to));
      if (/\s/.test(text[at] ?? '')) at++;
      else if (scalar.type === Scalar.QUOTE_DOUBLE && text[at] === '\\') at += escapeLength(text, at);
      continue;
    }
    while (at < to && /\s/.test(text[at] ?? '')) at++;
    at = skipFoldedEscapes(text, at, to, scalar);
    offsets.push(Math.min(at, to));
    const length = lengthOfUnit(text, at, scalar);
    // An astral character written as one escape stands for both of its halves.
    const isAstralEscape = length > 2 && /[\ud800-\udbff]/.test(unit) && text[at + 1] === 'U';
    if (isAstralEscape) offsets.push(Math.min(at, to));
    if (isAstralEscape) i++;
    at += length;
  }
  return offsets;
}

/** A backslash at the end of a line joins it with the next. */
function skipFoldedEscapes(text: string, at: number, to: number, { type }: Scalar<string>): number {
  if (type !== Scalar.QUOTE_DOUBLE) return at;
  while (at < to && text[at] === '\\' && /[\r\n]/.test(text[at + 1] ?? '')) {
    at++;
    while (at < to && /\s/.test(text[at] ?? '')) at++;
  }
  return at;
}

function lengthOfUnit(text: string, at: number, { type }: Scalar<string>): number {
  if (type === Scalar.QUOTE_SINGLE && text[at] === "'") return 2;
  return type === Scalar.QUOTE_DOUBLE && text[at] === '\\' ? escapeLength(text, at) : 1;
}

const escapeLength = (text: string, at: number): number => 2 + (HEX_DIGITS[text[at + 1] ?? ''] ?? 0);
