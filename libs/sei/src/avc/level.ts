/** MaxDpbMbs by level_idc. Specification: ITU-T H.264, Table A-1. */
const MAX_DPB_MBS: ReadonlyMap<number, number> = new Map([
  [9, 396], // level 1b of the High profiles
  [10, 396],
  [11, 900],
  [12, 2376],
  [13, 2376],
  [20, 2376],
  [21, 4752],
  [22, 8100],
  [30, 8100],
  [31, 18000],
  [32, 20480],
  [40, 32768],
  [41, 32768],
  [42, 34816],
  [50, 110400],
  [51, 184320],
  [52, 184320],
  [60, 696320],
  [61, 696320],
  [62, 696320],
]);

const MOST_FRAMES = 16;
const CONSTRAINT_SET3 = 0x10;

/**
 * MaxDpbFrames, A.3.1 and A.3.2: how many frames of `macroblocks` the decoded picture buffer holds. For a level that the
 * table does not know, the most any level allows.
 */
export function maxDpbFrames(
  levelIdc: number,
  profileIdc: number,
  constraintFlags: number,
  macroblocks: number,
): number {
  const is1b = levelIdc === 11 && profileIdc <= 88 && (constraintFlags & CONSTRAINT_SET3) !== 0;
  const dpbMbs = MAX_DPB_MBS.get(is1b ? 9 : levelIdc);
  return dpbMbs === undefined ? MOST_FRAMES : Math.min(MOST_FRAMES, Math.floor(dpbMbs / macroblocks));
}
