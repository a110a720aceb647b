import type { BitReader } from '../bytes/bit-reader.js';

/** Reads over `count` scaling lists: six of 16 coefficients, then of 64. Specification: ITU-T H.264, 7.3.2.1.1.1. */
export function readScalingMatrix(bits: BitReader, count: number): void {
  for (let list = 0; list < count; list++) {
    if (bits.flag()) readScalingList(bits, list < 6 ? 16 : 64);
  }
}

function readScalingList(bits: BitReader, size: number): void {
  let last = 8;
  for (let i = 0; i < size; i++) {
    const next = (last + bits.se() + 256) & 0xff;
    if (next === 0) return; // the rest repeats the last value
    last = next;
  }
}
