import type { ClockReport } from './timeline.js';
import { byteLengthOf } from './frame-bytes.js';
import type { MediaFrame, StreamHeaders } from './media-frame.js';
import { MEDIA_KINDS, type MediaKind, type StreamAdvice, type StreamHealth } from './stream-advice.js';

/** Rates are means over so many seconds of the stream. */
const WINDOW_SECONDS = 5;
const SECOND_MS = 1_000;
/** A viewer waits for half of it in the mean, or gets as much at once. */
const RECOMMENDED_KEY_FRAME_MS = 2_000;
const LONG_KEY_FRAME_MS = 4_000;
/** Viewers notice audio that is off by less, but publishers are not that regular, ms. */
const NOTABLE_OFFSET_MS = 300;
/** Audio headers come within this time of the first frame, or there is no audio, ms. */
const AUDIO_WITHIN_MS = 5_000;

export type MonitoredStream = {
  readonly headers: StreamHeaders;
  readonly clocks: ClockReport;
  /** The frames since the last random access frame are too many to be kept for new viewers. */
  readonly keepsOutViewers: boolean;
  readonly damagedFrames: number;
};

/** While nothing is published. */
export const UNKNOWN_HEALTH: StreamHealth = {
  bitrate: null,
  frameRate: null,
  keyFrameIntervalMs: null,
  audioOffsetMs: null,
  advice: [],
};

type Second = { readonly beganMs: number; frames: number; bytes: number };

/** What the frames of one publication show of their publisher: a few numbers a frame, put together when asked for. */
export class StreamMonitor {
  /** The last seconds of the stream, the one that runs at the end. */
  #seconds: Second[] = [];
  #firstMs: number | undefined;
  #lastMs = 0;
  #randomAccessMs: number | undefined;
  #intervalMs: number | undefined;

  /** Why the headers of a kind cannot be read. */
  readonly #unreadable = new Map<MediaKind, string>();

  restart(): void {
    this.#unreadable.clear();
    this.#seconds = [];
    this.#firstMs = this.#randomAccessMs = this.#intervalMs = undefined;
  }

  noteUnreadable(media: MediaKind, reason: string): void {
    this.#unreadable.set(media, reason);
  }

  /** Headers that could be read. */
  noteHeaders(headers: StreamHeaders): void {
    for (const media of MEDIA_KINDS) if (headers[media] !== undefined) this.#unreadable.delete(media);
  }

  /** @returns whether another second is over: a moment to look at {@link StreamMonitor.health} */
  note(frame: MediaFrame): boolean {
    let second = this.#seconds.at(-1);
    if (frame.kind === 'audio') {
      if (second !== undefined) second.bytes += frame.bytes.length;
      return false;
    }
    const { dtsMs } = frame;
    this.#firstMs ??= dtsMs;
    this.#lastMs = dtsMs;
    if (frame.isRandomAccess) {
      if (this.#randomAccessMs !== undefined) this.#intervalMs = dtsMs - this.#randomAccessMs;
      this.#randomAccessMs = dtsMs;
    }
    const isNext = second === undefined || dtsMs - second.beganMs >= SECOND_MS;
    if (second === undefined || isNext) {
      second = { beganMs: dtsMs, frames: 0, bytes: 0 };
      this.#seconds.push(second);
      if (this.#seconds.length > WINDOW_SECONDS + 1) this.#seconds.shift();
    }
    second.frames++;
    second.bytes += byteLengthOf(frame);
    return isNext && this.#seconds.length > 1;
  }

  health(stream: MonitoredStream): StreamHealth {
    const whole = this.#seconds.slice(0, -1);
    const spanMs = (this.#seconds.at(-1)?.beganMs ?? 0) - (whole[0]?.beganMs ?? 0);
    const perSecond = (of: (second: Second) => number): number | null =>
      whole.length === 0 ? null : (whole.reduce((sum, second) => sum + of(second), 0) * SECOND_MS) / spanMs;
    const frameRate = perSecond(({ frames }) => frames);
    const bitrate = perSecond(({ bytes }) => bytes * 8);
    return {
      bitrate: bitrate === null ? null : Math.round(bitrate),
      frameRate: frameRate === null ? null : Math.round(frameRate * 100) / 100,
      keyFrameIntervalMs: this.#keyFrameIntervalMs ?? null,
      audioOffsetMs: stream.clocks.offsetMs ?? null,
      advice: this.#advice(stream),
    };
  }

  get #keyFrameIntervalMs(): number | undefined {
    if (this.#randomAccessMs === undefined) return undefined;
    const sinceMs = this.#lastMs - this.#randomAccessMs;
    if (this.#intervalMs === undefined) return sinceMs > LONG_KEY_FRAME_MS ? sinceMs : undefined;
    return Math.max(this.#intervalMs, sinceMs);
  }

  #advice({ headers, clocks, keepsOutViewers, damagedFrames }: MonitoredStream): StreamAdvice[] {
    const advice: StreamAdvice[] = [];
    for (const [media, reason] of this.#unreadable) advice.push({ code: 'unreadable-header', media, reason });
    const { offsetMs, isOffsetCorrected: corrected } = clocks;
    if (offsetMs !== undefined && (corrected || Math.abs(offsetMs) >= NOTABLE_OFFSET_MS)) {
      advice.push({ code: 'clock-offset', offsetMs, corrected });
    }
    for (const media of ['video', 'audio'] as const) advice.push(...adviceOf(media, clocks[media]));
    const intervalMs = this.#keyFrameIntervalMs ?? 0;
    if (intervalMs > LONG_KEY_FRAME_MS || keepsOutViewers) {
      advice.push({
        code: 'key-frame-interval-too-long',
        intervalMs,
        recommendedMs: RECOMMENDED_KEY_FRAME_MS,
        keepsOutViewers,
      });
    }
    const playedMs = this.#firstMs === undefined ? 0 : this.#lastMs - this.#firstMs;
    if (headers.audio === undefined && !this.#unreadable.has('audio') && playedMs >= AUDIO_WITHIN_MS)
      advice.push({ code: 'no-audio' });
    if (headers.video?.isPlaceholder) advice.push({ code: 'no-video' });
    if (damagedFrames > 0) advice.push({ code: 'damaged-frames', count: damagedFrames });
    return advice;
  }
}

function adviceOf(media: MediaKind, clock: ClockReport['audio']): StreamAdvice[] {
  const advice: StreamAdvice[] = [];
  if (clock.standsStill) advice.push({ code: 'clock-stands-still', media });
  const { back, largestBackMs, forward, largestForwardMs } = clock;
  if (back > 0) advice.push({ code: 'clock-steps-back', media, times: back, largestMs: largestBackMs });
  if (forward > 0) advice.push({ code: 'clock-jumps', media, times: forward, largestMs: largestForwardMs });
  return advice;
}

/** What tells two pieces of advice apart: a publisher is told once of each. */
export const adviceKey = (advice: StreamAdvice): string =>
  [
    advice.code,
    'media' in advice && advice.media,
    'keepsOutViewers' in advice && advice.keepsOutViewers,
  ].join(' ');
