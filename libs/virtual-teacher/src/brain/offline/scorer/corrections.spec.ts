import { expect, it } from 'vitest';
import { type Correction, settledBy } from './corrections.js';
import { groupAnswers } from './group-answers.js';
import { proposePhrases } from './propose-phrases.js';
import { readKey } from './key.js';
import { Scorer } from './scorer.js';

const scorer = new Scorer();
const key = readKey({
  question: 'How did you separate the salt from the water?',
  references: ['The water was evaporated, leaving the salt.'],
  points: [],
});
const corrections: Correction[] = [
  { answer: 'The puddle dried up in the sun', verdict: 'right' },
  { answer: 'it dried up after a day', verdict: 'right' },
  { answer: 'we dried it up', verdict: 'right' },
  { answer: 'poured it through a filter', verdict: 'wrong' },
  { answer: 'I used a filter paper', verdict: 'wrong' },
  { answer: 'with the filter', verdict: 'wrong' },
];

it('gives the same normalised answer the verdict of the newest correction', () => {
  expect(settledBy(corrections, { answer: '  WITH the filter! ' })?.verdict).toBe('wrong');
  const later: Correction[] = [...corrections, { answer: 'with the filter', verdict: 'partly' }];
  expect(settledBy(later, { answer: 'With the filter.' })?.verdict).toBe('partly');
  expect(settledBy(corrections, { answer: 'with another filter' })).toBeUndefined();
  expect(settledBy([{ answer: '...', verdict: 'right' }], { answer: '!' })).toBeUndefined();
});

it('knows answers to tasks by their parts, each in its place', () => {
  const said: Correction[] = [
    { answer: 'ice; a warm pond', parts: ['ice', 'a warm pond'], verdict: 'right' },
  ];
  const settled = (...parts: string[]) => settledBy(said, { answer: parts.join('; '), parts });
  expect(settled('Ice', 'a warm pond.')).toBeDefined();
  expect(settled('ice a', 'warm pond')).toBeUndefined();
  expect(settled('a warm pond', 'ice')).toBeUndefined();
  expect(settled('ice a warm pond', '')).toBeUndefined();
  expect(
    settledBy([{ answer: '', parts: ['', ''], verdict: 'right' }], { answer: '', parts: ['', ''] }),
  ).toBeUndefined();
});

it('moves near answers towards what the teacher said of their neighbours', () => {
  const before = (answer: string) => scorer.score(key, answer).probability;
  const after = (answer: string) => scorer.scoreWith(key, answer, corrections).probability;
  expect(after('it all dried up in the sun')).toBeGreaterThan(before('it all dried up in the sun'));
  expect(after('a paper filter')).toBeLessThan(0.3);
});

it('does not learn from fewer than three', () => {
  const two = corrections.slice(0, 2);
  expect(scorer.scoreWith(key, 'dried', two)).toEqual(scorer.score(key, 'dried'));
});

it('groups similar answers, the largest unclear group first', async () => {
  const groups = await groupAnswers([
    { id: 'a', answer: 'the plant needs light', isUnclear: true },
    { id: 'b', answer: 'The PLANT needs light!', isUnclear: true },
    { id: 'c', answer: 'the plants need some light', isUnclear: true },
    { id: 'd', answer: 'the plant does not need light', isUnclear: true },
    { id: 'e', answer: 'water', isUnclear: false },
    { id: 'f', answer: 'water', isUnclear: false },
  ]);
  expect(groups.map(({ ids }) => ids)).toEqual([['a', 'b', 'c'], ['d'], ['e', 'f']]);
});

it('tells answers apart by their signs, and by the capitals of symbols', () => {
  const said = (answer: string): Correction[] => [{ answer, verdict: 'right' }];
  for (const [one, other] of [
    ['-5', '5'],
    ['x < 3', 'x > 3'],
    ['C', 'C++'],
    ['1/2', '1.2'],
    ['$4', '€4'],
    ['CO', 'Co'],
    ['A', 'a'],
    ['2x + 1', '2x - 1'],
  ] as const) {
    expect(settledBy(said(one), { answer: other }), `${one} and ${other}`).toBeUndefined();
    expect(settledBy(said(one), { answer: ` ${one} ` })).toBeDefined();
  }
  expect(settledBy(said('It melts.'), { answer: 'it MELTS' })).toBeDefined();
  expect(settledBy(said('冰比水轻。'), { answer: '冰比水轻' })).toBeDefined();
  expect(settledBy(said('Went'), { answer: 'went' }, true)).toBeUndefined();
});

it('groups Chinese answers by their characters, and what denies apart', async () => {
  const answers = ['因为冰比水轻', '因为冰比水轻。', '冰比水轻', '因为冰不比水轻', '水很冷'];
  const groups = await groupAnswers(answers.map((answer, i) => ({ id: String(i), answer, isUnclear: true })));
  expect(groups.map(({ ids }) => ids)).toEqual([['0', '1', '2'], ['3'], ['4']]);
});

it('never groups numbers of other signs', async () => {
  const answers = [
    '-5',
    '5',
    '5.',
    'x > 3',
    'x < 3',
    'the angles are 90 degrees',
    'the angles are 180 degrees',
  ];
  const groups = await groupAnswers(
    answers.map((answer, i) => ({ id: String(i), answer, isUnclear: false })),
  );
  expect(groups.map(({ ids }) => ids)).toEqual([['1', '2'], ['0'], ['3'], ['4'], ['5'], ['6']]);
});

it('proposes phrases that stand in right answers alone, after five corrections', () => {
  expect(proposePhrases(corrections.slice(0, 4))).toEqual({ phrases: [], mistakes: [] });
  const proposed = proposePhrases(corrections);
  expect(proposed.phrases).toContain('dried');
  expect(proposed.mistakes).toContain('filter');
});

it('proposes the longest words that most of the answers share', () => {
  const light = ['it is light stuff', 'light stuff swims', 'so light stuff', 'a light thing'];
  const magic = ['magic of ice', 'by magic', 'magic party', 'a party for art'];
  const { phrases, mistakes } = proposePhrases([
    ...light.map((answer): Correction => ({ answer, verdict: 'right' })),
    ...magic.map((answer): Correction => ({ answer, verdict: 'wrong' })),
  ]);
  expect(phrases).toContain('light stuff');
  expect(phrases).not.toContain('light');
  expect(phrases).not.toContain('stuff');
  expect(mistakes).toEqual(['magic', 'party']);
});

it('proposes Chinese phrases by words', () => {
  const said = (verdict: Correction['verdict'], ...answers: string[]): Correction[] =>
    answers.map((answer) => ({ answer, verdict }));
  const proposed = proposePhrases([
    ...said('right', '因为冰的密度比水小', '冰的密度小，所以浮起来', '它密度小'),
    ...said('wrong', '因为水里有气泡', '气泡把冰托起来', '冰不重'),
  ]);
  expect(proposed.phrases).toContain('密度');
  expect(proposed.mistakes).toContain('气泡');
  for (const words of [...proposed.phrases, ...proposed.mistakes]) {
    expect(words).not.toMatch(/^的|的$|因为|所以/);
    expect([...words].length).toBeGreaterThan(1);
  }
});

it('proposes nothing that an answer denies', () => {
  const denied = ['冰不是金属做的', '它不是金属', '不是金属', '没有金属', '它没有金属'];
  const proposed = proposePhrases(denied.map((answer) => ({ answer, verdict: 'wrong' })));
  expect(proposed.mistakes.join()).not.toContain('金属');
});
