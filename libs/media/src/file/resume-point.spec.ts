import { milliseconds } from '@lockstep/sei';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PublishedFrame } from '../stream/media-frame.js';
import { ResumePoint } from './resume-point.js';

const bytes = new Uint8Array();
const videoFrame = (ms: number, isRandomAccess = false, reorderMs = 0): PublishedFrame => ({
  kind: 'video',
  isRandomAccess,
  dtsMs: milliseconds(ms),
  ptsMs: milliseconds(ms + reorderMs),
  bytes,
});
const audio = (ms: number): PublishedFrame => ({
  kind: 'audio',
  dtsMs: milliseconds(ms),
  ptsMs: milliseconds(ms),
  bytes,
});
/** Frames every 40 ms from 1000 ms on, every fifth a random access frame, audio between them. */
const film = (videoFrames: number): PublishedFrame[] =>
  Array.from({ length: videoFrames }, (_, i) => [
    videoFrame(1000 + 40 * i, i % 5 === 0, 80),
    audio(1010 + 40 * i),
  ]).flat();

function played(frames: readonly PublishedFrame[], startAtMs: number) {
  const point = new ResumePoint(startAtMs);
  const out = frames.flatMap((frame) => point.add(frame));
  return { out: [...out, ...point.end()], skippedMs: point.skippedMs };
}

describe('a film that is taken up again', () => {
  it.each([
    [0, 0],
    [199, 0],
    [200, 200],
    [399, 200],
    [1000, 1000],
  ])('at %i ms begins with the random access frame at %i ms', (startAtMs, begins) => {
    const { out, skippedMs } = played(film(50), startAtMs);
    expect(skippedMs).toBe(begins);
    expect(out).toEqual(film(50).slice((begins / 40) * 2));
  });

  it('behind its end plays its last group of pictures', () => {
    const { out, skippedMs } = played(film(12), 60_000);
    expect(skippedMs).toBe(400);
    expect(out).toEqual(film(12).slice(20));
  });

  it('leaves out what comes before a player could begin', () => {
    const { out } = played([audio(990), videoFrame(1000), videoFrame(1040, true), audio(1050)], 0);
    expect(out).toEqual([videoFrame(1040, true), audio(1050)]);
  });

  it('without any frame plays nothing', () => {
    expect(played([audio(0), audio(20)], 10)).toEqual({ out: [], skippedMs: undefined });
  });

  it('loses no frame after the frame it begins with, wherever that is', () => {
    fc.assert(
      fc.property(fc.nat({ max: 3000 }), (startAtMs) => {
        const { out, skippedMs } = played(film(50), startAtMs);
        expect(skippedMs).toBeLessThanOrEqual(startAtMs);
        expect(out).toEqual(film(50).slice(-out.length));
      }),
    );
  });
});
