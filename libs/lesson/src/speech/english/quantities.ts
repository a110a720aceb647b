import { firstOf, type Found, type Rule, ruleOf, splitWords, wordBefore } from '../said-word.js';
import { cardinal, fractionWords, mixedWords, NUMBER, numberWords, vulgarFraction } from './number-words.js';
import { readUnit, type Unit } from './units.js';

const VULGAR = '[¼-¾⅐-⅞]';
/** `-5`, `3/4`, `2 3/4`, `2½`, `1,500.5`. */
const VALUE = new RegExp(
  `([-−+±])?(?:(\\d+)[ ]?(${VULGAR})|(${VULGAR})|(?:(\\d+)[ ])?(\\d+)[/⁄](\\d+)(?![\\d/])|(${NUMBER})(?: (hundred|thousand|million|billion)(?= ))?(?:(\\s?[-–—]\\s?|\\sto\\s)(${NUMBER}))?)`,
  'duy',
);

export type Value = {
  readonly end: number;
  readonly words: string;
  readonly isOne: boolean;
  /** Of a fraction alone: three quarters *of a* kilogram. */
  readonly isPart: boolean;
  /** A second number and where it stands: a range. */
  readonly to: { readonly at: number; readonly words: string } | undefined;
};

const SIGNS: Readonly<Record<string, string>> = {
  '+': 'plus ',
  '±': 'plus or minus ',
  '-': 'minus ',
  '−': 'minus ',
};

/** The number at an offset, however it is written. */
export function readValue(text: string, at: number): Value | undefined {
  VALUE.lastIndex = at;
  const match = VALUE.exec(text);
  if (match === null) return undefined;
  const [whole, sign = '', mixed, vulgar, alone, before, above, below, number, scale = '', , upTo] = match;
  const signed = (words: string): string => (SIGNS[sign] ?? '') + words;
  const part =
    vulgarFraction(vulgar ?? alone ?? '') ??
    (above === undefined ? undefined : ([Number(above), Number(below)] as const));
  const end = at + whole.length;
  if (part !== undefined) {
    const one = mixed ?? before;
    const words =
      one === undefined
        ? fractionWords(...part)
            .join(' ')
            .replace(/^one half$/u, 'half')
        : mixedWords(one, ...part);
    return { end, words: signed(words), isOne: false, isPart: one === undefined, to: undefined };
  }
  const second =
    upTo === undefined
      ? undefined
      : { at: match.indices?.[11]?.[0] ?? at, words: `to ${numberWords(upTo).join(' ')}` };
  const words = signed(`${numberWords(number ?? '').join(' ')} ${scale}`);
  return {
    end,
    words,
    isOne: number === '1' && scale === '' && second === undefined,
    isPart: false,
    to: second,
  };
}

/** Single capitals after these are names, no units: room 5 A. */
const NUMBERED =
  /^(?:room|class|grade|year|group|section|question|part|exercise|platform|gate|seat|flat|house|no\.?|number|task|type|form)$/u;
const GAP = /-(?=[a-zA-Z])|[ \u00a0\u2009\u202f]{0,2}/uy;

/** A number and its unit: `5 km`, `9.8 m/s²`, `5-km`, `3/4 kg`, `5–10 °C`. */
export const quantity: Rule = ({ text }, at) => {
  if (/[\p{L}\p{N}.]$/u.test(text.slice(0, at))) return undefined;
  const value = readValue(text, at);
  if (value === undefined) return undefined;
  GAP.lastIndex = value.end;
  const gap = GAP.exec(text)?.[0] ?? '';
  const from = value.end + gap.length;
  const unit = readUnit(text, from);
  if (unit === undefined || isOther(text, at, gap, unit)) return undefined;
  const isAdjective = gap === '-' || isBeforeNoun(text.slice(0, at), text.slice(unit.end));
  const words =
    value.isPart && gap !== ''
      ? (value.words === 'half' ? '' : 'of ') + aOf(unit.say(true))
      : unit.say(value.isOne || isAdjective);
  const inner = value.to === undefined ? [] : [{ at: value.to.at, words: splitWords(value.to.words) }];
  const inches = readInches(text, unit);
  const stop =
    /^(?:min|sec|hrs?|ft|oz|lbs?|yd|mi|yrs?)$/u.test(unit.symbol) && /^\. \p{Ll}/u.test(text.slice(unit.end))
      ? 1
      : 0;
  return {
    end: inches?.end ?? unit.end + stop,
    pieces: [
      { at, words: splitWords(value.words) },
      ...inner,
      { at: from, words: splitWords(words) },
      ...(inches?.pieces ?? []),
    ],
  };
};

/** A verb or a joint of the sentence, as opposed to what has the measure. */
const NO_NOUN =
  /^ (?:(?:is|are|was|were|be|has|have|had|will|would|can|could|must|should|may|of|to|from|in|into|on|onto|by|at|and|or|but|than|for|with|as|if|so|between|that|which|who|when|where|while|per|we|you|they|he|she|it|his|her|their|our|your|this|the|an?|long|wide|high|deep|tall|thick|away|apart|more|less|too|each|every|after|before|above|below|under|over|up|down|off|out|behind|ahead|along|across|around|through|towards?|left|right|north|south|east|west|remaining|remain|not|now|then|there|here|later|earlier|ago|home|only)\b|\p{Ll}{3,}ed\b)/iu;

/** `a 5 km run`, `the 100 m race`, `two 500 ml bottles`: the unit stands before what it measures, in the singular. */
function isBeforeNoun(before: string, after: string): boolean {
  if (/^-\p{L}/u.test(after)) return true;
  if (!/^ \p{Ll}/u.test(after)) return false;
  if (/(?:^|\s)(?:an?|this|that|each|every) $/iu.test(before)) return true;
  if (/(?:^|\s)the $/iu.test(before)) return !NO_NOUN.test(after);
  return (
    /(?:\u2002|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|several|some|many) )$/iu.test(
      before,
    ) &&
    /^ \p{Ll}{2,}s\b/u.test(after) &&
    !NO_NOUN.test(after)
  );
}

function isOther(text: string, at: number, gap: string, unit: Unit): boolean {
  if (/^[A-Z]$/u.test(unit.symbol) && NUMBERED.test(wordBefore(text.slice(0, at)))) return true;
  if (gap === '' && /^[A-HJ-Z]$/u.test(unit.symbol) && /^\s?[A-Za-z]{3}/u.test(text.slice(unit.end)))
    return unit.symbol !== 'L' && unit.symbol !== 'W' && unit.symbol !== 'V';
  return unit.symbol === 'T' || unit.symbol === 'F' || (unit.symbol === 'B' && gap !== '');
}

const aOf = (unit: string): string => `${/^(?:[aeio]|hour)/u.test(unit) ? 'an' : 'a'} ${unit}`;

/** After feet alone `in` is a unit. */
function readInches(text: string, { end, symbol }: Unit): Found | undefined {
  const found =
    symbol === 'ft'
      ? /^ (\d+) ?in\b\.?(?! (?:the|a|an|my|his|her|our|their|this)\b)/u.exec(text.slice(end))
      : null;
  if (found === null) return undefined;
  const number = Number(found[1]);
  const words = [...cardinal(number), number === 1 ? 'inch' : 'inches'];
  return { end: end + found[0].length, pieces: [{ at: end + 1, words }] };
}

/** Symbols that are nothing but units, and quotients of units. */
const SURE =
  /^(?:k[mgWJ]|[cm]m|mg|m[lL]|kWh|[kMG]Hz|[hk]Pa|kcal|[MG]B|[nµμ]m|°[CF]|[℃℉]|(?:[kc]?m|mm)(?:\^?[23]|[²³]))$/u;
const PRODUCT = /^[kM]?(?:N|Pa|A|V|J|W|C|kg)[·⋅](?:m|s|h|K)(?:\^?[23]|[²³])?$/u;
const QUOTIENT = /^[A-Za-zΩµ·]{1,5}\/(?:h|s|min|[kc]?m|[lL]|mL|kg|g|mol|kWh)(?:\^?[23]|[²³])?$/u;

/** A unit without a number, where only a unit can be meant: `km/h`, `N/m²`, `°C`, `per kWh`. */
export const unitAlone: Rule = ({ text }, at) => {
  const unit = readUnit(text, at);
  if (unit === undefined || /[\p{L}\p{N}]$/u.test(text.slice(0, at))) return undefined;
  const isFormula =
    /[-+=×·*/(]\s?$/u.test(text.slice(0, at)) || /^\s?[-+=×·*(]\s?[\dA-Za-z(]/u.test(text.slice(unit.end));
  const isQuotient = QUOTIENT.test(unit.symbol) || PRODUCT.test(unit.symbol);
  if (!SURE.test(unit.symbol) && (!isQuotient || isFormula)) return undefined;
  const isOne = /\b(?:per|an?|one|each|every)\s$/iu.test(text.slice(0, at));
  return { end: unit.end, pieces: [{ at, words: splitWords(unit.say(isOne)) }] };
};

const UNITS_OF_RATES: Readonly<Record<string, string>> = {
  ...{
    h: 'hour',
    hr: 'hour',
    min: 'minute',
    s: 'second',
    sec: 'second',
    d: 'day',
    wk: 'week',
    mo: 'month',
    yr: 'year',
  },
  ...{ kg: 'kilogram', g: 'gram', L: 'litre', l: 'litre', km: 'kilometre', m: 'metre' },
};
const RATE = String.raw`/(h|hr|min|s|sec|d|wk|mo|yr|kg|g|L|l|km|m|hour|minute|second|day|week|month|year|night|person|student|page|kilo|litre|liter)(?![\p{L}\d/])`;

/** `72 times/min`, `$12/hour`: a price or a thing that is counted, for each of a unit. */
export const rate: Rule = firstOf(
  ({ text }, at) => {
    const counted = /^\p{Ll}{3,}(?=\/)/u.exec(text.slice(at, at + 20))?.[0];
    if (counted === undefined || !/[\d.]\s$|\b(?:of|in) $/u.test(text.slice(0, at))) return undefined;
    const unit = readUnit(text, at + counted.length + 1);
    if (unit === undefined || !SURE.test(unit.symbol)) return undefined;
    return { end: unit.end, pieces: [{ at, words: [counted, 'per', ...splitWords(unit.say(true))] }] };
  },
  ruleOf(String.raw`(\p{Ll}{3,}s)${RATE}`, (match, { before }) => {
    const [, counted = '', unit = ''] = match;
    return /[\d.]\s$/u.test(before) ? `${counted} per ${UNITS_OF_RATES[unit] ?? unit}` : undefined;
  }),
  ruleOf(RATE, (match, { before }) =>
    /[$€£¥₹]\s?[\d.,]+[kM]?$/u.test(before)
      ? `per ${UNITS_OF_RATES[match[1] ?? ''] ?? match[1] ?? ''}`
      : undefined,
  ),
);
