import {
  AvcNalUnitType,
  nalUnitTypeOf,
  readAvcDecoderConfiguration,
  splitLengthPrefixed,
} from '@lockstep/sei';

const START_CODE = Uint8Array.of(0, 0, 0, 1);
/** A delimiter that allows any slice type: Apple wants one before every access unit. */
const DELIMITER = Uint8Array.of(AvcNalUnitType.accessUnitDelimiter, 0xf0);

/** The parameter sets of a decoder configuration. */
export type ParameterSets = { readonly sps: readonly Uint8Array[]; readonly pps: readonly Uint8Array[] };

export const parameterSetsOf = (config: Uint8Array): ParameterSets => readAvcDecoderConfiguration(config);

/**
 * A sample with lengths of four bytes as a byte stream has it: behind a delimiter, with its parameter sets where a decoder may begin.
 * All other NAL units are those of the sample, byte for byte. ISO/IEC 14496-10, annex B.
 */
export function annexBUnit(sample: Uint8Array, isRandomAccess: boolean, { sps, pps }: ParameterSets): Buffer {
  const nals = splitLengthPrefixed(sample, 4);
  const typeOf = ([header = 0]: Uint8Array): number => nalUnitTypeOf(header, 'h264');
  const hasSets = nals.some((nal) => typeOf(nal) === AvcNalUnitType.sps);
  const own = nals.filter((nal) => typeOf(nal) !== AvcNalUnitType.accessUnitDelimiter);
  const unit = [DELIMITER, ...(isRandomAccess && !hasSets ? [...sps, ...pps] : []), ...own];
  return Buffer.concat(unit.flatMap((nal) => [START_CODE, nal]));
}
