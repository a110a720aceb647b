import { firstOf, type Rule, ruleOf } from '../said-word.js';
import { entryOf } from '../own-entry.js';
import { chineseCount, chineseDigits, chineseNumber } from './numbers.js';

const N = String.raw`(?:[1-9]\d{0,2}(?:[, \u00a0\u2009\u202f]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)`;
const VULGAR = '[¼-¾⅐-⅞]';

const UNITS: Readonly<Record<string, string>> = {
  km: '千米',
  m: '米',
  dm: '分米',
  cm: '厘米',
  mm: '毫米',
  μm: '微米',
  µm: '微米',
  nm: '纳米',
  kg: '千克',
  g: '克',
  mg: '毫克',
  t: '吨',
  L: '升',
  l: '升',
  mL: '毫升',
  ml: '毫升',
  h: '小时',
  min: '分钟',
  s: '秒',
  ms: '毫秒',
  '°C': '摄氏度',
  '℃': '摄氏度',
  '°F': '华氏度',
  '℉': '华氏度',
  '°': '度',
  W: '瓦',
  kW: '千瓦',
  kWh: '千瓦时',
  V: '伏',
  A: '安',
  mA: '毫安',
  Ω: '欧',
  N: '牛',
  J: '焦',
  kJ: '千焦',
  Pa: '帕',
  kPa: '千帕',
  Hz: '赫兹',
  kHz: '千赫',
  MHz: '兆赫',
  mol: '摩尔',
  K: '开尔文',
  ha: '公顷',
  GB: '吉字节',
  MB: '兆字节',
  KB: '千字节',
  kB: '千字节',
  dB: '分贝',
};
const POWERS: Readonly<Record<string, string>> = {
  '²': '平方',
  '³': '立方',
  '^2': '平方',
  '^3': '立方',
  2: '平方',
  3: '立方',
};
const SYMBOL = Object.keys(UNITS)
  .sort((a, b) => b.length - a.length)
  .join('|');
const UNIT = `(${SYMBOL})(\\^?[23]|[²³])?(?:/(${SYMBOL})(\\^?[23]|[²³])?)?(?![A-Za-z0-9])`;

function unitWords([symbol = '', power = '', below = '', belowPower = '']: readonly string[]): string {
  const above = (entryOf(POWERS, power) ?? '') + (entryOf(UNITS, symbol) ?? '');
  if (below === '') return above;
  const under = entryOf(UNITS, below) ?? '';
  return `${above}每${belowPower !== '' && below === 's' ? `二次方${under}` : (entryOf(POWERS, belowPower) ?? '') + under}`;
}

/** 80 km/h is 每小时八十千米 where a vehicle goes it; every other quotient is 米每秒. */
const quantity = ruleOf(`([-−+±])?(${N})(?:([-–~～])(${N}))?\\s?${UNIT}`, (match, { after }) => {
  const [, sign = '', number = '', dash = '', to = '', ...unit] = match;
  if (/^\s?[=+]\s?[a-z]/u.test(after) && /^[a-zA-Z]$/u.test(unit[0] ?? '')) return undefined;
  const isCold = sign !== '' && /^[°℃]/u.test(unit[0] ?? '');
  const minus = sign === '' || sign === '+' ? '' : sign === '±' ? '正负' : isCold ? '零下' : '负';
  const range = dash === '' ? '' : `到${chineseNumber(to)}`;
  const count = dash === '' && sign === '' ? chineseCount(number) : chineseNumber(number);
  if (unit[0] === 'km' && unit[2] === 'h') return `每小时${chineseNumber(number)}${range}千米`;
  return minus + count + range + unitWords(unit);
});

const CURRENCIES: Readonly<Record<string, string>> = {
  '¥': '元',
  '￥': '元',
  $: '美元',
  '€': '欧元',
  '£': '英镑',
  '₩': '韩元',
};
const money = firstOf(
  ruleOf(
    `([-−])?([${Object.keys(CURRENCIES).join('')}])\\s?(${N})(万亿|万|亿)?`,
    (match) =>
      `${match[1] === '' ? '' : '负'}${chineseNumber(match[3] ?? '')}${match[4] ?? ''}${CURRENCIES[match[2] ?? ''] ?? ''}`,
  ),
  ruleOf(
    `(${N})\\s?([€£$])`,
    (match) => `${chineseNumber(match[1] ?? '')}${CURRENCIES[match[2] ?? ''] ?? ''}`,
  ),
);

const fraction = firstOf(
  ruleOf(`([-−])?(?:(\\d+) )?(\\d+)[/⁄](\\d+)(?![\\d/])`, (match) => {
    const [, sign = '', whole = '', above = '', below = ''] = match;
    const part = `${chineseNumber(below)}分之${chineseNumber(above)}`;
    return (sign === '' ? '' : '负') + (whole === '' ? part : `${chineseNumber(whole)}又${part}`);
  }),
  ruleOf(`(\\d+)?(${VULGAR})`, (match) => {
    const [, above = '', below = ''] = /^(\d+)\u2044(\d+)$/u.exec((match[2] ?? '').normalize('NFKC')) ?? [];
    return `${match[1] === '' ? '' : `${chineseNumber(match[1] ?? '')}又`}${chineseNumber(below)}分之${chineseNumber(above)}`;
  }),
);

const dateParts = (year: string, month: string, day: string): string | undefined =>
  Number(month) < 1 || Number(month) > 12 || Number(day) > 31 || Number(day) < 1
    ? undefined
    : `${chineseDigits(year)}年${chineseNumber(String(Number(month)))}月${chineseNumber(String(Number(day)))}日`;

const CENTURY_DASH = String.raw`\s?[-–—~～]+\s?`;

/** Dates, years and times of day. */
export const chineseTime: Rule = firstOf(
  ruleOf(
    `(\\d{1,2})${CENTURY_DASH}(?=(?:公元)?前?\\d{1,2}世纪)`,
    ([, from = '']) => `${chineseNumber(from)}到`,
  ),
  // 前431—前404年: the second year has its own 前
  ruleOf(
    `(\\d{1,4})(年|世纪)?${CENTURY_DASH}(?=(?:公元)前?\\d|前\\d+(?:年|世纪))`,
    ([, from = '', unit = '']) =>
      `${from.length === 4 && !from.endsWith('00') ? chineseDigits(from) : chineseNumber(from)}${unit}到`,
  ),
  ruleOf(
    '([1-9]\\d{2,3})\\s?[-–—~～]\\s?([1-9]\\d{2,3})(?=\\s?年(?!代))',
    ([, from = '', to = '']) => `${chineseDigits(from)}到${chineseDigits(to)}`,
  ),
  ruleOf('(?<=公元)([1-9]\\d{2})(?=\\s?年)', ([, year = '']) => chineseDigits(year)),
  // addresses of computers, versions
  ruleOf('\\d{1,3}(?:\\.\\d{1,3}){2,}(?![\\d.])', ([written = '']) =>
    written.split('.').map(chineseDigits).join('点'),
  ),
  ruleOf(`(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})(?![\\d/-])`, (match) =>
    dateParts(match[1] ?? '', match[2] ?? '', match[3] ?? ''),
  ),
  ruleOf('([12]\\d{3})\\s?年', (match) => `${chineseDigits(match[1] ?? '')}年`),
  ruleOf(
    '([12]\\d{3})[-–—~～]([12]\\d{3})(?![\\d.]|\\s?[=+])',
    (match) => `${chineseDigits(match[1] ?? '')}到${chineseDigits(match[2] ?? '')}`,
  ),
  ruleOf('https?://(?:www\\.)?([\\w.-]+)[^\\s\\p{Script=Han}]*', (match) =>
    (match[1] ?? '').replaceAll('.', '点'),
  ),
  ruleOf(
    '(\\d{1,2})点\\s?[-–—~～]\\s?(?=\\d{1,2}点)',
    ([, hour = '']) => `${hour === '2' ? '两' : chineseNumber(hour)}点到`,
  ),
  ruleOf(
    '([01]?\\d|2[0-4])[:：]([0-5]\\d)(?:[:：]([0-5]\\d))?(?![:：\\d])(\\s?[-–—~～]\\s?(?=\\d{1,2}[:：]\\d\\d))?',
    (match, { before, after }) => {
      if (
        /(?:比|比例|比分|比值|比是|比为|以)\s?$/u.test(before) ||
        /^\s?(?:的比|赢|胜|负|获胜|战胜|击败)/u.test(after)
      )
        return undefined;
      const [, hour = '', minute = '', second = '', until = ''] = match;
      const minutes =
        Number(minute) === 0
          ? ''
          : `${Number(minute) < 10 ? '零' : ''}${chineseNumber(String(Number(minute)))}分`;
      return `${hour === '2' ? '两' : chineseNumber(String(Number(hour)))}点${minutes}${second === '' ? '' : `${chineseNumber(String(Number(second)))}秒`}${until === '' ? '' : '到'}`;
    },
  ),
  ruleOf(
    String.raw`(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|\d{3,4}-\d{3,4}-\d{3,4}|(?<=(?:拨打|电话|请打|号码|报警|热线)(?:是|为|：|:)?)1\d{2}(?!\d))`,
    (match) => chineseDigits((match[0] ?? '').replace(/\D/gu, '')).replace(/一/gu, '幺'),
  ),
);

const plain = firstOf(
  ruleOf(`(${N})\\s?[:：∶]\\s?(${N})(?:\\s?[:：∶]\\s?(${N}))?`, (match) =>
    match
      .slice(1)
      .filter((one) => one !== '')
      .map(chineseNumber)
      .join('比'),
  ),
  ruleOf(
    `(${N})[-–—~～](${N})(?![-\\d])`,
    (match, { before }) =>
      `${chineseNumber(match[1] ?? '')}${/(?:比分|获胜|战胜|胜|负|赢|输)[^。！？]{0,6}$/u.test(before) ? '比' : '到'}${chineseNumber(match[2] ?? '')}`,
  ),
  ruleOf(
    `([-−±])?(${N})(?=\\s?(?:个|只|条|本|张|位|名|人|块|份|杯|瓶|天|次|倍|种|支|把|件|辆|棵|朵|片|千克|公斤|米|小时|半|元|岁|点))`,
    (match, { before, after }) =>
      match[1] === ''
        ? before.endsWith('第') || (/^\s?(?:岁|点)/u.test(after) && match[2] !== '2')
          ? chineseNumber(match[2] ?? '')
          : chineseCount(match[2] ?? '')
        : `${match[1] === '±' ? '正负' : '负'}${chineseNumber(match[2] ?? '')}`,
  ),
  ruleOf(`([-−+±])?(${N})(?![A-Za-z\\d]|[.,]\\d)`, (match) =>
    (({ '-': '负', '−': '负', '+': '正', '±': '正负' })[match[1] ?? ''] ?? '')
      ? `${{ '-': '负', '−': '负', '+': '正', '±': '正负' }[match[1] ?? ''] ?? ''}${chineseNumber(match[2] ?? '')}`
      : chineseNumber(match[2] ?? ''),
  ),
);

const percent: Rule = ruleOf(`([-−+])?(${N})(?:[-–~～](${N}))?\\s?([%％‰])`, (match) => {
  const sign = match[1] === '-' || match[1] === '−' ? '负' : '';
  const to = match[3] === '' ? '' : `到百分之${chineseNumber(match[3] ?? '')}`;
  return `${sign}${match[4] === '‰' ? '千' : '百'}分之${chineseNumber(match[2] ?? '')}${to}`;
});

/** An amount with its unit, its currency, or in percent. */
export const chineseAmount: Rule = firstOf(
  money,
  percent,
  ruleOf(`(${N}) (B|TB|bit|bits)(?![A-Za-z\\d])`, ([, number = '', unit = '']) => {
    const name = unit === 'B' ? '字节' : unit === 'TB' ? '太字节' : '比特';
    return chineseCount(number) + name;
  }),
  quantity,
);
/** A unit that is named: 单位是m/s. */
const namedUnit: Rule = ruleOf(`(?<=单位(?:是|为|用|写作|：|:)?\\s?)${UNIT}`, ([, ...unit]) =>
  unitWords(unit),
);
export const chineseUnit: Rule = ruleOf(UNIT, ([, ...unit]) => unitWords(unit));
/** Everything with digits in it. */
export const amounts: Rule = firstOf(namedUnit, chineseAmount, fraction, plain);
