import { AUDIO_TRACK_ID, VIDEO_TRACK_ID, type Fmp4TrackFragment } from '@lockstep/formats';
import type { Part, Segment } from '../cmaf/segment.js';
import { VIDEO_TIMESCALE, type Stretch } from '../cmaf/stretch.js';

export type DashTrack = 'video' | 'audio';
export const DASH_TRACKS: readonly DashTrack[] = ['video', 'audio'];

/**
 * Least distance between the beginnings of two segments, ms. ffmpeg goes on, in a manifest that it reads again, at the first
 * segment of the whole second in which the wanted one begins: of two in one second it reads the first one without end. Audio may
 * begin as much later than video as its frames are long.
 */
const LEAST_MS = 1200;

const TRACK_IDS: Readonly<Record<DashTrack, number>> = { video: VIDEO_TRACK_ID, audio: AUDIO_TRACK_ID };

type TrackSize = { readonly ticks: number; readonly bytes: number };

/** Segments of the store that follow each other: what DASH calls a segment. */
export class DashSegment {
  readonly #segments: [Segment, ...Segment[]];
  readonly #starts: Partial<Record<DashTrack, number>> = {};
  /** Of a whole segment. */
  readonly #sizes: Partial<Record<DashTrack, TrackSize>> = {};
  #isWhole = false;

  constructor(first: Segment) {
    this.#segments = [first];
  }

  get first(): Segment {
    return this.#segments[0];
  }

  get stretch(): Stretch {
    return this.first.stretch;
  }

  get parts(): Part[] {
    return this.#segments.flatMap(({ parts }) => parts);
  }

  /** Stream time behind what it has, ms. */
  get endMs(): number {
    const last = this.#segments.at(-1) ?? this.first;
    if (last.durationMs !== undefined) return last.startMs + last.durationMs;
    const part = last.parts.at(-1);
    return part ? part.startMs + part.durationMs : last.startMs;
  }

  /** Nothing is added to it any more. */
  get isWhole(): boolean {
    return this.#isWhole || (this.#isLastComplete && this.endMs - this.first.startMs >= LEAST_MS);
  }

  get #isLastComplete(): boolean {
    return this.#segments.at(-1)?.durationMs !== undefined;
  }

  /** Nothing follows, or what follows does not belong to it. */
  close(): void {
    this.#isWhole = true;
  }

  /** @returns whether the segment belongs to this one */
  take(segment: Segment): boolean {
    if (this.isWhole || segment.stretch !== this.stretch) return false;
    this.#segments.push(segment);
    return true;
  }

  /** When the first frame of a track is presented, ticks; undefined where it has none so far. */
  startOf(track: DashTrack): number | undefined {
    const known = this.#starts[track];
    if (known !== undefined) return known;
    const [first] = this.#fragmentsOf(track);
    if (!first) return undefined;
    const start = first.baseMediaDecodeTime + (first.samples[0]?.compositionOffset ?? 0);
    this.#starts[track] = start;
    return start;
  }

  /** Ticks and bytes of the frames of a track so far. */
  sizeOf(track: DashTrack): TrackSize {
    const known = this.#sizes[track];
    if (known) return known;
    let [ticks, bytes] = [0, 0];
    for (const { samples } of this.#fragmentsOf(track)) {
      for (const { durationTicks, data } of samples) {
        ticks += durationTicks;
        bytes += data.length;
      }
    }
    const size = { ticks, bytes };
    if (this.isWhole) this.#sizes[track] = size;
    return size;
  }

  #fragmentsOf(track: DashTrack): Fmp4TrackFragment[] {
    const wanted = TRACK_IDS[track];
    return this.parts.flatMap(({ tracks }) => tracks.filter(({ trackId }) => trackId === wanted));
  }
}

/** Ticks a second of a track. */
export const timescaleOf = (stretch: Stretch, track: DashTrack): number =>
  track === 'video' ? VIDEO_TIMESCALE : (stretch.audio?.sampleRate ?? VIDEO_TIMESCALE);
