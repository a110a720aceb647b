import { milliseconds } from '@lockstep/sei';
import { describe, expect, it } from 'vitest';
import { accessUnit, testHeaders } from '../../e2e/support/access-units.js';
import { CollectingSink } from '../../e2e/support/collecting-sink.js';
import { published, type ClockModel } from '../../test/publisher-clocks.js';
import { LiveStream } from './live-stream.js';
import type { Publication } from './publication.js';
import type { StreamAdvice } from './stream-advice.js';

const steady: ClockModel = {
  seconds: 8,
  rate: 25,
  bFrames: 2,
  speed: 1,
  videoClock: (ms) => ms,
  audioClock: (ms) => ms,
};

/** A live stream, fed by a simulated publisher. Each frame has 1,000 bytes. */
function publish(
  model: Partial<ClockModel>,
  {
    gopFrames,
    hasAudio = true,
    gop,
  }: { gopFrames?: number; hasAudio?: boolean; gop?: { maxBytes: number; maxMs: number } } = {},
): { stream: LiveStream; told: StreamAdvice[]; publication: Publication; nowMs: () => number } {
  let nowMs = 5_000;
  const stream = new LiveStream({ name: 'room', now: () => nowMs, ...(gop && { limits: { gop } }) });
  const told: StreamAdvice[] = [];
  const publication = stream.publish({
    id: 'teacher',
    kind: 'test',
    onAdvice: (advice) => told.push(advice),
  });
  const { audio, ...rest } = testHeaders();
  publication.setHeaders(hasAudio && audio ? { ...rest, audio } : rest);
  let i = 0;
  for (const { frame, arrivesMs } of published({ ...steady, ...model })) {
    nowMs = 5_000 + arrivesMs;
    if (frame.kind === 'audio') {
      publication.push({ ...frame, bytes: new Uint8Array(1000) });
      continue;
    }
    const isRandomAccess = gopFrames === undefined ? frame.isRandomAccess : i % gopFrames === 0;
    i++;
    publication.push({ ...frame, isRandomAccess, bytes: accessUnit({ isRandomAccess, size: 995 }) });
  }
  return { stream, told, publication, nowMs: () => nowMs };
}

describe('what a stream shows of its publisher', () => {
  it('bitrate, frame rate, key frame interval and offset, without advice where all is well', () => {
    const { stream, told } = publish({});
    const audioRate = 44_100 / 1024;
    const health = stream.health;
    expect(health).toMatchObject({ frameRate: 25, keyFrameIntervalMs: 2000, advice: [] });
    expect(Math.abs((health.bitrate ?? 0) / ((25 + audioRate) * 8000) - 1)).toBeLessThan(0.02);
    expect(Math.abs(health.audioOffsetMs ?? NaN)).toBeLessThanOrEqual(40);
    expect(told).toEqual([]);
  });

  it('is not known before a second has come, nor when the publisher is gone', () => {
    const { stream, publication } = publish({ seconds: 0.5 });
    expect(stream.health).toMatchObject({ bitrate: null, frameRate: null, keyFrameIntervalMs: null });
    publication.end('left');
    expect(stream.health).toEqual({
      bitrate: null,
      frameRate: null,
      keyFrameIntervalMs: null,
      audioOffsetMs: null,
      advice: [],
    });
  });

  it.each([
    [600, false],
    [2_500, true],
    [-8_000, true],
  ])('audio that is stamped %i ms later', (offset, corrected) => {
    const { stream, told } = publish({
      audioClock: (ms) => ms + 20_000 + offset,
      videoClock: (ms) => ms + 20_000,
    });
    const [advice] = stream.health.advice;
    expect(advice).toMatchObject({ code: 'clock-offset', corrected });
    expect(Math.abs((advice?.code === 'clock-offset' ? advice.offsetMs : NaN) - offset)).toBeLessThanOrEqual(
      64,
    );
    expect(told.map(({ code }) => code)).toEqual(['clock-offset']);
    expect(Math.abs((stream.positionMs ?? 0) - 8_000)).toBeLessThan(130);
  });

  it.each([
    ['audio', { audioClock: () => 0 }],
    ['video', { videoClock: () => 0, bFrames: 0 }],
  ] as const)('a clock of %s that stands still, and the stream takes as long as it takes', (media, model) => {
    const { stream, told } = publish(model);
    expect(stream.health.advice).toEqual([{ code: 'clock-stands-still', media }]);
    expect(told).toEqual([{ code: 'clock-stands-still', media }]);
    expect(Math.abs((stream.positionMs ?? 0) - 8_000)).toBeLessThan(130);
  });

  it('a clock that steps back, and one that jumps', () => {
    const back = publish({
      videoClock: (ms) => 50_000 + ms - (ms >= 3000 ? 1_900 : 0) - (ms >= 5000 ? 700 : 0),
    });
    expect(back.stream.health.advice).toContainEqual({
      code: 'clock-steps-back',
      media: 'video',
      times: 2,
      largestMs: 1_860,
    });
    const jumps = publish({
      videoClock: (ms) => ms + (ms >= 3000 ? 3_600_000 : 0),
      audioClock: (ms) => ms + (ms >= 3000 ? 3_600_000 : 0),
    });
    expect(jumps.stream.health.advice).toContainEqual({
      code: 'clock-jumps',
      media: 'video',
      times: 1,
      largestMs: 3_600_040,
    });
    expect(jumps.told.map(({ code }) => code)).toEqual(['clock-jumps', 'clock-jumps']);
  });

  it('a key frame interval above four seconds, and that it is too long for new viewers', () => {
    const { stream, told } = publish({ seconds: 12 }, { gopFrames: 125 });
    expect(stream.health.advice).toEqual([
      {
        code: 'key-frame-interval-too-long',
        intervalMs: 5_000,
        recommendedMs: 2_000,
        keepsOutViewers: false,
      },
    ]);
    expect(told).toHaveLength(1);
    const endless = publish({ seconds: 12 }, { gopFrames: 1e6, gop: { maxBytes: 1e9, maxMs: 6_000 } });
    expect(endless.told).toMatchObject([{ keepsOutViewers: false }, { keepsOutViewers: true }]);
    const late = new CollectingSink();
    endless.stream.subscribe(late);
    expect(late.frames).toEqual([]);
  });

  it('a group of frames that is too large for new viewers, however short', () => {
    const { told } = publish({}, { gopFrames: 50, gop: { maxBytes: 30_000, maxMs: 20_000 } });
    expect(told).toMatchObject([{ code: 'key-frame-interval-too-long', keepsOutViewers: true }]);
  });

  it('video without audio, and damaged frames', () => {
    const { stream, publication } = publish({ audioClock: undefined as never }, { hasAudio: false });
    expect(stream.health.advice).toEqual([{ code: 'no-audio' }]);
    publication.push({
      kind: 'video',
      isRandomAccess: false,
      dtsMs: milliseconds(8000),
      ptsMs: milliseconds(8000),
      bytes: Uint8Array.of(0, 0, 0, 9, 0x41),
    });
    expect(stream.health.advice).toContainEqual({ code: 'damaged-frames', count: 1 });
  });
});

describe('data messages of a publisher', () => {
  it('reach sinks that take them, after their first frame, at the time of the newest frame', () => {
    const { stream, publication } = publish({});
    const sink = new CollectingSink();
    stream.subscribe(sink);
    expect(publication.pushData({ name: 'onTextData', values: [{ text: 'hello' }] }, 30)).toBe(true);
    expect(sink.data).toEqual([
      {
        kind: 'data',
        name: 'onTextData',
        values: [{ text: 'hello' }],
        dtsMs: stream.positionMs,
        ptsMs: stream.positionMs,
      },
    ]);
    expect(sink.frames.at(-1)?.kind).not.toBe('data');
  });

  it('are bounded in size and number, and may not be taken for ours', () => {
    const { stream, publication } = publish({});
    const sink = new CollectingSink();
    stream.subscribe(sink);
    expect(publication.pushData({ name: 'onTextData', values: [] }, 64 * 1024 + 1)).toBe(false);
    expect(publication.pushData({ name: 'onPublication', values: [{ number: 9 }] }, 30)).toBe(false);
    const passed = Array.from({ length: 40 }, () => publication.pushData({ name: 'x', values: [] }, 10));
    expect(passed.filter(Boolean)).toHaveLength(30);
    expect(stream.stats.droppedData).toBe(12);
  });

  it('tell viewers of another publication before its first frame', () => {
    const { stream, publication } = publish({});
    const sink = new CollectingSink();
    stream.subscribe(sink);
    publication.end('lost');
    expect(stream.publicationNumber).toBe(1);
    const again = stream.publish({ id: 'teacher', kind: 'test' });
    again.setHeaders(testHeaders());
    const before = sink.frames.length;
    const pushed = again.push({
      kind: 'video',
      isRandomAccess: true,
      dtsMs: milliseconds(7),
      ptsMs: milliseconds(7),
      bytes: accessUnit({ isRandomAccess: true }),
    });
    expect(pushed).toMatchObject({ outcome: 'passed' });
    expect(sink.data).toMatchObject([
      { name: 'onPublication', values: [{ number: 2 }], ptsMs: pushed.outcome === 'passed' && pushed.ptsMs },
    ]);
    expect(sink.dataAfterFrames).toEqual([before]);
    expect(stream.publicationNumber).toBe(2);
  });
});
