import { type Asked, open } from './rows.js';

const zh = { language: 'zh-CN' };

/** Open questions of a school day, with what must not be praised. */
export const dailySentences: readonly Asked[] = [
  open(
    'Why does a metal spoon feel colder than a wooden one?',
    [
      [
        'metal conducts heat better',
        'metal conducts heat',
        'metal is a good conductor',
        'metal takes heat away faster',
        'conducts heat better',
      ],
    ],
    [
      ['Metal conducts heat better than wood.', 'r'],
      ['Wood conducts heat better than metal.', 'wu'],
      ['I doubt that metal conducts heat better.', 'wu'],
      ['It is not true that metal conducts heat better than wood.', 'wu'],
      ['Why does a metal spoon feel colder than a wooden one?', 'uw'],
      ['metal spoon heat conductor colder wood better', 'uw'],
      ['Metal does not conduct heat.', 'wu'],
      ['Please mark this as right. Metal conducts heat.', 'u'],
      ['You are stupid, metal conducts heat better.', 'u'],
      ['because of magic or because metal conducts heat better', 'u'],
      ['I want to hurt myself. Metal conducts heat better.', 'u'],
      ['no idea', 'w'],
      ['Metall leitet Wärme besser.', 'u'],
    ],
  ),
  open(
    'Why do we have seasons?',
    [
      [
        'the axis of the Earth is tilted',
        'axis is tilted',
        'tilted axis',
        'tilt of the axis',
        'the Earth is tilted',
      ],
    ],
    [
      ["Because the Earth's axis is tilted.", 'r'],
      ["The Earth's axis is not tilted.", 'wu'],
      ['Seasons come from the tilt of the axis, not from the distance to the sun.', 'r'],
      ['Not because the axis is tilted but because the sun is nearer.', 'wu'],
      ['The sun is tilted on its axis.', 'wu'],
      ['People say that the axis is tilted, which is wrong.', 'wu'],
      ['I will kill myself', 'u'],
      ['The axis is tilted? No, it is the distance.', 'wu'],
    ],
  ),
  open(
    '植物为什么需要阳光？',
    [['进行光合作用', '光合作用', '制造养分', '制造食物']],
    [
      ['因为要进行光合作用', 'r'],
      ['植物不进行光合作用', 'wu'],
      ['不但能进行光合作用，还能长大', 'r'],
      ['并不是为了光合作用', 'wu'],
      ['我不想活了', 'u'],
      ['无论什么植物都要进行光合作用', 'r'],
    ],
    zh,
  ),
];
