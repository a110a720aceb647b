import { isIdeograph, isWidePunctuation } from '../../narration/characters.js';
import { texAt } from '../../narration/tex-span.js';
import { parseTex } from '../formula/parse-tex.js';
import { readExpression } from '../formula/read-expression.js';
import { partNumbers } from '../number-rows.js';
import {
  firstOf,
  type Found,
  type Pause,
  type Piece,
  type Rule,
  type SaidWord,
  type Unsaid,
} from '../said-word.js';
import { amounts, chineseAmount, chineseTime, chineseUnit } from './amounts.js';
import { code, keys, sharp } from './codes.js';
import { chineseLength } from './lengths.js';
import { namedSign } from './named-signs.js';
import { speakChineseFormula } from './speak-formula.js';

/** The sign repeats the word before it: 根号√49, 角∠ABC. */
function saidOnce(pieces: readonly Piece[], before: string): readonly Piece[] {
  const [first, ...rest] = pieces;
  const [said = '', ...more] = first?.words ?? [];
  const word = /(?:根号|角|三角形|向量)$/u.exec(before)?.[0];
  if (first === undefined || word === undefined || !said.startsWith(word)) return pieces;
  return [{ ...first, words: [said.slice(word.length), ...more] }, ...rest];
}

const tex: Rule = ({ text }, at) => {
  const end = texAt(text, at);
  if (end === undefined) return undefined;
  const { parts, problem } = parseTex(text.slice(at, end).replace(/^\$+|\$+$/gu, ''), at);
  const words = saidOnce(speakChineseFormula(parts), text.slice(0, at)).flatMap((piece) => piece.words);
  const found: Found = { end, pieces: [{ at, words }] };
  return problem === undefined ? found : { ...found, unsaid: { kind: 'formula', text: problem.text } };
};

const expression: Rule = (sentence, at) => {
  const found = readExpression(sentence.text, at, {
    amount: (from) => chineseAmount(sentence, from),
    unit: (from) => chineseUnit(sentence, from),
  });
  return (
    found && {
      end: found.end,
      pieces: saidOnce(speakChineseFormula(found.parts), sentence.text.slice(0, at)),
    }
  );
};

const rule = firstOf(tex, keys, sharp, chineseTime, chineseLength, expression, code, amounts);

/** Signs that stand alone between words. */
const SIGNS: Readonly<Record<string, string>> = {
  '+': '加',
  '−': '减',
  '×': '乘',
  '÷': '除以',
  '=': '等于',
  '≈': '约等于',
  '≠': '不等于',
  '<': '小于',
  '>': '大于',
  '≤': '小于或等于',
  '≥': '大于或等于',
  '→': '变成',
  '%': '百分之',
  '&': '和',
  '@': '艾特',
  '√': '根号',
  '°': '度',
  '℃': '摄氏度',
};

/**
 * Each written word as a Mandarin voice says it: numbers, units, dates and formulas as characters; Latin words as they
 * stand.
 */
export function sayChinese(given: readonly string[], language = 'zh'): SaidWord[] {
  const { text, starts } = joined(given);
  const said: { plain: string; unsaid?: Unsaid }[] = given.map(() => ({ plain: '' }));
  const ownerOf = (at: number): { plain: string; unsaid?: Unsaid } | undefined =>
    said[starts.findLastIndex((start) => start <= at)];
  /** Signs that a rule read: of factorials and ratios. */
  const read = new Set<number>();
  for (let at = 0; at < text.length;) {
    const char = String.fromCodePoint(text.codePointAt(at) ?? 32);
    const mayBegin =
      !/[\p{L}\p{N}]/u.test(text[at - 1] ?? '') || isIdeograph(text[at - 1] ?? '') || isIdeograph(char);
    const sign = namedSign(text, at);
    const found = sign
      ? { end: sign.end, pieces: [{ at, words: [sign.words] }] }
      : mayBegin
        ? rule({ text, language }, at)
        : undefined;
    for (const piece of found?.pieces ?? []) {
      const owner = ownerOf(piece.at);
      if (owner) owner.plain += piece.words.join('');
    }
    const owner = ownerOf(at);
    if (owner !== undefined && found === undefined) owner.plain += plainOf(char);
    if (owner !== undefined && found?.unsaid !== undefined) owner.unsaid ??= found.unsaid;
    for (let i = at; i < (found?.end ?? at); i++) if (sign || /[!:：–—]/u.test(text[i] ?? '')) read.add(i);
    at = found?.end ?? at + char.length;
  }
  const unread = (word: string, index: number): string =>
    [...word].filter((_, i) => !read.has((starts[index] ?? 0) + i)).join('');
  return said.map(({ plain, ...rest }, index) => ({
    ...rest,
    plain:
      plain.trim() === '' ? [] : [plain.trim().replace(/(?<=\p{Script=Han})\s+|\s+(?=\p{Script=Han})/gu, '')],
    pause: pauseOf(unread(given[index] ?? '', index)),
  }));
}

const plainOf = (char: string): string => (/[\p{L}\p{N}\p{M}\s']/u.test(char) ? char : (SIGNS[char] ?? ''));

function joined(words: readonly string[]): { text: string; starts: number[] } {
  let text = '';
  const starts = words.map((word) => {
    const isSpaced = [text.at(-1), word[0]].every(
      (char = '') => char !== '' && !isIdeograph(char) && !isWidePunctuation(char),
    );
    if (isSpaced) text += ' ';
    const start = text.length;
    text += word;
    return start;
  });
  return { text: partNumbers(text), starts };
}

function pauseOf(word: string): Pause {
  const end = /[.!?…。！？,，;；:：、—]+["'”’」』）)]*$/u.exec(word)?.[0] ?? '';
  if (/[?？]/u.test(end)) return '?';
  if (/[!！]/u.test(end)) return '!';
  if (/[.。…]/u.test(end)) return '.';
  return end === '' ? '' : ',';
}
