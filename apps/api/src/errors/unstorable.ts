import type { FieldReason } from '@lockstep/contracts';
import { ValidationFailed } from './domain-error.js';

/** Far deeper than any request of the pages; each level below costs a stack frame here and in the database. */
const MAX_DEPTH = 64;
/** A film lesson with its 5,000 cues has half of this; each value costs the schema about a microsecond. */
const MAX_VALUES = 50_000;

type Step = { readonly key: string; readonly above: Step | undefined };

/**
 * NUL and half surrogate pairs are JSON strings, but no database text and no UTF-8. What is nested too deep, or holds
 * too many values, is refused here, before the schema looks at each of them.
 *
 * @throws ValidationFailed
 */
export function refuseUnstorable(value: unknown): void {
  let values = 0;
  const walk = (one: unknown, place: Step | undefined, depth: number): void => {
    if (++values > MAX_VALUES) {
      const reason = { code: 'too-many', params: { most: MAX_VALUES } } as const;
      refuse(place, reason, `holds more than ${MAX_VALUES.toLocaleString('en')} values`);
    }
    if (typeof one === 'string') {
      if (one.includes('\0') || !one.isWellFormed()) {
        refuse(place, { code: 'no-text' }, 'holds characters that are no text');
      }
      return;
    }
    if (typeof one !== 'object' || one === null || Buffer.isBuffer(one)) return;
    if (depth > MAX_DEPTH) {
      const reason = { code: 'too-deep', params: { most: MAX_DEPTH } } as const;
      refuse(place, reason, `is nested more than ${String(MAX_DEPTH)} levels deep`, 4);
    }
    for (const key of Object.keys(one)) {
      const below = { key, above: place };
      if (!Array.isArray(one)) walk(key, { key: '(key)', above: place }, depth + 1);
      walk((one as Record<string, unknown>)[key], below, depth + 1);
    }
  };
  walk(value, undefined, 0);
}

/** Paths are written out for the one value that is refused, not for each that is looked at. */
function refuse(place: Step | undefined, reason: FieldReason, message: string, levels = Infinity): never {
  const keys: string[] = [];
  for (let step = place; step; step = step.above) keys.unshift(step.key);
  throw new ValidationFailed([{ ...reason, field: keys.slice(0, levels).join('.'), message }]);
}
