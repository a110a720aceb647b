import { type Asked, short } from './rows.js';

/** What an author asks for under `compare`, and choices that are typed. */
export const settings: readonly Asked[] = [
  short(
    'What is the acceleration on Earth?',
    '9.81 m/s²',
    [
      ['9.8 m/s^2', 'r'],
      ['9.82', 'r'],
      ['9.7 m/s²', 'w'],
      ['9.81 m/s', 'wp'],
    ],
    { more: 'compare: {tolerance: 0.02}' },
  ),
  short(
    'How many grains are in the jar?',
    '2000',
    [
      ['1950', 'r'],
      ['2150', 'w'],
      ['2100', 'r'],
    ],
    {
      more: 'compare: {tolerance: 5%}',
    },
  ),
  short(
    'Name a number between 3 and 4.',
    '3.5',
    [
      ['3.2', 'r'],
      ['4.1', 'w'],
      ['3', 'r'],
      ['three and a quarter', 'r'],
    ],
    {
      more: 'compare: {range: [3, 4]}',
    },
  ),
  short(
    'What is the root of 2?',
    '1.41',
    [
      ['1.41', 'r'],
      ['1.4', 'pw'],
      ['1.414', 'pw'],
      ['1.42', 'w'],
    ],
    {
      more: 'compare: {decimals: 2}',
    },
  ),
  short(
    'What is the speed of light in m/s?',
    '3.00e8',
    [
      ['3.00 × 10^8', 'r'],
      ['3 x 10^8', 'pw'],
      ['3.00e7', 'w'],
    ],
    {
      more: 'compare: {significantDigits: 3}',
    },
  ),
  short(
    'Reduce 10/15.',
    '2/3',
    [
      ['2/3', 'r'],
      ['4/6', 'pw'],
      ['0.667', 'pw'],
    ],
    { more: 'compare: {form: lowest-terms}' },
  ),
  short(
    'Write a half as a decimal.',
    '0.5',
    [
      ['0.5', 'r'],
      ['1/2', 'pw'],
    ],
    { more: 'compare: {form: decimal}' },
  ),
  short(
    'Write it as a percentage.',
    '25 %',
    [
      ['25%', 'r'],
      ['1/4', 'pw'],
      ['0.25', 'pw'],
    ],
    { more: 'compare: {form: percent}' },
  ),
  short(
    'Expand 3(a + 2).',
    '3a + 6',
    [
      ['6 + 3a', 'r'],
      ['3*a+6', 'r'],
      ['3(a+2)', 'w'],
      ['3a + 2', 'w'],
      ['9a', 'w'],
      ['3A + 6', 'pw'],
    ],
    { more: 'compare: {as: mathematics}' },
  ),
  short(
    'Give the line through the points.',
    'y = 2x + 1',
    [
      ['y - 2x = 1', 'r'],
      ['2y = 4x + 2', 'r'],
      ['1 + 2x = y', 'r'],
      ['y = 2x - 1', 'w'],
      ['y = x + 1', 'w'],
      ['2x + 1', 'wpu'],
    ],
    { more: 'compare: {as: mathematics}' },
  ),
  short(
    'Solve the inequality.',
    'x > -2',
    [
      ['-x < 2', 'r'],
      ['2x > -4', 'r'],
      ['x ≥ -2', 'w'],
      ['x < -2', 'w'],
    ],
    { more: 'compare: {as: mathematics}' },
  ),
  short(
    'Simplify the root of 8.',
    '2√2',
    [
      ['2*sqrt(2)', 'r'],
      ['√8', 'ru'],
      ['sqrt(2)', 'w'],
      ['4', 'w'],
    ],
    {
      more: 'compare: {as: mathematics}',
    },
  ),
  short(
    'Write the German word for tree with its capital.',
    'Baum',
    [
      ['Baum', 'r'],
      ['baum', 'pw'],
    ],
    {
      more: 'compare: {case: true}',
    },
  ),
  {
    ask: "prompt: 'What is 2 - 9?'\nchoices: ['7', '-7', '11']\nright: '-7'",
    answers: [
      ['-7', 'r'],
      ['minus seven', 'r'],
      ['7', 'w'],
      ['seven', 'w'],
      ['b', 'r'],
      ['the second one', 'r'],
      ['number 2', 'r'],
      ['answer B', 'r'],
      ['11', 'w'],
    ],
  },
  {
    ask: 'prompt: Which animal breathes air?\nchoices: [a shark, a dolphin, a trout]\nright: a dolphin',
    answers: [
      ['dolphin', 'r'],
      ['the dolphin', 'r'],
      ['2', 'r'],
      ['number two', 'r'],
      ['second', 'r'],
      ['B', 'r'],
      ['shark', 'w'],
      ['3', 'w'],
      ['not a shark', 'u'],
      ['a dolphin or a shark', 'u'],
      ['第二个', 'r'],
    ],
  },
  {
    ask: "prompt: Which ion?\nchoices: ['Cu+', 'Cu2+', 'Cu']\nright: 'Cu2+'",
    answers: [
      ['Cu2+', 'r'],
      ['Cu²⁺', 'r'],
      ['Cu+', 'w'],
      ['Cu', 'w'],
    ],
  },
  {
    ask: 'prompt: Which is a capital letter?\nchoices: [G, g]\nright: G',
    answers: [
      ['G', 'r'],
      ['g', 'w'],
    ],
  },
];
