import { fullBox, u32, writeBoxes } from '../mp4/box-writer.js';

/** An event on the timeline of the media, beside its samples. */
export type EventMessage = {
  /** What the data is. */
  readonly scheme: string;
  /** Ticks a second. */
  readonly timescale: number;
  /** When it takes effect, in ticks; an integer up to 2^53. */
  readonly presentationTime: number;
  /** Two messages of one scheme with the same number are one. 0 to 2^32 - 1. */
  readonly id: number;
  readonly data: Uint8Array;
};

/** ID3 tags in event messages: "Carriage of ID3 Timed Metadata in CMAF" of the Alliance for Open Media. */
export const ID3_SCHEME = 'https://aomedia.org/emsg/ID3';
/** It is not said how long it lasts. */
const DURATION_UNKNOWN = 0xffffffff;

/**
 * `emsg`, version 1, which stands before the `moof` of its chunk.
 * Specification: ISO/IEC 23009-1, 5.10.3.3.
 */
export function eventMessage({ scheme, timescale, presentationTime, id, data }: EventMessage): Uint8Array {
  return writeBoxes(
    fullBox(
      'emsg',
      1,
      0,
      u32(timescale),
      u32(Math.floor(presentationTime / 2 ** 32)),
      u32(presentationTime % 2 ** 32),
      u32(DURATION_UNKNOWN),
      u32(id),
      new TextEncoder().encode(`${scheme}\0\0`), // an empty value behind the scheme
      data,
    ),
  );
}
