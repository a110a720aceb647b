import { milliseconds } from '@lockstep/sei';
import { type PublishedFrame } from '../stream/media-frame.js';
import { exactInterval } from '../stream/presentation-grid.js';

/** Sound that goes on for longer than this after the last picture belongs to the film: the picture waits for it, ms. */
const MAX_SOUND_TAIL_MS = 500;
const DEFAULT_INTERVAL_MS = 40;
/** First and last time stamp are each off by up to half a millisecond, and encoders truncate. */
const ROUNDING_MS = 2;

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
  /** Sound after the last picture so far, which may turn out to be the tail. */
  #heldSound: PublishedFrame[] = [];

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
    const tail = this.#releaseSound(); // already on the joined clock
    const soundMs = (tail.at(-1)?.dtsMs ?? this.#startMs) - this.#startMs;
    const keepsTail = soundMs - picturesMs > MAX_SOUND_TAIL_MS;
    const kept = keepsTail ? tail : tail.filter(({ dtsMs }) => dtsMs < this.#startMs + picturesMs - 1);
    if (this.#pictures > 0) this.#startMs += keepsTail ? soundMs + soundInterval(tail) : picturesMs;
    this.#originMs = undefined;
    this.#pictures = 0;
    this.#lastPictureMs = 0;
    return kept;
  }

  /** From the first picture to the end of the last one; exact where the pictures keep a common rate. */
  #picturesMs(): number {
    if (this.#pictures < 2) return DEFAULT_INTERVAL_MS;
    const intervalMs = exactInterval(
      this.#lastPictureMs / (this.#pictures - 1),
      ROUNDING_MS / (this.#pictures - 1),
    );
    const regularMs = this.#pictures * intervalMs;
    const measuredMs = this.#lastPictureMs + intervalMs;
    return Math.abs(regularMs - measuredMs) < ROUNDING_MS ? regularMs : measuredMs;
  }

  #addSound(frame: PublishedFrame): PublishedFrame[] {
    if (this.#originMs === undefined || frame.dtsMs < this.#originMs) return [];
    this.#heldSound.push(frame);
    const afterPictureMs = frame.dtsMs - this.#originMs - this.#lastPictureMs;
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

function soundInterval(tail: readonly PublishedFrame[]): number {
  const last = tail.at(-1);
  const before = tail.at(-2);
  return last === undefined || before === undefined ? 0 : last.dtsMs - before.dtsMs;
}
