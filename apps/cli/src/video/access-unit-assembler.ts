import { AccessUnitSplitter, AnnexBReader, type LocatedNalUnit, type VideoCodec } from '@lockstep/sei';

/** An access unit cut out of a byte stream, byte for byte: start codes and zeros as they were. */
export type AssembledUnit = {
  readonly bytes: Uint8Array;
  readonly nalUnits: readonly Uint8Array[];
  /** Place in the stream of its first start code. */
  readonly offset: number;
  /** Place of its first NAL unit's header, which lies behind the start code. */
  readonly firstNalOffset: number;
};

const LONG_START_CODE_BYTES = 4;
const SHORT_START_CODE_BYTES = 3;

/**
 * Cuts a byte stream that arrives in chunks into access units that, one after the other, are the stream again.
 *
 * @throws ParseError with offsets in the stream, from both methods
 */
export class AccessUnitAssembler {
  readonly #reader = new AnnexBReader();
  readonly #splitter: AccessUnitSplitter;
  /** NAL units that are in no access unit given out, empty ones too. */
  #located: LocatedNalUnit[] = [];
  /** Where the next access unit begins. */
  #unitOffset = 0;
  #streamBytes = 0;

  constructor(codec: VideoCodec) {
    this.#splitter = new AccessUnitSplitter(codec);
  }

  push(chunk: Uint8Array): AssembledUnit[] {
    this.#streamBytes += chunk.length;
    return this.#add(this.#reader.pushLocated(chunk));
  }

  end(): AssembledUnit[] {
    const units = this.#add(this.#reader.endLocated());
    const last = this.#splitter.end();
    if (last) units.push(this.#cut(last.nalUnits));
    return units;
  }

  #add(located: readonly LocatedNalUnit[]): AssembledUnit[] {
    const units: AssembledUnit[] = [];
    for (const one of located) {
      const complete = one.nal.length > 0 ? this.#splitter.push(one.nal) : undefined;
      this.#located.push(one);
      if (complete) units.push(this.#cut(complete.nalUnits));
    }
    return units;
  }

  /** The splitter keeps order, so an access unit is the first NAL units that are here. */
  #cut(nalUnits: readonly Uint8Array[]): AssembledUnit {
    const lastNal = nalUnits.at(-1);
    const count = this.#located.findIndex(({ nal }) => nal === lastNal) + 1;
    const own = this.#located.splice(0, count);
    const offset = this.#unitOffset;
    this.#unitOffset = this.#startOf(this.#located[0], own.at(-1));
    const bytes = new Uint8Array(this.#unitOffset - offset);
    for (const { offset: nalOffset, nal } of own) {
      bytes[nalOffset - offset - 1] = 1;
      bytes.set(nal, nalOffset - offset);
    }
    const first = own.find(({ nal }) => nal.length > 0);
    return { bytes, nalUnits, offset, firstNalOffset: first?.offset ?? offset };
  }

  /** The zeros before a start code of four bytes belong to the access unit before it. */
  #startOf(next: LocatedNalUnit | undefined, last: LocatedNalUnit | undefined): number {
    if (!next) return this.#streamBytes;
    const gap = next.offset - (last ? last.offset + last.nal.length : 0);
    return next.offset - (gap >= LONG_START_CODE_BYTES ? LONG_START_CODE_BYTES : SHORT_START_CODE_BYTES);
  }
}
