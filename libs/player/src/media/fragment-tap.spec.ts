import { initSegment, mediaSegment, VIDEO_TRACK_ID } from '@lockstep/formats';
import { AVCC, insertSei, lessonSeiNalUnits } from '@lockstep/sei';
import { describe, expect, it } from 'vitest';
import { FragmentTap } from './fragment-tap.js';

const avcC = Uint8Array.of(1, 0x42, 0xc0, 10, 0xff, 0xe0, 0);
const init = initSegment({ video: { avcC, width: 16, height: 16, timescale: 90_000 } });
const IDR = Uint8Array.of(0, 0, 0, 3, 0x65, 0x88, 0x84);

function stamped(seq: number): Uint8Array {
  const body = new TextEncoder().encode('{}');
  const message = { seq, wallClockMs: 5, snapshot: false, repeat: false, body };
  return insertSei(IDR, lessonSeiNalUnits(message), AVCC);
}
const fragment = (startMs: number, ...frames: Uint8Array[]) =>
  mediaSegment({
    sequenceNumber: 1,
    tracks: [
      {
        trackId: VIDEO_TRACK_ID,
        baseMediaDecodeTime: startMs * 90,
        samples: frames.map((data) => ({ data, durationTicks: 3600 })),
      },
    ],
  });

describe('FragmentTap', () => {
  it('tells the messages of each frame at its time in the stream, before the frame on the media clock', () => {
    const tap = new FragmentTap();
    expect(tap.push(init, 0)).toBeUndefined();
    const first = tap.push(fragment(7000, IDR, stamped(4)), -6999.2);
    expect(first).toMatchObject({
      epoch: { fromMediaMs: 0, baseMs: 6999 },
      lessons: [[{ seq: 4, ptsMs: 7040, mediaMs: 40 }]],
    });
    expect(first?.newestMs).toBe(41);
    const second = tap.push(fragment(7080, IDR), -6999.2);
    expect(second).toMatchObject({ epoch: undefined, lessons: [] });
  });

  it('tells where stream time lies when the other player moves it', () => {
    const tap = new FragmentTap();
    tap.push(init, 0);
    tap.push(fragment(7000, IDR), -7000);
    expect(tap.push(fragment(100, IDR), 900)?.epoch).toEqual({ fromMediaMs: 999, baseMs: -900 });
  });
});
