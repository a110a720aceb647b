import { type Asked, open } from './rows.js';

const names = (prompt: string, wanted: readonly string[], answers: Asked['answers']): Asked => ({
  ask: [
    `prompt: ${JSON.stringify(prompt)}`,
    'answer: open',
    'rubric:',
    ...wanted.map((one) => `  - {point: ${one}, any: [${one}], required: false}`),
    'pointsWanted: 2',
  ].join('\n'),
  answers,
});

/** Names were asked for: others are wrong, some of them a part, and what is no name at all is for the teacher. */
export const namesAsked: readonly Asked[] = [
  names(
    'Name two metals.',
    ['iron', 'copper', 'gold', 'silver'],
    [
      ['wood and glass', 'w'],
      ['water', 'w'],
      ['iron and gold', 'r'],
      ['copper', 'p'],
      ['iron and wood', 'pu'],
      ['hmm', 'uw'],
      ['something shiny', 'uw'],
    ],
  ),
  names(
    'List two planets.',
    ['Mars', 'Venus', 'Jupiter', 'Saturn'],
    [
      ['apple and banana', 'w'],
      ['sun, moon', 'w'],
      ['Mars, Venus', 'r'],
      ['the planets go around', 'u'],
      ['xyzzy plugh', 'u'],
    ],
  ),
  names(
    'Give two examples of mammals.',
    ['dog', 'cat', 'whale', 'cow'],
    [
      ['snake and frog', 'w'],
      ['a spider, a fish', 'w'],
      ['a whale and a cow', 'r'],
      ['dogs and cats', 'r'],
      ['I have a pet', 'u'],
      ['frogs, snakes, lizards', 'wu'],
    ],
  ),
  names(
    'Name two colours of the flag of France.',
    ['blue', 'white', 'red'],
    [
      ['green and yellow', 'w'],
      ['black, gold', 'w'],
      ['blue and red', 'r'],
      ['white', 'p'],
      ['the colours are nice', 'u'],
    ],
  ),
  names(
    'Write down two organs of the body.',
    ['heart', 'liver', 'lung', 'kidney'],
    [
      ['table and chair', 'w'],
      ['piano', 'w'],
      ['heart and lungs', 'r'],
      ['we need them to live', 'u'],
    ],
  ),
  names(
    'Name two continents.',
    ['Asia', 'Africa', 'Europe'],
    [
      ['London and Paris', 'wu'],
      ['river and lake', 'w'],
      ['Asia, Africa', 'r'],
      ['not Asia', 'wu'],
    ],
  ),
  names(
    'Please name two fruits.',
    ['apple', 'pear', 'plum'],
    [
      ['carrot and potato', 'w'],
      ['meat', 'w'],
      ['apples and plums', 'r'],
      ['they are sweet', 'u'],
      ['no apple', 'wu'],
    ],
  ),
  names(
    'Name two instruments of an orchestra.',
    ['violin', 'flute', 'drum'],
    [
      ['hammer and nail', 'wu'],
      ['violin and flute', 'r'],
      ['to play music', 'u'],
      ['flute and spoon', 'pu'],
    ],
  ),
];

/** One thing has it and the other has not: who is who counts. */
export const contrasts: readonly Asked[] = [
  open(
    'Name two ways in which plants and animals differ.',
    [
      ['photosynthesis', 'photosynthesis', 'make their own food'],
      ['roots', 'roots', 'root'],
    ],
    [
      ['Animals have roots and make their own food, plants do not.', 'uw'],
      ['Plants make their own food and have roots.', 'ru'],
      ['Plants do photosynthesis and have roots, animals do not.', 'ru'],
    ],
  ),
  open(
    'How do birds differ from mammals?',
    [
      ['feathers', 'feathers'],
      ['lay eggs', 'lay eggs', 'eggs'],
    ],
    [
      ["Mammals have feathers and lay eggs, birds don't.", 'uw'],
      ['They have feathers and lay eggs.', 'r'],
      ["Mammals lay eggs and have feathers, but birds don't.", 'uw'],
      ['Mammals have feathers and eggs while birds do not', 'uw'],
    ],
  ),
  open(
    'How is the sun different from the moon?',
    [
      ['gives its own light', 'own light', 'makes light'],
      ['a star', 'star'],
    ],
    [
      ['The moon makes light and is a star, the sun is not.', 'uw'],
      ['It is a star and makes light.', 'ru'],
    ],
  ),
  open(
    'What is special about a square among rectangles?',
    [['four equal sides', 'four equal sides', 'all sides equal', 'all sides are equal']],
    [
      ["A rectangle has four equal sides, a square doesn't.", 'uw'],
      ['It has four equal sides.', 'r'],
      ['All sides are equal.', 'r'],
    ],
  ),
  open(
    'How are spiders different from insects?',
    [
      ['eight legs', 'eight legs', '8 legs'],
      ['no wings', 'no wings', 'without wings'],
    ],
    [
      ['Insects have eight legs and no wings, spiders do not.', 'uw'],
      ['They have eight legs and no wings.', 'r'],
    ],
  ),
  open(
    'How do metals differ from wood?',
    [['conduct electricity', 'conduct electricity', 'electricity flows']],
    [
      ["Wood conducts electricity, metals don't.", 'uw'],
      ['Metals conduct electricity.', 'r'],
      ["Metals conduct electricity, wood doesn't.", 'ru'],
      ["They don't conduct electricity.", 'uw'],
    ],
  ),
  open(
    'What do gases do that liquids do not?',
    [['fill the whole container', 'fill the whole container', 'fill the container']],
    [
      ['Liquids fill the whole container, gases do not.', 'uw'],
      ['Gases fill the container.', 'ru'],
      ['They fill the whole container.', 'r'],
    ],
  ),
  open(
    'What did Rome have that Athens had not?',
    [['an emperor', 'emperor']],
    [
      ["Athens had an emperor, Rome didn't.", 'uw'],
      ['It had an emperor.', 'r'],
    ],
  ),
  open(
    'How are mosses different from ferns?',
    [['mosses have no roots', 'mosses have no roots', 'moss has no roots']],
    [
      ['Ferns have no roots, mosses have.', 'uw'],
      ['Mosses have no roots.', 'r'],
      ['Moss has no roots.', 'r'],
    ],
  ),
  open(
    'What can a magnet do?',
    [['attract iron', 'attract iron', 'attracts iron', 'pulls iron']],
    [
      ['It attracts iron.', 'r'],
      ["Copper attracts iron, a magnet doesn't.", 'uw'],
      ['Magnets attract iron, they do not attract wood.', 'ru'],
    ],
  ),
];
