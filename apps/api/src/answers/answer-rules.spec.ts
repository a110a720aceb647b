import type { AnswerSubmit, Question } from '@lockstep/contracts';
import { describe, expect, it } from 'vitest';
import {
  AnswerRefused,
  type AnswerWindow,
  checkContent,
  checkTime,
  checkTry,
  type EarlierTry,
  graceMs,
  MAX_PATH_DELAY_MS,
  RETURN_MS,
  verdictOf,
} from './answer-rules.js';

const question = (over: Partial<Question> = {}): Question => ({
  id: 'q',
  kind: 'single',
  prompt: '?',
  choices: ['a', 'b', 'c'].map((id) => ({ id, text: id })),
  correct: [],
  ...over,
});
const answer = (over: Partial<AnswerSubmit> = {}): AnswerSubmit => ({
  questionId: 'q',
  openedSeq: 1,
  attempt: 1,
  spoken: false,
  shownPtsMs: 10_000,
  answeredPtsMs: 12_000,
  ...over,
});
const refusal = (act: () => void): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof AnswerRefused) return error.reason;
    throw error;
  }
  return 'taken';
};

describe('what is answered', () => {
  it.each([
    ['single', { choices: ['a'] }, 'taken'],
    ['single', { choices: ['a', 'b'] }, 'malformed'],
    ['single', { choices: [] }, 'malformed'],
    ['single', { choices: ['x'] }, 'malformed'],
    ['single', { text: 'a' }, 'malformed'],
    ['single', {}, 'malformed'],
    ['multiple', { choices: ['a', 'c'] }, 'taken'],
    ['multiple', { choices: ['a', 'a'] }, 'malformed'],
    ['multiple', { choices: ['a'], text: 'also this' }, 'malformed'],
    ['short', { text: 'walked' }, 'taken'],
    ['short', { choices: ['a'] }, 'malformed'],
    ['open', { text: 'Because.' }, 'taken'],
    ['open', {}, 'malformed'],
  ] as const)('to a question of kind %s with %j is %s', (kind, given, expected) => {
    expect(refusal(() => checkContent(answer(given as Partial<AnswerSubmit>), question({ kind })))).toBe(
      expected,
    );
  });
});

describe('the window of a question of 5 s that was opened at 10 s', () => {
  const window = (over: Partial<AnswerWindow> = {}): AnswerWindow => ({
    openedPtsMs: 10_000,
    closedPtsMs: undefined,
    headPtsMs: 16_000,
    watchingSincePtsMs: 0,
    delayMs: 1000,
    ...over,
  });
  const judge = (times: Partial<AnswerSubmit>, over: Partial<AnswerWindow> = {}) =>
    refusal(() => checkTime(answer(times), 5000, window(over)));

  it.each([
    ['in time', {}, {}, 'taken'],
    ['on its last frame', { answeredPtsMs: 15_000 }, {}, 'taken'],
    ['a second after it', { answeredPtsMs: 16_000 }, {}, 'late'],
    ['in time, arriving as late as its viewer sees', {}, { headPtsMs: 16_000 + RETURN_MS }, 'taken'],
    ['in time, arriving later than that', {}, { headPtsMs: 16_001 + RETURN_MS }, 'late'],
    [
      'in time, of a viewer who sees everything 20 s late',
      {},
      { delayMs: 20_000, headPtsMs: 35_000 + RETURN_MS },
      'taken',
    ],
    [
      'in time, of a page that claims a delay beyond any path',
      {},
      { delayMs: 1e9, headPtsMs: 15_001 + MAX_PATH_DELAY_MS + RETURN_MS },
      'late',
    ],
    [
      'in time, of a page that has not told its delay',
      {},
      { delayMs: null, headPtsMs: 15_000 + graceMs(null) },
      'taken',
    ],
    [
      'with the time of the window, 7 s after it, of a viewer who sees it at once',
      { answeredPtsMs: 10_000 },
      { delayMs: 100, headPtsMs: 22_000 },
      'late',
    ],
    [
      'by a student who joined late, in their own window',
      { shownPtsMs: 14_000, answeredPtsMs: 18_500 },
      { watchingSincePtsMs: 14_000, headPtsMs: 19_000 },
      'taken',
    ],
    [
      'by who joined late, after it',
      { shownPtsMs: 14_000, answeredPtsMs: 19_500 },
      { watchingSincePtsMs: 14_000, headPtsMs: 20_000 },
      'late',
    ],
    [
      'by who reloads the page to see it anew',
      { shownPtsMs: 14_900, answeredPtsMs: 19_000 },
      { headPtsMs: 19_000 },
      'late',
    ],
    [
      'by a page that told nothing of itself',
      { shownPtsMs: 14_000, answeredPtsMs: 18_500 },
      { watchingSincePtsMs: undefined, headPtsMs: 19_000 },
      'taken',
    ],
    ['before the question was closed', { answeredPtsMs: 13_000 }, { closedPtsMs: 13_000 }, 'taken'],
    ['after the question was closed', { answeredPtsMs: 13_500 }, { closedPtsMs: 13_000 }, 'late'],
    ['before it was shown', { shownPtsMs: 9000 }, {}, 'malformed'],
    ['earlier than it was seen', { shownPtsMs: 12_000, answeredPtsMs: 11_000 }, {}, 'malformed'],
    ['on a frame that has not left yet', { answeredPtsMs: 17_000 }, {}, 'malformed'],
  ] as const)('takes or refuses an answer given %s', (_, times, over, expected) => {
    expect(judge(times, over)).toBe(expected);
  });

  it('stays open as long as the question when it has no end of its own', () => {
    const late = answer({ answeredPtsMs: 3_600_000 });
    expect(refusal(() => checkTime(late, undefined, window({ headPtsMs: 3_700_000 })))).toBe('taken');
  });
});

describe('a verdict', () => {
  it.each([
    ['single', ['a'], ['a'], 'right'],
    ['single', ['b'], ['a'], 'wrong'],
    ['multiple', ['c', 'a'], ['a', 'c'], 'right'],
    ['multiple', ['a'], ['a', 'c'], 'wrong'],
    ['multiple', ['a', 'b', 'c'], ['a', 'c'], 'wrong'],
    ['single', ['a'], [], 'not-reviewed'],
    ['open', [], [], 'not-reviewed'],
  ] as const)('on %s %j, where %j is right: %s', (kind, given, correct, verdict) => {
    expect(verdictOf({ choices: [...given] }, question({ kind, correct: [...correct] }))).toBe(verdict);
  });
});

describe('a verdict on a task, where no brain judges', () => {
  const gaps = { kind: 'gaps', segments: ['At ', ' °C it is ', '.'] } as const;
  const region = { x: 0, y: 0, width: 0.5, height: 0.5 };
  const areas = [
    { id: 'a', text: 'A', region },
    { id: 'b', text: 'B', region: { ...region, x: 0.5, y: 0.5 } },
    { id: 'c', text: 'C', region: { ...region, x: 0.5 } },
  ];
  const labels = [
    { id: 'r', text: 'Root' },
    { id: 's', text: 'Stem' },
  ];
  const tasks: Record<string, Pick<Question, 'task' | 'solution'>> = {
    gaps: { task: { ...gaps, segments: [...gaps.segments] }, solution: ['100', 'steam'] },
    unseen: { task: { kind: 'hotspot', marks: 1 }, solution: ['25 25'] },
    outlined: { task: { kind: 'hotspot', marks: 2, areas }, solution: ['25 25', '75 75'] },
    label: {
      task: { kind: 'label', places: [{ id: '1', region }], options: labels },
      solution: ['r'],
    },
  };
  it.each([
    ['gaps', ['100', ' Steam. '], 'right'],
    ['gaps', ['100.0', 'steam'], 'right'],
    ['gaps', ['−100', 'steam'], 'wrong'],
    ['gaps', ['100', 'vapour'], 'not-reviewed'],
    ['gaps', ['a hundred', 'steam'], 'not-reviewed'],
    ['unseen', ['25 25'], 'not-reviewed'],
    ['outlined', ['80 80', '10 10'], 'right'],
    ['outlined', ['10 10', '11 11'], 'wrong'],
    ['outlined', ['10 10', '80 10'], 'wrong'],
    ['label', ['r'], 'right'],
    ['label', ['s'], 'wrong'],
  ] as const)('on %s %j: %s', (task, parts, verdict) => {
    expect(verdictOf({ parts: [...parts] }, question({ kind: 'parts', ...tasks[task] }))).toBe(verdict);
  });
});

describe('another try', () => {
  const tried = (attempt: number, over: Partial<EarlierTry> = {}): EarlierTry => ({
    ...{ attempt, verdict: 'wrong', judging: 'judged' },
    ...over,
  });
  it.each<[string, number, number, EarlierTry[], string]>([
    ['the first one', 1, 1, [], 'taken'],
    ['the same one again', 1, 3, [tried(1)], 'duplicate'],
    ['the next one', 2, 3, [tried(1)], 'taken'],
    ['after one that nobody could judge', 2, 3, [tried(1, { verdict: 'not-reviewed' })], 'taken'],
    ['after one that was partly right', 2, 3, [tried(1, { verdict: 'partly' })], 'taken'],
    ['after the right one', 2, 3, [tried(1, { verdict: 'right' })], 'duplicate'],
    ['while the one before is being judged', 2, 3, [tried(1, { judging: 'claimed' })], 'duplicate'],
    ['before the one before was looked at', 2, 3, [tried(1, { judging: 'waiting' })], 'duplicate'],
    ['one that leaves one out', 3, 3, [tried(1)], 'malformed'],
    ['the second one before the first', 2, 3, [], 'malformed'],
    ['one more than there are', 3, 2, [tried(1), tried(2)], 'duplicate'],
    ['a second one where there is one', 2, 1, [tried(1)], 'duplicate'],
  ])('%s', (_, attempt, tries, earlier, outcome) => {
    expect(refusal(() => checkTry(attempt, tries, earlier))).toBe(outcome);
  });
});

describe('a spoken answer', () => {
  it('is taken only where the question says so', () => {
    const said = answer({ text: 'I went home.', spoken: true });
    const asks = question({ kind: 'open', choices: [] });
    expect(refusal(() => checkContent(said, asks))).toBe('malformed');
    expect(refusal(() => checkContent(said, { ...asks, spoken: true }))).toBe('taken');
  });
});
