const small =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

const values = new Map<string, number>([
  ...small.map((word, index): [string, number] => [word, index]),
  ...tens.map((word, index): [string, number] => [word, 20 + index * 10]),
  ['fourty', 40],
  ['nil', 0],
]);
const scales = new Map([
  ['hundred', 100],
  ['thousand', 1000],
  ['million', 1_000_000],
  ['billion', 1_000_000_000],
  ['trillion', 1_000_000_000_000],
]);
const denominators = new Map([
  ['half', 2],
  ['halves', 2],
  ['third', 3],
  ['quarter', 4],
  ['fourth', 4],
  ['fifth', 5],
  ['sixth', 6],
  ['seventh', 7],
  ['eighth', 8],
  ['ninth', 9],
  ['tenth', 10],
  ['twelfth', 12],
  ...small.slice(11).map((word, index): [string, number] => [`${word}th`, 11 + index]),
  ...tens.map((word, index): [string, number] => [word.replace(/y$/, 'ieth'), 20 + index * 10]),
  ['hundredth', 100],
  ['thousandth', 1000],
]);

/** Every word that is a number by itself, for finding out what a misspelt one was meant to be. */
export const NUMBER_WORDS: readonly string[] = [...values.keys(), ...scales.keys()];

const isNumberWord = (word: string): boolean => values.has(word) || scales.has(word);
const denominatorOf = (word: string): number | undefined =>
  denominators.get(word) ?? denominators.get(word.replace(/s$/, ''));

type Whole = { readonly value: number; readonly length: number };

/** `thirty`, `thirty nine`, `twelve`, `five`: below a hundred, and nothing that only adds up. */
function belowHundred(words: readonly string[], start: number): Whole | undefined {
  const first = values.get(words[start] ?? '');
  if (first === undefined) return undefined;
  const second = values.get(words[start + 1] ?? '');
  const isTens = first >= 20 && first % 10 === 0;
  return isTens && second !== undefined && second >= 1 && second <= 9
    ? { value: first + second, length: 2 }
    : { value: first, length: 1 };
}

/** `nineteen thirty nine`, `nineteen oh five`, `twenty twelve`: a year. */
function yearAt(words: readonly string[], start: number): Whole | undefined {
  const century = belowHundred(words, start);
  if (century === undefined || century.value < 10) return undefined;
  const at = start + century.length;
  const isOh = /^(?:oh|o)$/.test(words[at] ?? '');
  const rest = belowHundred(words, isOh ? at + 1 : at);
  if (rest === undefined || (isOh ? rest.value > 9 : rest.value < 10)) return undefined;
  const length = century.length + (isOh ? 1 : 0) + rest.length;
  return { value: century.value * 100 + rest.value, length };
}

/** `two thousand five hundred and three`; `and` and `a` only inside of it. */
function wholeAt(words: readonly string[], start: number): Whole | undefined {
  let end = start;
  let total = 0;
  let group: number | undefined;
  let lastScale = Infinity;
  while (end < words.length) {
    const word = words[end] ?? '';
    const scale = scales.get(word);
    const isLead = word === 'a' && end === start && scales.has(words[end + 1] ?? '');
    if (isLead) group = 1;
    else if (scale === 100 && (group ?? 1) < 100) group = (group ?? 1) * 100;
    else if (scale !== undefined && scale > 100 && scale < lastScale) {
      total += (group ?? 1) * scale;
      group = undefined;
      lastScale = scale;
    } else {
      const joins = word === 'and' && scales.has(words[end - 1] ?? '');
      const below = belowHundred(words, joins ? end + 1 : end);
      if (below === undefined || (group !== undefined && (group < 100 || group % 100 !== 0))) break;
      group = (group ?? 0) + below.value;
      end += below.length + (joins ? 1 : 0);
      continue;
    }
    end++;
  }
  return end === start ? undefined : { value: total + (group ?? 0), length: end - start };
}

type Read = { readonly digits: string; readonly length: number };

function fractionAt(words: readonly string[], start: number): Read | undefined {
  const whole = wholeAt(words, start);
  const article = /^(?:a|an)$/.test(words[start] ?? '') && whole === undefined;
  const length = article ? 1 : (whole?.length ?? 0);
  const denominator = denominatorOf(words[start + length] ?? '');
  if (denominator === undefined) return undefined;
  // "the third one" counts, it does not divide: alone only halves and quarters are amounts
  if (length === 0 && denominator !== 2 && denominator !== 4) return undefined;
  return { digits: `${String(whole?.value ?? 1)}/${String(denominator)}`, length: length + 1 };
}

function numberAt(words: readonly string[], start: number): Read | undefined {
  const fraction = fractionAt(words, start);
  if (fraction !== undefined) return fraction;
  const year = yearAt(words, start);
  if (year !== undefined) return { digits: String(year.value), length: year.length };
  const whole = wholeAt(words, start);
  if (whole === undefined) return undefined;
  const { value, length } = whole;
  const after = start + length;
  if (words[after] === 'and') {
    const part = fractionAt(words, after + 1);
    if (part !== undefined) {
      return { digits: `${String(value)} ${part.digits}`, length: length + 1 + part.length };
    }
  }
  if (words[after] === 'point') {
    let decimals = '';
    let end = after + 1;
    while ((values.get(words[end] ?? '') ?? 10) < 10) decimals += String(values.get(words[end++] ?? ''));
    if (decimals !== '') return { digits: `${String(value)}.${decimals}`, length: end - start };
  }
  return { digits: String(value), length };
}

/** `minus 5` to `-5`; between two numbers it takes away. `5 below zero` to `-5`. */
const withSigns = (text: string): string =>
  text
    .replace(/(?<![\d)]\s?)\b(?:minus|negative|neg\.?)\s+(?=[\d.])/g, '-')
    .replace(
      /(?<![-\d.])(\d+(?:[.,]\d+)?)((?:\s?°\s?[cf]?|\s?degrees?(?:\s(?:celsius|fahrenheit))?)?)\s(?:below|under)(?:\s(?:0|freezing)\b|$)/g,
      '-$1$2',
    );

/** Whether a number in words may begin with this one. */
const mayBegin = (word: string): boolean =>
  isNumberWord(word) || denominatorOf(word) !== undefined || word === 'a' || word === 'an';

/** English numbers in words to digits; the rest of the text stays: `one half of it` to `1/2 of it`. */
export function digitsForWords(text: string): string {
  const words = text.replace(/([a-z])-(?=[a-z])/gi, '$1 ').split(/\s+/);
  const trailing = /[.,!?;:]+$/;
  const isClosed = words.map((word) => trailing.test(word));
  const bare = words.map((word) => word.replace(trailing, '').toLowerCase());
  const out: string[] = [];
  let index = 0;
  while (index < words.length) {
    // a number does not go on behind a comma or a full stop
    const close = isClosed.indexOf(true, index);
    const within = close < 0 ? bare : bare.slice(0, close + 1);
    // "2.5 million" is one number; its scale is read with its digits
    const isScale = scales.has(bare[index] ?? '') && /\d$/.test(out.at(-1) ?? '');
    const read = !isScale && mayBegin(bare[index] ?? '') ? numberAt(within, index) : undefined;
    if (read === undefined) out.push(words[index++] ?? '');
    else {
      index += read.length;
      out.push(read.digits + (trailing.exec(words[index - 1] ?? '')?.[0] ?? ''));
    }
  }
  return withSigns(out.join(' '));
}
