import { firstOf, type Rule, ruleOf, wordBefore } from '../said-word.js';
import { entryOf } from '../own-entry.js';
import { startsSentence } from '../../narration/initials.js';
import { cardinal, numberWords } from './number-words.js';
import { spelled } from './letters.js';

/** Written short and said long; the full stop belongs to them. */
const ABBREVIATIONS: Readonly<Record<string, string>> = {
  'mr.': 'mister',
  mr: 'mister',
  'mrs.': 'missus',
  mrs: 'missus',
  'ms.': 'miz',
  'prof.': 'professor',
  'rev.': 'reverend',
  'gen.': 'general',
  'capt.': 'captain',
  'col.': 'colonel',
  'lt.': 'lieutenant',
  'sgt.': 'sergeant',
  'gov.': 'governor',
  'sen.': 'senator',
  'pres.': 'president',
  'jr.': 'junior',
  'sr.': 'senior',
  'mt.': 'mount',
  'ft.': 'fort',
  'e.g.': 'for example',
  'i.e.': 'that is',
  'etc.': 'et cetera',
  etc: 'et cetera',
  'vs.': 'versus',
  vs: 'versus',
  'cf.': 'compare',
  'viz.': 'namely',
  'approx.': 'approximately',
  'tel.': 'telephone',
  'a.m.': 'ay m',
  'p.m.': 'p m',
  'inc.': 'incorporated',
  'ltd.': 'limited',
  'dept.': 'department',
  'jan.': 'january',
  'feb.': 'february',
  'aug.': 'august',
  'sept.': 'september',
  'oct.': 'october',
  'nov.': 'november',
  'dec.': 'december',
  'mon.': 'monday',
  'tue.': 'tuesday',
  'tues.': 'tuesday',
  'wed.': 'wednesday',
  'thu.': 'thursday',
  'thurs.': 'thursday',
  'fri.': 'friday',
  'sat.': 'saturday',
  'sun.': 'sunday',
  'ave.': 'avenue',
  'rd.': 'road',
  'blvd.': 'boulevard',
  'ex.': 'example',
  ok: 'okay',
};

/** Before a number: one, and more with an `s` or doubled. */
const BEFORE_NUMBERS: Readonly<Record<string, string>> = {
  'no.': 'number',
  'nos.': 'numbers',
  'p.': 'page',
  'pp.': 'pages',
  'fig.': 'figure',
  'figs.': 'figures',
  'ch.': 'chapter',
  'chs.': 'chapters',
  'vol.': 'volume',
  'vols.': 'volumes',
  'eq.': 'equation',
  'sec.': 'section',
  'art.': 'article',
  'para.': 'paragraph',
  'ca.': 'about',
  'c.': 'about',
  'q.': 'question',
  'ex.': 'exercise',
  'pt.': 'part',
  'n°': 'number',
  '№': 'number',
  '§': 'section',
};

const PLACES: Readonly<Record<string, readonly [title: string, place: string]>> = {
  'st.': ['saint', 'street'],
  'dr.': ['doctor', 'drive'],
  st: ['saint', 'street'],
  dr: ['doctor', 'drive'],
};

/** Saint and doctor stand before a name, street and drive behind one. */
const place: Rule = ruleOf(String.raw`(St|Dr)\.?(?![\p{L}\d])`, (match, { before, after }) => {
  const [title = '', street = ''] = PLACES[(match[0] ?? '').toLowerCase()] ?? [];
  const last = /(?:^|\s)["'(]?([\p{L}\d][\p{L}\d'-]*) $/u.exec(before)?.[1] ?? '';
  const isBehindName =
    /^(?:First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth)$/u.test(last) ||
    (/^(?:\p{Lu}|\d+(?:st|nd|rd|th)$)/u.test(last) &&
      !startsSentence(last) &&
      !(/^St/u.test(match[0] ?? '') ? /^(?:Mount|Lake|Fort|Port|Cape|King|Queen|Pope|I)$/u : /^I$/u).test(
        last,
      ));
  const next = /^\s+["'(]?(\p{Lu}[\p{L}']*)/u.exec(after)?.[1];
  if (next === undefined) return isBehindName || (match[0] === 'St.' && after === '') ? street : title;
  return isBehindName && startsSentence(next) ? street : title;
});

const abbreviation: Rule = ruleOf(
  String.raw`(?:[A-Za-z]\.){2,}|[A-Za-z]+\.?(?![\p{L}\d])`,
  (match, { before, after }) => {
    const short = (match[0] ?? '').toLowerCase();
    const long = entryOf(ABBREVIATIONS, short);
    const isAfterName = /(?:\p{Lu}\p{L}+|\d(?:st|nd|rd|th)) $/u.test(before);
    if (short === 'ft.' || short === 'sec.') return undefined;
    if (/^(?:mon|tues?|wed|thu|thurs|fri|sat|sun)\.$/u.test(short) && !/^\p{Lu}/u.test(match[0] ?? ''))
      return undefined;
    if (/^(?:rd|ave|blvd)\.$/u.test(short) && !isAfterName) return undefined;
    if (
      /^[a-z]+$/u.test(short) &&
      short !== 'etc' &&
      short !== 'ok' &&
      !/^\s+\p{Lu}/u.test(after) &&
      short !== 'vs'
    )
      return undefined;
    return long;
  },
);

/** Degrees are spelled: Ph.D., B.Sc. */
const degree: Rule = ruleOf(
  String.raw`(?:\p{Lu}\p{Ll}{0,2}\.\s?){1,2}\p{Lu}\p{Ll}?\.?(?![\p{L}\d])`,
  (match) =>
    /^(?:Ph|[BMD])\.\s?(?:D|Sc|Ed|Phil|Eng|Litt|A|S|Tech)\.?$/u.test(match[0] ?? '')
      ? spelled((match[0] ?? '').replace(/[^\p{L}]/gu, ''))
      : undefined,
);

/** Days of the week before a date, without their full stop. */
const weekday: Rule = ruleOf(
  String.raw`(Mon|Tues?|Wed|Thu|Thur|Thurs|Fri|Sat|Sun)\.?(?=,? (?:\d{1,2}\b(?![:.]\d)|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)))`,
  (match) =>
    ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].find((day) =>
      day.startsWith((match[1] ?? '').toLowerCase()),
    ),
);

const numbered: Rule = ruleOf(String.raw`(?:[A-Za-z]{1,5}\.|[Nn]°|№|§)(?=\s?(?:\d|\(\d|[IVX]+\b))`, (match) =>
  entryOf(BEFORE_NUMBERS, (match[0] ?? '').toLowerCase()),
);

/** A file's or program's ending is spelled where it is no word. */
const ending = (text: string): string =>
  /^(?:net|com|org|info|edu|gov|io|dot|cloud|app|dev|shop|online|name|museum|wiki)$/iu.test(text)
    ? text.toLowerCase()
    : text.length <= 3
      ? spelled(text)
      : text.toLowerCase();
const parts = (text: string): string =>
  text
    .split('.')
    .map((part, index, all) =>
      index === all.length - 1 ? ending(part) : /^\p{Lu}{2,5}$/u.test(part) ? spelled(part) : letters(part),
    )
    .join(' dot ');
const letters = (text: string): string =>
  text
    .replace(/\d+/gu, (digits) => ` ${numberWords(digits).join(' ')} `)
    .replace(/[-_]/gu, ' ')
    .replace(/(?<!\p{L})a(?!\p{L})/giu, 'ay')
    .toLowerCase();

/** Addresses: the host alone. A link with words says its words. */
const address: Rule = firstOf(
  ruleOf(
    String.raw`(?:https?|ftp)://(?:[^\s/@]*@)?(?:www\.)?([\p{L}\d.-]+)(?::\d+)?[^\s"'<>]*?(?=[.,;:!?)"']*(?:\s|$))`,
    (match) => parts((match[1] ?? '').replace(/\.+$/u, '')),
    'i',
  ),
  ruleOf(
    String.raw`www\.([\p{L}\d-]+(?:\.[\p{L}\d-]+)+)(?:/[^\s"'<>]*?)?(?=[.,;:!?)"']*(?:\s|$))`,
    (match) => parts(match[1] ?? ''),
    'i',
  ),
  ruleOf(
    String.raw`([\p{L}\d._-]{1,64})@([\p{L}\d-]+(?:\.[\p{L}\d-]+)+)`,
    (match) => `${(match[1] ?? '').split('.').map(letters).join(' dot ')} at ${parts(match[2] ?? '')}`,
  ),
  ruleOf(
    String.raw`([\p{L}\d-]{2,}(?:\.[\p{L}\d-]{2,}){0,3}\.(?:org|com|net|edu|gov|io|cn|de|fr|uk|info|js|py|ts|md|pdf|txt|csv|html|css|exe|jpg|png|mp3|mp4|docx?|xlsx?|pptx?))(?:/[^\s"'<>]*?)?(?=[.,;:!?)"']*(?:\s|$))`,
    (match) => parts(match[1] ?? ''),
    'i',
  ),
);

/** Signs that belong to names: C#, C++, .NET, B♭, #1, #tag. */
const signed: Rule = firstOf(
  ruleOf(String.raw`([A-Z])\+\+(?![\p{L}\d])`, (match) => `${spelled(match[1] ?? '')} plus plus`),
  ruleOf(String.raw`([A-Z])[#♯](?![\p{L}\d])`, (match) => `${spelled(match[1] ?? '')} sharp`),
  ruleOf(String.raw`([A-G])♭(?![\p{L}\d])`, (match) => `${spelled(match[1] ?? '')} flat`),
  ruleOf(
    String.raw`(?<![-+=×*/]\s?)([A-Z])-(\d{1,4})(?![\d\p{L}^]|\s?[-=+×*/])`,
    (match) => `${spelled(match[1] ?? '')} ${numberWords(match[2] ?? '').join(' ')}`,
  ),
  ruleOf(String.raw`\.(NET)(?![\p{L}\d])`, () => 'dot net'),
  ruleOf(String.raw`\.([a-z]{2,5})(?![\p{L}\d.])`, (match) => `dot ${ending(match[1] ?? '')}`),
  ruleOf(
    String.raw`#(\d+)`,
    (match) => `number ${cardinal(Number((match[1] ?? '').slice(0, 12))).join(' ')}`,
  ),
  ruleOf(String.raw`#(\p{L}+)`, (match) =>
    /^[a-z]+$/iu.test(match[1] ?? '') ? `hashtag ${(match[1] ?? '').toLowerCase()}` : undefined,
  ),
  ruleOf(
    String.raw`([A-Z])&([A-Z])(?![\p{L}\d])`,
    (match) => `${spelled(match[1] ?? '')} and ${spelled(match[2] ?? '')}`,
  ),
  ruleOf(String.raw`([A-Z])([+−-])(?=[\s.,;:!?)]*$|[.,;:!?)]|\s[\p{L}])`, (match, { after }) =>
    /^\s[A-Za-z](?![\p{L}])/u.test(after) && !/^\s[aI]\b/u.test(after)
      ? undefined
      : `${spelled(match[1] ?? '')} ${match[2] === '+' ? 'plus' : 'minus'}`,
  ),
);

/** `he/she` offers one or the other; `s/he` too. */
const pronouns = ruleOf(
  String.raw`(s|he|she|him|her|his|hers)/(he|she|him|her|his|hers)(?:/(they|them|their|theirs))?(?![\p{L}\d])`,
  ([, first = '', second = '', third = '']) =>
    [first === 's' ? 'she' : first, second, third]
      .filter((word) => word !== '')
      .join(' or ')
      .toLowerCase(),
  'i',
);

export const name: Rule = firstOf(address, pronouns, numbered, degree, weekday, place, abbreviation, signed);

/** Whether the word before calls what follows a letter: vitamin C. */
export const isLabelled = (before: string): boolean =>
  /^(?:option|answer|letter|choice|point|part|vitamin|plan|type|group|grade|class|section|column|row|variable|set|line|angle|triangle|note|key|team|side|source|document|sample|case|player|city|house|box|circle|method|event|experiment|solution|beaker|tube|method|diagram|graph|item|node|string|figure|level|appendix|hepatitis|an?|the letter)$/iu.test(
    wordBefore(before),
  );
