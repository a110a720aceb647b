import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mediaIn, type MediaSlot, setMedia } from './edit-media.js';
import { addToQuestion, setInQuestion, setPool } from './edit-question.js';
import { parseLesson } from './parse-lesson.js';

const text = `title: Ice   # about water
steps:
  - say:   Look   at this.
  # the question
  - id: why
    ask:
      answer: open
      prompt: Why does ice float? # really
      rubric:
        - point: Ice is less dense.
          any: [less dense, lighter]
        - It holds more room.
  - id: past
    ask: { prompt: The past of go?, accept: went, wrong: { goed: It is irregular. } }
`;
const ask = (lesson: string, id: string) => {
  const { script, problems } = parseLesson(lesson);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  const step = script?.steps.find((one) => one.id === id);
  if (step?.kind !== 'ask') throw new Error('there is no such question');
  return step;
};

describe('what an author takes into a question', () => {
  it('is a phrase of a point', () => {
    const edited = addToQuestion(text, 'why', { kind: 'phrase', text: 'weighs less', point: 0 });
    expect(ask(edited, 'why').rubric[0]?.any).toEqual(['less dense', 'lighter', 'weighs less']);
    expect(edited).toBe(text.replace('lighter]', 'lighter, weighs less]'));
  });

  it('is the first phrase of a point that is a line', () => {
    const edited = addToQuestion(text, 'why', { kind: 'phrase', text: 'more room', point: 1 });
    expect(ask(edited, 'why').rubric[1]).toMatchObject({ point: 'It holds more room.', any: ['more room'] });
  });

  it('is an accepted answer where there is no rubric', () => {
    const edited = addToQuestion(text, 'past', { kind: 'phrase', text: 'did go: yes', point: 0 });
    expect(ask(edited, 'past').accept).toEqual(['went', 'did go: yes']);
  });

  it('is a common mistake', () => {
    const more = { kind: 'mistake', text: 'goned', because: 'No "ed": it is irregular.' } as const;
    expect(ask(addToQuestion(text, 'past', more), 'past').wrong).toMatchObject([
      { answer: 'goed' },
      { answer: 'goned', because: 'No "ed": it is irregular.' },
    ]);
    expect(ask(addToQuestion(text, 'why', more), 'why').wrong).toMatchObject([{ answer: 'goned' }]);
  });

  it('changes nothing in a text with errors, or for another question', () => {
    const addition = { kind: 'phrase', text: 'x', point: 0 } as const;
    expect(addToQuestion('title: [', 'why', addition)).toBe('title: [');
    expect(addToQuestion(text, 'none', addition)).toBe(text);
  });

  it('is read again as it was, whatever it is, and all else stays as it was written', () => {
    const words = fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' }).filter((one) => {
      const plain = one.trim();
      return plain !== '' && plain === one && !/[\p{Cc}\p{Cs}\uFFFE\uFFFF\uFEFF\u2028\u2029]/u.test(one);
    });
    fc.assert(
      fc.property(words, (phrase) => {
        const edited = addToQuestion(text, 'why', { kind: 'phrase', text: phrase, point: 0 });
        expect(ask(edited, 'why').rubric[0]?.any.at(-1)).toBe(phrase);
        expect(edited.startsWith(text.slice(0, text.indexOf('- id: why')))).toBe(true);
        expect(edited.endsWith(text.slice(text.indexOf('  - id: past')))).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a field of a question', () => {
  it('is set, changed and taken away', () => {
    const set = setInQuestion(text, 'past', ['compare', 'case'], true);
    expect(ask(set, 'past').compare).toEqual({ case: true });
    const more = setInQuestion(set, 'past', ['compare', 'range'], [1, 2]);
    expect(ask(more, 'past').compare).toEqual({ case: true, range: [1, 2] });
    const less = setInQuestion(
      setInQuestion(more, 'past', ['compare', 'range'], undefined),
      ...(['past', ['compare', 'case'], undefined] as const),
    );
    expect(ask(less, 'past')).toEqual(ask(text, 'past'));
    expect(less).not.toContain('compare');
    expect(ask(setInQuestion(text, 'why', ['pointsWanted'], 2), 'why').pointsWanted).toBe(2);
  });
});

describe('the pool of a question', () => {
  const script = (written: string) => parseLesson(written).script;

  it('is named with how many are asked, changed, and removed with its last question', () => {
    const one = setPool(text, 'past', { name: 'warm up', draw: 1 });
    expect(script(one)?.pools).toEqual({ 'warm up': 1 });
    expect(ask(one, 'past').pool).toBe('warm up');
    const two = setPool(one, 'why', { name: 'warm up', draw: 2 });
    expect(script(two)?.pools).toEqual({ 'warm up': 2 });
    const left = setPool(two, 'past', undefined);
    expect(script(left)?.pools).toEqual({ 'warm up': 2 });
    const moved = setPool(left, 'why', { name: 'end: #1', draw: 1 });
    expect(script(moved)?.pools).toEqual({ 'end: #1': 1 });
    expect(script(setPool(moved, 'why', undefined))).toEqual(script(text));
  });

  it('leaves comments and other pools of the head as they are', () => {
    const head = text.replace('steps:', '# drawn\npools:\n  other: 3 # three\n# all steps\nsteps:');
    const set = setPool(head, 'past', { name: 'mine', draw: 2 });
    expect(script(set)?.pools).toEqual({ other: 3, mine: 2 });
    expect(set).toContain('# drawn\n');
    expect(set).toContain('# all steps\nsteps:');
    expect(setPool(text, 'nobody', { name: 'x', draw: 1 })).toBe(text);
  });
});

describe('what is shown beside a part of a question', () => {
  const picture = { file: 'a.png', alt: 'An a: yes' };
  const shown = `title: Past
steps:
  - id: past # the only one
    ask:
      prompt: The past of go?
      choices: [goed, { text: went, right: true }, '12']
      wrong: { goed: It is irregular., 12: That is a number. }
  - id: short
    ask: { prompt: The past of see?, accept: saw }
`;
  const slots: readonly (readonly [string, MediaSlot])[] = [
    ['past', { beside: 'question' }],
    ['past', { beside: 'choice', index: 0 }],
    ['past', { beside: 'choice', index: 1 }],
    ['past', { beside: 'mistake', answer: 'goed' }],
    ['past', { beside: 'mistake', answer: '12' }],
    ['past', { beside: 'right' }],
    ['past', { beside: 'wrong' }],
    ['short', { beside: 'accepted', index: 0 }],
  ];

  it.each(slots)('of %s %j is set and taken away, and nothing else changes', (id, slot) => {
    const set = setMedia(shown, ask(shown, id), slot, picture);
    expect(mediaIn(ask(set, id), slot)).toEqual(picture);
    const others = slots.filter(([other, one]) => other === id && one !== slot);
    for (const [, other] of others) expect(mediaIn(ask(set, id), other)).toBeUndefined();
    expect(set).toContain('# the only one');
    const unset = setMedia(set, ask(set, id), slot, undefined);
    expect(parseLesson(unset).script).toEqual(parseLesson(shown).script);
  });
});
