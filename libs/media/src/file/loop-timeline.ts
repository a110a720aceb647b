import { milliseconds } from '@lockstep/sei';
import type { PublishedFrame } from '../stream/media-frame.js';
import { exactInterval } from '../stream/presentation-grid.js';

/** Audio that goes on for longer than this after the last frame belongs to the film: the frame waits for it, ms. */
const MAX_AUDIO_TAIL_MS = 500;
const DEFAULT_INTERVAL_MS = 40;
/** First and last time stamp are each off by up to half a millisecond, and encoders truncate. */
const ROUNDING_MS = 2;
/** ffmpeg tells rates with two decimals: 59.94 is 60000/1001. */
const TOLD_ERROR_MS = 0.01;

/**
 * Joins the runs of one file into one clock without gap and without overlap: a run is as long as its frames, so their
 * rhythm goes on unbroken; audio that reaches a little over the last frame is left out. Lengths are kept unrounded, so
 * that a thousand runs are not a second off.
 */
export class LoopTimeline {
  /** Where this run begins, ms. */
  #startMs = 0;
  /** Time in the file of this run's first frame. */
  #originMs: number | undefined;
  #videoFrames = 0;
  #lastFrameMs = 0;
  #lastAudioMs = 0;
  #audioStepMs = 0;
  /** Audio after the last frame so far, which may turn out to be the tail. */
  #heldAudio: PublishedFrame[] = [];

  /** @param rate frames a second as the file tells it, where it does */
  constructor(private readonly rate?: number) {}

  /** A run's frames in file order; frames before the first random access frame are left out. */
  add(frame: PublishedFrame): PublishedFrame[] {
    if (frame.kind === 'audio') return this.#addAudio(frame);
    if (this.#originMs === undefined) {
      if (!frame.isRandomAccess) return [];
      this.#originMs = frame.dtsMs;
    }
    this.#videoFrames++;
    this.#lastFrameMs = frame.dtsMs - this.#originMs;
    return [...this.#releaseAudio(), this.#moved(frame)];
  }

  /** The run is over. @returns what is left of it; the next `add` belongs to the next run */
  endRun(): PublishedFrame[] {
    const framesMs = this.#framesMs();
    const isLongAudio = this.#lastAudioMs - framesMs > MAX_AUDIO_TAIL_MS;
    const tail = this.#releaseAudio(); // already on the joined clock
    const kept = isLongAudio ? tail : tail.filter(({ dtsMs }) => dtsMs < this.#startMs + framesMs - 1);
    if (this.#videoFrames > 0)
      this.#startMs += isLongAudio ? this.#lastAudioMs + this.#audioStepMs : framesMs;
    this.#originMs = undefined;
    this.#videoFrames = 0;
    this.#lastFrameMs = 0;
    this.#lastAudioMs = 0;
    return kept;
  }

  /** From the first frame to the end of the last one; exact where the frames keep a known or common rate. */
  #framesMs(): number {
    if (this.#videoFrames < 2) return DEFAULT_INTERVAL_MS;
    const measuredMs = this.#lastFrameMs / (this.#videoFrames - 1);
    const errorMs = ROUNDING_MS / (this.#videoFrames - 1);
    const toldMs = this.rate === undefined ? NaN : exactInterval(1000 / this.rate, TOLD_ERROR_MS);
    const intervalMs = Math.abs(toldMs - measuredMs) <= errorMs ? toldMs : exactInterval(measuredMs, errorMs);
    const regularMs = this.#videoFrames * intervalMs;
    const endMs = this.#lastFrameMs + intervalMs;
    return Math.abs(regularMs - endMs) < ROUNDING_MS ? regularMs : endMs;
  }

  #addAudio(frame: PublishedFrame): PublishedFrame[] {
    if (this.#originMs === undefined || frame.dtsMs < this.#originMs) return [];
    this.#heldAudio.push(frame);
    const audioMs = frame.dtsMs - this.#originMs;
    this.#audioStepMs = audioMs - this.#lastAudioMs;
    this.#lastAudioMs = audioMs;
    const afterFrameMs = audioMs - this.#lastFrameMs;
    return afterFrameMs > MAX_AUDIO_TAIL_MS || afterFrameMs <= 0 ? this.#releaseAudio() : [];
  }

  #releaseAudio(): PublishedFrame[] {
    return this.#heldAudio.splice(0).map((frame) => this.#moved(frame));
  }

  #moved(frame: PublishedFrame): PublishedFrame {
    const shiftMs = this.#startMs - (this.#originMs ?? 0);
    const dtsMs = milliseconds(Math.round(frame.dtsMs + shiftMs));
    return { ...frame, dtsMs, ptsMs: milliseconds(Math.round(frame.ptsMs + shiftMs)) };
  }
}
