import type { BitReader } from '../bytes/bit-reader.js';

/** The general part of profile_tier_level(). Specification: ITU-T H.265, 7.3.3. */
export type ProfileTierLevel = {
  readonly profileSpace: number;
  readonly tierFlag: boolean;
  readonly profileIdc: number;
  /** general_profile_compatibility_flag[0..31], the first in the most significant bit. */
  readonly profileCompatibility: number;
  /** The 48 bits after it: source flags and constraints. */
  readonly constraintFlags: number;
  /** Thirty times the level: 93 is level 3.1. */
  readonly levelIdc: number;
};

export function readProfileTierLevel(bits: BitReader, maxSubLayers: number): ProfileTierLevel {
  const general = {
    profileSpace: bits.u(2),
    tierFlag: bits.flag(),
    profileIdc: bits.u(5),
    profileCompatibility: bits.u(32),
    constraintFlags: bits.u(48),
    levelIdc: bits.u(8),
  };
  const subLayers = Array.from({ length: maxSubLayers - 1 }, () => ({
    profile: bits.flag(),
    level: bits.flag(),
  }));
  if (subLayers.length > 0) bits.skip(2 * (8 - subLayers.length)); // reserved_zero_2bits
  for (const { profile, level } of subLayers) bits.skip((profile ? 88 : 0) + (level ? 8 : 0));
  return general;
}
