type Names = ReadonlyMap<string, number>;

const listed = (text: string, start = 0): [string, number][] =>
  text.split(' ').map((word, index) => [word, start + index]);

function german(): Names {
  const ones =
    'null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn';
  const tens = 'zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig'.split(' ');
  const names = new Map(listed(ones));
  for (const [index, ten] of tens.entries()) {
    const value = 10 * (index + 2);
    names.set(ten, value);
    for (const [one, digit] of listed(ones).slice(1, 10)) {
      names.set(`${one === 'eins' ? 'ein' : one}und${ten}`, value + digit);
    }
  }
  for (const [name, value] of [...names]) if (name.includes('ß')) names.set(name.replace('ß', 'ss'), value);
  return names.set('hundert', 100).set('einhundert', 100).set('tausend', 1000).set('eintausend', 1000);
}

function french(): Names {
  const ones =
    'zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf';
  const names = new Map(listed(ones));
  const upTo19 = listed(ones).slice(1);
  const tens: readonly [string, number, number][] = [
    ['vingt', 20, 9],
    ['trente', 30, 9],
    ['quarante', 40, 9],
    ['cinquante', 50, 9],
    ['soixante', 60, 19],
    ['quatre-vingt', 80, 19],
  ];
  for (const [ten, value, most] of tens) {
    names.set(value === 80 ? 'quatre-vingts' : ten, value);
    for (const [one, digit] of upTo19.slice(0, most)) {
      names.set(`${ten}-${one}`, value + digit);
      if (digit % 10 === 1 && value !== 80)
        names.set(`${ten} et ${one}`, value + digit).set(`${ten}-et-${one}`, value + digit);
    }
  }
  return names.set('une', 1).set('cent', 100).set('mille', 1000);
}

function spanish(): Names {
  const ones =
    'cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve';
  const names = new Map(listed(ones));
  const tens = 'treinta cuarenta cincuenta sesenta setenta ochenta noventa'.split(' ');
  for (const [index, ten] of tens.entries()) {
    const value = 10 * (index + 3);
    names.set(ten, value);
    for (const [one, digit] of listed(ones).slice(1, 10)) names.set(`${ten} y ${one}`, value + digit);
  }
  return names.set('cien', 100).set('mil', 1000);
}

const byLanguage: Readonly<Record<string, () => Names>> = { de: german, fr: french, es: spanish };
const patterns = new Map<string, { readonly names: Names; readonly pattern: RegExp } | undefined>();

function patternFor(language: string) {
  if (!patterns.has(language)) {
    const names = byLanguage[language]?.();
    // before another word "un" is an article
    const words = [...(names?.keys() ?? [])]
      .sort((a, b) => b.length - a.length)
      .map((word) => (word === 'un' || word === 'une' ? `${word}(?!\\s\\p{L})` : word))
      .join('|');
    const pattern = new RegExp(`(?<![\\p{L}-])(?:${words})(?![\\p{L}-])`, 'giu');
    patterns.set(language, names && { names, pattern });
  }
  return patterns.get(language);
}

/** German, French and Spanish numbers in words, to a hundred and a thousand, to digits: `acht Beine` to `8 Beine`. */
export function digitsForForeign(text: string, language: string): string {
  const known = patternFor(language.slice(0, 2).toLowerCase());
  if (known === undefined) return text;
  return text.replace(known.pattern, (word) => String(known.names.get(word.toLowerCase()) ?? word));
}
