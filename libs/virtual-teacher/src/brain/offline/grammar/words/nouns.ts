const list = (text: string): Set<string> => new Set(text.trim().split(/\s+/));

/** Singular and plural look alike, or there is no singular. */
const invariant =
  list(`sheep fish deer series species aircraft people children men women police cattle trousers jeans
  scissors glasses shorts clothes headphones percent hundred thousand million billion dozen more other others kilo
  times feet teeth mice geese trout salmon fruit data media staff means news maths physics economics athletics gymnastics politics`);

/** Never counted by learners of the first years. */
const uncountable =
  list(`water milk money information homework advice furniture music bread butter rice sugar salt
  luggage weather traffic news knowledge rain snow sand tea coffee juice meat cheese air electricity equipment help fun
  work housework luck progress research grass gold petrol soup flour garbage rubbish trash honey jam love happiness
  scenery jewellery jewelry clothing machinery software hardware wisdom evidence pollution transportation baggage stuff
  courage patience violence wealth laughter cash`);

/** Things one can point at: alone in the singular they want an article. Not those of "at school", "to bed", "by bus". */
const concrete =
  list(`table chair desk park cinema garden house car book pen pencil dog cat shop restaurant museum box
  tree river mountain lake beach supermarket station airport hotel zoo cake ball bag computer phone picture window door
  bicycle bike kitchen room sofa lamp bird horse cow rabbit tiger lion elephant teacher doctor brother sister friend
  boy girl man woman child student farmer pupil village city street bridge cup plate bottle shirt jacket hat flower
  library theatre stadium letter story song question mistake problem answer teacher's hospital ticket umbrella camera film movie
  sandwich apple banana orange egg carrot tomato potato boat ship train plane`);

/** Counted, and never alone in the singular: after a verb or an adjective they want an article. */
const countable =
  list(`accident accountant actor actress adult aeroplane airplane aunt actor animal answer apartment architect artist author
  baker bank barber basket bath bedroom bill bottle boss boyfriend branch brain bridge building bus businessman businesswoman button cafe
  cage camp campus candidate cap career cat centre chance cinema citizen classmate classroom clerk clock club coach coat
  colleague college company competition concert cook corner couple cousin customer cupboard daughter decision dentist desert designer
  dictionary difference director disease drawer dream dress driver duck ear egg employee engineer example exam exercise eye face fact factory
  family fan farm farmer festival field finger fireman flat foot forest frog game gift girlfriend glove goal grandfather grandmother guest
  guide guitarist gun hand headache hill hobby holiday host hour husband idea island job journalist
  journey key king knife lady language laptop lawyer lawn leader lesson letter lie list lorry magazine mechanic manager map market meal
  meeting member message method mirror monkey month mouse musician nephew necklace neighbour neighbor newspaper niece
  notebook nurse office opinion owner painter parent parrot passenger passport person photo photograph photographer physicist piano picture
  pilot pirate place plan planet player poem poet policeman policewoman pond pool postman present president prince princess prize
  professor programme program programmer project puppy purse queen question reason receptionist recipe result ring road roof
  rope rule runner sailor salesman scarf scientist secretary seat shelf shoe shopkeeper shower singer situation skirt skill snake
  soldier solution son spider spoon stage star stone store storm suggestion suit suitcase surgeon sweater swimmer system
  teammate telephone tent test tool topic tourist tower town toy truck tutor uncle vegetable village visitor waiter waitress wallet watch
  way week wolf worker world writer year`);

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
  ['wolf', 'wolves'],
  ['half', 'halves'],
  ['loaf', 'loaves'],
  ['thief', 'thieves'],
  ['calf', 'calves'],
  ['sheep', 'sheep'],
  ['deer', 'deer'],
  ['tomato', 'tomatoes'],
  ['potato', 'potatoes'],
  ['hero', 'heroes'],
]);
const pluralWords = new Set(irregularPlurals.values());

/** `childs`, `foots`, `childrens`: an s where the plural has none, or a second one; with the plural that is right. */
const wrongPlurals = new Map(
  [...irregularPlurals].flatMap(([singular, plural]): [string, string][] => [
    [`${singular}s`, plural],
    ...(/s$/.test(plural) ? [] : [[`${plural}s`, plural] as [string, string]]),
  ]),
);
for (const rightToo of ['persons', 'peoples', 'calfs']) wrongPlurals.delete(rightToo);

/** The right plural, where a word has a wrong one. */
export const mendedPlural = (word: string): string | undefined =>
  wrongPlurals.get(word) ??
  (/^(?:fire|police|post|sports?|business|sales|camera|fisher|milk|snow|gentle)m[ae]ns$/.test(word)
    ? word.replace(/m[ae]ns$/, 'men')
    : undefined);
export const isInvariant = (word: string): boolean => invariant.has(word);
export const isUncountable = (word: string): boolean => uncountable.has(word);
export const isCountable = (word: string): boolean => concrete.has(word) || countable.has(word);
export const isConcrete = (word: string): boolean => concrete.has(word);
export const isIrregularPlural = (word: string): boolean => pluralWords.has(word);

export function pluralOf(noun: string): string {
  const irregular = irregularPlurals.get(noun);
  if (irregular !== undefined) return irregular;
  if (/(?:s|x|z|ch|sh)$/.test(noun)) return `${noun}es`;
  return /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`;
}
