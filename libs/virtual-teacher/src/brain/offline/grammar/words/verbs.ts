/** Irregular verbs: base, past, participle; `/` between forms of the same use. */
const table = `
arise arose arisen|be was/were been|beat beat beaten|become became become|begin began begun|bend bent bent|bet bet bet
bite bit bitten|bleed bled bled|blow blew blown|break broke broken|bring brought brought|build built built
burn burnt/burned burnt/burned|burst burst burst|buy bought bought|catch caught caught|choose chose chosen
come came come|cost cost cost|cut cut cut|dig dug dug|do did done|draw drew drawn|dream dreamt/dreamed dreamt/dreamed
drink drank drunk|drive drove driven|eat ate eaten|fall fell fallen|feed fed fed|feel felt felt|fight fought fought
find found found|fly flew flown|forget forgot forgotten|forgive forgave forgiven|freeze froze frozen|get got got/gotten
give gave given|go went gone|grow grew grown|hang hung hung|have had had|hear heard heard|hide hid hidden|hit hit hit
hold held held|hurt hurt hurt|keep kept kept|know knew known|lay laid laid|lead led led|learn learnt/learned learnt/learned
leave left left|lend lent lent|let let let|lie lay lain|light lit/lighted lit/lighted|lose lost lost|make made made|mean meant meant
meet met met|pay paid paid|put put put|quit quit quit|read read read|ride rode ridden|ring rang rung|rise rose risen
run ran run|say said said|see saw seen|sell sold sold|send sent sent|set set set|shake shook shaken|shine shone shone
shoot shot shot|show showed shown|shut shut shut|sing sang sung|sink sank sunk|sit sat sat|sleep slept slept
smell smelt/smelled smelt/smelled|speak spoke spoken|spend spent spent|spread spread spread|spring sprang sprung|stand stood stood
steal stole stolen|stick stuck stuck|swear swore sworn|sweep swept swept|swim swam swum|swing swung swung|take took taken
teach taught taught|tear tore torn|tell told told|think thought thought|throw threw thrown|understand understood understood|upset upset upset
wake woke woken|wear wore worn|win won won|write wrote written`;

type Verb = {
  readonly base: string;
  readonly past: readonly string[];
  readonly participle: readonly string[];
};

const verbs: readonly Verb[] = table
  .trim()
  .split(/[|\n]/)
  .map((line) => {
    const [base = '', past = '', participle = ''] = line.trim().split(' ');
    return { base, past: past.split('/'), participle: participle.split('/') };
  });

const byBase = new Map(verbs.map((verb) => [verb.base, verb]));
const byPast = new Map(verbs.flatMap((verb) => verb.past.map((form): [string, Verb] => [form, verb])));
const byParticiple = new Map(
  verbs.flatMap((verb) => verb.participle.map((form): [string, Verb] => [form, verb])),
);

/** `goed`, `buyed`, `runned`: regular endings on irregular verbs, with the verb. */
const regularised = new Map(
  verbs.flatMap((verb): [string, Verb][] => {
    const { base } = verb;
    const last = base.at(-1) ?? '';
    const forms = [`${base}ed`, `${base}d`, `${base}${last}ed`, base.replace(/y$/, 'ied')];
    return forms
      .filter((form) => form.endsWith('ed') && !verb.past.includes(form) && !byPast.has(form))
      .map((form): [string, Verb] => [form, verb]);
  }),
);
for (const word of [
  'feed',
  'need',
  'seed',
  'bleed',
  'red',
  'shed',
  'bed',
  'led',
  'winged',
  'ringed',
  'costed',
]) {
  regularised.delete(word);
}

export const irregularPastOf = (base: string): string | undefined => byBase.get(base)?.past[0];
export const participleOf = (base: string): string | undefined => byBase.get(base)?.participle[0];
/** The verb whose regular, and wrong, form a word is. */
export const regularisedVerb = (word: string): Verb | undefined => regularised.get(word);
/** Base of an irregular past, also of the ones that look like another form: `put`, `read`. */
export const baseOfPast = (word: string): string | undefined => byPast.get(word)?.base;
/** A participle that is no past too: `seen`, `gone`, `done`. */
export const onlyParticiple = (word: string): Verb | undefined =>
  byPast.has(word) ? undefined : byParticiple.get(word);
/** A past that is no participle: `wrote`, `broke`, and not `learned`. */
export const isPastAlone = (word: string): boolean =>
  byPast.has(word) && !byParticiple.has(word) && !/^(?:was|were|had|did)$/.test(word);
/** Past and base are the same word, so that a bare form tells no tense. */
export const pastIsBase = (word: string): boolean => byPast.get(word)?.base === word;

/** Third person singular of a base form. */
export function thirdPerson(base: string): string {
  if (base === 'have') return 'has';
  if (base === 'be') return 'is';
  if (/(?:s|x|z|ch|sh|o)$/.test(base)) return `${base}es`;
  return /[^aeiou]y$/.test(base) ? `${base.slice(0, -1)}ies` : `${base}s`;
}

/** The -ing form of a base form. */
export function gerund(base: string): string {
  if (/ie$/.test(base)) return `${base.slice(0, -2)}ying`;
  if (/[^eoy]e$/.test(base)) return `${base.slice(0, -1)}ing`;
  return /^[^aeiou]*[aeiou][bdgmnprt]$/.test(base) ? `${base}${base.at(-1) ?? ''}ing` : `${base}ing`;
}
