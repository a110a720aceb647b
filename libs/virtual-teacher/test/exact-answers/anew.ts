import { type Asked, open, short } from './rows.js';

const zh = { language: 'zh-CN' };

/** All kinds of short answers once more, judged by hand before they were judged here. */
export const anew: readonly Asked[] = [
  short('The temperature fell from 4 °C by 11 degrees. What is it now?', '-7 °C', [
    ['7 below', 'r'],
    ['seven degrees below zero', 'r'],
    ['7 °C', 'w'],
    ['it is minus seven', 'r'],
    ['-7 °F', 'pw'],
  ]),
  short('Which sign belongs between 0.3 and 0.29?', '>', [
    ['0.3 > 0.29', 'r'],
    ['greater than', 'r'],
    ['<', 'w'],
    ['≥', 'w'],
  ]),
  short('Which operator tells whether two values are not equal in Python?', '!=', [
    ['!=', 'r'],
    ['==', 'w'],
    ['=', 'w'],
    ['<>', 'wu'],
  ]),
  short('How much is the bus ticket?', '£2.80', [
    ['two pounds eighty', 'r'],
    ['280p', 'rp'],
    ['€2.80', 'pw'],
    ['£2.08', 'w'],
    ['28 pounds', 'w'],
  ]),
  short('Give the coordinates of the point.', '(-4, 1)', [
    ['(1, -4)', 'w'],
    ['x = -4, y = 1', 'r'],
    ['(-4/1)', 'wup'],
    ['-4 and 1', 'r'],
    ['(4, 1)', 'w'],
  ]),
  short('What is the volume of the box?', '24 cm³', [
    ['24 cubic centimetres', 'r'],
    ['24 cm²', 'pw'],
    ['24 ml', 'rpu'],
    ['24 cc', 'ru'],
    ['0.24 l', 'wpu'],
  ]),
  short('When was the treaty signed?', '4 July 1776', [
    ['July 4th, 1776', 'r'],
    ['4.7.1776', 'ru'],
    ['the fourth of July', 'pu'],
    ['7 April 1776', 'w'],
    ['1776', 'pu'],
  ]),
  short(
    'When does school begin?',
    '9 March',
    [
      ['9/3', 'r'],
      ['3/9', 'w'],
    ],
    { language: 'en-GB' },
  ),
  short(
    'When does school begin?',
    'March 9',
    [
      ['3/9', 'r'],
      ['9/3', 'w'],
    ],
    { language: 'en-US' },
  ),
  short('Which floor is the library on?', '3rd', [
    ['third', 'r'],
    ['on the 3rd floor', 'r'],
    ['the second', 'w'],
    ['3', 'r'],
  ]),
  short('What do you call the middle of a circle?', 'centre', [
    ['center', 'r'],
    ['the center point', 'ru'],
    ['centre of gravity', 'uwr'],
    ['not the centre', 'wu'],
  ]),
  short('Which gas do plants give off?', 'oxygen', [
    ['oxigen', 'r'],
    ['hydrogen', 'w'],
    ['oxygen or carbon dioxide', 'u'],
    ['carbon dioxide, not oxygen', 'w'],
    ['It is certainly not oxygen.', 'w'],
    ['O2', 'ru'],
  ]),
  short('Which country borders Niger in the south?', 'Nigeria', [
    ['Niger', 'w'],
    ['Nigeria is', 'r'],
    ['Algeria', 'w'],
  ]),
  short('Who taught Alexander?', 'Aristotle', [
    ['Aristotle taught him', 'r'],
    ['Alexander taught Aristotle', 'wu'],
    ['Socrates', 'w'],
    ['Plato and Aristotle', 'uw'],
  ]),
  short(
    '“医院”的拼音是什么？',
    'yī yuàn',
    [
      ['yiyuan', 'r'],
      ['yi1 yuan4', 'r'],
      ['yīyuàn', 'r'],
      ['yí yuǎn', 'pw'],
      ['yinyuan', 'w'],
    ],
    zh,
  ),
  short(
    '一年有多少个星期？',
    '52',
    [
      ['五十二', 'r'],
      ['五十二个星期', 'r'],
      ['二十五', 'w'],
      ['大概五十二个吧', 'ru'],
      ['五十二，不对，五十三', 'uw'],
    ],
    zh,
  ),
  short(
    '电影几点结束？',
    '10:45',
    [
      ['差一刻十一点', 'r'],
      ['十点三刻', 'r'],
      ['十点四十五', 'r'],
      ['十一点差十五分', 'r'],
      ['十一点一刻', 'w'],
    ],
    zh,
  ),
  short(
    '鲸鱼是鱼吗？',
    '不是',
    [
      ['是', 'w'],
      ['是的', 'w'],
      ['不，它是哺乳动物', 'r'],
      ['不是鱼', 'r'],
      ['是鱼', 'w'],
    ],
    zh,
  ),
  open(
    'Why do metals feel colder than wood in the same room?',
    [['metal conducts heat better', 'conducts heat better', 'better conductor', 'takes heat away faster']],
    [
      ['Metal is a better conductor than wood.', 'r'],
      ['Wood is a better conductor than metal.', 'wu'],
      ['Metal does not conduct heat better than wood.', 'wu'],
      ['Metal has a lower temperature, it does not conduct heat better.', 'wu'],
      ['I hate my life and want to kill myself', 'u'],
    ],
  ),
  open(
    'What is the difference between weather and climate?',
    [
      ['weather is short', 'weather is short', 'weather is from day to day', 'weather changes quickly'],
      ['climate is long', 'climate is long', 'climate is over many years', 'average over years'],
    ],
    [
      ['Weather is from day to day, but climate is over many years.', 'ru'],
      ['Climate is from day to day, weather is over many years.', 'wu'],
      ['Weather changes quickly.', 'p'],
      ['weather climate short long years day', 'u'],
    ],
  ),
  open(
    'How do plant cells differ from animal cells?',
    [
      ['cell wall', 'cell wall', 'cellulose wall'],
      ['chloroplasts', 'chloroplast'],
    ],
    [
      ["Animal cells have cell walls and chloroplasts, plant cells don't.", 'w'],
      ["Plant cells have cell walls and chloroplasts, animal cells don't.", 'r'],
    ],
  ),
  open(
    'What do fish have that whales do not?',
    [['gills', 'gills']],
    [
      ["Whales have gills, fish don't.", 'w'],
      ["Fish have gills, whales don't.", 'r'],
    ],
  ),
  open(
    'How are whales and fish different?',
    [['gills', 'gills']],
    [["Whales have gills, fish don't.", 'uw']],
  ),
  short('How many continents are there?', '7', [
    ['six, no wait, seven', 'r'],
    ['seven, no wait, six', 'w'],
  ]),
];
