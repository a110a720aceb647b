import { expect, it } from 'vitest';
import { difficultyOf } from './hard-to-judge.js';

it.each([
  ['Explain your reasoning.', 'bare-explanation'],
  ['Why or why not?', 'bare-explanation'],
  ['How do you know?', 'bare-explanation'],
  ['说明你的理由。', 'bare-explanation'],
  ['Look at the diagram. Will the motor run?', 'needs-figure'],
  ['What does the graph below tell you?', 'needs-figure'],
  ['Which circuit shown on the right works?', 'needs-figure'],
  ['看图，哪个灯会亮？', 'needs-figure'],
])('names what makes “%s” hard to judge', (prompt, difficulty) => {
  expect(difficultyOf(prompt, 'en')).toBe(difficulty);
});

it.each([
  'Explain why ice floats on water.',
  'How do you know that the Earth turns?',
  'Why do we see the moon?',
  'What is a graph for?',
  'Put the fork on the table. What do you do next?',
  '为什么冰能浮在水上？',
])('says nothing of “%s”', (prompt) => {
  expect(difficultyOf(prompt, 'en')).toBeUndefined();
});
