import type { Milliseconds } from '@lockstep/sei';
import type { AudioFrame, DataItem, MediaFrame, StreamHeaders, VideoFrame } from '../stream/media-frame.js';
import { sameAudioHeaders, sameVideoHeaders } from '../stream/media-frame.js';
import { PUBLICATION_ITEM } from '../stream/publication.js';
import type { Sink } from '../stream/sink.js';
import { OpenPart } from './open-part.js';
import type { SegmentTarget } from './segment.js';
import type { SegmentLengths } from './segment-lengths.js';
import { Stretch } from './stretch.js';

/** Audio runs on while video stands still: a part is not held back for longer than this, ms. */
const LONGEST_WAIT_FOR_VIDEO_MS = 300;
/** Half a millisecond of rounding at both ends of a segment, and jitter of an encoder's times. */
const TOLERANCE_MS = 2;
/** A segment may be longer than the target duration by what rounding to whole seconds takes away. RFC 8216bis, 4.4.3.1. */
const ROUNDED_AWAY_MS = 450;

/**
 * Cuts a stream into segments and parts. A segment begins with a random access frame, the first one after the least length; one
 * that would grow past the target duration ends without. A part ends before it would grow past the part target.
 */
export class Segmenter implements Sink {
  #headers: StreamHeaders | undefined;
  #stretch: Stretch | undefined;
  #stretches = 0;
  #segmentStartMs: number | undefined;
  /** It began where the one before it had to end: the next random access frame ends it, however short it is. */
  #isSegmentForced = false;
  #part: OpenPart | undefined;
  /** Its duration is known when the next one comes. */
  #waiting: VideoFrame | undefined;
  #frameMs: number;
  #endMs = 0;

  constructor(
    private readonly target: SegmentTarget,
    private readonly lengths: SegmentLengths,
    /** Of another rendition: which of the random access frames begin a segment, as they do there. */
    private readonly isCut?: (frame: VideoFrame) => boolean,
  ) {
    this.#frameMs = lengths.frameMs;
  }

  onHeaders(headers: StreamHeaders): void {
    const before = this.#headers;
    this.#headers = headers;
    if (before && sameVideoHeaders(before, headers) && sameAudioHeaders(before, headers)) return;
    this.#endStretch();
  }

  onData({ name }: DataItem): void {
    if (name === PUBLICATION_ITEM) this.#endStretch();
  }

  onFrame(frame: MediaFrame): void {
    if (!this.#headers) return;
    this.#stretch ??= new Stretch(this.#stretches++, this.#headers);
    if (frame.kind === 'video') this.#takeVideo(frame, this.#stretch);
    else this.#takeAudio(frame, this.#stretch);
  }

  onEnd(): void {
    this.#endStretch();
  }

  /** Ends the segment with what it has: somebody waits, and players begin with a whole one. */
  endEarly(): void {
    const endMs = this.#waiting?.dtsMs ?? this.#endMs;
    if (!this.#stretch || endMs <= (this.#segmentStartMs ?? endMs)) return;
    this.#endSegment(endMs);
    this.#begin(endMs, this.#stretch);
    this.#isSegmentForced = true;
  }

  #takeVideo(frame: VideoFrame, stretch: Stretch): void {
    if (!stretch.video) return;
    const { dtsMs } = frame;
    const before = this.#waiting;
    if (before) this.#flush(before, dtsMs - before.dtsMs);
    this.#waiting = frame;
    this.#endMs = dtsMs;
    if (this.#part === undefined) this.#begin(dtsMs, stretch);
    else this.#cutBefore(dtsMs, frame.isRandomAccess && (this.isCut?.(frame) ?? true), stretch);
  }

  #takeAudio(frame: AudioFrame, stretch: Stretch): void {
    if (!stretch.audio) return;
    const frameMs = (1000 * stretch.audio.frameLength) / stretch.audio.sampleRate;
    if (!stretch.video) {
      if (this.#part === undefined) this.#begin(frame.dtsMs, stretch);
      else this.#cutBefore(frame.dtsMs, true, stretch, frameMs);
      this.#endMs = frame.dtsMs + frameMs;
    } else this.#goOnWithoutVideo(frame.dtsMs, stretch);
    this.#part?.addAudio(frame);
  }

  /** Cuts where the frame at `dtsMs` has to begin something new. */
  #cutBefore(dtsMs: Milliseconds, isRandomAccess: boolean, stretch: Stretch, frameMs = this.#frameMs): void {
    const { segmentMs, targetMs, partTargetMs } = this.lengths;
    const segmentSoFarMs = dtsMs - (this.#segmentStartMs ?? dtsMs);
    const leastMs = this.#isSegmentForced ? 0 : segmentMs - TOLERANCE_MS;
    if (
      (isRandomAccess && segmentSoFarMs >= leastMs) ||
      segmentSoFarMs + frameMs > targetMs + ROUNDED_AWAY_MS
    ) {
      // video that comes late finds a part that audio began: no part is shorter than nothing
      const endMs = Math.max(dtsMs, (this.#part?.startMs ?? dtsMs) + 1);
      this.#endSegment(endMs);
      this.#begin(endMs, stretch);
      this.#isSegmentForced = !isRandomAccess;
    } else if (this.#part && dtsMs - this.#part.startMs + frameMs > partTargetMs) {
      this.#endPart(dtsMs);
      this.#part = this.#part.next(dtsMs);
    }
  }

  /** The frame that waits stays: how long it is shown is told by the next one. */
  #goOnWithoutVideo(dtsMs: Milliseconds, stretch: Stretch): void {
    const part = this.#part;
    if (!part || dtsMs - part.startMs < this.lengths.partTargetMs + LONGEST_WAIT_FOR_VIDEO_MS) return;
    const endMs = part.startMs + this.lengths.partTargetMs;
    const segmentSoFarMs = endMs - (this.#segmentStartMs ?? endMs);
    if (segmentSoFarMs + this.lengths.partTargetMs > this.lengths.targetMs) {
      this.#endSegment(endMs);
      this.#begin(endMs, stretch);
      this.#isSegmentForced = true;
      return;
    }
    this.#endPart(endMs);
    this.#part = part.next(endMs);
  }

  #flush(frame: VideoFrame, durationMs: number): void {
    this.#part?.addVideo(frame, durationMs);
    if (durationMs > 0) this.#frameMs = Math.min(durationMs, this.lengths.partTargetMs);
  }

  #begin(startMs: number, stretch: Stretch): void {
    const isFirstOfStretch = this.#part === undefined;
    if (isFirstOfStretch) this.#isSegmentForced = false;
    this.#segmentStartMs = startMs;
    this.#part = this.#part?.next(startMs) ?? new OpenPart(startMs, stretch);
    this.target.begin({ stretch, startMs, isDiscontinuous: isFirstOfStretch });
  }

  #endPart(endMs: number): void {
    const made = this.#part?.finish(endMs, this.lengths.partTargetMs);
    if (made) this.target.add(made);
  }

  #endSegment(endMs: number): void {
    this.#endPart(endMs);
    const durationMs = endMs - (this.#segmentStartMs ?? endMs);
    // a publisher that paused: what it says may not grow past what the playlist promised
    this.target.complete(Math.min(durationMs, this.lengths.targetMs + ROUNDED_AWAY_MS));
  }

  #endStretch(): void {
    if (this.#waiting) {
      this.#flush(this.#waiting, this.#frameMs);
      this.#endMs += this.#frameMs;
    }
    this.#waiting = undefined;
    if (this.#part) this.#endSegment(this.#endMs);
    this.#part = undefined;
    this.#stretch = undefined;
  }
}
