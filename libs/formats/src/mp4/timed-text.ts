import { ByteReader } from '@lockstep/sei';
import { type Box, box, fourCc, u16, u32, zeros } from './box-writer.js';

const FONT = 'Arial';
/** Lines of text lie at the bottom, in the middle. 3GPP TS 26.245, 5.16. */
const JUSTIFIED = { centre: 1, bottom: 0xff } as const;
const WHITE = [0xff, 0xff, 0xff, 0xff];
const FONT_ID = 1;
const FONT_SIZE = 16;
/** The length of a text has 16 bits. */
const MAX_TEXT_BYTES = 0xffff;

/** `tx3g`: text that is shown for a time. Specification: 3GPP TS 26.245, 5.16. */
export function timedTextEntry(): Box {
  return box(
    'tx3g',
    zeros(6),
    u16(1), // data_reference_index
    u32(0), // display flags
    [JUSTIFIED.centre, JUSTIFIED.bottom],
    zeros(4), // background: none
    zeros(8), // text box: the whole frame
    [...u16(0), ...u16(0), ...u16(FONT_ID), 0, FONT_SIZE, ...WHITE],
    box('ftab', u16(1), u16(FONT_ID), [FONT.length], fourCc(FONT)),
  );
}

/** A sample of timed text: its length and UTF-8; an empty one shows nothing. 3GPP TS 26.245, 5.17. */
export function timedTextSample(text: string): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  // a character is never cut: the end goes back to where one begins
  let length = Math.min(bytes.length, MAX_TEXT_BYTES);
  while (length < bytes.length && ((bytes[length] ?? 0) & 0xc0) === 0x80) length--;
  const sample = new Uint8Array(2 + length);
  sample.set(u16(length));
  sample.set(bytes.subarray(0, length), 2);
  return sample;
}

/** The text of a sample: the inverse of {@link timedTextSample}. Boxes of style behind it are passed over. @throws ParseError */
export function readTimedTextSample(sample: Uint8Array): string {
  const reader = new ByteReader(sample);
  return new TextDecoder().decode(reader.take(reader.u16()));
}
