/**
 * Largest NAL unit gathered from a stream in chunks. The largest coded picture of level 6.2 is about 24 MB
 * in theory; cameras and encoders stay under 4 MB even for 8K intra pictures.
 */
export const MAX_NAL_UNIT_SIZE = 32 * 1024 * 1024;

/**
 * NAL units read from one access unit. Level 6.2 of H.265 allows 600 slice segments a picture; H.264 Baseline
 * streams with a slice per macroblock row, parameter sets and SEI stay under 300.
 */
export const MAX_NAL_UNITS_PER_ACCESS_UNIT = 8192;

/** NAL units gathered to one access unit from a stream; the same reasons as for one NAL unit. */
export const MAX_ACCESS_UNIT_SIZE = MAX_NAL_UNIT_SIZE;

/** Messages read from one SEI NAL unit: a message may be 2 bytes long, a value in memory is a hundred. */
export const MAX_SEI_MESSAGES = 512;

/** Body of a lesson message, all fragments together. */
export const MAX_LESSON_BODY = 64 * 1024;

/** One lesson message on the wire: header, body (or a slice of it) and signature, without the UUID. */
export const MAX_LESSON_MESSAGE = 4096;

/** Lesson bytes in one access unit, NAL headers and emulation prevention included; the rest waits. */
export const MAX_LESSON_BYTES_PER_ACCESS_UNIT = 2048;
