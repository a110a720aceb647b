import fc from 'fast-check';
import { ANNEX_B, joinAnnexB, joinLengthPrefixed, lengthPrefixed, type NalFraming } from '../src/index.js';
import { addEmulationPrevention } from '../src/emulation-prevention.js';

export type FramedAccessUnit = { readonly bytes: Uint8Array; readonly framing: NalFraming };

export const FRAMINGS = [
  { name: 'Annex B', framing: ANNEX_B, join: joinAnnexB },
  ...([1, 2, 4] as const).map((size) => ({
    name: `${size}-byte lengths`,
    framing: lengthPrefixed(size),
    join: (nals: readonly Uint8Array[]) => joinLengthPrefixed(nals, size),
  })),
];

/** NAL units of any type with any content, protected and not ending in zero. */
const nalUnit = fc
  .tuple(fc.integer({ min: 0, max: 127 }), fc.uint8Array({ maxLength: 30 }))
  .map(([header, content]) => addEmulationPrevention(Uint8Array.of(header, 1, ...content, 0x80)));

/** Well-framed access units of any NAL units. */
export const accessUnit: fc.Arbitrary<FramedAccessUnit> = fc
  .tuple(fc.constantFrom(...FRAMINGS), fc.array(nalUnit, { maxLength: 8 }))
  .map(([{ framing, join }, nals]) => ({ bytes: join(nals), framing }));
