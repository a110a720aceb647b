import { type Picture } from '@lockstep/media';
import { type PictureJob } from '../clip/picture-encoder.js';
import { type SoundTrack } from '../compile/sound-track.js';

/** What is seen: pictures still to be encoded, or some that are encoded already. */
export type Film =
  | { readonly kind: 'sprites'; readonly job: PictureJob }
  | { readonly kind: 'pictures'; readonly pictures: readonly Picture[] };

/** A moment of a clip at which another slide is to be seen. */
export type SlideChange = { readonly picture: number; readonly slide: number };

/** What a film shows besides speech. */
export type Scene = {
  /** Index of the slide that is shown at the beginning, from 0; null for none yet. */
  readonly slide: number | null;
  /** In order. */
  readonly changes: readonly SlideChange[];
  /** Spans of stressed words, ms. */
  readonly stresses: readonly { readonly startMs: number; readonly endMs: number }[];
};

/** Makes the pictures of clips: an avatar of ours, the slide over the whole picture, or the author's own film. */
export interface Stage {
  /** Whether the picture depends on the slide that is shown. */
  readonly showsSlides: boolean;
  /** Part of a clip's id: what its pictures depend on, for these slides. Throws SlideMissing. */
  fingerprint(slides: readonly (number | null)[]): string;
  speak(track: SoundTrack, scene: Scene): Promise<Film>;
  /** Pictures of a teacher who waits: whole cells, each beginning with an IDR, the last one followed by the first. */
  idle(slide: number | null): Promise<{ readonly cells: number; readonly film: Film }>;
}
