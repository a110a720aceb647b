import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { answeredOf } from './answered.js';

it('is never more answers than people', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), (answered, present) => {
      const [count, of] = answeredOf(answered, present);
      expect(count).toBe(answered);
      expect(of).toBeGreaterThanOrEqual(count);
      expect(of).toBeGreaterThanOrEqual(present);
    }),
  );
});
