import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DecodeClock } from './decode-clock.js';

/** Presentation order of frames in decode order: groups of one reference and what is shown before it. */
const order = fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 30 }).map((groups) => {
  let shown = 0;
  return groups.flatMap((size) => {
    const group = Array.from({ length: size }, (_, i) => shown + i);
    shown += size;
    return [...group.slice(-1), ...group.slice(0, -1)];
  });
});

it('gives every frame a decode time: ascending, never after it is shown, as late as that allows', () => {
  fc.assert(
    fc.property(order, (frames) => {
      const clock = new DecodeClock<number>();
      const timed = [...frames.flatMap((frame) => clock.push(frame, frame * 40)), ...clock.end()];
      expect(timed.map(([frame]) => frame)).toEqual(frames);
      const delays = timed.map(([frame, dtsMs]) => frame * 40 - dtsMs);
      expect(timed.map(([, dtsMs], i) => dtsMs - i * 40)).toEqual(timed.map(() => timed[0]?.[1]));
      if (frames.length <= 32) expect(Math.min(...delays)).toBe(0);
    }),
  );
});
