import type { ClipFrame } from '@lockstep/media';
import type { FrameJob } from '../clip/video-encoder.js';
import type { SlideChange, SlideView } from '../compile/slide-view.js';
import type { AudioTrack } from '../compile/audio-track.js';

/** What is seen: frames still to be encoded, or some that are encoded already. */
export type Film =
  | { readonly kind: 'sprites'; readonly job: FrameJob }
  | { readonly kind: 'frames'; readonly videoFrames: readonly ClipFrame[] };

/** What a film shows besides speech. */
export type Scene = {
  /** What is shown at the beginning. */
  readonly view: SlideView;
  /** In order. */
  readonly changes: readonly SlideChange[];
  /** Spans of stressed words, ms. */
  readonly stresses: readonly { readonly startMs: number; readonly endMs: number }[];
};

/** The author's lesson asks for what it does not bring: a slide or a file. */
export class StageFailed extends Error {
  override readonly name = 'StageFailed';
  constructor(
    readonly code: 'missing-slide' | 'missing-file' | 'bad-media',
    /** What is wrong, and what to do about it. */
    readonly problem: string,
    readonly remedy: string,
    options?: ErrorOptions,
  ) {
    super(`${problem} ${remedy}`, options);
  }
}

/** Makes the frames of clips: a built-in avatar, the slide over the whole frame, or the author's own film. */
export interface Stage {
  /** Whether the frame depends on the slide that is shown. */
  readonly showsSlides: boolean;
  /** Part of a clip's id: what its frames depend on, for these slides. @throws StageFailed */
  fingerprint(views: readonly SlideView[]): string;
  /** @throws StageFailed */
  speak(track: AudioTrack, scene: Scene): Promise<Film>;
  /** Frames of a teacher who waits: whole cells, each beginning with an IDR, the last one followed by the first. */
  idle(view: SlideView): Promise<{ readonly cells: number; readonly film: Film }>;
}
