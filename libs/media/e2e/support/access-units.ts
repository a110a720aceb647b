import {
  AVCC,
  extractSei,
  joinLengthPrefixed,
  LESSON_UUID,
  LessonMessageReader,
  milliseconds,
  readUserDataUnregistered,
  splitLengthPrefixed,
  type LessonMessage,
  type Milliseconds,
} from '@lockstep/sei';
import type { StreamHeaders } from '../../src/index.js';

/** A frame of one slice, as AVCC; its payload is of no codec, only its NAL unit header is real. */
export function accessUnit({
  isRandomAccess = false,
  size = 40,
  fill = 0x5a,
}: { isRandomAccess?: boolean; size?: number; fill?: number } = {}): Uint8Array {
  const slice = new Uint8Array(1 + size).fill(fill);
  slice[0] = isRandomAccess ? 0x65 : 0x41;
  return joinLengthPrefixed([slice], 4);
}

export type TimedFrame = {
  readonly isRandomAccess: boolean;
  readonly dtsMs: Milliseconds;
  readonly ptsMs: Milliseconds;
};

export type Rhythm = {
  readonly videoFrames: number;
  readonly rate: number;
  readonly gop: number;
  /** Frames between two that are shown in decoding order; with 3, the middle one is decoded first. */
  readonly bFrames: 0 | 1 | 2 | 3;
};

/** Frames in decoding order with the time stamps that ffmpeg would give them, in whole milliseconds. */
export function videoFrames({ videoFrames: count, rate, gop, bFrames }: Rhythm): TimedFrame[] {
  const delay = bFrames === 0 ? 0 : bFrames === 3 ? 2 : 1;
  const order: { shown: number; isRandomAccess: boolean }[] = [];
  for (let start = 0; order.length < count; start += gop) {
    order.push({ shown: start, isRandomAccess: true });
    for (let at = start + 1; at < start + gop; at += bFrames + 1) {
      const group = Math.min(bFrames + 1, start + gop - at);
      const reference = at + group - 1;
      const between = Array.from({ length: group - 1 }, (_, i) => at + i);
      const middle = between[1];
      const decoded =
        group === 4 && middle !== undefined ? [middle, ...between.filter((i) => i !== middle)] : between;
      for (const shown of [reference, ...decoded]) order.push({ shown, isRandomAccess: false });
    }
  }
  const at = (index: number): Milliseconds => milliseconds(Math.round((index * 1000) / rate));
  return order
    .slice(0, count)
    .map(({ shown, isRandomAccess }, i) => ({ isRandomAccess, dtsMs: at(i), ptsMs: at(shown + delay) }));
}

/** Bytes of our messages in an access unit: their NAL units without the length before each. */
export function lessonBytes(bytes: Uint8Array): number {
  return splitLengthPrefixed(bytes, 4)
    .filter((nal) => ((nal[0] ?? 0) & 0x1f) === 6)
    .reduce((sum, nal) => sum + nal.length, 0);
}

/** Every lesson message that is completed in each of the access units, for a reader who sees them from the first on. */
export function lessonMessages(accessUnits: readonly Uint8Array[]): LessonMessage[][] {
  const reader = new LessonMessageReader();
  return accessUnits.map((bytes) =>
    extractSei(bytes, AVCC)
      .filter(({ payloadType }) => payloadType === 5)
      .map(({ payload }) => readUserDataUnregistered(payload))
      .filter(({ uuid }) => uuid === LESSON_UUID)
      .map(({ data }) => reader.push(data))
      .filter((message) => message !== undefined),
  );
}

/** SPS and PPS of a 320x180 frame at 25 Hz, Constrained Baseline, as x264 wrote them. */
const SPS = '6742c00cda05067e7c0440000003004000000c83c50aa8';
const PPS = '68ce0fc8';

/** Headers of a stream with video and audio; `second` is another configuration of the same. */
export const testHeaders = (second = false): StreamHeaders => ({
  video: {
    codec: 'h264',
    config: Buffer.from(
      `0142c00cffe10017${SPS}01${second ? '0005' : '0004'}${PPS}${second ? '80' : ''}`,
      'hex',
    ),
    lengthSize: 4,
    width: 320,
    height: 180,
    frameRate: 25,
  },
  audio: { codec: 'aac', config: Uint8Array.of(0x11, 0x88), sampleRate: 48000, channels: 1 },
  metadata: {},
});
