import { applyEdits, removeNal, replaceNal, type Edit } from './access-unit-edits.js';
import { byteAt } from './bytes/byte-at.js';
import { removeEmulationPrevention } from './emulation-prevention.js';
import type { NalFraming } from './nal-framing.js';
import { isSeiType, nalUnitTypeOf, type VideoCodec } from './nal-unit.js';
import { walkNalUnits } from './nal-unit-walk.js';
import type { SeiMessage } from './sei-message.js';
import { readSeiTolerantly, wrapSeiMessages } from './sei-nal-unit.js';
import { containsUuid, hasUuid, parseUuid } from './user-data-unregistered.js';

/**
 * The access unit without user_data_unregistered of `uuid`. Messages of other types and UUIDs stay, byte for byte where
 * they have a NAL unit of their own. A malformed SEI NAL unit that holds the UUID anywhere goes as a whole, so that no
 * reader, however it recovers, finds a message in it. Undoes {@link insertSei} exactly, when the access unit begins with a
 * 4-byte start code as B.1.2 demands. The same instance when nothing was removed.
 *
 * It looks into SEI NAL units alone. What comes from somebody who may hide messages elsewhere goes through
 * `sanitizeAccessUnit`.
 * @throws ParseError where the framing is broken; `bad-value` when `uuid` is not a UUID
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
    if (kept === undefined) edits.push(removeNal(end, unitStart));
    else if (kept !== nal) edits.push(...replaceNal(kept, start, end, unitStart, framing));
  });
  return applyEdits(accessUnit, edits, framing);
}

/** The same instance when the SEI NAL unit holds no message of the UUID; undefined when nothing is left of it. */
export function withoutUuid(nal: Uint8Array, uuid: Uint8Array, codec: VideoCodec): Uint8Array | undefined {
  const messages: SeiMessage[] = [];
  const error = readSeiTolerantly(nal, codec, 0, messages);
  if (error !== undefined) return containsUuid(removeEmulationPrevention(nal), uuid) ? undefined : nal;
  const others = messages.filter((message) => !hasUuid(message, uuid));
  if (others.length === messages.length) return nal;
  if (others.length === 0) return undefined;
  return wrapSeiMessages(nal.subarray(0, codec === 'h264' ? 1 : 2), others);
}
