import { describe, expect, it } from 'vitest';
import { AudioClock } from './audio-clock.js';

const FRAME_MS = 1024 / 48;
const place = (clock: AudioClock, dtsMs: number) =>
  clock.place(Math.round(dtsMs)) ?? expect.fail('no room for it');

describe('the clock of an AAC track', () => {
  it('counts samples, whatever the rounding of the times', () => {
    const clock = new AudioClock(48_000, 1024);
    for (let i = 0; i < 1000; i++) {
      expect(place(clock, i * FRAME_MS)).toEqual({ startTicks: i * 1024, durationTicks: 1024 });
    }
  });

  it.each([0.9998, 1.0002, 1.001])(
    'does not drift in 8 hours from a publisher whose samples run at %d of its time',
    (speed) => {
      const clock = new AudioClock(44_100, 1024);
      const frameMs = (1024 / 44.1) * speed;
      let worstMs = 0;
      let next: number | undefined;
      for (let i = 0; i * frameMs < 8 * 3_600_000; i++) {
        const { startTicks, durationTicks } = place(clock, i * frameMs);
        if (next !== undefined && startTicks !== next) expect.fail(`a gap before ${startTicks}`);
        next = startTicks + durationTicks;
        worstMs = Math.max(worstMs, Math.abs(startTicks / 44.1 - i * frameMs));
      }
      expect(worstMs).toBeLessThan(35);
    },
  );

  it('leaves a gap where audio is missing, and no room for what was sent twice', () => {
    const clock = new AudioClock(48_000, 1024);
    place(clock, 0);
    expect(place(clock, 2000).startTicks).toBe(96_000);
    expect(clock.place(1000)).toBeUndefined();
    expect(place(clock, 2000 + FRAME_MS).startTicks).toBe(97_024);
  });
});
