import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lesson } from '../../../test/lessons.js';
import { checkLesson, parseLesson } from '../../index.js';
import { lessonOf } from '../lesson-of.js';
import { readGift } from './read-gift.js';
import { dividedAt, escaped, scanGift, unescaped } from './scan-gift.js';
import { writeQuestions } from '../write-questions.js';
import { gift } from './gift.js';

const read = (text: string) => readGift(text);
const only = (text: string) => {
  const { steps, leftOut } = read(text);
  expect(leftOut).toEqual([]);
  expect(steps).toHaveLength(1);
  return steps[0];
};

describe('a question in GIFT', () => {
  it.each<[string, string, object]>([
    [
      'of one choice',
      'Who was first?{\n~Cain # Their son.\n=Adam\n~Eve\n}',
      {
        prompt: 'Who was first?',
        choices: ['Cain', 'Adam', 'Eve'],
        right: ['Adam'],
        wrong: { Cain: 'Their son.' },
      },
    ],
    [
      'of several choices',
      'Even?{~%50%two ~%50%four ~%0%three}',
      { answer: 'multiple', right: ['two', 'four'] },
    ],
    ['that is true', 'The sun rises in the east.{T#It does.}', { right: 'true', say: { wrong: 'It does.' } }],
    ['that is false', '::Title::Cats bark.{FALSE}', { prompt: 'Cats bark.', right: 'false' }],
    [
      'of a short answer',
      "Who's there?{=no one =%40%nobody#Rather: no one.}",
      { accept: ['no one', { answer: 'nobody', say: 'Rather: no one.', credit: 0.4 }] },
    ],
    [
      'in the midst of a text',
      'Two {=is =equals} a number.',
      { prompt: 'Two ____ a number.', accept: ['is', 'equals'] },
    ],
    ['of a number', 'When?{#1822:5}', { answer: 'number', accept: '1822', tolerance: 5 }],
    ['of a range', 'Pi?{#3.141..3.142}', { answer: 'number', range: [3.141, 3.142] }],
    [
      'of pairs',
      'Match.{\n=cat -> mew\n=dog -> bark\n= -> moo\n}',
      { match: { cat: 'mew', dog: 'bark' }, extra: ['moo'] },
    ],
    ['of an essay', 'Write about it.{}', { answer: 'open' }],
    ['with escaped signs', 'What is {=x \\= 1 \\{a\\}}', { prompt: 'What is', accept: ['x = 1 {a}'] }],
    ['with braces in the prompt', 'A set \\{1\\} is {T}', { prompt: 'A set \\{1\\} is', right: 'true' }],
  ])('%s is read', (_, text, ask) => {
    expect(only(text)).toMatchObject({ ask });
  });

  it('without answers is said, and comments are not', () => {
    expect(only('// nobody reads this\nRead the page first.')).toEqual({
      line: 2,
      say: 'Read the page first.',
    });
  });

  it('is told with its line and reason where something cannot be taken over', () => {
    const text = `$CATEGORY: sums

What?{=a -> b # no =c -> d}

[html]<b>Bold?</b>{T}

Open {=a`;
    expect(read(text).leftOut).toEqual([
      expect.objectContaining({ line: 1, code: 'category' }),
      expect.objectContaining({ line: 3, code: 'pair-feedback' }),
      expect.objectContaining({ line: 5, code: 'formatting' }),
      expect.objectContaining({ line: 7, what: 'a question', reason: 'its answers are not closed with }' }),
    ]);
    expect(read(text).steps.map(({ line }) => line)).toEqual([3, 5]);
  });

  it('makes a lesson that has no errors', () => {
    const { steps } = read(
      'Cats bark.{F}\n\nMatch.{=cat -> mew =dog -> bark}\n\nPi?{#3.14:0.01}\n\nWho?{=me}',
    );
    const { script, problems } = parseLesson(lessonOf('Quiz: 1', 'en', steps));
    expect(problems).toEqual([]);
    expect(script && checkLesson(script).filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(script?.steps.map((step) => step.kind === 'ask' && step.answer)).toEqual([
      'truefalse',
      'match',
      'number',
      'short',
    ]);
  });
});

describe('a lesson as GIFT', () => {
  const { script } = parseLesson(
    lesson(
      '- ask: {prompt: Which?, choices: [a, b], right: b, wrong: {a: No.}}',
      '- ask: {prompt: True?, right: true}',
      '- ask: {prompt: Pi?, accept: 3.14, tolerance: 0.01}',
      '- ask: {prompt: Match, match: {cat: mew, dog: bark}, extra: [moo]}',
      '- ask: {prompt: Past?, accept: [went, {answer: did go, say: Rather went., credit: 40%}]}',
      '- ask: {prompt: Even?, choices: [two, three, four], right: [two, four]}',
      '- {id: sorted, ask: {prompt: Order, order: [a, b]}}',
      "- {id: filled, ask: {prompt: Fill, gaps: 'a [b] c'}}",
      '- {id: metres, ask: {prompt: Far?, answer: number, accept: 5 m}}',
    ),
  );

  it('comes back as it was, but for what GIFT cannot say', () => {
    if (!script) throw new Error('the lesson has errors');
    const { text, questions, leftBehind } = writeQuestions(gift, script);
    expect(leftBehind.map(({ stepId, part }) => [stepId, part])).toEqual([
      ['sorted', null],
      ['filled', null],
      ['metres', null],
    ]);
    const { steps, leftOut } = read(text);
    expect({ leftOut, read: steps.length }).toEqual({ leftOut: [], read: questions });
    const back = parseLesson(lessonOf('t', 'en', steps)).script;
    const kept = script.steps.filter(({ id }) => !['sorted', 'filled', 'metres'].includes(id));
    expect(back?.steps).toEqual(kept);
  });
});

describe('the text of GIFT', () => {
  const signs = fc.string({
    unit: fc.constantFrom('=', '~', '#', '{', '}', ':', '\\', '\n', '-', '>', '%', '1', 'a', ' ', '$', '/'),
    maxLength: 200,
  });

  it('is read or told, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(signs, fc.string()), (text) => {
        const { steps, leftOut } = readGift(text);
        const lines = text.split(/\r\n|\r|\n/u).length;
        for (const { line } of [...steps, ...leftOut]) expect(line >= 1 && line <= lines).toBe(true);
        parseLesson(lessonOf('t', 'en', steps));
      }),
      { numRuns: 300 },
    );
  });

  it('keeps every sign that is escaped', () => {
    const words = signs.map((text) => text.replace(/[ \t]*\n[ \t]*/gu, '\n').trim());
    fc.assert(fc.property(words, (text) => unescaped(escaped(text)) === text));
  });

  it('is divided only where a sign has its meaning', () => {
    fc.assert(fc.property(signs, (text) => dividedAt(escaped(text), '=~#').length === 1));
  });

  it('is read in time that grows as its length does', () => {
    for (const piece of ['{', '=', '\\', '::', '[html]', '=%', '// \n', '~a', '####', '<'])
      expect(scanGift(piece.repeat(400_000 / piece.length)).questions.length).toBeLessThan(2);
  });
});
