import { AvcNalUnitRoles } from './avc/nal-unit-roles.js';
import { HevcNalUnitRoles } from './hevc/nal-unit-roles.js';
import { MAX_ACCESS_UNIT_SIZE, MAX_NAL_UNITS_PER_ACCESS_UNIT } from './limits.js';
import type { VideoCodec } from './nal-unit.js';
import type { NalUnitRole, NalUnitRoles } from './nal-unit-roles.js';

/** The NAL units of one primary coded picture (a frame or a field) and of what goes with it. */
export type AccessUnit = {
  readonly nalUnits: readonly Uint8Array[];
  /** IDR in H.264, IRAP in H.265: decoding can begin here. */
  readonly isRandomAccess: boolean;
};

/**
 * Cuts a sequence of NAL units into access units. Slices may come in any order and number, with parameter sets between
 * them. An access unit is complete when the next one begins. Never throws: where a slice header cannot be read, or its
 * parameter sets were not seen, a slice with first_mb_in_slice 0 begins a picture. What never becomes a picture is cut
 * off at MAX_NAL_UNITS_PER_ACCESS_UNIT or MAX_ACCESS_UNIT_SIZE.
 * Specification: ITU-T H.264, 7.4.1.2.3 and 7.4.1.2.4; H.265, 7.4.2.4.4.
 */
export class AccessUnitSplitter {
  readonly #roles: NalUnitRoles;
  #current: Uint8Array[] = [];
  /** What came after a slice and belongs to this access unit or the next. */
  #undecided: Uint8Array[] = [];
  #hasSlice = false;
  #ended = false;
  #isRandomAccess = false;
  #size = 0;

  constructor(codec: VideoCodec = 'h264') {
    this.#roles = codec === 'h264' ? new AvcNalUnitRoles() : new HevcNalUnitRoles();
  }

  /** The access unit before this NAL unit, when this one shows that it is complete. Keeps `nal`, does not copy it. */
  push(nal: Uint8Array): AccessUnit | undefined {
    const role = this.#roles.roleOf(nal);
    const complete = this.#begins(role) ? this.#take() : undefined;
    this.#add(nal, role);
    return complete;
  }

  /** The last access unit; the splitter begins anew, but remembers parameter sets. */
  end(): AccessUnit | undefined {
    this.#settle();
    return this.#take();
  }

  #begins(role: NalUnitRole): boolean {
    if (this.#ended) return role !== 'ending';
    if (role === 'first-slice' || role === 'opening') return this.#hasSlice;
    const count = this.#current.length + this.#undecided.length;
    return count >= MAX_NAL_UNITS_PER_ACCESS_UNIT || this.#size > MAX_ACCESS_UNIT_SIZE;
  }

  /** The current access unit, undecided NAL units left for the next. */
  #take(): AccessUnit | undefined {
    const nalUnits = this.#current;
    const isRandomAccess = this.#isRandomAccess;
    this.#current = this.#undecided;
    this.#undecided = [];
    this.#hasSlice = this.#ended = this.#isRandomAccess = false;
    this.#size = this.#current.reduce((size, nal) => size + nal.length, 0);
    return nalUnits.length === 0 ? undefined : { nalUnits, isRandomAccess };
  }

  #add(nal: Uint8Array, role: NalUnitRole): void {
    this.#size += nal.length;
    const waits = role === 'prelude' ? this.#hasSlice : role === 'appendix' && this.#undecided.length > 0;
    if (waits) {
      this.#undecided.push(nal);
      return;
    }
    if (role !== 'appendix') this.#settle();
    this.#current.push(nal);
    if (role === 'first-slice' || role === 'slice') {
      this.#hasSlice = true;
      this.#isRandomAccess ||= this.#roles.isRandomAccess(nal);
    }
    this.#ended = role === 'ending';
  }

  /** What was undecided turns out to lie inside of the current picture. */
  #settle(): void {
    for (const nal of this.#undecided) this.#current.push(nal);
    this.#undecided = [];
  }
}
