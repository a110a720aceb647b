import { describe, expect, it } from 'vitest';
import { findRegion } from './find-region.js';

const word = (text: string, x: number, y = 0, isPart?: true) => ({
  text,
  region: { x, y, width: 0.1, height: 0.1 },
  ...(isPart ? { isPart } : {}),
});
const words = [
  word('Walked,', 0),
  word('ed', 0.05, 0, true),
  ...[word('by', 0.2), word('heart.', 0, 0.2), word('walked', 0.3), word('ed', 0.5)],
  ...[word('我', 0.6), word('叫', 0.7), word('Anna。', 0.8), word('1/2', 0, 0.5)],
];

describe('a phrase on a slide', () => {
  it.each([
    ['walked', 0, 0],
    ['WALKED', 0, 0],
    ['walked#2', 0.3, 0],
    ['ed', 0.5, 0],
    ['ed#2', 0.05, 0],
    ['我叫', 0.6, 0],
    ['叫Anna', 0.7, 0],
    ['1/2', 0, 0.5],
  ])('%s is found', (target, x, y) => expect(findRegion(target, words)).toMatchObject({ x, y }));
  it.each(['walk', 'nothing', 'walked#3', 'heart by', '', '#'])('%s is not', (target) =>
    expect(findRegion(target, words)).toBeUndefined(),
  );
  it('over a line end is one rectangle', () => {
    const region = findRegion('by heart', words);
    expect(region?.x).toBe(0);
    expect(region?.width).toBeCloseTo(0.3);
    expect(region?.height).toBeCloseTo(0.3);
  });
  it('is what the author called so, before any word', () => {
    expect(findRegion('by', words, { by: [0.5, 0.5, 0.1, 0.2] })).toEqual({
      x: 0.5,
      y: 0.5,
      width: 0.1,
      height: 0.2,
    });
    expect(findRegion('constructor', words, {})).toBeUndefined();
  });
});
