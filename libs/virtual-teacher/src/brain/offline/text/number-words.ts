const small = [
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen',
  'seventeen eighteen nineteen',
]
  .join(' ')
  .split(' ');
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
  ['hundredth', 100],
]);

const isNumberWord = (word: string): boolean => values.has(word) || scales.has(word);
const denominatorOf = (word: string): number | undefined =>
  denominators.get(word) ?? denominators.get(word.replace(/s$/, ''));

/** `two thousand five hundred`; undefined for what is no number. */
function wholeNumber(words: readonly string[]): number | undefined {
  let total = 0;
  let group = 0;
  for (const word of words) {
    if (word === 'and' || word === 'a') continue;
    const scale = scales.get(word);
    const value = values.get(word);
    if (scale === 100) group = (group === 0 ? 1 : group) * 100;
    else if (scale !== undefined) {
      total += (group === 0 ? 1 : group) * scale;
      group = 0;
    } else if (value !== undefined) group += value;
    else return undefined;
  }
  return total + group;
}

/** How many words from `start` make a number; `and` and `a` only inside of it. */
function lengthOfWhole(words: readonly string[], start: number): number {
  let end = start;
  while (end < words.length) {
    const word = words[end] ?? '';
    const next = words[end + 1] ?? '';
    if (isNumberWord(word)) end++;
    else if (word === 'and' && end > start && isNumberWord(next) && scales.has(words[end - 1] ?? '')) end++;
    else if (word === 'a' && end === start && scales.has(next)) end++;
    else break;
  }
  return end - start;
}

type Read = { readonly digits: string; readonly length: number };

function fractionAt(words: readonly string[], start: number): Read | undefined {
  const whole = lengthOfWhole(words, start);
  const article = /^(?:a|an)$/.test(words[start] ?? '') && whole === 0;
  const length = article ? 1 : whole;
  const denominator = denominatorOf(words[start + length] ?? '');
  if (denominator === undefined) return undefined;
  const numerator = article || whole === 0 ? 1 : wholeNumber(words.slice(start, start + whole));
  // "the third one" counts, it does not divide: alone only halves and quarters are amounts
  if (length === 0 && denominator !== 2 && denominator !== 4) return undefined;
  return { digits: `${String(numerator)}/${String(denominator)}`, length: length + 1 };
}

function numberAt(words: readonly string[], start: number): Read | undefined {
  const fraction = fractionAt(words, start);
  if (fraction !== undefined) return fraction;
  const length = lengthOfWhole(words, start);
  if (length === 0) return undefined;
  const value = wholeNumber(words.slice(start, start + length)) ?? 0;
  const after = start + length;
  if (words[after] === 'and') {
    const part = fractionAt(words, after + 1);
    if (part !== undefined)
      return { digits: `${String(value)} ${part.digits}`, length: length + 1 + part.length };
  }
  if (words[after] === 'point') {
    let decimals = '';
    let end = after + 1;
    while ((values.get(words[end] ?? '') ?? 10) < 10) decimals += String(values.get(words[end++] ?? ''));
    if (decimals !== '') return { digits: `${String(value)}.${decimals}`, length: end - start };
  }
  return { digits: String(value), length };
}

/** English numbers in words to digits; the rest of the text stays: `one half of it` to `1/2 of it`. */
export function digitsForWords(text: string): string {
  const words = text.replace(/([a-z])-(?=[a-z])/g, '$1 ').split(/\s+/);
  const out: string[] = [];
  let index = 0;
  while (index < words.length) {
    const trailing = /[.,!?;:]+$/;
    const bare = words.map((word) => word.replace(trailing, ''));
    const read = numberAt(bare, index);
    if (read === undefined) out.push(words[index++] ?? '');
    else {
      out.push(read.digits);
      index += read.length;
    }
  }
  return out.join(' ');
}

const chineseDigits = new Map(Array.from('零一二三四五六七八九').map((digit, index) => [digit, index]));
chineseDigits.set('两', 2).set('〇', 0);
const chineseScales = new Map([
  ['十', 10],
  ['百', 100],
  ['千', 1000],
]);

function chineseWhole(text: string): number {
  let total = 0;
  let section = 0;
  let digit = 0;
  for (const character of text) {
    const scale = chineseScales.get(character);
    if (character === '万') {
      total += (section + digit) * 10_000;
      section = digit = 0;
    } else if (scale !== undefined) {
      section += (digit === 0 ? 1 : digit) * scale;
      digit = 0;
    } else digit = chineseDigits.get(character) ?? 0;
  }
  return total + section + digit;
}

const characters = '[零一二三四五六七八九两〇十百千万]+';

/** Chinese numbers to digits: `百分之七十五` to `75%`, `二分之一` and `一半` to `1/2`. */
export function digitsForChinese(text: string): string {
  const whole = (matched: string) => (/^\d/.test(matched) ? matched : String(chineseWhole(matched)));
  return text
    .replace(/一半/g, '1/2')
    .replace(new RegExp(`百分之(${characters}|[\\d.]+)`, 'g'), (_, part: string) => `${whole(part)}%`)
    .replace(
      new RegExp(`(${characters}|\\d+)分之(${characters}|\\d+)`, 'g'),
      (_, bottom: string, top: string) => `${whole(top)}/${whole(bottom)}`,
    )
    .replace(
      new RegExp(`(${characters})点([零一二三四五六七八九〇]+)`, 'g'),
      (_, before: string, after: string) =>
        `${whole(before)}.${[...after].map((digit) => String(chineseDigits.get(digit) ?? 0)).join('')}`,
    )
    .replace(new RegExp(characters, 'g'), whole);
}
