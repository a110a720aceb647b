import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lesson, script } from '../../test/lessons.js';
import { parseLesson } from '../parse-lesson.js';
import { diffLessons } from './diff-lessons.js';

const read = (...lines: string[]) => {
  const parsed = parseLesson(lesson(...lines)).script;
  if (!parsed) throw new Error('the test writes a wrong lesson');
  return parsed;
};
const changes = (before: string[], after: string[]) =>
  diffLessons(read(...before), read(...after)).steps.map((change) =>
    change.kind === 'changed' ? [change.kind, change.id, ...change.fields] : [change.kind, change.id],
  );

const [a, b, c, d] = [
  '- { id: a, say: A. }',
  '- { id: b, say: B. }',
  '- { id: c, pause: 1s }',
  '- { id: d, wait: D }',
];

describe('two versions', () => {
  it.each([
    ['nothing', [a, b], [a, b], []],
    ['a new step', [a, b], [a, c, b], [['added', 'c']]],
    ['a step that is gone', [a, c, b], [a, b], [['removed', 'c']]],
    ['a change', [a, c], [a, '- { id: c, pause: 2s }'], [['changed', 'c', 'ms']]],
    ['one step moved to the front', [a, b, c, d], [d, a, b, c], [['moved', 'd']]],
    ['one step moved to the end', [a, b, c, d], [b, c, d, a], [['moved', 'a']]],
    [
      'a moved step that was changed',
      [a, b, c],
      ['- { id: c, pause: 2s }', a, b],
      [
        ['changed', 'c', 'ms'],
        ['moved', 'c'],
      ],
    ],
  ])('differ by %s', (_, before, after, expected) => expect(changes(before, after)).toEqual(expected));

  it('know a step without an id again when its words are edited', () => {
    const before = read('- say: Hello to all of you today.', '- pause: 1s', '- say: Bye.');
    const after = read('- say: Hello to all of you this morning.', '- pause: 1s', '- say: Bye.');
    const [change, ...others] = diffLessons(before, after).steps;
    expect(others).toEqual([]);
    expect(change).toMatchObject({
      kind: 'changed',
      idBefore: before.steps[0]?.id,
      id: after.steps[0]?.id,
      fields: ['text'],
    });
  });

  it('tell what is different above the steps', () => {
    const before = read(a);
    expect(diffLessons(before, { ...before, voice: 'rms' }).head).toEqual([
      { field: 'voice', before: 'slt', after: 'rms' },
    ]);
  });
});

it('finds nothing between a lesson and itself, and everything between any two', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(script, script, (one, other) => {
      expect(diffLessons(one, one).same).toBe(true);
      const { steps } = diffLessons(one, other);
      const count = (kind: string) => steps.filter((step) => step.kind === kind).length;
      expect(one.steps.length - count('removed')).toBe(other.steps.length - count('added'));
    }),
  );
});
