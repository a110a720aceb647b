import { RosterFileError } from './roster.js';

/** How many bytes tell UTF-16 without a mark from UTF-8. */
const SAMPLE = 4096;

/**
 * The text of a file that a spreadsheet or a school's program wrote: UTF-8 or UTF-16, with or without a byte order mark.
 *
 * @throws RosterFileError when it is in another encoding: names would become others
 */
export function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
  } catch {
    throw new RosterFileError('encoding', '');
  }
}

/** Letters of CSV, such as separators and line ends, have a zero byte beside them in UTF-16. */
function encodingOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const zeros = [0, 0] as [number, number];
  for (const [i, byte] of bytes.subarray(0, SAMPLE).entries()) if (byte === 0) zeros[i % 2 === 0 ? 0 : 1]++;
  if (zeros[0] === zeros[1]) return 'utf-8';
  return zeros[1] > zeros[0] ? 'utf-16le' : 'utf-16be';
}
