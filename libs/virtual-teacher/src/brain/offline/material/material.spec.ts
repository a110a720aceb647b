import { AskStep } from '@lockstep/contracts';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asksFor, givesAway, keptQuestion } from './gives-away.js';
import { asksTheSame, bagOfInquiry } from './inquiry-words.js';
import { LessonMaterial } from './lesson-material.js';

const water = [
  'Water evaporates when the sun warms it.',
  'The vapour rises and cools down.',
  'Small drops of water gather around dust and become clouds.',
  'When the drops are heavy, they fall as rain.',
  'A glacier is ice that moves slowly downhill.',
].map((text) => ({ text }));

const first = async (passages: readonly { text: string }[], inquiry: string) =>
  (await LessonMaterial.of(passages)).find(inquiry, 3)[0]?.passage.text;

describe('what a lesson says of a question', () => {
  it.each([
    ['What is a glacier?', 4],
    ['what does evaporate mean', 0],
    ['I do not understand why it rains, please explain again', 3],
    ['How do clouds form around dust?', 2],
    ['Does a glacier move?', 4],
    ['Why does vapour rise?', 1],
  ])('%s', async (inquiry, at) => {
    expect(await first(water, inquiry)).toBe(water[at]?.text);
  });

  it.each([
    'Who won the world cup?',
    'What is photosynthesis?',
    'why?',
    'I do not understand',
    'How fast do penguins swim under water in winter?',
    '',
  ])('is nothing: %s', async (inquiry) => {
    expect(await first(water, inquiry)).toBeUndefined();
  });

  it('is found in two sentences that say it together', async () => {
    const found = (await LessonMaterial.of(water)).find('vapour cools, drops and dust?', 3);
    expect(found.map(({ passage }) => passage.text)).toEqual([water[1]?.text, water[2]?.text]);
  });

  it('is found in Chinese', async () => {
    const passages = ['水受热变成水蒸气。', '冰川是缓慢移动的冰。'].map((text) => ({ text }));
    expect(await first(passages, '请问什么是冰川？')).toBe('冰川是缓慢移动的冰。');
    expect(await first(passages, '足球比赛怎么踢？')).toBeUndefined();
  });

  it('is searched for whatever was written', async () => {
    const material = await LessonMaterial.of(water);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => {
        for (const { passage } of material.find(text, 3)) expect(water).toContain(passage);
      }),
    );
  });
});

describe('the same question', () => {
  it.each([
    ['What is evaporation?', 'what does evaporation mean', true],
    ['Can you explain clouds again please', 'I do not understand clouds', true],
    ['What is a cloud?', 'What is rain?', false],
    ['什么是冰川？', '老师，冰川是什么意思', true],
    ['why?', 'what?', false],
  ])('%s and %s: %s', (one, other, same) => {
    expect(asksTheSame(bagOfInquiry(one), bagOfInquiry(other))).toBe(same);
  });
});

const ask = (more: object) => AskStep.parse({ id: 'q', kind: 'ask', answer: 'short', ...more });
const past = keptQuestion(ask({ prompt: 'What is the past of *go*?', accept: ['went'] }), 'en');
const gas = keptQuestion(
  ask({
    answer: 'single',
    prompt: 'Which gas do plants take in?',
    choices: [
      { id: 'a', text: 'oxygen' },
      { id: 'b', text: 'carbon dioxide', right: true },
    ],
  }),
  'en',
);

describe('a question whose answers still count', () => {
  it.each([
    ['What is the past of go?', past],
    ['what is the past tense of go please', past],
    ['Is went the past?', past],
    ['tell me which gas plants take in', gas],
    ['Is it carbon dioxide that plants breathe in?', gas],
  ])('is asked for by: %s', (inquiry, kept) => {
    expect(asksFor(inquiry, kept)).toBe(true);
  });

  it.each([
    ['What is a noun?', past],
    ['Why is the sky blue?', gas],
    ['How long does the lesson take?', past],
  ])('is not asked for by: %s', (inquiry, kept) => {
    expect(asksFor(inquiry, kept)).toBe(false);
  });

  it('is not given away in the answer to another one', () => {
    expect(givesAway('Plants take in carbon dioxide.', 'What do plants need?', gas)).toBe(true);
    expect(givesAway('Plants need water.', 'What do plants need?', gas)).toBe(false);
    expect(givesAway('A fire makes carbon dioxide.', 'What does a fire make?', gas)).toBe(false);
  });
});
