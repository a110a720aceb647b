import { entryOf } from '../own-entry.js';

/** One and more of it. */
export type UnitName = readonly [one: string, more: string];

const regular = (name: string): UnitName => [name, `${name}s`];

/** Units that take the prefixes of the SI. */
const PREFIXED: Readonly<Record<string, UnitName>> = {
  m: regular('metre'),
  g: regular('gram'),
  l: regular('litre'),
  L: regular('litre'),
  s: regular('second'),
  Hz: ['hertz', 'hertz'],
  W: regular('watt'),
  V: regular('volt'),
  A: regular('ampere'),
  N: regular('newton'),
  J: regular('joule'),
  Pa: regular('pascal'),
  Ω: regular('ohm'),
  F: regular('farad'),
  mol: regular('mole'),
  eV: regular('electronvolt'),
  Wh: regular('watt hour'),
  Ah: regular('ampere hour'),
  VA: ['volt ampere', 'volt amperes'],
  P: regular('pixel'),
  B: regular('byte'),
  bit: regular('bit'),
  cal: regular('calorie'),
  K: ['kelvin', 'kelvin'],
  T: ['tesla', 'tesla'],
};

const PREFIXES: Readonly<Record<string, string>> = {
  n: 'nano',
  µ: 'micro',
  μ: 'micro',
  m: 'milli',
  c: 'centi',
  d: 'deci',
  h: 'hecto',
  k: 'kilo',
  M: 'mega',
  G: 'giga',
  T: 'tera',
};

const OTHERS: Readonly<Record<string, UnitName>> = {
  '%': ['percent', 'percent'],
  '‰': ['per mille', 'per mille'],
  '°': regular('degree'),
  '°C': ['degree celsius', 'degrees celsius'],
  '°F': ['degree fahrenheit', 'degrees fahrenheit'],
  '℃': ['degree celsius', 'degrees celsius'],
  '℉': ['degree fahrenheit', 'degrees fahrenheit'],
  ct: regular('cent'),
  kn: regular('knot'),
  min: regular('minute'),
  h: regular('hour'),
  hr: regular('hour'),
  hrs: regular('hour'),
  sec: regular('second'),
  t: regular('tonne'),
  ha: regular('hectare'),
  mi: regular('mile'),
  ft: ['foot', 'feet'],
  yd: regular('yard'),
  lb: regular('pound'),
  lbs: regular('pound'),
  oz: ['ounce', 'ounces'],
  gal: regular('gallon'),
  cd: regular('candela'),
  lm: ['lumen', 'lumens'],
  lx: ['lux', 'lux'],
  dB: regular('decibel'),
  bar: ['bar', 'bar'],
  mbar: ['millibar', 'millibar'],
  atm: regular('atmosphere'),
  Bq: ['becquerel', 'becquerels'],
  Sv: regular('sievert'),
  mph: ['mile an hour', 'miles an hour'],
  kmh: ['kilometre an hour', 'kilometres an hour'],
  kph: ['kilometre an hour', 'kilometres an hour'],
  rpm: ['revolution per minute', 'revolutions per minute'],
  bpm: ['beat per minute', 'beats per minute'],
  fps: ['frame per second', 'frames per second'],
  kbps: ['kilobit per second', 'kilobits per second'],
  Mbps: ['megabit per second', 'megabits per second'],
  Gbps: ['gigabit per second', 'gigabits per second'],
  px: regular('pixel'),
  tsp: regular('teaspoon'),
  tbsp: regular('tablespoon'),
  yr: regular('year'),
  yrs: regular('year'),
  qt: regular('quart'),
  pt: regular('pint'),
  ly: regular('light year'),
  AU: regular('astronomical unit'),
  Nm: regular('newton metre'),
  ppm: ['part per million', 'parts per million'],
};

/** The name of a unit's symbol; undefined when it is not the symbol of a unit. */
export function unitName(symbol: string): UnitName | undefined {
  const known = entryOf(OTHERS, symbol) ?? entryOf(PREFIXED, symbol);
  if (known !== undefined) return known;
  const base = entryOf(PREFIXED, symbol.slice(1));
  const prefix = entryOf(PREFIXES, symbol.slice(0, 1));
  if (base !== undefined && prefix !== undefined) return [prefix + base[0], prefix + base[1]];
  if (symbol === 'Ω' || symbol === '\u2126') return regular('ohm');
  const small = symbol.toLowerCase();
  return /^(?:KM|Km|KG|Kg|CM|Cm|MM|Mm|ML|Ml|MPH|Mph|KMH|Min)$/u.test(symbol) ? unitName(small) : undefined;
}
