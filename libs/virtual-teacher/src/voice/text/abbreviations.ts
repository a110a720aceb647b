/** An entry of one of the tables below; a word such as `constructor` has none. */
export const entryOf = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

/** Written short and said long; the full stop belongs to them and ends no sentence. */
export const ABBREVIATIONS: Readonly<Record<string, string>> = {
  'mr.': 'mister',
  mr: 'mister',
  'mrs.': 'missus',
  mrs: 'missus',
  'ms.': 'miz',
  'dr.': 'doctor',
  dr: 'doctor',
  'prof.': 'professor',
  'st.': 'saint',
  'jr.': 'junior',
  'sr.': 'senior',
  'e.g.': 'for example',
  'i.e.': 'that is',
  'etc.': 'et cetera',
  etc: 'et cetera',
  'vs.': 'versus',
  vs: 'versus',
  'approx.': 'approximately',
  'a.m.': 'ay m',
  'p.m.': 'p m',
  am: 'am',
  'no.': 'no',
  'fig.': 'figure',
  'ex.': 'example',
  'jan.': 'january',
  'feb.': 'february',
  'aug.': 'august',
  'sept.': 'september',
  'oct.': 'october',
  'nov.': 'november',
  'dec.': 'december',
  ok: 'okay',
};

/** After these a capital begins a name, no sentence. */
export const ENDS_NO_SENTENCE = new Set(
  'mr. mrs. ms. dr. prof. st. e.g. i.e. vs. approx. fig. ex. jan. feb. aug. sept. oct. nov. dec.'.split(' '),
);

export const SIGNS: Readonly<Record<string, string>> = {
  '+': 'plus',
  '=': 'equals',
  '−': 'minus',
  '×': 'times',
  '·': 'times',
  '÷': 'divided by',
  '≈': 'is about',
  '≠': 'is not equal to',
  '≤': 'is at most',
  '≥': 'is at least',
  '<': 'is less than',
  '>': 'is greater than',
  '&': 'and',
  '@': 'at',
  '#': 'number',
  '%': 'percent',
  '°': 'degrees',
  '→': 'becomes',
  '√': 'root of',
  π: 'pie',
};

/** After a number; the first is said for one, the second for more. */
export const UNITS: Readonly<Record<string, readonly [string, string]>> = {
  '%': ['percent', 'percent'],
  '°': ['degree', 'degrees'],
  '°c': ['degree celsius', 'degrees celsius'],
  '°f': ['degree fahrenheit', 'degrees fahrenheit'],
  mm: ['millimetre', 'millimetres'],
  cm: ['centimetre', 'centimetres'],
  m: ['metre', 'metres'],
  km: ['kilometre', 'kilometres'],
  g: ['gram', 'grams'],
  kg: ['kilogram', 'kilograms'],
  ml: ['millilitre', 'millilitres'],
  l: ['litre', 'litres'],
  ms: ['millisecond', 'milliseconds'],
  s: ['second', 'seconds'],
  min: ['minute', 'minutes'],
  h: ['hour', 'hours'],
  'km/h': ['kilometre an hour', 'kilometres an hour'],
  am: ['ay m', 'ay m'],
  pm: ['p m', 'p m'],
  x: ['times', 'times'],
};

export const CURRENCIES: Readonly<Record<string, readonly [string, string]>> = {
  $: ['dollar', 'dollars'],
  '€': ['euro', 'euros'],
  '£': ['pound', 'pounds'],
  '¥': ['yuan', 'yuan'],
};

/** Capitals that are said as a word; all others are spelled. */
export const WORDS_IN_CAPITALS = new Set(
  'nasa nato unesco unicef laser radar opec covid aids pin ram rom jpeg gif ascii'.split(' '),
);
