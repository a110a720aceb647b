import type { BitReader, BitWriter } from '@lockstep/sei';

/** samplingFrequencyIndex 0 to 12, in Hz. ISO/IEC 14496-3, table 1.18. */
export const SAMPLING_FREQUENCIES: readonly number[] = [
  96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350,
];

/** samplingFrequencyIndex 15: the frequency follows in 24 bits. */
const ESCAPE = 15;

/**
 * Reads samplingFrequencyIndex and, after the escape value, samplingFrequency. In Hz.
 *
 * @throws ParseError `invalid` for the reserved indices 13 and 14 and for 0 Hz.
 */
export function readSamplingFrequency(bits: BitReader): number {
  const index = bits.u(4);
  const frequency = index === ESCAPE ? bits.u(24) : SAMPLING_FREQUENCIES[index];
  if (!frequency) throw bits.error('bad-value', `samplingFrequencyIndex ${index}`);
  return frequency;
}

/** Inverse of {@link readSamplingFrequency}; a frequency outside the table is written with the escape value. */
export function writeSamplingFrequency(bits: BitWriter, frequency: number): void {
  const index = SAMPLING_FREQUENCIES.indexOf(frequency);
  if (index >= 0) {
    bits.write(index, 4);
  } else {
    bits.write(ESCAPE, 4);
    bits.write(frequency, 24);
  }
}
