export type UnitWord = {
  /** The first one is shown to students. */
  readonly symbols: readonly string[];
  /** Small letters, singular, in all spellings. */
  readonly names: readonly string[];
  readonly factor: number;
  /** Powers of base quantities. */
  readonly of: Readonly<Record<string, number>>;
  readonly prefixes?: readonly string[];
  readonly offset?: number;
  readonly shown?: string;
  /** The units that a word stands for: `kmh` for km/h. */
  readonly means?: readonly string[];
};

/** Symbol, name, factor. */
export const PREFIXES: readonly (readonly [string, string, number])[] = [
  ['n', 'nano', 1e-9],
  ['µ', 'micro', 1e-6],
  ['μ', 'micro', 1e-6],
  ['m', 'milli', 1e-3],
  ['c', 'centi', 1e-2],
  ['d', 'deci', 1e-1],
  ['h', 'hecto', 1e2],
  ['k', 'kilo', 1e3],
  ['M', 'mega', 1e6],
  ['G', 'giga', 1e9],
  ['T', 'tera', 1e12],
];
const all = PREFIXES.map(([symbol]) => symbol);
const large = ['m', 'k', 'M', 'G'];

const unit = (
  symbols: string,
  names: string,
  of: UnitWord['of'],
  factor = 1,
  rest: Pick<UnitWord, 'prefixes' | 'offset' | 'means' | 'shown'> = {},
): UnitWord => ({
  symbols: symbols.split(' ').filter((one) => one !== ''),
  names: names.split('|').filter((one) => one !== ''),
  of,
  factor,
  ...rest,
});

const LENGTH = { m: 1 };
const MASS = { kg: 1 };
const TIME = { s: 1 };
const VOLUME = { m: 3 };
const ENERGY = { kg: 1, m: 2, s: -2 };
const SPEED = { m: 1, s: -1 };
const WARMTH = { K: 1 };

/** Units of school subjects; a word that is not here is no unit that could be converted. */
export const NAMED_UNITS: readonly UnitWord[] = [
  unit('m', 'metre|meter|米', LENGTH, 1, { prefixes: all }),
  unit('', '公里|千米', LENGTH, 1000, { shown: 'km' }),
  unit('', '分米', LENGTH, 0.1, { shown: 'dm' }),
  unit('', '厘米', LENGTH, 0.01, { shown: 'cm' }),
  unit('', '毫米', LENGTH, 0.001, { shown: 'mm' }),
  unit('mi', 'mile|英里', LENGTH, 1609.344),
  unit('yd', 'yard', LENGTH, 0.9144),
  unit('ft', 'foot|feet|英尺', LENGTH, 0.3048),
  unit('inch', 'inch|inche|英寸', LENGTH, 0.0254),
  unit('ly', 'light year|light-year|光年', LENGTH, 9.4607e15),
  unit('g', 'gram|gramme|克', MASS, 0.001, { prefixes: ['µ', 'm', 'k'] }),
  unit('', 'kilo|公斤|千克', MASS, 1, { shown: 'kg' }),
  unit('t', 'tonne|ton|吨', MASS, 1000),
  unit('', '斤', MASS, 0.5),
  unit('lb lbs', 'pound of weight', MASS, 0.45359237),
  unit('oz', 'ounce', MASS, 0.028349523),
  unit('l L', 'litre|liter|升', VOLUME, 0.001, { prefixes: ['m', 'c', 'd', 'h'] }),
  unit('', '毫升', VOLUME, 1e-6, { shown: 'ml' }),
  unit('gal', 'gallon', VOLUME, 0.003785411784),
  unit('ha', 'hectare|公顷', { m: 2 }, 10_000),
  unit('ac', 'acre', { m: 2 }, 4046.8564224),
  unit('s', 'second|sec|秒', TIME, 1, { prefixes: ['n', 'µ', 'm'] }),
  unit('min', 'minute|分钟', TIME, 60),
  unit('h', 'hour|hr|小时|个小时|钟头', TIME, 3600),
  unit('d', 'day|天', TIME, 86_400),
  unit('wk', 'week|周|星期', TIME, 604_800),
  unit('yr', 'year|年', { year: 1 }),
  unit('', 'month|个月', { year: 1 }, 1 / 12),
  unit('%', 'percent|per cent|pct', { share: 1 }, 0.01),
  unit('°C ℃ C', 'degree celsius|celsius|centigrade|摄氏度', WARMTH, 1, { offset: 273.15 }),
  unit('°F ℉ F', 'degree fahrenheit|fahrenheit|华氏度', WARMTH, 5 / 9, { offset: 459.67 * (5 / 9) }),
  unit('K', 'kelvin', WARMTH, 1),
  unit('°', 'degree|度', { angle: 1 }, 1),
  unit('rad', 'radian', { angle: 1 }, 180 / Math.PI),
  unit('N', 'newton|牛顿|牛', { kg: 1, m: 1, s: -2 }, 1, { prefixes: large }),
  unit('J', 'joule|焦耳|焦', ENERGY, 1, { prefixes: large }),
  unit('cal', 'calorie', ENERGY, 4.184, { prefixes: ['k'] }),
  unit('Wh', 'watt hour|watt-hour', ENERGY, 3600, { prefixes: ['k', 'M'] }),
  unit('', '千瓦时|度电', ENERGY, 3.6e6, { shown: 'kWh' }),
  unit('eV', 'electronvolt|electron volt', ENERGY, 1.602176634e-19, { prefixes: ['k', 'M'] }),
  unit('W', 'watt|瓦特|瓦', { kg: 1, m: 2, s: -3 }, 1, { prefixes: large }),
  unit('', '千瓦', { kg: 1, m: 2, s: -3 }, 1000, { shown: 'kW' }),
  unit('Pa', 'pascal|帕斯卡|帕', { kg: 1, m: -1, s: -2 }, 1, { prefixes: ['h', 'k', 'M'] }),
  unit('bar', 'bar', { kg: 1, m: -1, s: -2 }, 100_000, { prefixes: ['m'] }),
  unit('Hz', 'hertz|赫兹', { s: -1 }, 1, { prefixes: ['k', 'M', 'G'] }),
  unit('A', 'ampere|amp|安培|安', { A: 1 }, 1, { prefixes: ['µ', 'm', 'k'] }),
  unit('V', 'volt|伏特|伏', { kg: 1, m: 2, s: -3, A: -1 }, 1, { prefixes: ['m', 'k', 'M'] }),
  unit('Ω ohm', 'ohm|欧姆|欧', { kg: 1, m: 2, s: -3, A: -2 }, 1, { prefixes: ['k', 'M'] }),
  unit('', 'coulomb|库仑', { A: 1, s: 1 }),
  unit('T', 'tesla', { kg: 1, s: -2, A: -1 }),
  unit('mol', 'mole|摩尔', { mol: 1 }, 1, { prefixes: ['m'] }),
  unit('M', '', { mol: 1, m: -3 }, 1000),
  unit('cd', 'candela', { cd: 1 }),
  unit('B', 'byte|字节', { byte: 1 }, 1, { prefixes: ['k', 'M', 'G', 'T'] }),
  unit('', 'bit', { byte: 1 }, 0.125),
  unit('kmh kph kmph', 'kilometre an hour', SPEED, 1 / 3.6, { means: ['km1', 'h-1'] }),
  unit('mph', 'mile an hour', SPEED, 0.44704, { means: ['mi1', 'h-1'] }),
  unit('kn', 'knot', SPEED, 0.514444),
  unit('€', 'euro|eur|欧元', { euro: 1 }),
  unit('$ US$', 'dollar|usd|buck|美元|美金', { dollar: 1 }),
  unit('£', 'pound|gbp|quid|英镑', { pound: 1 }),
  unit('p', 'penny|pence', { pound: 1 }, 0.01),
  unit('¥', 'yuan|rmb|cny|元|块|块钱|人民币', { yuan: 1 }),
  unit('', 'yen|jpy|円|日元', { yen: 1 }, 1, { shown: 'yen' }),
  unit('', '角|毛', { yuan: 1 }, 0.1),
  unit('¢', 'cent', { cent: 1 }, 0.01),
];
