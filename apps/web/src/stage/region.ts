import type { Region } from '@lockstep/contracts';

type Point = { readonly x: number; readonly y: number };

/** Smaller than this share of the slide is a click, not a region. */
const smallest = 0.02;

/** The rectangle between two points, in fractions, kept inside the slide; null when it is too small to be meant. */
export function regionBetween(from: Point, to: Point): Region | null {
  const inside = (value: number) => Math.min(1, Math.max(0, value));
  const [left, right] = [inside(Math.min(from.x, to.x)), inside(Math.max(from.x, to.x))];
  const [top, bottom] = [inside(Math.min(from.y, to.y)), inside(Math.max(from.y, to.y))];
  const region = { x: left, y: top, width: right - left, height: bottom - top };
  return region.width < smallest || region.height < smallest ? null : region;
}
