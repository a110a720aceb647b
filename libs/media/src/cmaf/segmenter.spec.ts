import { AUDIO_TRACK_ID, VIDEO_TRACK_ID } from '@lockstep/formats';
import { milliseconds } from '@lockstep/sei';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accessUnit, testHeaders } from '../../e2e/support/access-units.js';
import { CollectingTarget } from '../../test/collecting-target.js';
import type { AudioFrame, DataItem, MediaFrame, VideoFrame } from '../stream/media-frame.js';
import { PUBLICATION_ITEM } from '../stream/publication.js';
import { segmentLengths, type SegmentLengths } from './segment-lengths.js';
import { Segmenter } from './segmenter.js';

const video = (dtsMs: number, isRandomAccess = false): VideoFrame => ({
  kind: 'video',
  isRandomAccess,
  dtsMs: milliseconds(dtsMs),
  ptsMs: milliseconds(dtsMs),
  bytes: accessUnit({ isRandomAccess, size: 8 }),
  frame: dtsMs,
});
const audio = (dtsMs: number): AudioFrame => ({
  kind: 'audio',
  dtsMs: milliseconds(dtsMs),
  ptsMs: milliseconds(dtsMs),
  bytes: Uint8Array.of(1, 2, 3),
});
const AAC_MS = 1024 / 48;

/** Frames as an encoder sends them: audio between the video frames that it belongs to. */
function recording({
  ms,
  rate = 25,
  gop = 25,
  fromMs = 0,
  hasVideo = true,
  hasAudio = true,
}: {
  ms: number;
  rate?: number;
  gop?: number;
  fromMs?: number;
  hasVideo?: boolean;
  hasAudio?: boolean;
}): MediaFrame[] {
  const videoFrames = Array.from({ length: Math.floor((ms * rate) / 1000) }, (_, i) =>
    video(fromMs + Math.round((i * 1000) / rate), i % gop === 0),
  );
  const audioFrames = Array.from({ length: Math.floor(ms / AAC_MS) }, (_, i) =>
    audio(fromMs + Math.round(i * AAC_MS)),
  );
  return [...(hasVideo ? videoFrames : []), ...(hasAudio ? audioFrames : [])].sort(
    (a, b) => a.dtsMs - b.dtsMs,
  );
}

function cut(
  frames: readonly MediaFrame[],
  {
    lengths = segmentLengths({ frameMs: 40 }),
    headers = testHeaders(),
  }: { lengths?: SegmentLengths; headers?: ReturnType<typeof testHeaders> } = {},
): { target: CollectingTarget; segmenter: Segmenter } {
  const target = new CollectingTarget();
  const segmenter = new Segmenter(target, lengths);
  segmenter.onHeaders(headers);
  for (const frame of frames) segmenter.onFrame(frame);
  return { target, segmenter };
}

const samples = (target: CollectingTarget, trackId: number) =>
  target.parts.flatMap(({ tracks }) =>
    tracks.filter((track) => track.trackId === trackId).flatMap((track) => track.samples),
  );

describe('a segmenter', () => {
  it('cuts segments at random access frames and parts at 200 ms', () => {
    const { target } = cut(recording({ ms: 3000 }));
    expect(target.segments.map(({ startMs, durationMs }) => [startMs, durationMs])).toEqual([
      [0, 1000],
      [1000, 1000],
      [2000, undefined],
    ]);
    for (const { parts } of target.segments.slice(0, 2)) {
      expect(parts.map(({ durationMs, isIndependent }) => [durationMs, isIndependent])).toEqual([
        [200, true],
        [200, false],
        [200, false],
        [200, false],
        [200, false],
      ]);
    }
  });

  it('keeps the bytes of the stream, without a copy', () => {
    const frames = recording({ ms: 2500 });
    const { target, segmenter } = cut(frames);
    segmenter.onEnd();
    for (const [kind, trackId] of [
      ['video', VIDEO_TRACK_ID],
      ['audio', AUDIO_TRACK_ID],
    ] as const) {
      const made = samples(target, trackId);
      const pushed = frames.filter((frame) => frame.kind === kind);
      expect(made.length).toBe(pushed.length);
      expect(made.every(({ data }, i) => data === pushed[i]?.bytes)).toBe(true);
    }
  });

  it.each([10, 12.5, 15, 23.976, 24, 25, 29.97, 30, 50, 59.94, 60])(
    'makes parts of whole frames that fit their target at %d frames a second',
    (rate) => {
      const frameMs = 1000 / rate;
      const lengths = segmentLengths({ frameMs });
      const { target } = cut(recording({ ms: 20_000, rate, gop: Math.round(rate * 2) }), { lengths });
      const complete = target.segments.filter(({ durationMs }) => durationMs !== undefined);
      expect(complete.length).toBeGreaterThan(5);
      for (const { parts } of complete) {
        for (const { durationMs } of parts) expect(durationMs).toBeLessThanOrEqual(lengths.partTargetMs);
        for (const { durationMs } of parts.slice(0, -1))
          expect(durationMs).toBeGreaterThanOrEqual(0.85 * lengths.partTargetMs);
      }
    },
  );

  it('ends a segment at the target where no random access frame comes, and begins anew with the next one', () => {
    const { target } = cut(recording({ ms: 24_000, gop: 250 }));
    const complete = target.segments.slice(0, -1);
    for (const { durationMs } of complete)
      expect(Math.round((durationMs ?? NaN) / 1000)).toBeLessThanOrEqual(2);
    expect(
      complete.filter(({ startMs }) => startMs % 10_000 === 0).map(({ parts }) => parts[0]?.isIndependent),
    ).toEqual([true, true, true]);
    expect(
      complete.filter(({ startMs }) => startMs % 10_000 !== 0).some(({ parts }) => parts[0]?.isIndependent),
    ).toBe(false);
  });

  it('makes no part shorter than nothing where audio ran on and video comes late', () => {
    const all = recording({ ms: 4000, gop: 23 });
    const isLate = ({ kind, dtsMs }: MediaFrame): boolean =>
      kind === 'video' && dtsMs >= 1700 && dtsMs < 2400;
    const at = all.findIndex(({ dtsMs }) => dtsMs >= 2400);
    const frames = [
      ...all.slice(0, at).filter((frame) => !isLate(frame)),
      ...all.filter(isLate),
      ...all.slice(at),
    ];
    const { target, segmenter } = cut(frames);
    segmenter.onEnd();
    const parts = target.segments.flatMap((segment) => segment.parts);
    for (const { durationMs } of parts) expect(durationMs).toBeGreaterThan(0);
    expect(samples(target, VIDEO_TRACK_ID)).toHaveLength(100);
  });

  it('makes a segment of a whole group of frames where its length is known', () => {
    const lengths = segmentLengths({ frameMs: 40, keyFrameIntervalMs: 10_000 });
    const { target } = cut(recording({ ms: 21_000, gop: 250 }), { lengths });
    expect(target.segments.map(({ durationMs }) => durationMs)).toEqual([10_000, 10_000, undefined]);
  });

  it('sets a decoder up anew with another publication or other headers, not with other metadata', () => {
    const { target, segmenter } = cut(recording({ ms: 1500 }));
    segmenter.onHeaders({ ...testHeaders(), metadata: { title: 'Lesson' } });
    for (const frame of recording({ ms: 500, fromMs: 1500, gop: 50 }).filter(({ kind }) => kind === 'audio'))
      segmenter.onFrame(frame);
    segmenter.onData({
      kind: 'data',
      name: PUBLICATION_ITEM,
      values: [],
      dtsMs: milliseconds(2000),
      ptsMs: milliseconds(2000),
    } satisfies DataItem);
    for (const frame of recording({ ms: 500, fromMs: 2000 })) segmenter.onFrame(frame);
    segmenter.onHeaders(testHeaders(true));
    for (const frame of recording({ ms: 500, fromMs: 2500 })) segmenter.onFrame(frame);
    segmenter.onEnd();
    expect(
      target.segments.map(({ startMs, isDiscontinuous, stretch }) => [
        startMs,
        isDiscontinuous,
        stretch.number,
      ]),
    ).toEqual([
      [0, true, 0],
      [1000, false, 0],
      [2000, true, 1],
      [2500, true, 2],
    ]);
    expect(samples(target, VIDEO_TRACK_ID).length).toBe(37 + 12 + 12);
  });

  it('goes on with audio while video stands still, and shows the frame for as long as it stood', () => {
    const frames = [
      ...recording({ ms: 1000, hasAudio: false }),
      ...recording({ ms: 2000, fromMs: 4000, hasAudio: false }),
      ...recording({ ms: 6000, hasVideo: false }),
    ].sort((a, b) => a.dtsMs - b.dtsMs);
    const { target } = cut(frames);
    const last = target.segments.flatMap(({ parts }) => parts).findLast(({ startMs }) => startMs < 3600);
    expect(last?.startMs).toBeGreaterThan(3000);
    const durations = samples(target, VIDEO_TRACK_ID).map(({ durationTicks }) => durationTicks / 90);
    expect(Math.max(...durations)).toBe(4000 - 960);
    expect(durations.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThan(5000);
  });

  it.each(['audio', 'video'] as const)('packages a stream of %s alone', (kind) => {
    const { metadata, ...tracks } = testHeaders();
    const headers = { metadata, ...(kind === 'audio' ? { audio: tracks.audio } : { video: tracks.video }) };
    const frames = recording({ ms: 5000, hasAudio: kind === 'audio', hasVideo: kind === 'video' });
    const { target } = cut(frames, { headers: headers as ReturnType<typeof testHeaders> });
    expect(target.segments.length).toBeGreaterThan(3);
    for (const { parts } of target.segments.slice(0, -1)) {
      expect(parts.length).toBeGreaterThanOrEqual(5);
      expect(parts[0]?.isIndependent).toBe(true);
    }
  });

  it('leaves no video frame out and keeps what it promised, whatever the times', () => {
    const steps = fc.array(
      fc.record({
        stepMs: fc.integer({ min: 1, max: 3000 }),
        isVideo: fc.boolean(),
        isRandomAccess: fc.boolean(),
      }),
      { maxLength: 300 },
    );
    fc.assert(
      fc.property(steps, (all) => {
        let dtsMs = 0;
        const frames = [
          video(0, true),
          ...all.map(
            ({ stepMs, isVideo, isRandomAccess }) => (
              (dtsMs += stepMs),
              isVideo ? video(dtsMs, isRandomAccess) : audio(dtsMs)
            ),
          ),
        ];
        const lengths = segmentLengths({ frameMs: 40 });
        const { target, segmenter } = cut(frames, { lengths });
        segmenter.onEnd();
        expect(samples(target, VIDEO_TRACK_ID).length).toBe(
          frames.filter(({ kind }) => kind === 'video').length,
        );
        for (const { durationMs } of target.parts)
          expect(durationMs).toBeLessThanOrEqual(lengths.partTargetMs);
        for (const { durationMs = NaN } of target.segments)
          expect(Math.round(durationMs / 1000)).toBeLessThanOrEqual(lengths.targetMs / 1000);
        let endTicks = 0;
        for (const { tracks } of target.parts) {
          for (const { trackId, baseMediaDecodeTime, samples: run } of tracks) {
            if (trackId !== VIDEO_TRACK_ID) continue;
            expect(baseMediaDecodeTime).toBe(endTicks);
            endTicks = run.reduce((sum, { durationTicks }) => sum + durationTicks, baseMediaDecodeTime);
          }
        }
      }),
    );
  });
});
