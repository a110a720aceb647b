import { readExpression } from '../formula/read-expression.js';
import { parseTex } from '../formula/parse-tex.js';
import type { Formula, FormulaPart } from '../formula/formula.js';
import { firstOf, type Found, type Rule, type Unsaid } from '../said-word.js';
import { texAt } from '../../narration/tex-span.js';
import { price } from './amounts.js';
import { quantity } from './quantities.js';
import { inSentence } from './relations.js';
import { saidOnce } from './said-once.js';
import { speakFormula } from './speak-formula.js';
import { readUnit } from './units.js';

/**
 * TeX between dollar signs.
 * @param sayText says what stands in `\\text`, which is a text of its own
 */
export const texRule =
  (sayText: (text: string) => { readonly words: readonly string[]; readonly unsaid?: Unsaid }): Rule =>
  ({ text }, at) => {
    const end = texAt(text, at);
    if (end === undefined) return undefined;
    const { parts, problem } = parseTex(texOf(text.slice(at, end)), at);
    let unsaid: Unsaid | undefined = problem && { kind: 'formula', text: problem.text };
    const told = withTexts(withUnits(parts), (words) => {
      const said = sayText(words);
      unsaid ??= said.unsaid;
      return said.words;
    });
    const before = text.slice(0, at);
    const pieces = saidOnce(inSentence(speakFormula(told), before, text.slice(end)), before);
    const found: Found = { end, pieces: [{ at, words: pieces.flatMap((piece) => piece.words) }] };
    return unsaid === undefined ? found : { ...found, unsaid };
  };

/** Without its dollar signs; `12{,}5` is a decimal, `1{,}000` a thousand. */
const texOf = (written: string): string =>
  written
    .replace(/^\$+|\$+$/gu, '')
    .replace(/(?<=\d)\{,\}(?=\d{3}(?!\d))/gu, '')
    .replace(/(?<=\d)\{,\}(?=\d)/gu, '.');

/** Texts within a formula, wherever they stand. */
function withTexts(parts: Formula, say: (text: string) => readonly string[]): FormulaPart[] {
  const inner = (formula: Formula): FormulaPart[] => withTexts(formula, say);
  return parts.map((part): FormulaPart => {
    if (part.kind === 'text' && part.text !== 'of')
      return { kind: 'said', words: say(part.text), at: part.at };
    if (part.kind === 'fraction') return { ...part, above: inner(part.above), below: inner(part.below) };
    if (part.kind === 'power' || part.kind === 'index')
      return { ...part, base: inner(part.base), by: inner(part.by) };
    if (part.kind === 'root' || part.kind === 'over') return { ...part, of: inner(part.of) };
    if (part.kind === 'brackets' || part.kind === 'absolute') return { ...part, inner: inner(part.inner) };
    return part;
  });
}

/** `5\,\text{kg}` and `90^\circ`: text behind a number is a unit where it is the symbol of one. */
function withUnits(parts: Formula): FormulaPart[] {
  return parts.map((part, index): FormulaPart => {
    if (part.kind === 'power' && part.base.length === 1) return { ...part, base: withUnits(part.base) };
    if (part.kind === 'fraction')
      return { ...part, above: withUnits(part.above), below: withUnits(part.below) };
    const before = parts[index - 1];
    const scale =
      part.kind === 'text' || part.kind === 'letters'
        ? { C: 'celsius', F: 'fahrenheit' }[part.text]
        : undefined;
    if (scale !== undefined && before?.kind === 'postfix')
      return { kind: 'said', words: [scale], at: part.at };
    if (part.kind !== 'text') return part;
    const unit = readUnit(part.text.trim(), 0);
    const isUnit =
      unit?.end === part.text.trim().length && (before?.kind === 'number' || before?.kind === 'power');
    if (!isUnit) return part;
    return {
      kind: 'said',
      words: unit.say(before.kind === 'number' && before.text === '1').split(' '),
      at: part.at,
    };
  });
}

const amount = firstOf(price, quantity);

/** Operators, powers and products of numbers and letters in plain text. */
export const expression: Rule = (sentence, at) => {
  const found = readExpression(sentence.text, at, {
    amount: (from) => amount(sentence, from),
    unit: (from) => unitOf(sentence.text, from),
  });
  if (found === undefined) return undefined;
  const [before, after] = [sentence.text.slice(0, at), sentence.text.slice(found.end)];
  const parts = withSizes(found.parts, after);
  return { end: found.end, pieces: saidOnce(inSentence(speakFormula(parts), before, after), before) };
};

const LENGTH = /^(?:\p{Ll}*metres?|feet|foot|inch|inches|yards?|miles?|pixels?)$/u;
const AREA =
  /^ (?:\p{Ll}+ )?(?:grid|matrix|matrices|square|table|board|array|block|tile|rug|room|screen|photo|sheet)s?\b/u;

/** `3 m × 4 m` and a `3 × 3` grid are sizes: three metres by four metres. A product has a result. */
function withSizes(parts: Formula, after: string): Formula {
  const isProduct = parts.every((part) => part.kind !== 'operator' || part.name === 'times');
  const last = parts.at(-1);
  const isLength = last?.kind === 'said' && LENGTH.test(last.words.at(-1) ?? '');
  const isArea = last?.kind === 'number' && AREA.test(after);
  if (
    !isProduct ||
    (!isLength && !isArea) ||
    !parts.every(({ kind }) => /^(?:operator|said|number)$/u.test(kind))
  )
    return parts;
  return parts.map((part) =>
    part.kind === 'operator' ? { kind: 'said', words: ['by'], at: part.at } : part,
  );
}

function unitOf(text: string, at: number): Found | undefined {
  const unit = readUnit(text, at);
  return unit && { end: unit.end, pieces: [{ at, words: unit.say(false).split(' ') }] };
}
