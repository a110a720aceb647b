import { AUDIO_TRACK_ID, VIDEO_TRACK_ID, type Fmp4Sample, type Fmp4TrackFragment } from '@lockstep/formats';
import { byteLengthOf } from '../stream/frame-bytes.js';
import type { AudioFrame, VideoFrame } from '../stream/media-frame.js';
import { AudioClock } from './audio-clock.js';
import type { Part } from './segment.js';
import { VIDEO_TICKS_PER_MS, type Stretch } from './stretch.js';

/** A video frame as a sample; its bytes stay in pieces until somebody asks for them in one. */
class VideoSample implements Fmp4Sample {
  constructor(
    readonly frame: VideoFrame,
    readonly durationTicks: number,
  ) {}

  get data(): Uint8Array {
    return this.frame.bytes;
  }

  get pieces(): readonly Uint8Array[] | undefined {
    return this.frame.pieces;
  }

  get compositionOffset(): number {
    return (this.frame.ptsMs - this.frame.dtsMs) * VIDEO_TICKS_PER_MS;
  }

  get isRandomAccess(): boolean {
    return this.frame.isRandomAccess;
  }
}

/**
 * The part that frames are being added to. Samples are made when it is finished: an object for each frame that lives for a second
 * would be moved to the old heap, and hundreds of streams fill that in half a minute.
 */
export class OpenPart {
  readonly #video: VideoFrame[] = [];
  /** Of each video frame, ticks. */
  readonly #videoDurations: number[] = [];
  readonly #audio: Uint8Array[] = [];
  /** Of each audio frame, ticks. */
  readonly #audioDurations: number[] = [];
  #audioStartTicks = 0;
  #byteLength = 0;

  constructor(
    readonly startMs: number,
    private readonly stretch: Stretch,
    private readonly clock = stretch.audio &&
      new AudioClock(stretch.audio.sampleRate, stretch.audio.frameLength),
  ) {}

  addVideo(frame: VideoFrame, durationMs: number): void {
    this.#byteLength += byteLengthOf(frame);
    this.#video.push(frame);
    this.#videoDurations.push(durationMs * VIDEO_TICKS_PER_MS);
  }

  addAudio({ bytes, dtsMs }: AudioFrame): void {
    const place = this.clock?.place(dtsMs);
    if (!place) return;
    if (this.#audio.length === 0) this.#audioStartTicks = place.startTicks;
    this.#byteLength += bytes.length;
    this.#audio.push(bytes);
    this.#audioDurations.push(place.durationTicks);
  }

  /**
   * @param longestMs what its duration is said to be at most
   * @returns undefined where nothing came
   */
  finish(endMs: number, longestMs: number): Omit<Part, 'number'> | undefined {
    const [first] = this.#video;
    const tracks: Fmp4TrackFragment[] = [];
    if (first) {
      const durations = this.#videoDurations;
      tracks.push({
        trackId: VIDEO_TRACK_ID,
        baseMediaDecodeTime: first.dtsMs * VIDEO_TICKS_PER_MS,
        samples: this.#video.map((frame, i) => new VideoSample(frame, durations[i] ?? 0)),
      });
    }
    if (this.#audio.length > 0) {
      const durations = this.#audioDurations;
      tracks.push({
        trackId: AUDIO_TRACK_ID,
        baseMediaDecodeTime: this.#audioStartTicks,
        samples: this.#audio.map((data, i) => ({ data, durationTicks: durations[i] ?? 0 })),
      });
    }
    if (tracks.length === 0) return undefined;
    return {
      startMs: this.startMs,
      durationMs: Math.min(endMs - this.startMs, longestMs),
      firstFrame: first?.frame,
      isIndependent: this.stretch.video ? first?.isRandomAccess === true : true,
      tracks,
      byteLength: this.#byteLength,
    };
  }

  /** The part behind it, on the same clock. */
  next(startMs: number): OpenPart {
    return new OpenPart(startMs, this.stretch, this.clock);
  }
}
