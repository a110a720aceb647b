/**
 * Stems of English words after Porter (1980), "An algorithm for suffix stripping": `evaporated` and `evaporation`
 * share one.
 */
const VOWEL = '[aeiouy]';
const measure = new RegExp(`${VOWEL}+[^aeiouy]+`, 'g');
const hasVowel = (stem: string): boolean => /[aeiouy]/.test(stem);
/** Porter's m: how often a run of vowels is followed by a run of consonants. */
const m = (stem: string): number => stem.match(measure)?.length ?? 0;
const endsShort = (stem: string): boolean => /[^aeiou][aeiouy][^aeiouwxy]$/.test(stem);

type Suffix = readonly [suffix: string, replacement: string];

const second: readonly Suffix[] = [
  ['ational', 'ate'],
  ['tional', 'tion'],
  ['ization', 'ize'],
  ['isation', 'ize'],
  ['iveness', 'ive'],
  ['fulness', 'ful'],
  ['ousness', 'ous'],
  ['ation', 'ate'],
  ['alism', 'al'],
  ['aliti', 'al'],
  ['iviti', 'ive'],
  ['biliti', 'ble'],
  ['entli', 'ent'],
  ['ousli', 'ous'],
  ['ator', 'ate'],
  ['izer', 'ize'],
  ['alli', 'al'],
  ['enci', 'ence'],
  ['anci', 'ance'],
  ['abli', 'able'],
  ['eli', 'e'],
];
const third: readonly Suffix[] = [
  ['icate', 'ic'],
  ['ative', ''],
  ['alize', 'al'],
  ['iciti', 'ic'],
  ['ical', 'ic'],
  ['ness', ''],
  ['ful', ''],
];
const fourth = /(?:ement|ance|ence|able|ible|ment|ant|ent|ism|ate|iti|ous|ive|ize|ion|al|er|ic|ou)$/;

function plural(word: string): string {
  if (/sses$|ies$/.test(word)) return word.slice(0, -2);
  return /[^s]s$/.test(word) ? word.slice(0, -1) : word;
}

function pastOrGerund(word: string): string {
  if (word.endsWith('eed')) return m(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
  const stem = word.replace(/(?:ed|ing)$/, '');
  if (stem === word || !hasVowel(stem)) return word;
  if (/(?:at|bl|iz)$/.test(stem)) return `${stem}e`;
  if (/([^aeiouylsz])\1$/.test(stem)) return stem.slice(0, -1);
  return m(stem) === 1 && endsShort(stem) ? `${stem}e` : stem;
}

function replaced(word: string, suffixes: readonly Suffix[]): string {
  const found = suffixes.find(([suffix]) => word.endsWith(suffix));
  if (found === undefined) return word;
  const stem = word.slice(0, -found[0].length);
  return m(stem) > 0 ? stem + found[1] : word;
}

function stripped(word: string): string {
  const [suffix] = fourth.exec(word) ?? [];
  if (suffix === undefined) return word;
  const stem = word.slice(0, -suffix.length);
  return m(stem) > 1 && (suffix !== 'ion' || /[st]$/.test(stem)) ? stem : word;
}

function tidied(word: string): string {
  const stem = word.slice(0, -1);
  if (word.endsWith('e') && (m(stem) > 1 || (m(stem) === 1 && !endsShort(stem)))) return stem;
  return word.endsWith('ll') && m(word) > 1 ? stem : word;
}

/** Irregular forms that a school's answers are full of; everything else is left to the rules. */
const irregular = new Map(
  `went>go gone>go was>be were>be is>be are>be am>be been>be being>be has>have had>have did>do does>do done>do
  made>make took>take taken>take gave>give given>give got>get gotten>get came>come ran>run saw>see seen>see
  grew>grow grown>grow knew>know known>know threw>throw thrown>throw fell>fall fallen>fall broke>break
  broken>break froze>freeze frozen>freeze rose>rise risen>rise sank>sink sunk>sink left>leave kept>keep
  held>hold told>tell said>say felt>feel found>find built>build burnt>burn lost>lose stuck>stick spun>spin
  stood>stand brought>bring thought>think caught>catch ate>eat eaten>eat drank>drink drunk>drink flew>fly
  flown>fly swam>swim blew>blow blown>blow hid>hide hidden>hide bigger>big biggest>big larger>large
  largest>large smaller>small smallest>small faster>fast fastest>fast slower>slow slowest>slow higher>high
  highest>high lower>low lowest>low longer>long longest>long shorter>short shortest>short harder>hard
  hardest>hard heavier>heavy heaviest>heavy lighter>light lightest>light hotter>hot hottest>hot colder>cold
  coldest>cold deeper>deep deepest>deep closer>close closest>close stronger>strong strongest>strong
  weaker>weak children>child men>man women>woman mice>mouse feet>foot teeth>tooth leaves>leaf`
    .split(/\s+/)
    .map((pair): [string, string] => [pair.split('>')[0] ?? '', pair.split('>')[1] ?? '']),
);

/** Adjectives of a school's answers whose comparative and superlative are regular. */
const adjectives =
  `soft thick thin warm cool bright dim dark loud quiet rough smooth near steep narrow wide tall tight
  loose clean clear dull sharp fine coarse wet dry old new young rich poor safe fresh cheap weak steady tiny easy early
  happy cloudy dirty noisy`.split(/\s+/);

for (const word of adjectives) {
  const base = /[^aeiou]y$/.test(word)
    ? `${word.slice(0, -1)}i`
    : /^[^aeiou]+[aeiou][mntd]$/.test(word)
      ? word + word.slice(-1)
      : word.replace(/e$/, '');
  irregular.set(`${base}er`, word).set(`${base}est`, word);
}

/** The stem of a word in small letters; a word of two letters is its own. */
export function stemOf(word: string): string {
  const base = irregular.get(word) ?? word;
  if (base.length <= 2 || !/^[a-z]+$/.test(base)) return base;
  let stem = pastOrGerund(plural(base));
  if (/..y$/.test(stem) && hasVowel(stem.slice(0, -1))) stem = `${stem.slice(0, -1)}i`;
  return tidied(stripped(replaced(replaced(stem, second), third)));
}
