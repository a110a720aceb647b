import { milliseconds } from '@lockstep/sei';
import type { PublishedFrame } from '../stream/media-frame.js';
import { exactInterval } from '../stream/presentation-grid.js';

/** Sound that goes on for longer than this after the last picture belongs to the film: the picture waits for it, ms. */
const MAX_SOUND_TAIL_MS = 500;
const DEFAULT_INTERVAL_MS = 40;
/** First and last time stamp are each off by up to half a millisecond, and encoders truncate. */
const ROUNDING_MS = 2;
/** ffmpeg tells rates with two decimals: 59.94 is 60000/1001. */
const TOLD_ERROR_MS = 0.01;

/**
 * Joins the runs of one file into one clock without gap and without overlap: a run is as long as its pictures, so their
 * rhythm goes on unbroken; sound that reaches a little over the last picture is left out. Lengths are kept unrounded, so
 * that a thousand runs are not a second off.
 */
export class LoopTimeline {
  /** Where this run begins, ms. */
  #startMs = 0;
  /** Time in the file of this run's first picture. */
  #originMs: number | undefined;
  #pictures = 0;
  #lastPictureMs = 0;
  #lastSoundMs = 0;
  #soundStepMs = 0;
  /** Sound after the last picture so far, which may turn out to be the tail. */
  #heldSound: PublishedFrame[] = [];

  /** @param rate pictures a second as the file tells it, where it does */
  constructor(private readonly rate?: number) {}

  /** A run's frames in file order; frames before the first random access picture are left out. */
  add(frame: PublishedFrame): PublishedFrame[] {
    if (frame.kind === 'audio') return this.#addSound(frame);
    if (this.#originMs === undefined) {
      if (!frame.isRandomAccess) return [];
      this.#originMs = frame.dtsMs;
    }
    this.#pictures++;
    this.#lastPictureMs = frame.dtsMs - this.#originMs;
    return [...this.#releaseSound(), this.#moved(frame)];
  }

  /** The run is over. @returns what is left of it; the next `add` belongs to the next run */
  endRun(): PublishedFrame[] {
    const picturesMs = this.#picturesMs();
    const isLongSound = this.#lastSoundMs - picturesMs > MAX_SOUND_TAIL_MS;
    const tail = this.#releaseSound(); // already on the joined clock
    const kept = isLongSound ? tail : tail.filter(({ dtsMs }) => dtsMs < this.#startMs + picturesMs - 1);
    if (this.#pictures > 0) this.#startMs += isLongSound ? this.#lastSoundMs + this.#soundStepMs : picturesMs;
    this.#originMs = undefined;
    this.#pictures = 0;
    this.#lastPictureMs = 0;
    this.#lastSoundMs = 0;
    return kept;
  }

  /** From the first picture to the end of the last one; exact where the pictures keep a known or common rate. */
  #picturesMs(): number {
    if (this.#pictures < 2) return DEFAULT_INTERVAL_MS;
    const measuredMs = this.#lastPictureMs / (this.#pictures - 1);
    const errorMs = ROUNDING_MS / (this.#pictures - 1);
    const toldMs = this.rate === undefined ? NaN : exactInterval(1000 / this.rate, TOLD_ERROR_MS);
    const intervalMs = Math.abs(toldMs - measuredMs) <= errorMs ? toldMs : exactInterval(measuredMs, errorMs);
    const regularMs = this.#pictures * intervalMs;
    const endMs = this.#lastPictureMs + intervalMs;
    return Math.abs(regularMs - endMs) < ROUNDING_MS ? regularMs : endMs;
  }

  #addSound(frame: PublishedFrame): PublishedFrame[] {
    if (this.#originMs === undefined || frame.dtsMs < this.#originMs) return [];
    this.#heldSound.push(frame);
    const soundMs = frame.dtsMs - this.#originMs;
    this.#soundStepMs = soundMs - this.#lastSoundMs;
    this.#lastSoundMs = soundMs;
    const afterPictureMs = soundMs - this.#lastPictureMs;
    return afterPictureMs > MAX_SOUND_TAIL_MS || afterPictureMs <= 0 ? this.#releaseSound() : [];
  }

  #releaseSound(): PublishedFrame[] {
    return this.#heldSound.splice(0).map((frame) => this.#moved(frame));
  }

  #moved(frame: PublishedFrame): PublishedFrame {
    const shiftMs = this.#startMs - (this.#originMs ?? 0);
    const dtsMs = milliseconds(Math.round(frame.dtsMs + shiftMs));
    return { ...frame, dtsMs, ptsMs: milliseconds(Math.round(frame.ptsMs + shiftMs)) };
  }
}
