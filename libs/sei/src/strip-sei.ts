import { fitsNalLength, writeNalLength } from './avcc.js';
import { byteAt } from './bytes/byte-at.js';
import { removeEmulationPrevention } from './emulation-prevention.js';
import type { NalFraming } from './nal-framing.js';
import { isSeiType, nalUnitTypeOf, type VideoCodec } from './nal-unit.js';
import { walkNalUnits } from './nal-unit-walk.js';
import { ParseError } from './parse-error.js';
import type { SeiMessage } from './sei-message.js';
import { readSeiTolerantly, wrapSeiMessages } from './sei-nal-unit.js';
import { containsUuid, hasUuid, parseUuid } from './user-data-unregistered.js';

/** `from..to` of the access unit gives way to `replacement`. */
type Edit = { readonly from: number; readonly to: number; readonly replacement: Uint8Array };

const NOTHING = new Uint8Array(0);
const ZERO_BYTE = Uint8Array.of(0);

/**
 * The access unit without user_data_unregistered of `uuid`. Messages of other types and UUIDs stay, byte for byte where
 * they have a NAL unit of their own. A malformed SEI NAL unit that holds the UUID anywhere goes as a whole, so that no
 * reader, however it recovers, finds a message in it. Undoes {@link insertSei} exactly, when the access unit begins with a
 * 4-byte start code as B.1.2 demands. The same instance when nothing was removed.
 * @throws ParseError where the framing is broken; `bad-value` when `uuid` is none
 */
export function stripSei(
  accessUnit: Uint8Array,
  uuid: string,
  framing: NalFraming,
  codec: VideoCodec = 'h264',
): Uint8Array {
  const uuidBytes = parseUuid(uuid);
  const edits: Edit[] = [];
  walkNalUnits(accessUnit, framing, (start, end, unitStart) => {
    if (!isSeiType(nalUnitTypeOf(byteAt(accessUnit, start), codec), codec)) return;
    const nal = accessUnit.subarray(start, end);
    const kept = withoutUuid(nal, uuidBytes, codec);
    if (kept === nal) return;
    if (kept === undefined) edits.push({ from: unitStart, to: end, replacement: NOTHING });
    else edits.push(...replaceNal(kept, start, end, unitStart, framing));
  });
  return edits.length === 0 ? accessUnit : applyEdits(accessUnit, edits, framing);
}

/** The same instance when the NAL unit holds no message of the UUID; undefined when nothing is left of it. */
function withoutUuid(nal: Uint8Array, uuid: Uint8Array, codec: VideoCodec): Uint8Array | undefined {
  const messages: SeiMessage[] = [];
  const error = readSeiTolerantly(nal, codec, 0, messages);
  if (error !== undefined) return containsUuid(removeEmulationPrevention(nal), uuid) ? undefined : nal;
  const others = messages.filter((message) => !hasUuid(message, uuid));
  if (others.length === messages.length) return nal;
  if (others.length === 0) return undefined;
  return wrapSeiMessages(nal.subarray(0, codec === 'h264' ? 1 : 2), others);
}

function replaceNal(
  nal: Uint8Array,
  start: number,
  end: number,
  unitStart: number,
  framing: NalFraming,
): Edit[] {
  const edits: Edit[] = [];
  if (framing.kind === 'length-prefixed') {
    const length = new Uint8Array(framing.lengthSize);
    // Only emulation prevention that the original lacked can make it longer than it was.
    if (!fitsNalLength(nal.length, framing.lengthSize))
      throw new ParseError('too-large', unitStart, 'SEI NAL unit');
    writeNalLength(length, 0, nal.length, framing.lengthSize);
    edits.push({ from: unitStart, to: start, replacement: length });
  }
  return [...edits, { from: start, to: end, replacement: nal }];
}

function applyEdits(accessUnit: Uint8Array, edits: readonly Edit[], framing: NalFraming): Uint8Array {
  const parts: Uint8Array[] = [];
  let copied = 0;
  for (const { from, to, replacement } of edits) {
    parts.push(accessUnit.subarray(copied, from), replacement);
    copied = to;
  }
  parts.push(accessUnit.subarray(copied));
  const result = concat(parts);
  // The first NAL unit of a picture keeps its zero_byte (B.1.2), even when the one that had it is gone.
  const lostZeroByte = framing.kind === 'annex-b' && startsShort(result) && !startsShort(accessUnit);
  return lostZeroByte ? concat([ZERO_BYTE, result]) : result;
}

const startsShort = (bytes: Uint8Array): boolean => bytes[0] === 0 && bytes[1] === 0 && bytes[2] === 1;

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const result = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    result.set(part, at);
    at += part.length;
  }
  return result;
}
