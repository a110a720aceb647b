import { milliseconds, type Milliseconds } from '@lockstep/sei';
import { ClockSkew, MAX_KEPT_OFFSET_MS } from './clock-skew.js';
import { ElapsedTime } from './elapsed-time.js';
import { KindClock, wrapped, type ClockFaults, type Step, type StepJudgement } from './kind-clock.js';
import type { PublishedFrame } from './media-frame.js';

/** Composition offsets beyond this are damage, not reordering (the standards' largest reordering is 16 frames), ms. */
const MAX_COMPOSITION_MS = 10_000;
/** A publisher that counts presentation from the first frame shown has negative composition offsets, down to its reordering, ms. */
const MAX_NEGATIVE_COMPOSITION_MS = 2_000;
/** Audio and video that are farther apart cannot be of one clock, nor sent one after the other, ms. */
const MAX_COMMON_OFFSET_MS = 10_000;
/** 1,024 samples at 48 kHz: what an AAC frame lasts, or about, ms. */
const AUDIO_INTERVAL_MS = 21.3;
/** Audio that steps back up to two frames is jitter of its time stamps, ms. */
const AUDIO_JITTER_MS = 45;
/** A time derived from the other clock may be this much ahead of the last frame and still follow it, ms. */
const NEAR_MS = 1_000;

export type TimelineLimits = {
  /** A step forward of a publisher's clock above this is a jump, not a pause: the stream goes on without the gap. */
  readonly maxForwardMs: number;
};

export const DEFAULT_TIMELINE_LIMITS: TimelineLimits = { maxForwardMs: 10_000 };

export type Placed = {
  readonly dtsMs: Milliseconds;
  /** Never before `dtsMs`. */
  readonly ptsMs: Milliseconds;
  /** The frame does not follow the one of its kind before it: the publisher's clock jumped, or another publisher began. */
  readonly jumped: boolean;
};

/** What is wrong with the clocks of the present publication. */
export type ClockReport = {
  /** Audio minus video as published, milliseconds; undefined: not known yet. */
  readonly offsetMs: number | undefined;
  readonly isOffsetCorrected: boolean;
  readonly audio: ClockFaults & { readonly standsStill: boolean };
  readonly video: ClockFaults & { readonly standsStill: boolean };
};

/**
 * One continuous clock over all publishers of a stream. Audio and video each have a clock of their own, which may jump, step
 * back or stand still by itself; between jumps the publisher's intervals are kept exactly. At first both lie on the stream
 * by one offset, so that lips stay in step; where that puts them too far apart, audio is moved to the video that arrives with it.
 *
 * What it promises, whatever the time stamps: decoding times grow within each kind, no frame is presented before it is
 * decoded, and so none is presented before earlier ones by more than these were reordered.
 */
export class Timeline {
  readonly #video = new KindClock();
  readonly #audio = new KindClock();
  readonly #skew = new ClockSkew();
  #sinceVideo = new ElapsedTime();
  #sinceAudio = new ElapsedTime();
  /** Where frames belong whose clock stands still. */
  #stillVideoMs: number | undefined;
  #stillAudioMs: number | undefined;
  /** Audio offset minus video offset, while both clocks run on. */
  #relationMs = 0;
  #isOffsetCorrected = false;
  #endMs: number | undefined;
  #videoEndMs = -Infinity;
  /** Audio at or before this was played before this publication began. */
  #audioFloorMs = -Infinity;
  /** The publication's first random access frame has not been placed yet, or its frames lie before those of the last one. */
  #videoFloorMs = -Infinity;
  /** Decoding is this much ahead of the publisher's decoding times, for the sake of negative composition offsets. */
  #leadMs = 0;

  readonly #videoJudgement: StepJudgement;
  readonly #audioJudgement: StepJudgement;

  constructor(
    private readonly startAtMs = 0,
    private readonly limits: TimelineLimits = DEFAULT_TIMELINE_LIMITS,
  ) {
    const { maxForwardMs } = limits;
    this.#videoJudgement = { maxForwardMs, intervalMs: 0, backwardMs: 0, nowMs: undefined };
    const audio = { intervalMs: AUDIO_INTERVAL_MS, backwardMs: AUDIO_JITTER_MS };
    this.#audioJudgement = { maxForwardMs, ...audio, nowMs: undefined };
  }

  /** Largest decoding or presentation time so far; undefined before the first frame. */
  get endMs(): Milliseconds | undefined {
    return this.#endMs === undefined ? undefined : milliseconds(this.#endMs);
  }

  get report(): ClockReport {
    const [audio, video] = [this.#audio, this.#video];
    const estimateMs = audio.standsStill || video.standsStill ? undefined : this.#skew.estimateMs;
    const movedMs = (audio.offsetMs ?? 0) - (video.offsetMs ?? 0);
    return {
      offsetMs: estimateMs === undefined ? undefined : Math.round(wrapped(estimateMs - movedMs)),
      isOffsetCorrected: this.#isOffsetCorrected,
      audio: { ...audio.faults, standsStill: audio.standsStill },
      video: { ...video.faults, standsStill: video.standsStill },
    };
  }

  /** The next frame comes from another publisher, whose clock has nothing to do with the last one's. */
  beginPublication(): void {
    this.#video.restart();
    this.#audio.restart();
    this.#skew.restart();
    this.#sinceVideo = new ElapsedTime();
    this.#sinceAudio = new ElapsedTime();
    this.#stillVideoMs = this.#stillAudioMs = undefined;
    this.#relationMs = 0;
    this.#isOffsetCorrected = false;
    this.#leadMs = 0;
  }

  /**
   * Gives the next frame its place.
   * @param intervalMs time between two video frames
   * @param nowMs a clock of the server, for time stamps that tell nothing; absent: they are taken as they are
   * @returns undefined for audio that has no place: before the first video, or where other audio was played already
   */
  place(frame: PublishedFrame, intervalMs: number, nowMs?: number): Placed | undefined {
    return frame.kind === 'video'
      ? this.#placeVideo(frame, intervalMs, nowMs)
      : this.#placeAudio(frame, nowMs);
  }

  #placeVideo(
    frame: PublishedFrame & { kind: 'video' },
    intervalMs: number,
    nowMs: number | undefined,
  ): Placed {
    const clock = this.#video;
    const judgement = this.#videoJudgement;
    judgement.intervalMs = judgement.backwardMs = intervalMs;
    judgement.nowMs = nowMs;
    const step = clock.advance(frame.dtsMs, judgement);
    const elapsedMs = this.#sinceVideo.take(this.#audio.progressMs, nowMs);
    const compositionMs = compositionOf(frame);
    let timeMs = this.#continuedVideo(step, intervalMs, elapsedMs);
    if (timeMs === undefined) {
      timeMs =
        step === 'first' ? this.#beginAt(compositionMs, intervalMs) : this.#afterJump(intervalMs, elapsedMs);
      clock.offsetMs = timeMs - clock.timeMs;
      this.#skew.forget();
    }
    const jumped = step === 'first' || step === 'jump';
    if (jumped && frame.isRandomAccess) this.#videoFloorMs = this.#videoEndMs;
    const earliestMs = this.#videoFloorMs + intervalMs;
    if (timeMs + compositionMs < earliestMs && timeMs + compositionMs <= this.#videoFloorMs) {
      // it would be shown among frames from before the jump: the publication moves on rather than go back
      const shiftMs = earliestMs - timeMs - compositionMs;
      timeMs += shiftMs;
      clock.offsetMs = (clock.offsetMs ?? 0) + shiftMs;
      if (this.#audio.offsetMs !== undefined) this.#audio.offsetMs += shiftMs;
    }
    const placed = this.#orderVideo(timeMs, compositionMs, jumped);
    this.#skew.noteVideo(clock.lastMs);
    this.#correctSkew();
    return placed;
  }

  /** @returns undefined where it does not go on from the frame before */
  #continuedVideo(step: Step, intervalMs: number, elapsedMs: number | undefined): number | undefined {
    const clock = this.#video;
    if (step === 'first' || step === 'jump') {
      this.#stillVideoMs = undefined;
      return undefined;
    }
    if (step === 'still') {
      this.#stillVideoMs = (this.#stillVideoMs ?? clock.lastMs) + (elapsedMs ?? 0);
      clock.noteStill(elapsedMs ?? 0);
      return elapsedMs === undefined ? clock.mappedMs : follow(clock.lastMs, this.#stillVideoMs, intervalMs);
    }
    const wasStill = this.#stillVideoMs !== undefined;
    this.#stillVideoMs = undefined;
    return wasStill && clock.mappedMs < clock.lastMs - intervalMs ? undefined : clock.mappedMs;
  }

  /** Behind all that was shown, by one frame. */
  #beginAt(compositionMs: number, intervalMs: number): number {
    this.#videoFloorMs = this.#audioFloorMs = this.#endMs ?? this.startAtMs - 1;
    if (this.#endMs === undefined) return this.startAtMs;
    const lastMs = Math.max(this.#video.lastMs, this.#audio.lastMs, this.#endMs - compositionMs);
    return Math.ceil(lastMs + intervalMs);
  }

  /** Where the audio clock, which jumped with it, puts it; else as long after the last frame as it took to come. */
  #afterJump(intervalMs: number, elapsedMs: number | undefined): number {
    const { lastMs, timeMs } = this.#video;
    const byAudioMs = timeMs + (this.#audio.offsetMs ?? NaN) - this.#relationMs;
    if (byAudioMs > lastMs && byAudioMs <= lastMs + intervalMs + NEAR_MS) return byAudioMs;
    const passedMs = Math.min(elapsedMs ?? 0, this.limits.maxForwardMs);
    return Math.ceil(lastMs + (passedMs > 2.5 * intervalMs ? passedMs : intervalMs));
  }

  #orderVideo(timeMs: number, compositionMs: number, jumped: boolean): Placed {
    const clock = this.#video;
    this.#leadMs = Math.max(this.#leadMs, Math.min(-compositionMs, MAX_NEGATIVE_COMPOSITION_MS));
    const dtsMs = Math.max(Math.round(timeMs - this.#leadMs), clock.lastMs + 1);
    const ptsMs = Math.max(Math.round(timeMs + compositionMs), dtsMs);
    clock.lastMs = dtsMs;
    this.#videoEndMs = Math.max(this.#videoEndMs, ptsMs);
    this.#endMs = Math.max(this.#endMs ?? -Infinity, ptsMs);
    return { dtsMs: milliseconds(dtsMs), ptsMs: milliseconds(ptsMs), jumped };
  }

  #placeAudio(frame: PublishedFrame, nowMs: number | undefined): Placed | undefined {
    const clock = this.#audio;
    const video = this.#video;
    if (video.offsetMs === undefined) return undefined;
    const judgement = this.#audioJudgement;
    judgement.nowMs = nowMs;
    const step = clock.advance(frame.dtsMs, judgement);
    const elapsedMs = this.#sinceAudio.take(video.progressMs, nowMs);
    const timeMs = this.#audioTime(step, elapsedMs);
    this.#skew.noteAudio(timeMs, video.lastMs, clock.progressMs);
    this.#correctSkew();
    const isTogether = this.#skew.isSettled || Math.abs(timeMs - video.lastMs) <= MAX_KEPT_OFFSET_MS;
    if (!isTogether || timeMs <= this.#audioFloorMs || timeMs < clock.lastMs - AUDIO_JITTER_MS)
      return undefined;
    const dtsMs = Math.max(Math.round(timeMs), clock.lastMs);
    clock.lastMs = dtsMs;
    this.#endMs = Math.max(this.#endMs ?? -Infinity, dtsMs);
    return { dtsMs: milliseconds(dtsMs), ptsMs: milliseconds(dtsMs), jumped: step === 'jump' };
  }

  #audioTime(step: Step, elapsedMs: number | undefined): number {
    const clock = this.#audio;
    const video = this.#video;
    if (step === 'first') {
      clock.offsetMs = video.offsetMs;
      if (Math.abs(clock.mappedMs - video.lastMs) > MAX_COMMON_OFFSET_MS)
        this.#moveAudio(video.lastMs - clock.mappedMs);
      return clock.mappedMs;
    }
    if (step === 'still') {
      this.#stillAudioMs = (this.#stillAudioMs ?? clock.lastMs) + (elapsedMs ?? 0);
      clock.noteStill(elapsedMs ?? 0);
      return elapsedMs === undefined || clock.lastMs === -Infinity
        ? clock.mappedMs
        : follow(clock.lastMs, this.#stillAudioMs, AUDIO_INTERVAL_MS);
    }
    const wasStill = this.#stillAudioMs !== undefined;
    this.#stillAudioMs = undefined;
    const isBehind = wasStill && clock.mappedMs < clock.lastMs - AUDIO_JITTER_MS;
    if (step === 'jump' || isBehind) this.#audioAfterJump(elapsedMs);
    return clock.mappedMs;
  }

  #audioAfterJump(elapsedMs: number | undefined): void {
    const clock = this.#audio;
    const video = this.#video;
    const lastMs = clock.lastMs === -Infinity ? video.lastMs : clock.lastMs;
    this.#skew.forget();
    clock.offsetMs = (video.offsetMs ?? 0) + this.#relationMs;
    if (clock.mappedMs >= lastMs && clock.mappedMs <= lastMs + NEAR_MS) return;
    const passedMs = Math.min(elapsedMs ?? 0, this.limits.maxForwardMs);
    clock.offsetMs = lastMs + Math.max(passedMs, AUDIO_INTERVAL_MS) - clock.timeMs;
  }

  #correctSkew(): void {
    const correctionMs = this.#skew.takeCorrection();
    if (correctionMs !== undefined) this.#moveAudio(correctionMs);
  }

  #moveAudio(byMs: number): void {
    const clock = this.#audio;
    clock.offsetMs = (clock.offsetMs ?? 0) + byMs;
    this.#relationMs = clock.offsetMs - (this.#video.offsetMs ?? 0);
    this.#isOffsetCorrected = true;
  }
}

/** The place of a frame whose time stamp does not move: in the rhythm of its kind, and not far from where time is. */
function follow(lastMs: number, referenceMs: number, intervalMs: number): number {
  const nextMs = lastMs + intervalMs;
  const errorMs = referenceMs - nextMs;
  return Math.abs(errorMs) > 2 * intervalMs ? referenceMs : nextMs + errorMs / 8;
}

function compositionOf(frame: PublishedFrame): number {
  const offsetMs = wrapped(frame.ptsMs - frame.dtsMs);
  return Math.min(Math.max(offsetMs, -MAX_COMPOSITION_MS), MAX_COMPOSITION_MS);
}
