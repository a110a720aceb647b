const digits = new Map(Array.from('零一二三四五六七八九').map((digit, index) => [digit, index]));
digits.set('两', 2).set('〇', 0);
const scales = new Map([
  ['十', 10],
  ['百', 100],
  ['千', 1000],
]);

/** `两百五` is 250, and `一万五` 15,000: a last digit counts in the place below the scale before it. */
const inFull = (text: string): string =>
  text.replace(/([百千万])([一二三四五六七八九])$/, (_, scale: string, digit: string) => {
    const below = { 百: '十', 千: '百', 万: '千' }[scale] ?? '';
    return `${scale}${digit}${below}`;
  });

function wholeOf(text: string): number {
  let total = 0;
  let section = 0;
  let digit = 0;
  for (const character of inFull(text)) {
    const scale = scales.get(character);
    if (character === '亿') {
      total = (total + section + digit) * 100_000_000;
      section = digit = 0;
    } else if (character === '万') {
      total += (section + digit) * 10_000;
      section = digit = 0;
    } else if (scale !== undefined) {
      section += (digit === 0 ? 1 : digit) * scale;
      digit = 0;
    } else digit = digits.get(character) ?? 0;
  }
  return total + section + digit;
}

const characters = '[零一二三四五六七八九两〇十百千万亿]+';

/** `一九三九` is said digit by digit. */
const read = (matched: string): string => {
  if (/^\d/.test(matched)) return matched;
  const isPlain = matched.length > 1 && [...matched].every((character) => digits.has(character));
  return isPlain ? [...matched].map((one) => String(digits.get(one))).join('') : String(wholeOf(matched));
};

const times: readonly [string, number][] = [
  ['亿', 100_000_000],
  ['万', 10_000],
];

/**
 * Chinese numbers to digits: `百分之七十五` to `75%`, `二分之一` and `一半` to `1/2`, `100万` to `1000000`, `零下五度` to
 * `-5度`. Characters that only look like numbers stay: `一样`, `千万别`.
 */
export function digitsForChinese(text: string): string {
  let plain = text
    .replace(/千米/g, '公里')
    .replace(/千克/g, '公斤')
    .replace(/一半/g, '1/2')
    .replace(new RegExp(`百分之(${characters}|[\\d.]+)`, 'g'), (_, part: string) => `${read(part)}%`)
    .replace(
      new RegExp(`(${characters}|\\d+)分之(${characters}|\\d+)`, 'g'),
      (_, bottom: string, top: string) => `${read(top)}/${read(bottom)}`,
    )
    .replace(new RegExp(`(?:零下|负)(?=${characters}|\\d)`, 'g'), '-')
    .replace(
      new RegExp(`(${characters})点([零一二三四五六七八九〇]+)(?![十点分半刻])`, 'g'),
      (_, before: string, after: string) =>
        `${read(before)}.${[...after].map((digit) => String(digits.get(digit) ?? 0)).join('')}`,
    );
  for (const [scale, factor] of times) {
    plain = plain.replace(new RegExp(`(\\d+(?:\\.\\d+)?)\\s?${scale}`, 'g'), (_, value: string) =>
      String(Math.round(Number(value) * factor * 1e6) / 1e6),
    );
  }
  return plain.replace(new RegExp(characters, 'g'), read);
}
