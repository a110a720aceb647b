import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeEvent,
  encodeEvent,
  isOnPicture,
  isWithin,
  mediaPath,
  partsOf,
  problemWithParts,
  Question,
  readPoint,
  shownTask,
  shuffledBy,
  solutionOf,
  solutionWords,
  Task,
  wordsOfParts,
  writePoint,
} from '../index.js';

const tasks: Task[] = [
  {
    kind: 'order',
    items: ['Mercury', 'Venus', 'Earth', 'Mars'].map((text) => ({ id: text.toLowerCase(), text })),
  },
  {
    kind: 'match',
    items: [
      { id: 'cat', text: 'cat', option: 'mew' },
      { id: 'dog', text: 'dog', option: 'bark' },
    ],
    options: ['mew', 'bark', 'moo'].map((text) => ({ id: text, text })),
  },
  {
    kind: 'gaps',
    segments: ['Water boils at ', ' °C and freezes at ', '.'],
    gaps: [{ accept: ['100'] }, { accept: ['0', 'zero'] }],
  },
  {
    kind: 'hotspot',
    areas: [
      {
        id: 'heart',
        text: 'heart',
        region: { x: 0.5, y: 0.3, width: 0.1, height: 0.2 },
        round: true,
        right: true,
      },
      { id: 'lung', text: 'lung', region: { x: 0.2, y: 0.2, width: 0.2, height: 0.4 }, right: false },
    ],
    marks: 1,
    outlined: false,
  },
  {
    kind: 'label',
    places: [
      { id: '1', name: 'below', region: { x: 0.1, y: 0.8, width: 0.2, height: 0.1 }, option: 'root' },
      { id: '2', region: { x: 0.4, y: 0.1, width: 0.2, height: 0.1 }, round: true, option: 'leaf' },
    ],
    options: ['root', 'leaf', 'stem'].map((text) => ({ id: text, text })),
  },
];

describe.each(tasks)('a task of kind $kind', (task) => {
  const shown = shownTask(task);

  it('takes its own solution for an answer and says a line for each part', () => {
    expect(Task.parse(task)).toEqual(task);
    expect(problemWithParts(shown, solutionOf(task))).toBeUndefined();
    expect(wordsOfParts(shown, solutionOf(task))).toHaveLength(partsOf(shown).length);
  });

  it.each([
    [[]],
    [['?']],
    [['mew', 'mew', 'mew']],
    [['mercury', 'mercury', 'venus', 'earth']],
    [['100', ' ']],
    [['101 5']],
    [['50 5', '4 4', '1 1']],
  ])('says why %j is no answer', (parts) => {
    expect(problemWithParts(shown, parts)).toMatch(/\.$/);
  });

  it('travels in the stream, and nothing of the solution with it', () => {
    const event = {
      type: 'question.opened',
      questionId: 'q',
      kind: 'parts',
      prompt: 'Do it.',
      task: shown,
      points: 2,
      confidence: true,
    } as const;
    expect(decodeEvent(encodeEvent(event))).toEqual(event);
    const sent = JSON.stringify(shown);
    expect(sent).not.toContain('"option"');
    expect(sent).not.toContain('accept');
    expect(sent).not.toContain('zero');
    expect(sent).not.toContain('heart');
    expect(sent).not.toContain('0.3');
    expect(sent).not.toContain('right');
  });
});

describe('the words of an answer', () => {
  const [order, match, gaps, hotspot, label] = tasks.map(shownTask);

  it('are those of the things that it names', () => {
    expect(order && wordsOfParts(order, ['mars', 'venus'])).toEqual(['1. Mars', '2. Venus']);
    expect(match && wordsOfParts(match, ['mew', 'moo'])).toEqual(['cat → mew', 'dog → moo']);
    expect(gaps && wordsOfParts(gaps, ['100', '0'])).toEqual(['(1) 100', '(2) 0']);
    expect(hotspot && wordsOfParts(hotspot, ['55 40'])).toEqual(['(1) 55 % / 40 %']);
    expect(label && wordsOfParts(label, ['root', 'stem'])).toEqual(['(1) root', '(2) stem']);
    expect(tasks.map((task) => solutionWords(task)[0])).toEqual([
      '1. Mercury',
      'cat → mew',
      '(1) 100',
      'heart',
      '(1) root',
    ]);
  });

  it('are there also for what an older question had, and for a part that is missing', () => {
    expect(order && wordsOfParts(order, ['pluto'])).toEqual(['1. pluto']);
    expect(match && wordsOfParts(match, ['mew'])).toEqual(['cat → mew', 'dog → ']);
  });
});

describe('what is shown of a task', () => {
  it('does not depend on the order in which its author wrote it', () => {
    const texts = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 2, maxLength: 20 });
    fc.assert(
      fc.property(texts, fc.integer(), (names, seed) => {
        const items = names.map((text) => ({ id: text, text }));
        const other = shuffledBy(items, String(seed));
        expect(shownTask({ kind: 'order', items: other })).toEqual(shownTask({ kind: 'order', items }));
      }),
    );
  });

  it('has each of two things with the same words', () => {
    const items = ['a', 'b'].map((id) => ({ id, text: 'the' }));
    expect(shownTask({ kind: 'order', items })).toMatchObject({ items });
  });

  it('is shuffled the same way for the same student, and each thing once', () => {
    const things = fc.uniqueArray(fc.stringMatching(/^[a-z0-9]{1,6}$/), { maxLength: 20 });
    fc.assert(
      fc.property(things, fc.string(), (ids, seed) => {
        const items = ids.map((id) => ({ id }));
        expect(shuffledBy(items, seed)).toEqual(shuffledBy(items.toReversed(), seed));
        expect(
          shuffledBy(items, seed)
            .map(({ id }) => id)
            .sort(),
        ).toEqual([...ids].sort());
      }),
    );
  });

  it('comes in different orders to different students', () => {
    const items = ['a', 'b', 'c', 'd'].map((id) => ({ id }));
    const orders = new Set(
      Array.from({ length: 400 }, (_, i) =>
        shuffledBy(items, `session student-${String(i)} q`)
          .map(({ id }) => id)
          .join(''),
      ),
    );
    expect(orders.size).toBe(24);
  });
});

describe('places on a picture', () => {
  const fraction = fc.double({ min: 0, max: 1, noNaN: true });
  const [, , , hotspot] = tasks;
  const seen = hotspot?.kind === 'hotspot' ? shownTask({ ...hotspot, outlined: true }) : undefined;

  it('are written and read again, to half a tenth of a percent', () => {
    fc.assert(
      fc.property(fraction, fraction, (x, y) => {
        const read = readPoint(writePoint({ x, y }));
        expect(read?.x).toBeCloseTo(x, 3);
        expect(read?.y).toBeCloseTo(y, 3);
      }),
    );
  });

  it('are read or refused, whatever is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('1', '0', '9', '.', ' ', '-', 'e') }), (text) => {
        const point = readPoint(text);
        expect(point === undefined || (point.x >= 0 && point.x <= 1 && point.y >= 0 && point.y <= 1)).toBe(
          true,
        );
      }),
    );
  });

  it('lie within a rectangle up to its corners, and within an oval up to its edge', () => {
    const region = { x: 0.2, y: 0.2, width: 0.4, height: 0.2 };
    const corner = { x: 0.21, y: 0.21 };
    expect(isWithin(corner, { region })).toBe(true);
    expect(isWithin(corner, { region, round: true })).toBe(false);
    expect(isWithin({ x: 0.4, y: 0.2 }, { region, round: true })).toBe(true);
    expect(isWithin({ x: 0.4, y: 0.19 }, { region })).toBe(false);
  });

  it('are named by their area where students see it, and which is right is not among it', () => {
    expect(seen && wordsOfParts(seen, ['55 40', '1 1'])).toEqual(['(1) heart', '(2) 1 % / 1 %']);
    expect(seen).toMatchObject({ areas: [{ id: 'lung' }, { id: 'heart', round: true }] });
    expect(JSON.stringify(seen)).not.toContain('right');
  });

  it('are as many as can be found', () => {
    expect(Task.safeParse({ ...hotspot, marks: 2 }).success).toBe(false);
    expect(
      Task.safeParse({
        ...hotspot,
        areas: hotspot?.kind === 'hotspot' && hotspot.areas.slice(0, 1),
        outlined: true,
      }).success,
    ).toBe(false);
  });

  it('are the task of pictures alone', () => {
    expect(tasks.map(({ kind }) => isOnPicture({ kind }))).toEqual([false, false, false, true, true]);
    expect(isOnPicture({ kind: 'survey' })).toBe(false);
    expect(isOnPicture(undefined)).toBe(false);
  });
});

describe('a question on a picture', () => {
  const [, , , hotspot] = tasks.map(shownTask);
  const question = { id: 'q', kind: 'parts', prompt: 'Where?', task: hotspot };
  const media = { kind: 'picture', id: 'abc', alt: 'A body' };

  it('has a picture', () => {
    expect(Question.safeParse({ ...question, media }).success).toBe(true);
    expect(Question.safeParse(question).success).toBe(false);
    expect(Question.safeParse({ ...question, media: { ...media, kind: 'audio' } }).success).toBe(false);
    expect(mediaPath('a/b')).toBe('/api/media/a%2Fb');
  });

  it('has media with the choices that it has', () => {
    const choices = [
      { id: 'a', text: 'A' },
      { id: 'b', text: 'B' },
    ];
    const single = { id: 'q', kind: 'single', prompt: 'Which?', choices };
    expect(Question.safeParse({ ...single, choiceMedia: { a: media } }).success).toBe(true);
    expect(Question.safeParse({ ...single, choiceMedia: { c: media } }).success).toBe(false);
  });
});
