import { describe, expect, it } from 'vitest';
import { BAR_MODULUS, readBars, Unwrapper } from '../bench/harness/bar-code.js';
import { displayedFrames } from '../bench/harness/displayed-frames.js';
import { agreementOf } from '../bench/sync/agreement.js';

const inverted = (value: number) => BAR_MODULUS - 1 - value;
/** A whole screen: page above, frame above, frame below, page below. */
const screen = (atMs: number, frame: number, event: number) => ({
  atMs,
  rows: [event, frame, inverted(frame), inverted(event)],
});

describe('what the benchmark of the screen makes of what it sees', () => {
  it('reads a number only where both rows of bars agree', () => {
    expect(readBars(5, inverted(5))).toBe(5);
    expect(readBars(5, inverted(4))).toBeUndefined();
    expect(readBars(0, 0)).toBeUndefined();
  });

  it('counts on where numbers start again', () => {
    const frames = new Unwrapper(400, 1_190);
    expect([398, 399, 0, 1, 399].map((value) => frames.next(value))).toEqual([
      1_198, 1_199, 1_200, 1_201, 1_199,
    ]);
  });

  it('leaves out a screen that was being drawn, and one that stood for less than a refresh', () => {
    const sightings = [
      screen(0, 10, 1),
      { atMs: 40, rows: [2, 10, inverted(10), inverted(1)] },
      { atMs: 41, rows: [2, 11, inverted(10), inverted(1)] },
      screen(42, 11, 2),
      screen(80, 12, 2),
      screen(81, 13, 2),
    ];
    const { videoFrames, torn } = displayedFrames(sightings, { clipFrames: 400, nearFrame: 0 });
    expect(videoFrames.map(({ frame, event }) => [frame, event])).toEqual([
      [10, 1],
      [11, 2],
      [13, 2],
    ]);
    expect(torn).toBe(3);
  });

  it.each([
    {
      name: 'together',
      screens: [
        [9, 0],
        [10, 1],
      ],
      same: 1,
      offset: 0,
    },
    {
      name: 'together, where the frame itself was skipped',
      screens: [
        [9, 0],
        [12, 1],
      ],
      same: 1,
      offset: 0,
    },
    {
      name: 'in the same frame, but a refresh later',
      screens: [
        [9, 0],
        [10, 0],
        [10, 1],
      ],
      same: 0,
      offset: 0,
    },
    {
      name: 'a frame late',
      screens: [
        [9, 0],
        [10, 0],
        [11, 1],
      ],
      same: 0,
      offset: 1,
    },
    {
      name: 'two frames early',
      screens: [
        [8, 1],
        [9, 1],
        [10, 1],
      ],
      same: 0,
      offset: -2,
    },
  ])('tells a page that changed $name', ({ screens, same, offset }) => {
    const videoFrames = screens.map(([frame = 0, event = 0], index) => ({ atMs: index * 17, frame, event }));
    const { sameFrame, offsets } = agreementOf(videoFrames, [{ event: 1, frame: 10 }]);
    expect(sameFrame).toBe(same);
    expect([...offsets]).toEqual([[offset, 1]]);
  });

  it('counts an event that never showed', () => {
    expect(agreementOf([{ atMs: 0, frame: 99, event: 0 }], [{ event: 1, frame: 10 }]).missing).toBe(1);
  });
});
