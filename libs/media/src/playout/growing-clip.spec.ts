import { insertSei, AVCC, lessonSeiNalUnits } from '@lockstep/sei';
import { describe, expect, it } from 'vitest';
import { lessonMessages, testHeaders } from '../../e2e/support/access-units.js';
import { namedCell, namedClip, PlayoutStudio, told } from '../../e2e/support/playout-fixture.js';
import type { Cell } from './cell.js';
import { ClipFormatError } from './clip-format-error.js';
import { GrowingClip } from './growing-clip.js';

const headers = testHeaders();

function grow(clip: GrowingClip, ...cells: readonly Cell[]): void {
  for (const { videoFrames, audioFrames } of cells) {
    for (const audio of audioFrames) clip.pushAudio(audio);
    for (const frame of videoFrames) clip.pushFrame(frame);
  }
}
/** Cells `from` to `to` of the clip named 1; every `groupCells`th begins with an IDR picture. */
const cells = (from: number, to: number, groupCells = 1): Cell[] =>
  Array.from({ length: to - from }, (_, i) => namedCell(1, from + i, (from + i) % groupCells === 0));

describe('a growing clip', () => {
  it('is ready by whole groups, and when it is complete as a whole', () => {
    const clip = new GrowingClip({ headers, groupCells: 3 });
    let changes = 0;
    const stop = clip.onChange(() => changes++);
    grow(clip, ...cells(0, 5, 3));
    expect([clip.readyCells, clip.isComplete]).toEqual([3, false]);
    expect(clip.cell(2)).toEqual(namedCell(1, 2, false));
    expect(clip.cell(3)).toBeUndefined();
    clip.complete();
    expect([clip.readyCells, clip.isComplete, changes]).toEqual([5, true, 6]);
    stop();
  });

  it('refuses a group without an IDR picture at its beginning, and an end within a cell', () => {
    const wrong = new GrowingClip({ headers });
    expect(() => grow(wrong, namedCell(1, 0, false))).toThrow(ClipFormatError);
    const short = new GrowingClip({ headers });
    short.pushAudio(Uint8Array.of(1));
    expect(() => short.complete()).toThrow(ClipFormatError);
    expect(short.failure).toBeInstanceOf(ClipFormatError);
  });

  it('takes nothing after its end', () => {
    const clip = new GrowingClip({ headers });
    clip.complete();
    grow(clip, namedCell(1, 0));
    clip.fail(new Error('too late'));
    expect([clip.readyCells, clip.failure]).toEqual([0, undefined]);
  });

  it('frees its frames of messages with our UUID, which only the stamper writes', () => {
    const clip = new GrowingClip({ headers });
    const cell = namedCell(1, 0);
    const message = { seq: 1, wallClockMs: 0, snapshot: false, repeat: false, body: Uint8Array.of(123, 125) };
    const [first, ...others] = cell.videoFrames;
    const bytes = insertSei(first?.bytes ?? new Uint8Array(), lessonSeiNalUnits(message), AVCC);
    expect(lessonMessages([bytes])).not.toEqual([[]]);
    grow(clip, { ...cell, videoFrames: [{ isRandomAccess: true, bytes }, ...others] });
    expect(clip.cell(0)).toEqual(cell);
  });
});

describe('playing a growing clip', () => {
  it('begins with its first group, and ends without a gap when it grows in time', () => {
    const log: string[] = [];
    const room = new PlayoutStudio();
    const clip = new GrowingClip({ headers });
    room.play(1);
    room.playout.enqueue(clip, { ...told(log, 'live'), placement: 'now' });
    room.playout.enqueue(namedClip(2, 1));
    room.play(1);
    expect(log).toEqual([]);
    grow(clip, ...cells(0, 2));
    room.play(1);
    grow(clip, ...cells(2, 3));
    clip.complete();
    room.play(4);
    expect(room.order).toBe('0:0 0:1 1:0 1:1 1:2 2:0 0:0');
    expect(log).toEqual(['live scheduled 0@640', 'live started 0@640', 'live finished @1600']);
  });

  it('that runs dry shows the idle clip, and goes on with the next group as soon as it is there', () => {
    const log: string[] = [];
    const room = new PlayoutStudio();
    const clip = new GrowingClip({ headers, groupCells: 2 });
    grow(clip, ...cells(0, 3, 2));
    room.play(1);
    room.playout.enqueue(clip, { ...told(log, 'live'), placement: 'now' });
    room.playout.enqueue(namedClip(2, 1));
    room.play(4);
    grow(clip, ...cells(3, 4, 2));
    clip.complete();
    room.play(5);
    expect(room.order).toBe('0:0 1:0 1:1 0:0 0:1 1:2 1:3 2:0 0:0 0:1');
    expect(log).toEqual([
      'live scheduled 0@320',
      'live started 0@320',
      'live interrupted 16@960',
      'live scheduled 16@1600',
      'live started 16@1600',
      'live finished @2240',
    ]);
  });

  it('that fails plays what is there, and what waits follows', async () => {
    const room = new PlayoutStudio();
    const clip = new GrowingClip({ headers });
    const broken = new Error('the voice broke');
    grow(clip, ...cells(0, 2));
    room.play(1);
    const item = room.playout.enqueue(clip, { placement: 'now' });
    room.playout.enqueue(namedClip(2, 1));
    room.play(1);
    clip.fail(broken);
    room.play(3);
    expect(room.order).toBe('0:0 1:0 1:1 2:0 0:0');
    expect(await item.ended).toEqual({ outcome: 'failed', endPtsMs: 960, error: broken });
  });

  it('that failed before it began ends at once', async () => {
    const room = new PlayoutStudio();
    const clip = new GrowingClip({ headers });
    room.play(1);
    const item = room.playout.enqueue(clip, { placement: 'now' });
    clip.fail(new Error('no voice'));
    expect(await item.ended).toMatchObject({ outcome: 'failed', endPtsMs: undefined });
  });

  it('that does not grow any more is given up, so that nothing is stuck behind it', async () => {
    const room = new PlayoutStudio({ starveMs: 2_000 });
    const clip = new GrowingClip({ headers });
    grow(clip, ...cells(0, 1));
    room.play(1);
    const item = room.playout.enqueue(clip, { placement: 'now' });
    room.playout.enqueue(namedClip(2, 1));
    room.play(12);
    expect(room.order).toMatch(/^0:0 1:0 (0:. ){8}2:0 0:0/);
    expect((await item.ended).outcome).toBe('starved');
    expect(item.state).toBe('ended');
  });
});
