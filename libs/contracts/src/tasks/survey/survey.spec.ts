import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  askKinds,
  countSurvey,
  decodeEvent,
  encodeEvent,
  missingOf,
  optionsOf,
  problemWithParts,
  Question,
  shownTask,
  solutionOf,
  solutionWords,
  type ShownSurvey,
  sumsOf,
  Task,
  wordsOfParts,
} from '../../index.js';

const choices = ['film', 'slides', 'talk'].map((id) => ({ id, text: `The ${id}` }));
const survey: ShownSurvey = {
  kind: 'survey',
  items: [
    { id: 'mood', text: 'How was it?', by: 'scale', points: 5, low: 'boring', high: 'exciting' },
    { id: 'best', text: 'What helped most?', by: 'choice', choices },
    { id: 'more', text: 'What do you want more of?', by: 'choices', choices, optional: true },
    { id: 'again', text: 'What should be explained again?', by: 'text' },
  ],
};
const whole = ['4', 'film', 'film talk', 'Fractions'];

describe('an answer to a survey', () => {
  it.each([
    ['each item', whole],
    ['all but what is optional', ['1', 'talk', '', 'x']],
  ])('is one with %s', (_, parts) => {
    expect(problemWithParts(survey, parts)).toBeUndefined();
    expect(missingOf(survey, parts)).toEqual([]);
  });

  it.each([
    ['a point beyond the scale', ['6', 'film', '', 'x'], [0]],
    ['two points', ['1 2', 'film', '', 'x'], [0]],
    ['two choices where one is asked for', ['1', 'film talk', '', 'x'], [1]],
    ['a choice that is not there', ['1', 'film', 'film music', 'x'], [2]],
    ['a choice twice', ['1', 'film', 'film film', 'x'], [2]],
    ['nothing where something must be', ['', ' ', '', ''], [0, 1, 3]],
    ['a text that is too long', ['1', 'film', '', 'x'.repeat(501)], [3]],
  ])('is refused with %s', (_, parts, missing) => {
    expect(problemWithParts(survey, parts)).toMatch(/\.$/);
    expect(missingOf(survey, parts)).toEqual(missing);
  });

  it('has a part for each item', () => {
    expect(problemWithParts(survey, whole.slice(1))).toBeDefined();
    expect(problemWithParts(survey, [...whole, 'x'])).toBeDefined();
  });

  it('is said in words', () => {
    expect(wordsOfParts(survey, whole)).toEqual([
      'How was it? → 4/5',
      'What helped most? → The film',
      'What do you want more of? → The film, The talk',
      'What should be explained again? → Fractions',
    ]);
    expect(wordsOfParts(survey, [])[0]).toBe('How was it? → –');
  });
});

describe('a survey', () => {
  it('has nothing that is right', () => {
    const task = Task.parse(survey);
    expect(shownTask(task)).toEqual(survey);
    expect([solutionOf(task), solutionWords(task)]).toEqual([[], []]);
    expect(askKinds.survey).toEqual({ by: 'parts', isJudged: false });
    const question = { id: 'q', kind: 'parts', prompt: 'Well?', task: survey };
    expect(Question.safeParse({ ...question, poll: true }).error).toBeUndefined();
    expect(Question.safeParse(question).success).toBe(false);
  });

  it('travels in the stream', () => {
    const asked = { questionId: 'q', kind: 'parts', prompt: 'Well?', poll: true, task: survey } as const;
    const opened = { type: 'question.opened', ...asked } as const;
    expect(decodeEvent(encodeEvent(opened))).toEqual(opened);
  });

  it('names each item and each choice of an item once', () => {
    const [mood, best] = survey.items;
    expect(Task.safeParse({ ...survey, items: [mood, mood] }).success).toBe(false);
    const again = { ...best, choices: [choices[0], choices[0]] };
    expect(Task.safeParse({ ...survey, items: [again] }).success).toBe(false);
  });
});

describe('the sum of a survey', () => {
  const answers = [whole, ['5', 'film', '', 'x'], ['3', 'talk', 'talk', 'y']];

  it('counts what was chosen, and how many wrote', () => {
    const counts = countSurvey(survey, answers);
    const [mood, best, more, again] = sumsOf(survey, counts);
    expect(mood).toMatchObject({ total: 3, mean: 4, counts: { 1: 0, 2: 0, 3: 1, 4: 1, 5: 1 } });
    expect(best).toMatchObject({ total: 3, counts: { film: 2, slides: 0, talk: 1 }, mean: undefined });
    expect(more).toMatchObject({ total: 2, counts: { film: 1, slides: 0, talk: 2 } });
    expect(again).toMatchObject({ total: 3, counts: {} });
  });

  it('says nothing of an item that too few have answered', () => {
    const sums = sumsOf(survey, countSurvey(survey, answers, 3));
    expect(sums.map(({ total }) => total)).toEqual([3, 3, undefined, 3]);
    expect(sumsOf(survey, {}).map(({ mean }) => mean)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('is a result that the stream carries, with nothing in it that a student wrote', () => {
    const part = fc.tuple(
      fc.integer({ min: 1, max: 5 }).map(String),
      fc.constantFrom('film', 'slides', 'talk'),
      fc.subarray(['film', 'slides', 'talk']).map((ids) => ids.join(' ')),
      fc.stringMatching(/^secret[a-z]{1,8}$/),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), fc.integer({ min: 1, max: 4 }), (given, fewest) => {
        const counts = countSurvey(survey, given, fewest);
        const event = { type: 'class.result', questionId: 'q', counts, total: given.length } as const;
        expect(decodeEvent(encodeEvent(event))).toEqual(event);
        expect(JSON.stringify(counts)).not.toContain('secret');
        for (const { item, total, counts: chosen } of sumsOf(survey, counts)) {
          const sum = Object.values(chosen).reduce((all, one) => all + one, 0);
          if (total === undefined)
            expect(given.length === 0 || item.optional || given.length < fewest).toBe(true);
          else if (item.by === 'scale' || item.by === 'choice') expect(sum).toBe(total);
          expect(Object.keys(chosen)).toHaveLength(optionsOf(item).length);
        }
      }),
    );
  });
});
