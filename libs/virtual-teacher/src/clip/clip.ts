/**
 * The house format: H.264 High, 1280 x 720 at 25 pictures a second without B-frames, closed groups, one set of
 * SPS and PPS for all clips; AAC-LC 48 kHz mono. Every clip is a whole number of *cells* of 320 ms: 8 pictures and
 * 15 frames of sound end there together, so clips can follow each other on both grids for ever without drift.
 */
export const PICTURE_MS = 40;
export const CELL_PICTURES = 8;
export const CELL_SOUND_FRAMES = 15;
export const CELL_MS = CELL_PICTURES * PICTURE_MS;

/** A moment in a clip where something happens: a mark of the narration on the first picture of its word. */
export type ClipMark = { readonly picture: number; readonly mark: string };
export type ClipCaption = { readonly fromMs: number; readonly toMs: number; readonly text: string };

/** What is known of a clip beside its pictures and sound. */
export type ClipInfo = {
  /** SHA-256 of everything it was made of, hex. */
  readonly id: string;
  readonly cells: number;
  readonly marks: readonly ClipMark[];
  readonly captions: readonly ClipCaption[];
  /** Pictures at which nobody speaks yet, or any more: speech lies between. */
  readonly speech: { readonly firstPicture: number; readonly lastPicture: number } | null;
};
