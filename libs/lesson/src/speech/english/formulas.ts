import { readExpression } from '../formula/read-expression.js';
import { parseTex } from '../formula/parse-tex.js';
import type { Formula, FormulaPart } from '../formula/formula.js';
import { firstOf, type Found, type Rule } from '../said-word.js';
import { texAt } from '../../narration/tex-span.js';
import { price } from './amounts.js';
import { quantity } from './quantities.js';
import { speakFormula } from './speak-formula.js';
import { readUnit } from './units.js';

/** TeX between dollar signs. */
export const tex: Rule = ({ text }, at) => {
  const end = texAt(text, at);
  if (end === undefined) return undefined;
  const source = text
    .slice(at, end)
    .replace(/^\$+|\$+$/gu, '')
    .replace(/(?<=\d)\{,\}(?=\d)/gu, '.');
  const { parts, problem } = parseTex(source, at);
  const words = speakFormula(withUnits(parts)).flatMap((piece) => piece.words);
  const found: Found = { end, pieces: [{ at, words }] };
  return problem === undefined ? found : { ...found, unsaid: { kind: 'formula', text: problem.text } };
};

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
  return found && { end: found.end, pieces: speakFormula(found.parts) };
};

function unitOf(text: string, at: number): Found | undefined {
  const unit = readUnit(text, at);
  return unit && { end: unit.end, pieces: [{ at, words: unit.say(false).split(' ') }] };
}
