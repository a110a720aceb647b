import type { MouthShape, Pose } from './avatar.js';
import { CLOSED } from './mouth-shapes.js';

/**
 * What an avatar can do, in steps: every frame is one position of the head, one look and one mouth. The steps are so
 * small (under a pixel) that they are seen as movement, and so few that each is drawn once and kept.
 */
export const SWAYS = 11;
export const NODS = 5;
const LIDS = [0, 0.5, 1] as const;
const BROWS = [0, 0.5, 1] as const;
const OPENINGS = [0.14, 0.28, 0.42, 0.58, 0.78, 0.98] as const;
const LIPS = [
  { wide: 0.62, round: 0.9 },
  { wide: 0.82, round: 0.45 },
  { wide: 1, round: 0.05 },
  { wide: 1.15, round: 0 },
] as const;

export const POSITIONS = SWAYS * NODS;
export const LOOKS = LIDS.length * BROWS.length;
const MOUTH_SHAPES: readonly MouthShape[] = [
  CLOSED,
  ...OPENINGS.flatMap((open) => LIPS.map((lips) => ({ open, ...lips }))),
];
export const MOUTHS = MOUTH_SHAPES.length;

const step = (value: number, steps: number): number =>
  Math.round(((Math.min(1, Math.max(-1, value)) + 1) / 2) * (steps - 1));
const unstep = (index: number, steps: number): number => (index / (steps - 1)) * 2 - 1;

function nearest(values: readonly number[], value: number): number {
  let best = 0;
  for (const [index, candidate] of values.entries()) {
    if (Math.abs(candidate - value) < Math.abs((values[best] ?? 0) - value)) best = index;
  }
  return best;
}

export const positionOf = ({ sway, nod }: Pick<Pose, 'sway' | 'nod'>): number =>
  step(nod, NODS) * SWAYS + step(sway, SWAYS);
export const lookOf = ({ eyelid, brow }: Pick<Pose, 'eyelid' | 'brow'>): number =>
  nearest(LIDS, eyelid) * BROWS.length + nearest(BROWS, brow);

/** Closed lips until the jaw opens by half of the first step. */
export function mouthOf({ open, wide }: MouthShape): number {
  if (open < OPENINGS[0] / 2) return 0;
  return (
    1 +
    nearest(OPENINGS, open) * LIPS.length +
    nearest(
      LIPS.map((lips) => lips.wide),
      wide,
    )
  );
}

/** The pose that is drawn for a position, a look and a mouth. */
export const poseOf = (position: number, look: number, mouth: number): Pose => ({
  sway: unstep(position % SWAYS, SWAYS),
  nod: unstep(Math.floor(position / SWAYS), NODS),
  eyelid: LIDS[Math.floor(look / BROWS.length)] ?? 0,
  brow: BROWS[look % BROWS.length] ?? 0,
  mouth: MOUTH_SHAPES[mouth] ?? CLOSED,
});

/** Sprites that make a frame, in the order in which they are drawn. */
export const LAYERS = 4;
/** The sheet: the room, then all positions, then all looks and all mouths of each position. */
export const SPRITES = 1 + POSITIONS * (1 + LOOKS + MOUTHS);
export const ROOM_SPRITE = 0;
export const positionSprite = (position: number): number => 1 + position;
export const lookSprite = (position: number, look: number): number => 1 + POSITIONS + position * LOOKS + look;
export const mouthSprite = (position: number, mouth: number): number =>
  1 + POSITIONS * (1 + LOOKS) + position * MOUTHS + mouth;
