import type { ClipFrame } from '@lockstep/media';
import type { FrameJob } from '../clip/video-encoder.js';
import type { SpokenPhone, SpokenWord } from '../voice/voice.js';

/** What is shown of the slides, both counted from 0; null while no mark has asked for one: the first slide is seen then. */
export type SlideView = { readonly slide: number; readonly step: number } | null;

/** A moment of a clip at which another slide, or another build step of it, is to be seen. */
export type SlideChange = { readonly frame: number; readonly view: SlideView };

/** The audio of a clip: whole cells, digital silence at both ends. */
export type AudioTrack = {
  readonly cells: number;
  /** 48 kHz, mono. */
  readonly samples: Int16Array;
  /** One for each word of the sentence; ms from the beginning of the clip. */
  readonly words: readonly SpokenWord[];
  /** Absent where the voice names none. */
  readonly phones: readonly SpokenPhone[] | undefined;
  /** When the first word begins and the last one ends. */
  readonly speechMs: { readonly from: number; readonly to: number };
};

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
