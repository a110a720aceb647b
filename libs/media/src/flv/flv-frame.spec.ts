import { FlvReader } from '@lockstep/formats';
import { milliseconds } from '@lockstep/sei';
import { describe, expect, it } from 'vitest';
import type { AudioFrame, MediaFrame, VideoFrame } from '../stream/media-frame.js';
import { fitsFlv, frameTagSize, writeFrameTag } from './flv-frame.js';

const videoFrame = (more: Partial<VideoFrame> = {}): VideoFrame => ({
  kind: 'video',
  isRandomAccess: true,
  dtsMs: milliseconds(0x01020304),
  ptsMs: milliseconds(0x01020304 + 80),
  bytes: Uint8Array.of(0, 0, 0, 1, 0x65),
  frame: 0,
  ...more,
});
const audio: AudioFrame = {
  kind: 'audio',
  dtsMs: milliseconds(21),
  ptsMs: milliseconds(21),
  bytes: Uint8Array.of(0xde, 0x04),
};

function written(frame: MediaFrame): number[] {
  const target = new Uint8Array(frameTagSize(frame));
  expect(writeFrameTag(target, 0, frame)).toBe(target.length);
  return [...target];
}

describe('an FLV tag of a frame', () => {
  it('is an AVC NALU tag with composition time for a keyframe', () => {
    expect(written(videoFrame())).toEqual([
      ...[9, 0, 0, 10, 0x02, 0x03, 0x04, 0x01, 0, 0, 0],
      ...[0x17, 1, 0, 0, 80],
      ...[0, 0, 0, 1, 0x65],
      ...[0, 0, 0, 21],
    ]);
  });

  it('is marked as an inter frame otherwise, with a negative composition time where the PTS comes first', () => {
    const frame = videoFrame({ isRandomAccess: false, dtsMs: milliseconds(40), ptsMs: milliseconds(38) });
    expect(written(frame).slice(11, 16)).toEqual([0x27, 1, 0xff, 0xff, 0xfe]);
  });

  it('is an AAC raw tag for audio', () => {
    expect(written(audio)).toEqual([
      8,
      ...[0, 0, 4, 0, 0, 21, 0, 0, 0, 0],
      0xaf,
      1,
      0xde,
      0x04,
      ...[0, 0, 0, 15],
    ]);
  });

  it('adds up to the PTS in whole milliseconds, however the times are rounded', () => {
    const tag = written(videoFrame({ dtsMs: milliseconds(33.4), ptsMs: milliseconds(66.6) }));
    expect([tag[6], tag[15]]).toEqual([33, 67 - 33]);
  });

  it('goes on past 2^32 ms, modulo 2^32 as FLV counts', () => {
    const dtsMs = milliseconds(2 ** 32 + 5);
    expect(written(videoFrame({ dtsMs, ptsMs: dtsMs })).slice(4, 8)).toEqual([0, 0, 5, 0]);
  });

  it('is written at an offset, and read back by the reader of the format', () => {
    const target = new Uint8Array(9 + 4 + frameTagSize(videoFrame()) + frameTagSize(audio));
    target.set([0x46, 0x4c, 0x56, 1, 5, 0, 0, 0, 9]);
    writeFrameTag(target, writeFrameTag(target, 13, videoFrame()), audio);
    const tags = new FlvReader().push(target);
    expect(tags.map(({ type, timestampMs }) => [type, timestampMs])).toEqual([
      ['video', 0x01020304],
      ['audio', 21],
    ]);
  });
});

describe('fitsFlv', () => {
  const none = milliseconds(0);
  const rows: [string, Partial<VideoFrame>, boolean][] = [
    ['a frame', {}, true],
    ['a composition time of 24 bits', { dtsMs: none, ptsMs: milliseconds(2 ** 23) }, false],
    ['a time before the beginning', { dtsMs: milliseconds(-1), ptsMs: none }, false],
    ['no time', { dtsMs: milliseconds(NaN) }, false],
  ];
  it.each(rows)('%s', (_name, more, fits) => {
    expect(fitsFlv(videoFrame(more))).toBe(fits);
  });

  it('takes a body of 16 MiB - 1, and none larger', () => {
    expect(fitsFlv(videoFrame({ bytes: new Uint8Array(0xffffff - 5) }))).toBe(true);
    expect(fitsFlv(videoFrame({ bytes: new Uint8Array(0xffffff - 4) }))).toBe(false);
  });
});
