import fc from 'fast-check';
import { expect } from 'vitest';
import { ParseError } from '../src/index.js';

type Mutation = { readonly at: number; readonly byte: number };

/** Bytes of any kind, and valid inputs cut, lengthened and with bytes overwritten: what comes from a network. */
export function hostileBytes(seeds: readonly Uint8Array[] = []): fc.Arbitrary<Uint8Array> {
  const zerosAndOnes = fc
    .array(fc.constantFrom(0, 0, 0, 1, 3, 0x65, 0xff), { maxLength: 60 })
    .map((a) => Uint8Array.from(a));
  const anything = fc.oneof(fc.uint8Array({ maxLength: 200 }), zerosAndOnes);
  if (seeds.length === 0) return anything;
  const mutation: fc.Arbitrary<Mutation> = fc.record({
    at: fc.nat(),
    byte: fc.integer({ min: 0, max: 255 }),
  });
  const mutated = fc
    .tuple(
      fc.constantFrom(...seeds),
      fc.array(mutation, { maxLength: 4 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
    )
    .map(([seed, mutations, keep]) => {
      const bytes = seed.slice(0, keep > 0.5 ? seed.length : Math.ceil(seed.length * keep * 2));
      for (const { at, byte } of mutations) if (bytes.length > 0) bytes[at % bytes.length] = byte;
      return bytes;
    });
  return fc.oneof(anything, mutated, mutated);
}

/** Holds when `read` returns, or throws a ParseError whose offset lies in the input (or right behind it). */
export function expectOnlyParseError(bytes: Uint8Array, read: () => unknown): void {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(ParseError);
    const { offset } = error as ParseError;
    expect(offset).toBeGreaterThanOrEqual(0);
    expect(offset).toBeLessThanOrEqual(bytes.length);
  }
}
