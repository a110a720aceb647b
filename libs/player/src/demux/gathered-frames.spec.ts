import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GatheredFrames, type PlacedFrame } from './gathered-frames.js';

const frame = (mediaDtsMs: number, mediaPtsMs = mediaDtsMs): PlacedFrame => ({
  mediaDtsMs,
  mediaPtsMs,
  isRandomAccess: mediaDtsMs === 0,
  data: Uint8Array.of(mediaDtsMs & 0xff),
});
const shape = (group: readonly { mediaPtsMs: number; durationMs: number }[]) =>
  group.map(({ mediaPtsMs, durationMs }) => [mediaPtsMs, durationMs]);

describe('frames that are gathered', () => {
  it('wait for the frame behind them, which tells how long they last', () => {
    const gathered = new GatheredFrames();
    expect(gathered.push(frame(0))).toEqual([]);
    expect(shape(gathered.push(frame(40)))).toEqual([[0, 40]]);
    expect(shape(gathered.push(frame(360)))).toEqual([[40, 320]]);
  });

  it('go together with the B-frames that are shown before them', () => {
    const gathered = new GatheredFrames();
    gathered.push(frame(0, 80));
    expect(shape(gathered.push(frame(40, 200)))).toEqual([[80, 40]]);
    expect(gathered.push(frame(80, 120))).toEqual([]);
    expect(gathered.push(frame(120, 160))).toEqual([]);
    expect(shape(gathered.push(frame(160, 320)))).toEqual([
      [200, 40],
      [120, 40],
      [160, 40],
    ]);
  });

  it('go on as they are where nothing follows', () => {
    const gathered = new GatheredFrames();
    gathered.push(frame(0));
    gathered.push(frame(20));
    expect(shape(gathered.flush())).toEqual([[20, 20]]);
    expect(gathered.flush()).toEqual([]);
  });

  it('are all there, in their order, each with a duration, and few are held', () => {
    const steps = fc.array(fc.record({ stepMs: fc.nat(100), offsetMs: fc.nat(400) }), { maxLength: 200 });
    const times = ({ mediaDtsMs, mediaPtsMs }: PlacedFrame) => [mediaDtsMs, mediaPtsMs];
    fc.assert(
      fc.property(steps, (all) => {
        const gathered = new GatheredFrames();
        let dtsMs = 0;
        const frames = all.map(({ stepMs, offsetMs }) => frame((dtsMs += stepMs), dtsMs + offsetMs));
        const groups = [...frames.map((one) => gathered.push(one)), gathered.flush()];
        for (const group of groups) expect(group.length).toBeLessThanOrEqual(17);
        expect(groups.flat().map(times)).toEqual(frames.map(times));
        for (const { durationMs } of groups.flat()) expect(durationMs).toBeGreaterThan(0);
      }),
    );
  });
});
