/** A slide is kept at most this large: a full HD screen shows no more, and it has to be decoded before its frame. */
export const MAX_SLIDE_WIDTH = 1920;
export const MAX_SLIDE_HEIGHT = 1080;
/** Largest picture that is decoded at all: beyond every camera, below what fills the memory. */
export const MAX_INPUT_PIXELS = 100_000_000;
/** Of a whole deck; the bound of `slideCount` in the stream is far above. */
export const MAX_SLIDES = 1000;
export const MAX_FILES = 100;
