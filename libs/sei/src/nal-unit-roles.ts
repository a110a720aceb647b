/**
 * What a NAL unit says about the border between access units:
 * - `first-slice`: the first VCL NAL unit of a primary coded picture
 * - `slice`: any other VCL NAL unit
 * - `opening`: never inside of a picture, so begins the next access unit
 * - `prelude`: begins the next access unit when it follows the last slice of a picture, which the next slice tells
 * - `appendix`: belongs to what is before it
 * - `ending`: the last of its access unit
 */
export type NalUnitRole = 'first-slice' | 'slice' | 'opening' | 'prelude' | 'appendix' | 'ending';

/** Knows one codec's NAL unit types and slice headers; sees every NAL unit of the stream in order. */
export type NalUnitRoles = {
  roleOf(nal: Uint8Array): NalUnitRole;
  isRandomAccess(nal: Uint8Array): boolean;
};
