import * as z from 'zod/mini';
import { Region } from '../wire-fields.js';

/** An area of a picture: a rectangle, or the ellipse within it, whose edges are those of a circle that pixels make round. */
export const Area = z.object({ region: Region, round: z.exactOptional(z.literal(true)) });
export type Area = z.infer<typeof Area>;

/** A place on a picture, in fractions of its width and height from the top left corner. */
export type Point = { readonly x: number; readonly y: number };

const WRITTEN = /^(\d{1,3}(?:\.\d)?) (\d{1,3}(?:\.\d)?)$/;
const percent = (fraction: number): string =>
  String(Math.round(Math.min(1, Math.max(0, fraction)) * 1000) / 10);

/** A place as a part of an answer: percent from the left and from the top, with one decimal place. */
export const writePoint = ({ x, y }: Point): string => `${percent(x)} ${percent(y)}`;

/** Inverse of {@link writePoint}; undefined for what is no place on a picture. */
export function readPoint(text: string): Point | undefined {
  const [, x, y] = WRITTEN.exec(text) ?? [];
  if (x === undefined || y === undefined) return undefined;
  const point = { x: Number(x) / 100, y: Number(y) / 100 };
  return point.x <= 1 && point.y <= 1 ? point : undefined;
}

export const centreOf = ({ region: { x, y, width, height } }: Area): Point => ({
  x: x + width / 2,
  y: y + height / 2,
});

/** Half of the last decimal place of {@link writePoint}: an edge belongs to its area. */
const ROUNDING = 0.0005;

/** Whether a place lies in an area. */
export function isWithin({ x, y }: Point, area: Area): boolean {
  const { region, round } = area;
  const centre = centreOf(area);
  const across = Math.abs(x - centre.x) / (region.width / 2 + ROUNDING);
  const down = Math.abs(y - centre.y) / (region.height / 2 + ROUNDING);
  return round ? Math.hypot(across, down) <= 1 : Math.max(across, down) <= 1;
}
