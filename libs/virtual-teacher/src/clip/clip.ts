/**
 * The house format: H.264 High, 1280 x 720 at 25 frames a second without B-frames, closed groups, one set of
 * SPS and PPS for all clips; AAC-LC 48 kHz mono. Every clip is a whole number of *cells* of 320 ms: 8 frames and
 * 15 frames of audio end there together, so clips can follow each other on both grids without drift.
 */
export const VIDEO_FRAME_MS = 40;
export const CELL_VIDEO_FRAMES = 8;
export const CELL_AUDIO_FRAMES = 15;
export const CELL_MS = CELL_VIDEO_FRAMES * VIDEO_FRAME_MS;

/** A moment in a clip where something happens: a mark of the narration on the first frame of its word. `picture` is its number: a stored name. */
export type ClipMark = { readonly picture: number; readonly mark: string };
export type ClipCaption = { readonly fromMs: number; readonly toMs: number; readonly text: string };

/** What is known of a clip beside its video and audio. */
export type ClipInfo = {
  /** SHA-256 of everything it was made of, hex. */
  readonly id: string;
  readonly cells: number;
  readonly marks: readonly ClipMark[];
  readonly captions: readonly ClipCaption[];
  /** Frames at which nobody speaks yet, or any more: speech lies between. */
  readonly speech: { readonly firstPicture: number; readonly lastPicture: number } | null;
};
