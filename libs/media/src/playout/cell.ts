import { LESSON_UUID, lengthPrefixed, sanitizeAccessUnit, type NalLengthSize } from '@lockstep/sei';

/**
 * All clips are whole numbers of *cells*: 8 frames at 25 a second and 15 AAC frames of 1,024 samples at 48 kHz both
 * last exactly 320 ms. So any clip can follow any other one without a remainder on either grid.
 */
export const VIDEO_FRAME_MS = 40;
export const CELL_VIDEO_FRAMES = 8;
export const CELL_AUDIO_FRAMES = 15;
export const CELL_MS = CELL_VIDEO_FRAMES * VIDEO_FRAME_MS;
export const AUDIO_SAMPLE_RATE = 48_000;
const SAMPLES_PER_AUDIO_FRAME = 1_024;

/** One access unit, as an AVCC sample; never reordered: it is shown when it is decoded. */
export type ClipFrame = { readonly isRandomAccess: boolean; readonly bytes: Uint8Array };

/** 320 ms of a clip. The bytes are shared by all sessions: read only. */
export type Cell = {
  /** {@link CELL_PICTURES} of them. */
  readonly videoFrames: readonly ClipFrame[];
  /** {@link CELL_SOUNDS} raw AAC frames. */
  readonly audioFrames: readonly Uint8Array[];
};

/** When the audio frames of a cell begin, ms after its first frame: rounded within the cell, so that nothing accumulates. */
export const AUDIO_OFFSETS_MS: readonly number[] = Array.from({ length: CELL_AUDIO_FRAMES }, (_, i) =>
  Math.round((i * SAMPLES_PER_AUDIO_FRAME * 1000) / AUDIO_SAMPLE_RATE),
);

/** For each frame of a cell the index of the first audio frame that begins with it or after it; one more entry for the end. */
export const FIRST_AUDIO_OF_FRAME: readonly number[] = Array.from(
  { length: CELL_VIDEO_FRAMES + 1 },
  (_, frame) => {
    const first = AUDIO_OFFSETS_MS.findIndex((offsetMs) => offsetMs >= frame * VIDEO_FRAME_MS);
    return first < 0 ? CELL_AUDIO_FRAMES : first;
  },
);

/**
 * A frame as a clip keeps it: freed of messages with our UUID, which only the stamper may write, and known for what it is;
 * so that this is done once, not for every session.
 * @throws ParseError where the sample is broken
 */
export function prepareFrame({ isRandomAccess, bytes }: ClipFrame, lengthSize: NalLengthSize): ClipFrame {
  const clean = sanitizeAccessUnit(bytes, LESSON_UUID, lengthPrefixed(lengthSize));
  return { isRandomAccess: isRandomAccess || clean.hasIdr, bytes: clean.bytes };
}

/** Whether a decoder may begin with this cell. */
export const beginsWithRandomAccess = (cell: Cell | undefined): boolean =>
  cell?.videoFrames[0]?.isRandomAccess ?? false;
