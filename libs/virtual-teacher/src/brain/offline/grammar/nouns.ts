const list = (text: string): Set<string> => new Set(text.trim().split(/\s+/));

/** Singular and plural look alike, or there is no singular. */
const invariant =
  list(`sheep fish deer series species aircraft people children men women police cattle trousers jeans
  scissors glasses shorts clothes headphones percent hundred thousand million billion dozen more other others kilo
  times feet teeth mice geese data media staff means news maths physics economics athletics gymnastics politics`);

/** Never counted by learners of the first years. */
const uncountable =
  list(`water milk money information homework advice furniture music bread butter rice sugar salt
  luggage weather traffic news knowledge rain snow sand tea coffee juice meat cheese air electricity equipment help fun
  work housework luck progress research grass gold petrol soup flour garbage rubbish trash honey jam love happiness`);

/** Things one can point at: alone in the singular they want an article. Not those of "at school", "to bed", "by bus". */
const concrete =
  list(`table chair desk park cinema garden house car book pen pencil dog cat shop restaurant museum box
  tree river mountain lake beach supermarket station airport hotel zoo cake ball bag computer phone picture window door
  bicycle bike kitchen room sofa lamp bird horse cow rabbit tiger lion elephant teacher doctor brother sister friend
  boy girl man woman child student farmer pupil village city street bridge cup plate bottle shirt jacket hat flower
  library theatre stadium letter story song question mistake problem answer teacher's hospital ticket umbrella camera film movie
  sandwich apple banana orange egg carrot tomato potato boat ship train plane`);

const irregularPlurals = new Map([
  ['man', 'men'],
  ['woman', 'women'],
  ['child', 'children'],
  ['foot', 'feet'],
  ['tooth', 'teeth'],
  ['mouse', 'mice'],
  ['goose', 'geese'],
  ['person', 'people'],
  ['knife', 'knives'],
  ['wife', 'wives'],
  ['life', 'lives'],
  ['leaf', 'leaves'],
  ['shelf', 'shelves'],
]);
const pluralWords = new Set(irregularPlurals.values());

export const isInvariant = (word: string): boolean => invariant.has(word);
export const isUncountable = (word: string): boolean => uncountable.has(word);
export const isConcrete = (word: string): boolean => concrete.has(word);
export const isIrregularPlural = (word: string): boolean => pluralWords.has(word);

export function pluralOf(noun: string): string {
  const irregular = irregularPlurals.get(noun);
  if (irregular !== undefined) return irregular;
  if (/(?:s|x|z|ch|sh)$/.test(noun)) return `${noun}es`;
  return /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`;
}
