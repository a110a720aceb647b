import { type AskStep, MAX_PARTS } from '@lockstep/contracts';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lesson } from '../../test/lessons.js';
import { checkLesson, formatLesson, parseLesson } from '../index.js';
import { gapsText, readGaps } from './gaps-text.js';

const read = (...lines: string[]) => parseLesson(lesson(...lines));

function ask(...lines: string[]): AskStep {
  const { script, problems } = read(...lines);
  expect(problems).toEqual([]);
  const [step] = script?.steps ?? [];
  if (step?.kind !== 'ask') throw new Error('no question was read');
  return step;
}

/** The problems of a lesson, `code path:line`. */
function told(...lines: string[]): string[] {
  const { script, problems, places } = read(...lines);
  const checked = script ? checkLesson(script, { places }) : [];
  return [...problems, ...checked].map(({ code, place }) => `${code} ${String(place?.line)}`);
}

describe('a question', () => {
  it.each<[string, string, Partial<AskStep>]>([
    [
      'in order',
      "{prompt: 'Order', order: [one, two, three]}",
      {
        answer: 'order',
        task: { kind: 'order', items: ['one', 'two', 'three'].map((text) => ({ id: text, text })) },
      },
    ],
    [
      'in order, as choices',
      "{prompt: 'Order', answer: order, choices: [a, b, c], right: [b, a, c]}",
      {
        answer: 'order',
        task: { kind: 'order', items: ['b', 'a', 'c'].map((text) => ({ id: text, text })) },
      },
    ],
    [
      'of pairs',
      "{prompt: 'Match', match: {cat: mew, dog: bark, fox: bark}, extra: [7]}",
      {
        answer: 'match',
        task: {
          kind: 'match',
          items: [
            { id: 'cat', text: 'cat', option: 'mew' },
            { id: 'dog', text: 'dog', option: 'bark' },
            { id: 'fox', text: 'fox', option: 'bark' },
          ],
          options: ['mew', 'bark', '7'].map((text) => ({ id: text, text })),
        },
      },
    ],
    [
      'with gaps',
      "{prompt: 'Fill in', gaps: 'Water boils at [100] °C, freezes at [0|zero].'}",
      {
        answer: 'gaps',
        task: {
          kind: 'gaps',
          segments: ['Water boils at ', ' °C, freezes at ', '.'],
          gaps: [{ accept: ['100'] }, { accept: ['0', 'zero'] }],
        },
      },
    ],
    [
      'that is true',
      "{prompt: 'The sun is a star.', right: true}",
      {
        answer: 'truefalse',
        choices: [
          { id: 'true', text: 'True', right: true },
          { id: 'false', text: 'False', right: false },
        ],
      },
    ],
    [
      'of a number',
      "{prompt: 'Pi?', accept: 3.14, tolerance: 0.01}",
      { answer: 'number', accept: ['3.14'], compare: { tolerance: 0.01 } },
    ],
    [
      'of a range',
      "{prompt: 'Guess', accept: [1..5]}",
      { answer: 'number', accept: [], compare: { range: [1, 5] } },
    ],
    ['worth points', "{prompt: 'Pi?', accept: 3.14, points: 2}", { answer: 'short', points: 2 }],
    ['of how sure', "{prompt: 'Pi?', accept: 3, confidence: true}", { confidence: true }],
    [
      'without a right answer',
      "{prompt: 'How?', answer: poll, choices: [good, bad], several: true}",
      { answer: 'poll', several: true },
    ],
    [
      'with something to say to one answer',
      "{prompt: 'Past of go?', accept: [went, {answer: did go, say: 'Rather: went.', credit: 50%}]}",
      {
        answer: 'short',
        accept: ['went', 'did go'],
        feedback: [{ answer: 'did go', say: 'Rather: went.', credit: 0.5 }],
      },
    ],
  ])('%s is read, and written as it was', (_, text, expected) => {
    const step = ask(`- ask: ${text}`);
    expect(step).toMatchObject(expected);
    const { script } = parseLesson(lesson(`- ask: ${text}`));
    const written = script ? formatLesson(script) : '';
    expect(parseLesson(written).script?.steps).toEqual([step]);
  });

  it('that is true is written in the language of the lesson', () => {
    const { script } = parseLesson(
      'title: t\nlanguage: zh-CN\nsteps:\n  - ask: {prompt: 太阳是恒星。, right: true}\n',
    );
    expect(script?.steps[0]).toMatchObject({ choices: [{ text: '对' }, { text: '错' }] });
  });

  it.each([
    ["{prompt: 'Order', order: [one, one]}", 'double-choice 3'],
    ["{prompt: 'Order', order: [one]}", 'too-small 3'],
    ["{prompt: 'Order', answer: order, choices: [a, b], right: [a, c]}", 'no-right-answer 3'],
    ["{prompt: 'Match', match: {cat: mew}}", 'few-choices 3'],
    ["{prompt: 'Match', match: {cat: mew}, extra: [mew]}", 'double-choice 3'],
    ["{prompt: 'Fill in', gaps: 'No gap here.'}", 'bad-gaps 3'],
    ["{prompt: 'Fill in', gaps: 'A [gap without an end.'}", 'bad-gaps 3'],
    ["{prompt: 'Fill in', gaps: 'A [] gap.'}", 'bad-gaps 3'],
    ["{prompt: 'True?', answer: truefalse}", 'no-right-answer 3'],
    ["{prompt: 'How?', answer: poll, choices: [good]}", 'few-choices 3'],
    ["{prompt: 'How?', answer: poll, choices: [good, bad], points: 1}", 'unused 3'],
    ["{prompt: 'Match', answer: match}", 'no-right-answer 3'],
    ["{prompt: 'Pi?', answer: number, accept: pie}", 'no-right-answer 3'],
    ["{prompt: 'Pi?', accept: 3, shuffle: true}", 'unused 3'],
    ["{prompt: 'Pi?', accept: [3, {answer: 4, credit: 0%}]}", 'wrong 3'],
  ])('%s is told: %s', (text, expected) => {
    expect(told(`- ask: ${text}`)).toContain(expected);
  });

  it('without a right choice is told of polls', () => {
    const { script } = read("- ask: {prompt: 'How do you feel today?', choices: [good, bad]}");
    expect((script ? checkLesson(script) : []).map(({ remedy }) => remedy).join()).toContain('answer: poll');
  });
});

describe('a text with gaps', () => {
  const plain = fc.string({ maxLength: 30 });
  const answer = fc
    .string({ minLength: 1, maxLength: 12 })
    .map((text) => text.trim())
    .filter((text) => text !== '');
  const task = fc
    .array(fc.tuple(plain, fc.array(answer, { minLength: 1, maxLength: 3 })), {
      minLength: 1,
      maxLength: MAX_PARTS,
    })
    .chain((gaps) => plain.map((end) => ({ gaps, end })))
    .map(({ gaps, end }) => ({
      kind: 'gaps' as const,
      segments: [...gaps.map(([before]) => before), end],
      gaps: gaps.map(([, accept]) => ({ accept })),
    }));

  it('is written and read again, whatever signs are in it', () => {
    fc.assert(
      fc.property(task, (written) => {
        expect(gapsText.read(gapsText.write(written), () => undefined)).toEqual(written);
      }),
    );
  });

  it('is read or told, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('[', ']', '|', '\\', 'a', ' ') }), (text) => {
        const result = readGaps(text);
        expect('segments' in result ? result.gaps.length > 0 : result.message).toBeTruthy();
      }),
    );
  });
});
