import { ByteReader, parseUuid } from '@lockstep/sei';
import { box, u32, writeBoxes } from '../mp4/box-writer.js';

/** The type of our box. */
const FIRST_FRAME = parseUuid('8d1fd6f0-6c1a-4a5e-9a0b-2f6d3f0c54e1');
const TWO_TO_32 = 2 ** 32;

/**
 * A `uuid` box before a `moof`: the number, on the stream's timeline, of the fragment's first video frame. Other readers pass over
 * it. Specification: ISO/IEC 14496-12, 11.1.
 *
 * @throws RangeError for a number that is no whole number from 0 on
 */
export function firstFrameBox(frame: number): Uint8Array {
  if (!Number.isSafeInteger(frame) || frame < 0)
    throw new RangeError(`A frame's number is a whole number from 0 on, not ${frame}.`);
  return writeBoxes(
    box('uuid', FIRST_FRAME, [...u32(Math.floor(frame / TWO_TO_32)), ...u32(frame % TWO_TO_32)]),
  );
}

/**
 * Reads the payload of a `uuid` box.
 *
 * @returns undefined for one of another type
 * @throws ParseError `truncated`
 */
export function readFirstFrame(payload: Uint8Array): number | undefined {
  const reader = new ByteReader(payload);
  const type = reader.take(FIRST_FRAME.length);
  return type.every((byte, index) => byte === FIRST_FRAME[index]) ? reader.u64() : undefined;
}
