import { byteAt } from './bytes/byte-at.js';
import { removeEmulationPrevention } from './emulation-prevention.js';
import { ParseError } from './parse-error.js';
import type { SeiMessage } from './sei-message.js';

/** payloadType of user_data_unregistered(), H.264 Annex D and H.265 Annex D. */
export const USER_DATA_UNREGISTERED = 5;

const UUID_SIZE = 16;

/** user_data_unregistered(). Specification: ITU-T H.264, D.1.7; H.265, D.2.7. */
export type UserDataUnregistered = {
  /** uuid_iso_iec_11578 in lower case, 8-4-4-4-12. */
  readonly uuid: string;
  readonly data: Uint8Array;
};

/** @throws ParseError `truncated` when the payload is shorter than a UUID */
export function readUserDataUnregistered(payload: Uint8Array): UserDataUnregistered {
  if (payload.length < UUID_SIZE) throw new ParseError('truncated', payload.length, 'uuid_iso_iec_11578');
  return { uuid: formatUuid(payload), data: payload.subarray(UUID_SIZE) };
}

/** Inverse of {@link readUserDataUnregistered}. @throws ParseError `bad-value` when `uuid` is not a UUID */
export function writeUserDataUnregistered(uuid: string, data: Uint8Array): SeiMessage {
  const payload = new Uint8Array(UUID_SIZE + data.length);
  payload.set(parseUuid(uuid));
  payload.set(data, UUID_SIZE);
  return { payloadType: USER_DATA_UNREGISTERED, payload };
}

/** Whether a message is user data of this UUID, given as bytes: compares without making strings. */
export function hasUuid({ payloadType, payload }: SeiMessage, uuid: Uint8Array): boolean {
  return payloadType === USER_DATA_UNREGISTERED && startsWith(payload, uuid, 0);
}

/** Whether the 16 bytes stand anywhere in `bytes`. */
export const containsUuid = (bytes: Uint8Array, uuid: Uint8Array): boolean => findUuid(bytes, uuid) >= 0;

/**
 * Index of the first place in a NAL unit or access unit where the 16 bytes of a UUID stand, as they are or with emulation
 * prevention, else -1.
 */
export function findUuid(bytes: Uint8Array, uuid: Uint8Array): number {
  const at = findPattern(bytes, uuid);
  if (at >= 0 || !uuid.includes(0)) return at; // without zeros nothing can be put in
  const rbsp = removeEmulationPrevention(bytes);
  return rbsp === bytes ? -1 : findPattern(rbsp, uuid);
}

/** Horspool's search: most steps look at one byte of sixteen. */
function findPattern(bytes: Uint8Array, pattern: Uint8Array): number {
  const last = pattern.length - 1;
  const shifts = new Uint8Array(256).fill(pattern.length);
  for (let i = 0; i < last; i++) shifts[byteAt(pattern, i)] = last - i;
  let end = last;
  while (end < bytes.length) {
    if (startsWith(bytes, pattern, end - last)) return end - last;
    end += byteAt(shifts, byteAt(bytes, end));
  }
  return -1;
}

function startsWith(bytes: Uint8Array, prefix: Uint8Array, offset: number): boolean {
  if (bytes.length - offset < prefix.length) return false;
  for (let i = 0; i < prefix.length; i++) {
    if (byteAt(bytes, offset + i) !== byteAt(prefix, i)) return false;
  }
  return true;
}

/** The 16 bytes of a UUID written as 8-4-4-4-12 hex digits, either case. @throws ParseError `bad-value` */
export function parseUuid(text: string): Uint8Array {
  const bytes = new Uint8Array(UUID_SIZE);
  let digits = 0;
  for (let i = 0; i < text.length; i++) {
    const isHyphen = i === 8 || i === 13 || i === 18 || i === 23;
    const digit = isHyphen ? -1 : hexDigit(text.charCodeAt(i));
    if (isHyphen ? text.charCodeAt(i) !== HYPHEN : digit < 0 || digits === 2 * UUID_SIZE) throw notAUuid();
    if (isHyphen) continue;
    bytes[digits >> 1] = (byteAt(bytes, digits >> 1) << 4) | digit;
    digits++;
  }
  if (digits < 2 * UUID_SIZE) throw notAUuid();
  return bytes;
}

const HYPHEN = 0x2d;

/** Value of a hexadecimal digit, given by its character code, else -1. */
function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x61 + 10 : -1;
}

const notAUuid = (): ParseError => new ParseError('bad-value', 0, 'not a UUID of the form 8-4-4-4-12');

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Lower-case text of the first 16 bytes. */
export function formatUuid(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < UUID_SIZE; i++) {
    if (i === 4 || i === 6 || i === 8 || i === 10) text += '-';
    text += HEX[byteAt(bytes, i)] as string;
  }
  return text;
}
