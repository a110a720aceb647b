import { milliseconds } from '@lockstep/sei';
import type { PublishedFrame } from '../src/index.js';

/** A frame of a simulated publisher: what it bears, when it arrives, and when it truly is. */
export type SentFrame = {
  readonly frame: PublishedFrame;
  readonly trueMs: number;
  readonly arrivesMs: number;
};

export type ClockModel = {
  readonly seconds: number;
  readonly rate: number;
  /** Frames between two that are shown in decoding order. */
  readonly bFrames: 0 | 2;
  /** Times as fast as real time. */
  readonly speed: number;
  /** What the publisher's clocks make of the true time, ms. */
  readonly videoClock: (trueMs: number) => number;
  readonly audioClock?: (trueMs: number) => number;
  /** Video and audio are sent in turns of this length, ms; 0: as they come. */
  readonly turnMs?: number;
};

const bytes = new Uint8Array(0);
const AUDIO_MS = (1024 * 1000) / 44_100;

/** 32 bits, as RTMP has it. */
const stampOf = (ms: number): number => ((Math.round(ms) % 2 ** 32) + 2 ** 32) % 2 ** 32;

/** A key frame every two seconds; in between `bFrames` frames that are decoded after the one they are shown before. */
function videoFrames({ seconds, rate, bFrames, videoClock }: ClockModel): Omit<SentFrame, 'arrivesMs'>[] {
  const intervalMs = 1000 / rate;
  const gop = Math.round(2 * rate);
  return Array.from({ length: Math.floor(seconds * rate) }, (_, i) => {
    const inGroup = (i % gop) % (bFrames + 1);
    const isRandomAccess = i % gop === 0;
    const ahead = bFrames === 0 ? 0 : isRandomAccess || inGroup === 0 ? 1 : inGroup === 1 ? bFrames + 1 : 0;
    const dts = videoClock(i * intervalMs);
    return {
      trueMs: i * intervalMs,
      frame: {
        kind: 'video',
        isRandomAccess,
        dtsMs: milliseconds(stampOf(dts)),
        ptsMs: milliseconds(stampOf(dts + Math.round(ahead * intervalMs))),
        bytes,
      },
    };
  });
}

function audioFrames({ seconds, audioClock }: ClockModel): Omit<SentFrame, 'arrivesMs'>[] {
  if (audioClock === undefined) return [];
  return Array.from({ length: Math.floor((seconds * 1000) / AUDIO_MS) }, (_, i) => {
    const dtsMs = milliseconds(stampOf(audioClock(i * AUDIO_MS)));
    return { trueMs: i * AUDIO_MS, frame: { kind: 'audio', dtsMs, ptsMs: dtsMs, bytes } };
  });
}

/** Everything that the publisher sends, in the order in which it arrives. */
export function published(model: ClockModel): SentFrame[] {
  const { speed, turnMs = 0 } = model;
  const sentAt = ({ trueMs, frame }: Omit<SentFrame, 'arrivesMs'>): number =>
    turnMs === 0 ? trueMs : Math.floor(trueMs / turnMs) * turnMs + (frame.kind === 'audio' ? turnMs / 2 : 0);
  return [...videoFrames(model), ...audioFrames(model)]
    .map((sent) => ({ ...sent, at: sentAt(sent) }))
    .sort((a, b) => a.at - b.at || a.trueMs - b.trueMs)
    .map(({ at, ...sent }) => ({ ...sent, arrivesMs: at / speed }));
}
