import { AskStep, creditOf, shownTask, solutionOf } from '@lockstep/contracts';
import { parseLesson } from '@lockstep/lesson';
import * as fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { createOfflineBrain } from '../offline-brain.js';
import { judgeMatch } from './judge-match.js';
import { judgeOrder } from './judge-order.js';

const brain = createOfflineBrain();
afterAll(() => brain[Symbol.asyncDispose]());

const ask = (text: string): AskStep => {
  const { script, problems } = parseLesson(`title: t\nsteps:\n  - ask: ${text}\n`);
  expect(problems).toEqual([]);
  return AskStep.parse(script?.steps[0]);
};
const judge = (
  question: AskStep,
  answer: { choices?: string[]; text?: string; parts?: string[] },
  language = 'en',
) => brain.judge({ question, language, attempt: 1, answer: { choices: [], text: null, ...answer } });

const planets = '{prompt: Order, order: [Mercury, Venus, Earth, Mars, Jupiter]}';
const sounds = '{prompt: Match, match: {cat: mew, dog: bark, cow: moo}, extra: [neigh]}';
const water =
  "{prompt: Fill, gaps: 'Water boils at [100] °C and freezes at [0|zero] °C. Ice is [frozen water|water].'}";

const media = 'media: {file: a.png, alt: x}';
const heart = `{prompt: Where, ${media}, hotspot: {heart: {oval: [40%, 40%, 20%, 20%]}, lung: {rect: [0%, 0%, 30%, 30%], right: false}}}`;
const overlapping = `{prompt: Where, ${media}, marks: 2, hotspot: {small: {rect: [40%, 40%, 10%, 10%]}, large: {rect: [0%, 0%, 60%, 60%]}}}`;
const plant = `{prompt: Label, ${media}, label: {root: [50%, 90%], leaf: [50%, 10%], stem: [50%, 50%]}}`;

describe('an answer by parts', () => {
  it.each<[string, string, string[], string, number | null]>([
    [planets, 'as it is right', ['mercury', 'venus', 'earth', 'mars', 'jupiter'], 'right', 1],
    [
      planets,
      'with one item moved to the end',
      ['venus', 'earth', 'mars', 'jupiter', 'mercury'],
      'partly',
      0.75,
    ],
    [
      planets,
      'with two neighbours changed',
      ['venus', 'mercury', 'earth', 'mars', 'jupiter'],
      'partly',
      0.75,
    ],
    [planets, 'the other way round', ['jupiter', 'mars', 'earth', 'venus', 'mercury'], 'wrong', 0],
    [sounds, 'as it is right', ['mew', 'bark', 'moo'], 'right', 1],
    [sounds, 'with one pair wrong', ['mew', 'bark', 'neigh'], 'partly', 2 / 3],
    [sounds, 'with all pairs wrong', ['bark', 'moo', 'mew'], 'wrong', 0],
    [water, 'as it is right', ['100', '0', 'frozen water'], 'right', 1],
    [water, 'in other words', ['one hundred', 'Zero', 'Frozen Water'], 'right', 1],
    [water, 'with a wrong number', ['10', '0', 'water'], 'partly', 2 / 3],
    [water, 'with wrong numbers', ['10', '-0.5', 'steam'], 'wrong', 0],
    [heart, 'in its middle', ['50 50'], 'right', 1],
    [heart, 'in a corner of its box', ['41 41'], 'wrong', 0],
    [heart, 'in another area', ['10 10'], 'wrong', 0],
    [overlapping, 'in both', ['5 5', '45 45'], 'right', 1],
    [overlapping, 'in both, the small one first', ['45 45', '46 46'], 'right', 1],
    [overlapping, 'twice in one', ['5 5', '6 6'], 'partly', 0.5],
    [plant, 'as it is right', ['root', 'leaf', 'stem'], 'right', 1],
    [plant, 'with two changed', ['leaf', 'root', 'stem'], 'partly', 1 / 3],
  ])('%s %s: %j is %s', async (text, _, parts, verdict, credit) => {
    const judgement = await judge(ask(text), { parts });
    expect([judgement.verdict, judgement.credit]).toEqual([
      verdict,
      credit === null ? undefined : expect.closeTo(credit, 6),
    ]);
    expect(judgement.parts).toHaveLength(parts.length);
  });

  it('that its author says something to names what that is, also where it is a formula', async () => {
    const written =
      "{prompt: Which?, accept: [seven, {answer: '$\\frac{2}{4}$', say: Can it be shorter?, credit: 50%}, {answer: blue, media: {file: a.png, alt: Blue}}]}";
    const given = async (text: string) => {
      const { verdict, feedback } = await judge(ask(written), { text });
      return [verdict, feedback];
    };
    expect(await given('2/4')).toEqual(['partly', 0]);
    expect(await given('blue')).toEqual(['right', 1]);
    expect(await given('seven')).toEqual(['right', undefined]);
  });

  it('that has none is not judged', async () => {
    expect((await judge(ask(sounds), {})).verdict).toBe('unclear');
  });

  it('is told how much of it is right, in both languages', async () => {
    expect((await judge(ask(sounds), { parts: ['mew', 'bark', 'neigh'] })).say).toContain(
      'Of 3 pairs, 2 are right.',
    );
    expect((await judge(ask(sounds), { parts: ['mew', 'bark', 'neigh'] }, 'zh-CN')).say).toContain(
      '3个配对中，对了2个',
    );
  });

  it('is told of one place alone in plain words, and at last where it is', async () => {
    const { say } = await judge({ ...ask(heart), tries: 2 }, { parts: ['10 10'] });
    expect(say).toContain('This is another place.');
    expect(say).not.toContain('heart');
    expect((await judge(ask(heart), { parts: ['10 10'] })).say).toContain('heart');
    expect((await judge(ask(heart), { parts: ['10 10'] }, 'zh-CN')).say).toContain('这是另一个地方');
  });

  it('does not hear the solution before the last try', async () => {
    const question = { ...ask(sounds), tries: 2 };
    expect((await judge(question, { parts: ['bark', 'mew', 'moo'] })).say).not.toMatch(/→/);
    const last = await brain.judge({
      ...{ question, language: 'en', attempt: 2 },
      answer: { choices: [], text: null, parts: ['bark', 'mew', 'moo'] },
    });
    expect(last.say).toContain('cat → mew');
  });

  it('earns from nothing to all, all for the solution alone', () => {
    const order = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,5}$/), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(
        order.chain((ids) => fc.tuple(fc.constant(ids), fc.shuffledSubarray(ids, { minLength: ids.length }))),
        ([ids, given]) => {
          const task = { kind: 'order', items: ids.map((id) => ({ id, text: id })) } as const;
          const { credit, parts } = judgeOrder({ ...task, items: [...task.items] }, given);
          expect(credit).toBeGreaterThanOrEqual(0);
          expect(credit === 1).toBe(given.every((id, i) => id === ids[i]));
          expect(parts.filter((verdict) => verdict === 'right').length).toBe(
            Math.round((credit ?? 0) * (ids.length - 1)) + 1,
          );
        },
      ),
    );
  });

  it('earns more for one more pair that is right', () => {
    const options = ['a', 'b', 'c', 'd'];
    const pairs = fc.array(fc.constantFrom(...options), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(
        pairs,
        fc.array(fc.constantFrom(...options), { minLength: 12, maxLength: 12 }),
        (right, given) => {
          const items = right.map((option, i) => ({ id: String(i), text: String(i), option }));
          const task = { kind: 'match' as const, items, options: options.map((id) => ({ id, text: id })) };
          const parts = given.slice(0, right.length);
          const before = judgeMatch(task, parts).credit ?? 0;
          const missed = parts.findIndex((part, i) => part !== right[i]);
          if (missed < 0) return before === 1;
          const better = judgeMatch(task, parts.with(missed, right[missed] ?? '')).credit ?? 0;
          return Math.abs(better - before - 1 / right.length) < 1e-9;
        },
      ),
    );
  });

  it('knows its solution as right', () => {
    for (const text of [planets, sounds]) {
      const { task } = ask(text);
      if (task?.kind === 'order') expect(judgeOrder(task, solutionOf(task)).credit).toBe(1);
      if (task?.kind === 'match') expect(judgeMatch(task, solutionOf(task)).credit).toBe(1);
      expect(task && JSON.stringify(shownTask(task))).not.toContain('"option":');
    }
  });
});

describe('other kinds of questions', () => {
  it.each<[string, { choices?: string[]; text?: string }, string]>([
    ["{prompt: 'The sun is a star.', right: true}", { choices: ['true'] }, 'right'],
    ["{prompt: 'The sun is a star.', right: true}", { choices: ['false'] }, 'wrong'],
    ["{prompt: 'Pi?', accept: 3.14, tolerance: 0.01}", { text: '3.145' }, 'right'],
    ["{prompt: 'Pi?', accept: 3.14, tolerance: 0.01}", { text: '-3.14' }, 'wrong'],
    ["{prompt: 'Pi?', accept: 3.14, tolerance: 0.01}", { text: '−3.14' }, 'wrong'],
    ["{prompt: 'Guess', accept: [1..5]}", { text: '4.5' }, 'right'],
    ["{prompt: 'Guess', accept: [1..5]}", { text: '6' }, 'wrong'],
    ["{prompt: 'How far?', answer: number, accept: 5 km, unit: required}", { text: '5 km' }, 'right'],
    ["{prompt: 'How far?', answer: number, accept: 5 km, unit: required}", { text: '5' }, 'partly'],
    ["{prompt: 'How are you?', answer: poll, choices: [good, bad]}", { choices: ['good'] }, 'unclear'],
    ["{prompt: 'One word?', answer: words}", { text: 'fun' }, 'unclear'],
  ])('%s %j is %s', async (text, answer, verdict) => {
    expect((await judge(ask(text), answer)).verdict).toBe(verdict);
  });

  it('gives several choices the share that was found, less what does not fit', async () => {
    const question = ask('{prompt: Even?, choices: [two, three, four, six], right: [two, four, six]}');
    const { verdict, credit } = await judge(question, { choices: ['two', 'four', 'three'] });
    expect([verdict, credit]).toEqual(['partly', expect.closeTo(1 / 3, 6)]);
  });

  it('says to one accepted answer what its author wrote, and counts what it is worth', async () => {
    const question = ask(
      "{prompt: 'Past of go?', accept: [went, {answer: did go, say: 'Rather: went.', credit: 40%}]}",
    );
    expect(await judge(question, { text: 'went' })).toMatchObject({ verdict: 'right', correction: null });
    const second = await judge(question, { text: 'did go' });
    expect(second).toMatchObject({ verdict: 'partly', credit: 0.4 });
    expect(second.say).toContain('Rather: went.');
    expect(creditOf(second.verdict, second)).toBe(0.4);
  });
});
