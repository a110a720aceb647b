import * as z from 'zod/mini';
import { MAX_PART, MAX_PARTS, type ShownKind } from '../shown-kind.js';

/** A text with gaps: what stands before, between and behind them. An answer is the text of each gap. */
export const ShownGaps = z.object({
  kind: z.literal('gaps'),
  segments: z.array(z.string().check(z.maxLength(1000))).check(z.minLength(2), z.maxLength(MAX_PARTS + 1)),
});
export type ShownGaps = z.infer<typeof ShownGaps>;

const gapsIn = ({ segments }: ShownGaps): number => segments.length - 1;
/** As much of a segment as tells where a gap is. */
const CONTEXT = 24;

/** Half of a formula says nothing. */
const whole = (context = ''): string => (context.includes('$') ? '…' : context);

export const shownGaps: ShownKind<ShownGaps> = {
  partsOf: (shown) =>
    Array.from({ length: gapsIn(shown) }, (_, i) => {
      const before = whole(shown.segments[i]?.slice(-CONTEXT).trimStart());
      const after = whole(shown.segments[i + 1]?.slice(0, CONTEXT).trimEnd());
      return { id: String(i + 1), text: `${before}(${String(i + 1)})${after}` };
    }),
  problemWith: (shown, parts) =>
    parts.length === gapsIn(shown) && parts.every((part) => part.trim() !== '' && part.length <= MAX_PART)
      ? undefined
      : 'Every gap is filled in.',
  wordsOf: (_, parts) => parts.map((part, i) => `(${String(i + 1)}) ${part}`),
};
