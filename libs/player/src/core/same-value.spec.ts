import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sameValue } from './same-value.js';

it('agrees with what JSON says, whatever the order of keys', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      expect(sameValue(value, reversedKeys(value))).toBe(true);
    }),
  );
});

it.each([
  [{ a: 1 }, { a: 2 }],
  [{ a: 1 }, { a: 1, b: undefined }],
  [{ a: undefined }, { b: undefined }],
  [[], {}],
  [[1, 2], [1]],
  [null, {}],
  ['1', 1],
])('tells %j from %j', (left, right) => {
  expect(sameValue(left, right)).toBe(false);
});

function reversedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversedKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversedKeys(inner)]),
  );
}
