import { applyEdits, removeNal, replaceNal, type Edit } from './access-unit-edits.js';
import { byteAt } from './bytes/byte-at.js';
import {
  addEmulationPrevention,
  checkNalUnitBytes,
  findForbiddenSequence,
  removeEmulationPrevention,
} from './emulation-prevention.js';
import type { NalFraming } from './nal-framing.js';
import { isIdrType, isSeiType, nalUnitTypeOf } from './nal-unit.js';
import { walkNalUnits } from './nal-unit-walk.js';
import { ParseError } from './parse-error.js';
import { withoutUuid } from './strip-sei.js';
import { findUuid, parseUuid } from './user-data-unregistered.js';

export type SanitizedAccessUnit = {
  /** The same instance when nothing had to be changed. */
  readonly bytes: Uint8Array;
  /** Messages of the UUID were removed. */
  readonly isStripped: boolean;
  /** There is a slice of an IDR picture in it. */
  readonly hasIdr: boolean;
};

/**
 * An H.264 access unit from a publisher that must not use `uuid`, made safe for converters that pack it anew. Messages of
 * the UUID are removed from SEI NAL units as by {@link stripSei}. Then no NAL unit holds bytes that a conversion to a byte
 * stream would read as a start code (an SEI NAL unit without emulation prevention gets it), and the 16 bytes of the UUID
 * occur nowhere, across the borders of NAL units included. Specification: ITU-T H.264, 7.4.1.
 * @throws ParseError where the framing is broken; `bad-value` for 00 00 00, 00 00 01 or 00 00 02 inside a NAL unit, for the
 * UUID outside of a message that could be removed, and for a start code where the first length is expected
 */
export function sanitizeAccessUnit(
  accessUnit: Uint8Array,
  uuid: string,
  framing: NalFraming,
): SanitizedAccessUnit {
  if (framing.kind === 'length-prefixed') refuseByteStream(accessUnit);
  const uuidBytes = parseUuid(uuid);
  const edits: Edit[] = [];
  let hasIdr = false;
  let isStripped = false;
  walkNalUnits(accessUnit, framing, (start, end, unitStart) => {
    const type = nalUnitTypeOf(byteAt(accessUnit, start), 'h264');
    if (!isSeiType(type, 'h264')) {
      hasIdr ||= isIdrType(type, 'h264');
      checkNalUnitBytes(accessUnit, start, end);
      return;
    }
    const nal = accessUnit.subarray(start, end);
    const kept = withoutUuid(nal, uuidBytes, 'h264');
    isStripped ||= kept !== nal;
    if (kept === undefined) {
      edits.push(removeNal(end, unitStart));
      return;
    }
    const escaped = protect(kept);
    if (escaped !== nal) edits.push(...replaceNal(escaped, start, end, unitStart, framing));
  });
  const bytes = applyEdits(accessUnit, edits, framing);
  const at = findUuid(bytes, uuidBytes);
  if (at >= 0) throw new ParseError('bad-value', at, `the UUID ${uuid} outside of an SEI message`);
  return { bytes, isStripped, hasIdr };
}

/** Careless writers leave emulation prevention out of SEI: what readers make of it, written as it should have been. */
const protect = (nal: Uint8Array): Uint8Array =>
  findForbiddenSequence(nal, 0, nal.length) < 0
    ? nal
    : addEmulationPrevention(removeEmulationPrevention(nal));

/**
 * A first NAL unit of one byte makes a sample begin like a byte stream, and muxers then pass its lengths on as if they were
 * NAL units. No picture begins with such a NAL unit: end of sequence and end of stream come last.
 */
function refuseByteStream(sample: Uint8Array): void {
  if (sample[0] === 0 && sample[1] === 0 && sample[2] === 0 && sample[3] === 1) {
    throw new ParseError('bad-value', 0, 'a start code in place of the first NALUnitLength');
  }
}
