type Lesson = { readonly en: string; readonly zh: string };

/** What each rule of grammar teaches, told to a whole class: general, without anybody's sentence. */
const lessons: Readonly<Record<string, Lesson>> = {
  'there-agreement': {
    en: 'after “there”, say “is” for one thing and “are” for several.',
    zh: '“there”后面，一个东西用“is”，几个东西用“are”。',
  },
  agreement: {
    en: 'the verb must fit its subject: I go, she goes; we were, he was.',
    zh: '动词要和主语一致：I go, she goes; we were, he was。',
  },
  'third-person': { en: 'with he, she or it, the verb takes an s.', zh: '主语是he、she、it时，动词要加s。' },
  'do-agreement': { en: 'say “he does not”, but “they do not”.', zh: '说“he does not”，但“they do not”。' },
  'do-form': {
    en: 'after “do”, “does” and “did” the verb keeps its base form.',
    zh: '“do”“does”“did”后面用动词原形。',
  },
  'much-many': {
    en: 'say “many” for what can be counted, and “much” for what cannot.',
    zh: '可数名词用“many”，不可数名词用“much”。',
  },
  plural: {
    en: 'after “two”, “many” and the like the noun takes its plural.',
    zh: '“two”“many”等后面的名词要用复数。',
  },
  article: {
    en: 'a single thing that can be counted needs “a” or “the” before it.',
    zh: '单数可数名词前要有“a”或“the”。',
  },
  gerund: {
    en: 'after “look forward to” the verb takes -ing.',
    zh: '“look forward to”后面的动词用-ing形式。',
  },
  'look-forward': { en: 'it is “look forward to”, with “to”.', zh: '是“look forward to”，不要漏掉“to”。' },
  'missing-be': {
    en: 'before a verb with -ing there is “am”, “is” or “are”.',
    zh: '-ing形式的动词前要有“am”“is”或“are”。',
  },
  'two-verbs': {
    en: 'one verb is enough: “he likes”, not “he is likes”.',
    zh: '一个动词就够了：“he likes”，不是“he is likes”。',
  },
  'verb-pattern': { en: 'say “like to dance” or “like dancing”.', zh: '说“like to dance”或“like dancing”。' },
  'word-order': { en: 'in a question the verb comes before its subject.', zh: '问句里动词在主语前面。' },
  pronoun: {
    en: 'the one who does something is I, he, she, we or they.',
    zh: '做主语要用I、he、she、we、they。',
  },
  irregular: {
    en: 'some verbs are irregular: go, went; buy, bought.',
    zh: '有些动词不规则：go, went; buy, bought。',
  },
  modal: {
    en: 'after “can”, “will” and “must” the verb keeps its base form.',
    zh: '“can”“will”“must”后面用动词原形。',
  },
  'a-an': {
    en: 'say “an” before a vowel sound, and “a” before the others.',
    zh: '元音前用“an”，其他用“a”。',
  },
  'past-time': {
    en: 'when the time is over, as with “yesterday”, the verb is in the past.',
    zh: '有“yesterday”这样的过去时间，动词用过去时。',
  },
  'since-for': {
    en: 'say “for” with a length of time, and “since” with its beginning.',
    zh: '一段时间用“for”，时间起点用“since”。',
  },
  preposition: {
    en: 'some verbs need a small word: “listen to music”.',
    zh: '有些动词要加介词：“listen to music”。',
  },
  'say-tell': {
    en: 'you say something, but you tell somebody something.',
    zh: '“say”后面是话，“tell”后面是人。',
  },
  'very-much': {
    en: '“very” does not go with a verb: I like it very much.',
    zh: '“very”不直接修饰动词：I like it very much。',
  },
  negation: {
    en: 'to say no, use “don’t” or “doesn’t” before the verb.',
    zh: '否定要在动词前用“don’t”或“doesn’t”。',
  },
  uncountable: {
    en: 'words like “information” and “advice” have no plural and take no “a”.',
    zh: '“information”“advice”这样的词没有复数，也不加“a”。',
  },
  comparison: { en: '“better” says “more” by itself.', zh: '“better”本身就是比较级，不再加“more”。' },
  spelling: { en: 'look at the spelling once more.', zh: '再检查一下拼写。' },
  'confused-words': {
    en: 'some words sound the same and are spelled differently.',
    zh: '有些词发音一样，写法不同。',
  },
};

export function ruleLesson(rule: string, language: 'en' | 'zh'): string | undefined {
  return lessons[rule]?.[language];
}
