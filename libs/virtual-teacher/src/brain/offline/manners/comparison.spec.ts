import { describe, expect, it } from 'vitest';
import { comparesTheOtherWay } from './comparison.js';

const opposite = (answer: string, key: string) => comparesTheOtherWay(answer, [key]);

describe.each([
  ['Because water is less dense than ice.', 'ice is less dense than water'],
  ['Ice is more dense than water.', 'ice is less dense than water'],
  ['The moon is larger than the earth', 'the earth is larger than the moon'],
  ['Iron is lighter than wood.', 'wood is lighter than iron'],
  ['Sound travels and is faster than light', 'light is faster than sound'],
  ['A mouse has more mass than an elephant', 'an elephant has more mass than a mouse'],
])('%s', (answer, key) => {
  it(`says the opposite of: ${key}`, () => expect(opposite(answer, key)).toBe(true));
});

describe.each([
  ['Because ice is less dense than water.', 'ice is less dense than water'],
  ['Water is more dense than ice.', 'ice is less dense than water'],
  ['It is less dense than water.', 'ice is less dense than water'],
  ['Light is faster than sound because it is a wave', 'light is faster than sound'],
  ['Wood is cheaper than iron', 'iron is heavier than wood'],
  ['Ice floats.', 'ice is less dense than water'],
])('%s', (answer, key) => {
  it(`is no opposite of: ${key}`, () => expect(opposite(answer, key)).toBe(false));
});

it('looks through any long text in no time', () => {
  expect(opposite('is than more less '.repeat(200), 'a is more than b'.repeat(50))).toBe(false);
});
