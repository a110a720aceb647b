/** British and American spelling, and short forms: the same word, written in two ways that are both right. */

const pairs =
  'grey:gray tyre:tire plough:plow aluminium:aluminum mould:mold jewellery:jewelry cosy:cozy pyjamas:pajamas sceptic:skeptic sceptical:skeptical maths:math mum:mom moustache:mustache practise:practice judgement:judgment enrol:enroll fulfil:fulfill skilful:skillful artefact:artifact doughnut:donut programme:program cheque:check ageing:aging acknowledgement:acknowledgment woollen:woolen marvellous:marvelous kerb:curb licence:license defence:defense offence:offense pretence:pretense axe:ax smoulder:smolder moult:molt yoghurt:yogurt tsar:czar draught:draft carcase:carcass likeable:likable sizeable:sizable whilst:while learnt:learned dreamt:dreamed burnt:burned spelt:spelled leapt:leaped';
const american = new Map(pairs.split(' ').map((pair) => pair.split(':') as [string, string]));

/** Greek and Latin parts in which a British "ae" or "oe" is an American "e". */
const classical =
  /(?:^|(?<=[a-z]))(?:anae|haem|leukae|paed|foet|oestr|oesoph|oedem|aesth|archae|encyclopae|rrhoea|noeu|caes|faec|gynae|orthopae|mediae|palaeo|aemi|diarrhoe|caecum|homoeo|amoeb|manoeu)/g;

function americanised(word: string): string {
  const plain = american.get(word) ?? american.get(word.replace(/s$/, ''));
  if (plain !== undefined)
    return word.endsWith('s') && !plain.endsWith('s') && !american.has(word) ? `${plain}s` : plain;
  if (word.length < 5) return word;
  return word
    .replace(/^sulph/, 'sulf')
    .replace(classical, (part) => part.replace(/ae|oe/, 'e'))
    .replace(/our(?=$|s$|ed$|ing$|ful|less|ite|able|hood|y$|al$|ist)/, 'or')
    .replace(/(?<=[bt])re(?=s?$)/, 'er')
    .replace(/(?<=[a-z]{2})is(?=(?:e|es|ed|er|ers|ing|ation|ations)$)/, 'iz')
    .replace(/ys(?=(?:e|es|ed|er|ing)$)/, 'yz')
    .replace(/ogue(?=s?$)/, 'og')
    .replace(/(?<=[aeiou][a-z]*[^aeiou][aeiou])ll(?=(?:ed|ing|er|ers|or|ors)$)/, 'l');
}

/** One spelling of an English word, the same for British and American writers. */
export const oneSpelling = (word: string): string => americanised(word);

const contractions: Readonly<Record<string, string>> = {
  "can't": 'can not',
  cant: 'can not',
  cannot: 'can not',
  "won't": 'will not',
  "shan't": 'shall not',
  "let's": 'let us',
  "i'm": 'i am',
  im: 'i am',
};
const withoutApostrophe = /^(is|are|was|were|do|does|did|have|has|had|would|could|should|must|need)nt$/;
const endings: readonly [RegExp, string][] = [
  [/n't$/, ' not'],
  [/'re$/, ' are'],
  [/'ll$/, ' will'],
  [/'ve$/, ' have'],
  [/^(it|he|she|that|what|there|who|where|here)'s$/, '$1 is'],
];

/** The whole words of a short form: `don't` is `do not`; any other word by itself. */
export function inFull(word: string): readonly string[] {
  const known = contractions[word];
  if (known !== undefined) return known.split(' ');
  if (withoutApostrophe.test(word)) return [word.replace(/nt$/, ''), 'not'];
  for (const [ending, full] of endings) if (ending.test(word)) return word.replace(ending, full).split(' ');
  return [word];
}
