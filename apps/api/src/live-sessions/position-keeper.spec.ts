import { describe, expect, it } from 'vitest';
import { resumeAt } from './position-keeper.js';

describe('a timeline that is taken up again', () => {
  it('begins at 0 when nothing ever left', () => {
    expect(resumeAt({ positionPtsMs: 0, positionFrame: 0 }, undefined)).toEqual({
      startAtMs: 0,
      startAtFrame: 0,
    });
  });

  it('begins behind everything that can have left, noted or not', () => {
    const noted = resumeAt({ positionPtsMs: 90_000, positionFrame: 2250 }, { ptsMs: 60_000, frame: 1500 });
    expect(noted.startAtMs).toBeGreaterThanOrEqual(91_000);
    expect(noted.startAtFrame).toBeGreaterThanOrEqual(2250 + 60);
    const aired = resumeAt({ positionPtsMs: 0, positionFrame: 0 }, { ptsMs: 400, frame: 10 });
    expect(aired.startAtMs).toBeGreaterThan(1400);
    expect(aired.startAtFrame).toBeGreaterThan(70);
  });
});
