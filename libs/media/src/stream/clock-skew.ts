/** Audio and video that bear times farther apart than this are not meant to be shown so, ms. */
export const MAX_KEPT_OFFSET_MS = 1_500;
/** How often audio and video must have alternated before a difference is taken for one of their clocks. */
const ALTERNATIONS = 6;
/** The same for few frames a second: with fewer alternations over this much audio, ms. */
const SLOW_ALTERNATIONS = 2;
const SLOW_AUDIO_MS = 1_000;
/** An estimate is made of so many alternations. */
const ESTIMATE_ALTERNATIONS = 25;

/**
 * How far apart audio and video lie that arrive together. A publisher that sends a second of video, then a second of audio is
 * not a second off: at some moment of each turn they meet. So what counts is the smallest difference over several turns.
 */
export class ClockSkew {
  /** Audio and video have met since the publication began: what lies apart now is a pause of one of them. */
  isSettled = false;
  /** The latest estimate, milliseconds on the stream's timeline; positive: audio is ahead. */
  estimateMs: number | undefined;
  #smallestMs: number | undefined;
  #alternations = 0;
  #audioBeganMs = 0;
  #audioProgressMs = 0;
  /** Audio came since the video before. */
  #isAudioFresh = false;
  #audioMs = 0;

  restart(): void {
    this.isSettled = false;
    this.forget();
  }

  /** One of the clocks jumped: what was measured does not hold any more. */
  forget(): void {
    this.estimateMs = undefined;
    this.#isAudioFresh = false;
    this.#beginWindow();
  }

  /** An audio frame arrived: where it lies, where the last video lies, and how far the audio clock has come. */
  noteAudio(audioMs: number, videoMs: number, progressMs: number): void {
    this.#audioProgressMs = progressMs;
    if (this.#smallestMs === undefined) this.#audioBeganMs = progressMs;
    this.#audioMs = audioMs;
    this.#isAudioFresh = true;
    this.#note(audioMs - videoMs);
  }

  noteVideo(videoMs: number): void {
    if (!this.#isAudioFresh) return;
    this.#isAudioFresh = false;
    this.#alternations++;
    this.#note(this.#audioMs - videoMs);
    if (this.#alternations >= ESTIMATE_ALTERNATIONS) {
      this.estimateMs = this.#smallestMs;
      this.#beginWindow();
    }
  }

  /** @returns by how much audio is to be moved, milliseconds; undefined while it may stay where it is */
  takeCorrection(): number | undefined {
    const smallestMs = this.#smallestMs;
    if (smallestMs === undefined || Math.abs(smallestMs) <= MAX_KEPT_OFFSET_MS) return undefined;
    const isSlow =
      this.#alternations >= SLOW_ALTERNATIONS && this.#audioProgressMs - this.#audioBeganMs >= SLOW_AUDIO_MS;
    if (this.#alternations < ALTERNATIONS && !isSlow) return undefined;
    this.#beginWindow();
    return -smallestMs;
  }

  #note(skewMs: number): void {
    if (this.#smallestMs === undefined || Math.abs(skewMs) < Math.abs(this.#smallestMs))
      this.#smallestMs = skewMs;
    if (Math.abs(skewMs) <= MAX_KEPT_OFFSET_MS) this.isSettled = true;
  }

  #beginWindow(): void {
    this.#smallestMs = undefined;
    this.#alternations = 0;
  }
}
