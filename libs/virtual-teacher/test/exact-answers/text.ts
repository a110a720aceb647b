import { type Asked, short } from './rows.js';

/** Words: spelling, names, negation, forms. */
export const texts: readonly Asked[] = [
  short('Who lives next door?', 'neighbour', [
    ['neighbor', 'r'],
    ['the neighbor', 'r'],
    ['nieghbour', 'r'],
    ['uncle', 'wu'],
  ]),
  short('Where do actors play?', 'theatre', [
    ['theater', 'r'],
    ['a theater', 'r'],
    ['cinema', 'wu'],
  ]),
  short('Which metal is light and used for foil?', 'aluminium', [
    ['aluminum', 'r'],
    ['iron', 'wu'],
  ]),
  short('What carries oxygen in the blood?', 'haemoglobin', [['hemoglobin', 'r']]),
  short('What do we do with a talk?', 'organise', [['organize', 'r']]),
  short('Which element is yellow and smells?', 'sulphur', [['sulfur', 'r']]),
  short('What is the colour of ash?', 'grey', [
    ['gray', 'r'],
    ['green', 'w'],
  ]),
  short(
    'Complete: She ___ (not, be) here.',
    ["isn't", 'is not'],
    [
      ['isnt', 'r'],
      ["is n't", 'ru'],
      ["aren't", 'w'],
      ['is', 'w'],
    ],
  ),
  short('Answer in a sentence: can fish fly?', "They can't", [
    ['they cannot', 'r'],
    ['They can not', 'r'],
    ['they can', 'w'],
  ]),
  short('Which country has the capital Bratislava?', 'Slovakia', [
    ['slovakia', 'r'],
    ['Slovenia', 'w'],
    ['Slovakai', 'r'],
  ]),
  short('Which country is an island west of Britain?', 'Ireland', [
    ['Iceland', 'w'],
    ['Irland', 'r'],
  ]),
  short('Which country has the capital Vienna?', 'Austria', [
    ['Australia', 'w'],
    ['austria', 'r'],
  ]),
  short('Which country has the capital Tehran?', 'Iran', [['Iraq', 'w']]),
  short('Which king was beheaded?', 'Louis XVI', [
    ['Louis XIV', 'w'],
    ['louis xvi', 'r'],
    ['Louis XV', 'w'],
  ]),
  short('What is the salt of nitric acid called?', 'nitrate', [
    ['nitrite', 'w'],
    ['nitride', 'w'],
    ['nitrat', 'r'],
  ]),
  short('Which hydrocarbon has two carbons and a double bond?', 'ethene', [
    ['ethane', 'w'],
    ['ethyne', 'w'],
  ]),
  short('Which division makes egg cells?', 'meiosis', [
    ['mitosis', 'wu'],
    ['meiossis', 'r'],
  ]),
  short('What hangs from the roof of a cave?', 'stalactite', [
    ['stalagmite', 'wu'],
    ['stalactit', 'r'],
  ]),
  short('How do you spell the number 90?', 'ninety', [
    ['ninety', 'r'],
    ['n-i-n-e-t-y', 'r'],
    ['ninty', 'wp'],
    ['90', 'wpu'],
  ]),
  short('Write 12 in words.', 'twelve', [
    ['twelve', 'r'],
    ['twelf', 'wp'],
    ['12', 'wpu'],
  ]),
  short(
    'Write the word for a place with books.',
    'library',
    [
      ['libary', 'pw'],
      ['library', 'r'],
    ],
    {
      more: 'compare: {spelling: true}',
    },
  ),
  short(
    'True or false: whales are fish.',
    ['false', 'no'],
    [
      ['F', 'ru'],
      ['not true', 'ru'],
      ['yes', 'w'],
      ['true', 'w'],
      ['False.', 'r'],
      ["No, they aren't.", 'ru'],
      ['yes and no', 'uw'],
    ],
  ),
  short('Is the moon a star?', 'no', [
    ['nope', 'ru'],
    ['yes', 'w'],
    ['No, it is not.', 'ru'],
  ]),
  short('Which month comes after August?', 'September', [
    ['sept', 'ru'],
    ['Sep', 'ru'],
    ['october', 'w'],
  ]),
  short('Which planet is nearest to the sun?', 'Mercury', [
    ['It is Mercury', 'r'],
    ['not Mercury', 'w'],
    ['It is false that it is Mercury', 'wu'],
    ['I doubt that it is Mercury', 'wu'],
    ['Mercury or Venus', 'u'],
    ['Mercury Venus Earth Mars', 'u'],
    ['Which planet is nearest to the sun?', 'wu'],
    ["I don't know", 'wu'],
    ['no clue', 'wu'],
    ['Mercury you idiot', 'u'],
    ['水星', 'u'],
    ['Venus', 'wu'],
  ]),
  short(
    'What falls when it is very cold?',
    ['snowflakes', 'snow'],
    [
      ['snow flakes', 'r'],
      ['snow', 'r'],
      ['rain', 'w'],
    ],
  ),
  short(
    'Which organisation did 51 states found in 1945?',
    ['U.N.', 'United Nations'],
    [
      ['UN', 'r'],
      ['the united nations', 'r'],
      ['united-nations', 'r'],
      ['EU', 'w'],
    ],
  ),
  short('Which group of blood is rare?', 'AB-', [
    ['AB-', 'r'],
    ['AB+', 'w'],
    ['AB', 'wp'],
  ]),
  short(
    'Which vitamin is in oranges?',
    ['vitamin C', 'C'],
    [
      ['C', 'r'],
      ['vitamin c', 'r'],
      ['vitamin D', 'w'],
      ['D', 'w'],
    ],
  ),
  short('Write it short: They are not here.', "They aren't here", [
    ['They are not here', 'rpu'],
    ['they arent here', 'rp'],
  ]),
  short('Which article is missing? ___ honest man', 'an', [
    ['a', 'w'],
    ['the', 'w'],
    ['an', 'r'],
  ]),
  short('Who came first?', 'the second', [
    ['2nd', 'r'],
    ['second', 'r'],
    ['the third', 'w'],
    ['3rd', 'w'],
  ]),
];

/** Other languages than English. */
export const languages: readonly Asked[] = [
  short(
    '法国的首都是哪里？',
    '巴黎',
    [
      ['巴黎', 'r'],
      ['是巴黎', 'r'],
      ['不是巴黎', 'w'],
      ['并不是巴黎', 'w'],
      ['没有巴黎', 'w'],
      ['不会是巴黎', 'w'],
      ['特别是巴黎', 'ru'],
      ['伦敦', 'wu'],
      ['bālí', 'ru'],
      ['不是伦敦，是巴黎', 'r'],
    ],
    { language: 'zh-CN' },
  ),
  short(
    '哪个洲最热？',
    '非洲',
    [
      ['非洲', 'r'],
      ['不是非洲', 'w'],
      ['亚洲', 'wu'],
    ],
    { language: 'zh' },
  ),
  short(
    '判断：鲸鱼是鱼。',
    ['不对', '错'],
    [
      ['不对', 'r'],
      ['错', 'r'],
      ['不正确', 'r'],
      ['对', 'w'],
      ['没错', 'w'],
      ['是的', 'w'],
    ],
    { language: 'zh' },
  ),
  short(
    '可以闯红灯吗？',
    '不可以',
    [
      ['不能', 'ru'],
      ['不行', 'ru'],
      ['可以', 'w'],
      ['能', 'w'],
    ],
    { language: 'zh' },
  ),
  short(
    '谁写了《哈姆雷特》？',
    '莎士比亚',
    [
      ['莎士比亚', 'r'],
      ['莎士比亚写的', 'r'],
      ['鲁迅', 'wu'],
    ],
    { language: 'zh' },
  ),
  short(
    'Wie heißt die Hauptstadt von Bayern?',
    'München',
    [
      ['München', 'r'],
      ['Muenchen', 'r'],
      ['Munchen', 'rp'],
      ['nicht München', 'wu'],
      ['Das ist nicht München', 'wu'],
      ['Es ist München nicht', 'wu'],
      ['Berlin', 'wu'],
    ],
    { language: 'de' },
  ),
  short(
    'Was scheint am Tag?',
    'die Sonne',
    [
      ['Sonne', 'r'],
      ['die Sonne', 'r'],
      ['der Mond', 'w'],
      ['keine Sonne', 'wu'],
    ],
    {
      language: 'de',
    },
  ),
  short(
    'Wie spät ist es um 15:30?',
    'halb vier',
    [
      ['15:30', 'r'],
      ['halb vier', 'r'],
      ['halb drei', 'w'],
    ],
    { language: 'de' },
  ),
  short(
    'Quelle est la capitale de la France ?',
    'Paris',
    [
      ["C'est Paris", 'r'],
      ["Ce n'est pas Paris", 'wu'],
      ['pas Paris', 'wu'],
      ['Paris', 'r'],
      ['Lyon', 'wu'],
    ],
    { language: 'fr' },
  ),
  short(
    'Comment dit-on summer ?',
    "l'été",
    [
      ["l'ete", 'rp'],
      ['été', 'r'],
      ["l'hiver", 'wu'],
    ],
    { language: 'fr' },
  ),
  short(
    '¿Cómo se dice child?',
    ['niño', 'el niño'],
    [
      ['nino', 'rp'],
      ['un niño', 'r'],
      ['niño', 'r'],
    ],
    { language: 'es' },
  ),
  short(
    'How do you say child in Spanish?',
    'niño',
    [
      ['nino', 'pw'],
      ['niño', 'r'],
    ],
    { more: 'compare: {accents: partly}' },
  ),
  short('How do you say child in Spanish?', 'niño', [['nino', 'w']], {
    more: 'compare: {accents: required}',
  }),
  short(
    'How do you say hello in Chinese?',
    ['nǐ hǎo', '你好'],
    [
      ['ni hao', 'r'],
      ['ni3 hao3', 'r'],
      ['你好', 'r'],
      ['zài jiàn', 'w'],
    ],
  ),
  short(
    'Write 你好 in pinyin with tones.',
    'nǐ hǎo',
    [
      ['ni hao', 'pw'],
      ['nǐ hǎo', 'r'],
      ['ni3 hao3', 'r'],
      ['ní hǎo', 'pw'],
    ],
    {
      more: 'compare: {pinyin: tones}',
    },
  ),
];
