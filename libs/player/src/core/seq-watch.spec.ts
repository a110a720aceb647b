import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SeqWatch } from './seq-watch.js';

const event = (seq: number) => ({ seq, snapshot: false });
const snapshot = (seq: number) => ({ seq, snapshot: true });

describe('SeqWatch', () => {
  it('takes whatever comes first as the beginning', () => {
    expect(new SeqWatch().see(snapshot(41))).toEqual({ isNew: true });
    expect(new SeqWatch().see(event(7))).toEqual({ isNew: true });
  });

  it('names the events missing before an event', () => {
    const watch = new SeqWatch();
    watch.see(snapshot(3));
    expect(watch.see(event(4))).toEqual({ isNew: true });
    expect(watch.see(event(7))).toEqual({ isNew: true, gap: { fromSeq: 5, toSeq: 6 } });
    expect(watch.missed).toBe(2);
  });

  it('names the events that only a snapshot tells of', () => {
    const watch = new SeqWatch();
    watch.see(snapshot(3));
    expect(watch.see(snapshot(5))).toEqual({ isNew: true, gap: { fromSeq: 4, toSeq: 5 } });
  });

  it('takes a snapshot of what is known, and no event twice', () => {
    const watch = new SeqWatch();
    watch.see(event(4));
    expect(watch.see(snapshot(4))).toEqual({ isNew: true });
    expect(watch.see(event(4))).toEqual({ isNew: false });
    expect(watch.see(snapshot(3))).toEqual({ isNew: false });
  });

  it('recovers each missing event once, in any order', () => {
    const watch = new SeqWatch();
    watch.see(event(1));
    watch.see(event(6));
    expect([4, 4, 2, 6, 1, 3, 5, 9].map((seq) => watch.recover(seq))).toEqual([
      true,
      false,
      true,
      false,
      false,
      true,
      true,
      false,
    ]);
  });

  it('believes a lower number only when the stream began anew', () => {
    const watch = new SeqWatch();
    watch.see(snapshot(50));
    expect(watch.see(snapshot(2)).isNew).toBe(false);
    watch.streamRestarted();
    expect(watch.see(snapshot(2)).isNew).toBe(true);
    expect(watch.see(event(3))).toEqual({ isNew: true });
  });

  it('goes on counting when the stream began anew but its numbers did not', () => {
    const watch = new SeqWatch();
    watch.see(snapshot(50));
    watch.streamRestarted();
    expect(watch.see(snapshot(51))).toEqual({ isNew: true, gap: { fromSeq: 51, toSeq: 51 } });
    expect(watch.see(snapshot(2)).isNew).toBe(false);
  });

  it('accounts for every number, whatever is lost: seen once or named missing', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1 }), (received) => {
        const watch = new SeqWatch();
        const accounted: number[] = [];
        const inOrder = received.sort((a, b) => a - b);
        for (const seq of inOrder) {
          const { isNew, gap } = watch.see(event(seq));
          for (let missing = gap?.fromSeq ?? 1; missing <= (gap?.toSeq ?? 0); missing++)
            accounted.push(missing);
          if (isNew) accounted.push(seq);
        }
        const first = inOrder[0] ?? 0;
        const last = inOrder.at(-1) ?? 0;
        expect(accounted).toEqual(Array.from({ length: last - first + 1 }, (_, index) => first + index));
      }),
    );
  });
});
