import { AskStep } from '@lockstep/contracts';
import { describe, expect, it } from 'vitest';
import { question as words } from '../../../i18n/en/question.js';
import {
  acceptedRows,
  choiceRows,
  extraOf,
  matchOf,
  pairRows,
  withAccepted,
  withChoices,
  withReply,
  withRight,
  withSeveralRight,
} from './changed-question.js';
import { newQuestion, nextName } from './new-question.js';

const single = AskStep.parse({
  ...{ id: 'q', kind: 'ask', answer: 'single', prompt: 'Which?' },
  choices: [
    { id: 'goed', text: 'goed' },
    { id: 'went', text: 'went', right: true },
  ],
  wrong: [{ answer: 'goed', because: 'It takes no ending.', media: { file: 'a.png', alt: 'A' } }],
});

describe('the choices of a question', () => {
  it('take the name of their words, and what is said of them goes along', () => {
    const rows = choiceRows(single);
    const renamed = withChoices(
      single,
      rows.map((row, i) => (i === 0 ? { ...row, text: 'goned' } : row)),
    );
    expect(renamed.choices.map(({ id }) => id)).toEqual(['goned', 'went']);
    expect(renamed.wrong).toEqual([{ ...single.wrong[0], answer: 'goned' }]);
  });

  it('keep the names that their author gave', () => {
    const named = { ...single, choices: single.choices.map((choice, i) => ({ ...choice, id: `c${i}` })) };
    const rows = [...choiceRows(named), { id: '', text: 'gone', right: false, because: '' }].toReversed();
    expect(withChoices(named, rows).choices.map(({ id }) => id)).toEqual(['gone', 'c1', 'c0']);
  });

  it('have one right one, or several, and never none', () => {
    const rights = (step: AskStep) => step.choices.map(({ right }) => right);
    expect(rights(withRight(single, 0, true))).toEqual([true, false]);
    const several = withRight(withSeveralRight(single, true), 0, true);
    expect(rights(several)).toEqual([true, true]);
    expect(rights(withRight(withRight(several, 0, false), 1, false))).toEqual([false, true]);
    expect(withSeveralRight(several, false)).toMatchObject({ answer: 'single' });
    expect(rights(withSeveralRight(several, false))).toEqual([true, false]);
  });
});

describe('accepted answers', () => {
  const short = AskStep.parse({
    ...{ id: 'q', kind: 'ask', answer: 'short', prompt: 'Past of go?', accept: ['went', 'did go'] },
    feedback: [{ answer: 'did go', say: 'Rather: went.', credit: 0.5, media: { file: 'a.png', alt: 'A' } }],
  });

  it('keep what stands beside them when their words change or their order does', () => {
    const rows = acceptedRows(short);
    expect(withAccepted(short, rows)).toEqual(short);
    const renamed = withAccepted(
      short,
      rows.map((row, i) => (i === 1 ? { ...row, answer: 'did go!' } : row)),
    );
    expect(renamed.feedback).toEqual([{ ...short.feedback[0], answer: 'did go!' }]);
    expect(withAccepted(short, rows.toReversed())).toMatchObject({
      accept: ['did go', 'went'],
      feedback: short.feedback,
    });
  });
});

describe('a match', () => {
  it('is read into rows and back, with what belongs to none', () => {
    const rows = [
      { item: 'cat', option: 'mew' },
      { item: 'dog', option: 'bark' },
    ];
    const task = matchOf(rows, ['moo']);
    if (!task) throw new Error('there are three things to choose from');
    expect(pairRows(task)).toEqual(rows);
    expect(extraOf(task)).toEqual(['moo']);
    expect(matchOf(rows.slice(0, 1), [])).toBeUndefined();
  });
});

it('a reply that is emptied is the brain’s again', () => {
  const said = withReply(single, 'right', 'Yes.');
  expect(said.say).toEqual({ right: 'Yes.' });
  expect(withReply(said, 'right', '').say).toEqual({});
});

it('a new entry has a name that no other has', () => {
  expect(nextName(['Choice 1', 'Choice 3'], words.choice)).toBe('Choice 4');
  expect(newQuestion('poll', ['question', 'question-2'], words).id).toBe('question-3');
});
