import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FEATURES, featuresOf } from './features.js';
import { readKey } from './key.js';
import { Scorer } from './scorer.js';

const scorer = new Scorer();
const ice = readKey({
  question: 'Why does ice float on water?',
  references: ['Ice floats because it is less dense than water.'],
  points: [],
});
const probability = (answer: string) => scorer.score(ice, answer).probability;

describe('a model answer alone', () => {
  it('accepts what clearly says the same', () => {
    expect(scorer.score(ice, 'because ice is less dense than water').verdict).toBe('right');
  });

  it.each(['I like ice cream in the summer', 'the boat has a motor', 'because it is cold outside'])(
    'does not accept “%s”',
    (answer) => expect(scorer.score(ice, answer).verdict).not.toBe('right'),
  );

  it.each(['water is less dense than ice', 'ice is not less dense than water'])(
    'does not accept what says the opposite: “%s”',
    (answer) => {
      expect(scorer.score(ice, answer)).toMatchObject({ isOpposed: true });
      expect(scorer.score(ice, answer).verdict).not.toBe('right');
    },
  );

  it('never praises another number than the one of the key', () => {
    const diphthong = readKey({
      question: 'What is a diphthong?',
      references: ['A diphthong is a union of two vowels in one syllable.'],
      points: [{ point: 'two vowels', any: ['two vowels', '2 vowels'] }],
    });
    expect(scorer.score(diphthong, 'a union of three vowels').isOpposed).toBe(true);
    expect(scorer.score(diphthong, 'a union of 2 vowels').isOpposed).toBe(false);
    expect(scorer.score(diphthong, 'a union of vowels').isOpposed).toBe(false);
  });

  it('holds the question itself for less than an answer', () => {
    expect(probability('ice floats on water')).toBeLessThan(probability('it is less dense than water'));
  });

  it('holds a denial for less than what it denies', () => {
    expect(probability('ice is not less dense than water')).toBeLessThan(
      probability('ice is less dense than water'),
    );
  });
});

it('gives a probability and as many features as it names for whatever is written', () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 200 }),
      fc.string({ maxLength: 60 }),
      fc.string({ maxLength: 60 }),
      (answer, question, point) => {
        const key = readKey({ question, references: [], points: [{ point, any: [question] }] });
        const features = featuresOf(key, answer, scorer.rarity);
        expect(features).toHaveLength(FEATURES.length);
        expect(features.every(Number.isFinite)).toBe(true);
        const { probability: p } = scorer.score(key, answer);
        expect(p).toBeGreaterThanOrEqual(0);
        expect(p).toBeLessThanOrEqual(1);
      },
    ),
    { numRuns: 60 },
  );
});
