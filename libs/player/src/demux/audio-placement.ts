import type { AudioSpecificConfig } from '@lockstep/formats';
import { silentFrame } from './silence.js';

/** AAC frames for one fragment; times in samples of the core decoder. */
export type PlacedAudio = { readonly startTicks: number; readonly frames: readonly Uint8Array[] };

/** FLV rounds to milliseconds and encoders jitter: below this many frames an error is no hole. */
const TOLERANCE_FRAMES = 1;
/** Audio that starts this soon after the first frame starts with it, in seconds: some browsers wait before a hole. */
const START_GAP_S = 0.25;
/** A longer hole is left to the gap jump of the player, in seconds. */
const MAX_FILL_S = 10;

/**
 * Puts AAC frames one directly behind the other, as audio needs it, and keeps them near the times that the stream
 * says: a hole is filled with silence, what overlaps is left out.
 */
export class AudioPlacement {
  readonly sampleRate: number;
  readonly frameTicks: number;
  readonly #silence: Uint8Array | undefined;
  #nextTicks: number | undefined;

  constructor(config: AudioSpecificConfig) {
    this.sampleRate = config.samplingFrequency;
    this.frameTicks = config.frameLength;
    this.#silence = silentFrame(config);
  }

  /** Media milliseconds up to which there is audio; undefined before the first frame. */
  get endMs(): number | undefined {
    return this.#nextTicks === undefined ? undefined : (this.#nextTicks * 1000) / this.sampleRate;
  }

  /** A frame whose stream time lies at `mediaMs`; undefined when its place is taken already, or before 0. */
  place(mediaMs: number, data: Uint8Array): PlacedAudio | undefined {
    const wantedTicks = Math.round((mediaMs * this.sampleRate) / 1000);
    if (this.#nextTicks === undefined) {
      if (wantedTicks < 0) return undefined;
      this.#nextTicks = wantedTicks < START_GAP_S * this.sampleRate ? 0 : wantedTicks;
    }
    const errorFrames = (wantedTicks - this.#nextTicks) / this.frameTicks;
    if (errorFrames < -TOLERANCE_FRAMES) return undefined;
    const filling = errorFrames > TOLERANCE_FRAMES ? this.#fill(Math.round(errorFrames)) : [];
    if (filling === undefined) this.#nextTicks = wantedTicks;
    return this.#put([...(filling ?? []), data]);
  }

  /** Silence up to `mediaMs`, for frames that go on without audio; undefined when nothing is to be filled. */
  fillTo(mediaMs: number): PlacedAudio | undefined {
    if (this.#nextTicks === undefined) return undefined;
    const missingTicks = Math.floor((mediaMs * this.sampleRate) / 1000) - this.#nextTicks;
    const frames = this.#fill(Math.floor(missingTicks / this.frameTicks));
    return frames === undefined || frames.length === 0 ? undefined : this.#put(frames);
  }

  #fill(count: number): Uint8Array[] | undefined {
    const silence = this.#silence;
    if (silence === undefined || count * this.frameTicks > MAX_FILL_S * this.sampleRate) return undefined;
    return Array.from({ length: Math.max(0, count) }, () => silence);
  }

  #put(frames: Uint8Array[]): PlacedAudio {
    const startTicks = this.#nextTicks ?? 0;
    this.#nextTicks = startTicks + frames.length * this.frameTicks;
    return { startTicks, frames };
  }
}
