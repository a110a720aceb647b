import { firstOf, type Rule, ruleOf } from '../said-word.js';
import { cardinal, ordinal } from './number-words.js';

const ROMAN = '(?:M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3}))';
const VALUES: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50, C: 100, D: 500, M: 1000 };

/** Of canonical Roman digits. */
export function romanValue(text: string): number {
  const values = [...text.toUpperCase()].map((digit) => VALUES[digit] ?? 0);
  return values.reduce((sum, value, index) => sum + (value < (values[index + 1] ?? 0) ? -value : value), 0);
}

/** Counted things: chapter four. */
const COUNTED =
  'chapter|part|act|scene|volume|vol\\.|book|unit|lesson|section|phase|stage|type|class|level|grade|article|appendix|episode|season|world war|war|super bowl|apollo|figure|table|plate|exercise|problem|theorem|step|group|round|day|canto|title|rocky|olympiad';
/** Names of rulers and popes, whose numerals are ordinals even when they are one letter. */
const RULERS =
  'Henry|Louis|George|Edward|Elizabeth|James|Charles|William|Richard|Mary|Philip|Frederick|Catherine|Peter|Nicholas|Alexander|Ivan|Napoleon|Wilhelm|Franz|Otto|Leopold|Ferdinand|Rames+es|Thutmose|Amenhotep|Cleopatra|Ptolemy|Darius|Xerxes|Pius|Benedict|Paul|Gregory|Leo|Clement|Innocent|Urban|Julius|Francis|Carl|Gustav|Harald|Olaf|Christian|Haakon|Carlos|Felipe|Alfonso|Pedro|Henri|Baldwin|Constantine|Justinian|Theodosius|Mehmed|Selim|Murad|Suleiman|Margaret|Robert|David|Kenneth|Umberto|Emmanuel|Boris|Alexius|Michael|Sargon|Cyrus|Joseph|Maria|Anne|Victor|John|Wilhelmina|Albert|Rudolf|Sigismund|Stephen';
const TITLE = 'King|Queen|Pope|Emperor|Empress|Tsar|Czar|Kaiser|Sultan|Prince|Shah|Saint|Pharaoh';

const ENDS = "(?![\\p{L}\\p{N}'])";
const the = (roman: string): string => `the ${ordinal(romanValue(roman)).join(' ')}`;
const name = (text: string): string => text.toLowerCase().replace(/[^a-z ]+/gu, ' ');

/** Numerals that are a number for sure: of parts, wars, rulers, centuries. */
export const numeral: Rule = firstOf(
  ruleOf('WW(I{1,2})(?![\\p{L}\\d])', ([, roman = '']) => `world war ${cardinal(roman.length).join(' ')}`),
  // of an oxide: iron(III)
  ruleOf('\\((I{1,3}|IV|VI{0,2})\\)', ([, roman = ''], { before }) =>
    /\p{L}$/u.test(before) ? cardinal(romanValue(roman)).join(' ') : undefined,
  ),
  ruleOf(
    `(?<=\\b(?:${COUNTED})s? (?:[IVXLC]+(?:,| and|–|-) ?)*)(?=[IVXLC])(${ROMAN})${ENDS}`,
    (match) => cardinal(romanValue(match[1] ?? '')).join(' '),
    'i',
  ),
  ruleOf(`(?=[IVX])(${ROMAN})(?:th|st|nd|rd)?( century| centuries)${ENDS}`, (match) => [
    [1, ordinal(romanValue(match[1] ?? '')).join(' ')],
    [2, match[2] ?? ''],
  ]),
  ruleOf(`(?<=\\b(?:${RULERS}|(?:${TITLE}) \\p{Lu}\\p{Ll}+) )(?=[IVX])(${ROMAN})${ENDS}`, (match) =>
    the(match[1] ?? ''),
  ),
  ruleOf(`(?<=\\p{Lu}\\p{Ll}+ )(?=[IVX]{2})(${ROMAN})${ENDS}`, (match, { before }) =>
    isSentenceOpening(before) ? undefined : the(match[1] ?? ''),
  ),
  ruleOf(`(?=[IVX]{2})(${ROMAN})${ENDS}`, (match) =>
    /^(?:II|III|IV|VI{1,3}|IX|XI{1,3}|XIV|XVI{0,3}|XIX|XX[IVX]*)$/u.test(match[1] ?? '')
      ? cardinal(romanValue(match[1] ?? '')).join(' ')
      : undefined,
  ),
  ruleOf(`(${COUNTED}) (?=[ivx])([ivx]+)${ENDS}`, (match) =>
    new RegExp(`^${ROMAN}$`, 'iu').test(match[2] ?? '')
      ? [
          [1, name(match[1] ?? '')],
          [2, cardinal(romanValue(match[2] ?? '')).join(' ')],
        ]
      : undefined,
  ),
);

/** `The II` is no ruler. */
const isSentenceOpening = (before: string): boolean =>
  /(?:^|[.!?] )(?:The|In|On|At|A|An|This|That|And|Or|If|When|As) $/u.test(before);
