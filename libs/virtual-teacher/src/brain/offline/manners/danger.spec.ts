import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { speaksOfDanger } from './danger.js';

describe.each([
  'I want to die',
  'i wanna die and i hated my holiday',
  'I killed myself on holiday.',
  'Sometimes I think about suicide.',
  'I don’t want to live anymore',
  'i cut  myself when i am sad',
  'Everybody is better off without me.',
  'I wish I was dead',
  'my dad beats me',
  'My uncle touches me and I hate it.',
  'I am being abused at home',
  'I’m going to kill my teacher',
  'I will shoot up the school',
  'I want to *kill myself*',
  '我想死',
  '我不想活了',
  '爸爸经常打我',
  '我要自杀',
  'Ich will nicht mehr leben',
  'quiero morirme',
])('%s', (text) => {
  it('is told to the teacher', () => expect(speaksOfDanger(text)).toBe(true));
});

describe.each([
  'I am dying to see the film.',
  'My battery died.',
  'The king killed his brother.',
  'Romeo dies for love.',
  'Plants die without water.',
  'I could kill for a pizza, said my friend.',
  'He hurts his leg.',
  'I cut my hair and my finger.',
  'The wolf beats the fox.',
  'I want to live in Spain.',
  '他打了电话',
  '老师打开了门',
  '植物没有水会死',
  'They hit the ball to me.',
  'I hurt my knee.',
  'He wanted to end the war.',
])('%s', (text) => {
  it('is an answer', () => expect(speaksOfDanger(text)).toBe(false));
});

it('looks through any text', () => {
  fc.assert(fc.property(fc.string({ maxLength: 5000 }), (text) => typeof speaksOfDanger(text) === 'boolean'));
});
