import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeEvent,
  encodeEvent,
  partsOf,
  problemWithParts,
  shownTask,
  shuffledBy,
  solutionOf,
  Task,
  wordsOfParts,
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
  });
});

describe('the words of an answer', () => {
  const [order, match, gaps] = tasks.map(shownTask);

  it('are those of the things that it names', () => {
    expect(order && wordsOfParts(order, ['mars', 'venus'])).toEqual(['1. Mars', '2. Venus']);
    expect(match && wordsOfParts(match, ['mew', 'moo'])).toEqual(['cat → mew', 'dog → moo']);
    expect(gaps && wordsOfParts(gaps, ['100', '0'])).toEqual(['(1) 100', '(2) 0']);
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
