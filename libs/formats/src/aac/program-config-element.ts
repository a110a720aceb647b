import type { BitReader, BitWriter } from '@lockstep/sei';

/** A single channel (SCE) or a pair (CPE) of a speaker group. */
export type ChannelElement = { readonly isPair: boolean; readonly tag: number };

/** Which channels there are, when channelConfiguration 0 says "see here". */
export type ProgramConfigElement = {
  readonly elementInstanceTag: number;
  /** Audio object type - 1: 0 Main, 1 LC, 2 SSR, 3 LTP. */
  readonly objectType: number;
  readonly samplingFrequencyIndex: number;
  readonly front: readonly ChannelElement[];
  readonly side: readonly ChannelElement[];
  readonly back: readonly ChannelElement[];
  /** Element tags. */
  readonly lowFrequency: readonly number[];
  readonly associatedData: readonly number[];
  readonly coupling: readonly { readonly isIndependentlySwitched: boolean; readonly tag: number }[];
  readonly monoMixdownTag?: number;
  readonly stereoMixdownTag?: number;
  readonly matrixMixdown?: { readonly index: number; readonly pseudoSurround: boolean };
  readonly comment: Uint8Array;
};

/** How many channels come out of the decoder. */
export function channelsOf({ front, side, back, lowFrequency }: ProgramConfigElement): number {
  const elements = [...front, ...side, ...back];
  return elements.reduce((sum, { isPair }) => sum + (isPair ? 2 : 1), lowFrequency.length);
}

/**
 * Reads a program_config_element(); its alignment counts from the start of the AudioSpecificConfig.
 * Specification: ISO/IEC 14496-3, 4.4.1.1.
 */
export function readProgramConfigElement(bits: BitReader): ProgramConfigElement {
  const elementInstanceTag = bits.u(4);
  const objectType = bits.u(2);
  const samplingFrequencyIndex = bits.u(4);
  const [frontCount, sideCount, backCount] = [bits.u(4), bits.u(4), bits.u(4)];
  const [lowFrequencyCount, dataCount, couplingCount] = [bits.u(2), bits.u(3), bits.u(4)];
  const monoMixdownTag = bits.flag() ? bits.u(4) : undefined;
  const stereoMixdownTag = bits.flag() ? bits.u(4) : undefined;
  const matrixMixdown = bits.flag() ? { index: bits.u(2), pseudoSurround: bits.flag() } : undefined;
  const channelElement = (): ChannelElement => ({ isPair: bits.flag(), tag: bits.u(4) });
  const tag = (): number => bits.u(4);
  const front = times(frontCount, channelElement);
  const side = times(sideCount, channelElement);
  const back = times(backCount, channelElement);
  const lowFrequency = times(lowFrequencyCount, tag);
  const associatedData = times(dataCount, tag);
  const coupling = times(couplingCount, () => ({ isIndependentlySwitched: bits.flag(), tag: bits.u(4) }));
  bits.skip(-bits.position & 7);
  const comment = Uint8Array.from(times(bits.u(8), () => bits.u(8)));
  return {
    elementInstanceTag,
    objectType,
    samplingFrequencyIndex,
    front,
    side,
    back,
    lowFrequency,
    associatedData,
    coupling,
    ...(monoMixdownTag !== undefined && { monoMixdownTag }),
    ...(stereoMixdownTag !== undefined && { stereoMixdownTag }),
    ...(matrixMixdown && { matrixMixdown }),
    comment,
  };
}

/** Inverse of {@link readProgramConfigElement}. */
export function writeProgramConfigElement(bits: BitWriter, element: ProgramConfigElement): void {
  const { front, side, back, lowFrequency, associatedData, coupling, matrixMixdown, comment } = element;
  bits.write(element.elementInstanceTag, 4);
  bits.write(element.objectType, 2);
  bits.write(element.samplingFrequencyIndex, 4);
  for (const group of [front, side, back]) bits.write(group.length, 4);
  bits.write(lowFrequency.length, 2);
  bits.write(associatedData.length, 3);
  bits.write(coupling.length, 4);
  for (const mixdownTag of [element.monoMixdownTag, element.stereoMixdownTag]) {
    bits.flag(mixdownTag !== undefined);
    if (mixdownTag !== undefined) bits.write(mixdownTag, 4);
  }
  bits.flag(matrixMixdown !== undefined);
  if (matrixMixdown) {
    bits.write(matrixMixdown.index, 2);
    bits.flag(matrixMixdown.pseudoSurround);
  }
  for (const { isPair, tag } of [...front, ...side, ...back]) {
    bits.flag(isPair);
    bits.write(tag, 4);
  }
  for (const tag of [...lowFrequency, ...associatedData]) bits.write(tag, 4);
  for (const { isIndependentlySwitched, tag } of coupling) {
    bits.flag(isIndependentlySwitched);
    bits.write(tag, 4);
  }
  bits.align();
  bits.write(comment.length, 8);
  for (const byte of comment) bits.write(byte, 8);
}

function times<T>(count: number, read: () => T): T[] {
  return Array.from({ length: count }, read);
}
