import { aacLowComplexity } from '@lockstep/formats';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AudioPlacement, type PlacedAudio } from './audio-placement.js';

const FRAME = Uint8Array.of(1, 2, 3);
const FRAME_MS = (1024 * 1000) / 48_000;
const stereo = () => new AudioPlacement(aacLowComplexity(48_000, 2));
const endOf = ({ startTicks, frames }: PlacedAudio) => startTicks + frames.length * 1024;

describe('AudioPlacement', () => {
  it('puts frames directly behind each other though FLV rounds their times', () => {
    const placement = stereo();
    const starts = [0, 21, 43, 64, 85].map((ms) => placement.place(1_000 + ms, FRAME)?.startTicks);
    expect(starts).toEqual([48_000, 49_024, 50_048, 51_072, 52_096]);
    expect(placement.endMs).toBeCloseTo(1_000 + 5 * FRAME_MS, 6);
  });

  it('begins with the first frame when audio starts soon after it', () => {
    expect(stereo().place(40, FRAME)?.startTicks).toBe(0);
    expect(stereo().place(400, FRAME)?.startTicks).toBe(19_200);
    expect(stereo().place(-30, FRAME)).toBeUndefined();
  });

  it('fills a hole with silence of the same format', () => {
    const placement = stereo();
    placement.place(1_000, FRAME);
    const placed = placement.place(1_000 + 5 * FRAME_MS, FRAME);
    expect(placed?.startTicks).toBe(49_024);
    expect(placed?.frames).toHaveLength(5);
    expect(placed?.frames.at(-1)).toBe(FRAME);
    expect(placed?.frames[0]).toEqual(Uint8Array.of(0x21, 0x10, 0x04, 0x60, 0x8c, 0x1c));
  });

  it('leaves out what overlaps', () => {
    const placement = stereo();
    placement.place(1_000, FRAME);
    placement.place(1_021, FRAME);
    expect(placement.place(1_005, FRAME)).toBeUndefined();
    expect(placement.place(1_043, FRAME)?.startTicks).toBe(50_048);
  });

  it('jumps over a hole that is too long, or that it has no silence for', () => {
    const placement = stereo();
    placement.place(1_000, FRAME);
    expect(placement.place(60_000, FRAME)).toEqual({ startTicks: 60 * 48_000, frames: [FRAME] });
    const surround = new AudioPlacement(aacLowComplexity(48_000, 6));
    surround.place(1_000, FRAME);
    expect(surround.place(2_000, FRAME)).toEqual({ startTicks: 96_000, frames: [FRAME] });
  });

  it('stands in for audio that stopped', () => {
    const placement = stereo();
    expect(placement.fillTo(500)).toBeUndefined();
    placement.place(1_000, FRAME);
    const filled = placement.fillTo(1_500);
    expect(filled?.startTicks).toBe(49_024);
    expect(placement.endMs).toBeGreaterThan(1_500 - FRAME_MS);
    expect(placement.endMs).toBeLessThanOrEqual(1_500);
    expect(placement.fillTo(1_500)).toBeUndefined();
  });

  it('never overlaps, never leaves a hole it could fill, and stays within two frames of the times that are said', () => {
    const times = fc.array(fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: -40, max: 3_000 })), {
      minLength: 1,
      maxLength: 200,
    });
    fc.assert(
      fc.property(times, (steps) => {
        const placement = stereo();
        let ms = 1_000;
        let end: number | undefined;
        for (const step of steps) {
          const placed = placement.place((ms += step), FRAME);
          if (placed === undefined) continue;
          if (end !== undefined) expect(placed.startTicks).toBe(end);
          end = endOf(placed);
          expect(Math.abs((end - 1024) / 48 - ms)).toBeLessThanOrEqual(2 * FRAME_MS);
        }
      }),
    );
  });
});
