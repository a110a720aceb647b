import { byteAt } from './bytes/byte-at.js';
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

/** Inverse of {@link readUserDataUnregistered}. @throws ParseError `bad-value` when `uuid` is none */
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
export function containsUuid(bytes: Uint8Array, uuid: Uint8Array): boolean {
  const first = byteAt(uuid, 0);
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (startsWith(bytes, uuid, at)) return true;
  }
  return false;
}

function startsWith(bytes: Uint8Array, prefix: Uint8Array, offset: number): boolean {
  if (bytes.length - offset < prefix.length) return false;
  for (let i = 0; i < prefix.length; i++) {
    if (byteAt(bytes, offset + i) !== byteAt(prefix, i)) return false;
  }
  return true;
}

let lastUuid: { readonly text: string; readonly bytes: Uint8Array } | undefined;

/** The 16 bytes of a UUID written as 8-4-4-4-12 hex digits, either case. @throws ParseError `bad-value` */
export function parseUuid(text: string): Uint8Array {
  // A stream asks for the same one with every picture.
  if (lastUuid?.text !== text) lastUuid = { text, bytes: parseUuidText(text) };
  return lastUuid.bytes;
}

function parseUuidText(text: string): Uint8Array {
  if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) {
    throw new ParseError('bad-value', 0, 'not a UUID of the form 8-4-4-4-12');
  }
  const digits = text.replaceAll('-', '');
  return Uint8Array.from({ length: UUID_SIZE }, (_, i) => parseInt(digits.slice(2 * i, 2 * i + 2), 16));
}

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
