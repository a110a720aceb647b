import type { Area } from '@lockstep/contracts';
import * as z from 'zod';
import type { TaskProblem } from './task-text.js';

const length = z
  .union([
    z.string().regex(/^\d{1,3}(?:\.\d+)?%$/, { error: 'is a share such as 20%, or pixels' }),
    z.number().min(0),
  ])
  .describe('A share of the picture such as 20%, or pixels of the size that media says.');
const rect = z.tuple([length, length, length, length]).describe('Left, top, width and height.');
const circle = z
  .tuple([length, length, length])
  .describe('Centre from the left and from the top, and radius.');
const oval = z
  .tuple([length, length, length, length])
  .describe('Left, top, width and height of what is within it.');

/** An area of a picture; a pair is a place with room for a few words. */
export const areaKeys = {
  rect: rect.exactOptional(),
  circle: circle.exactOptional(),
  oval: oval.exactOptional(),
};
export const PlaceText = z.tuple([length, length]).describe('A place, from the left and from the top.');

type Length = string | number;
export type AreaKeys = {
  readonly rect?: readonly [Length, Length, Length, Length];
  readonly oval?: readonly [Length, Length, Length, Length];
  readonly circle?: readonly [Length, Length, Length];
};
export type PictureSize = readonly [number, number] | undefined;
type Fault = Pick<TaskProblem, 'message' | 'remedy'>;

/** Of a place that is a point, in fractions of the picture. */
const POINT = { width: 0.2, height: 0.1 };

/** Fractions keep six decimal places: a pixel of the largest picture is more. */
const tidy = (fraction: number): number => Math.round(fraction * 1e6) / 1e6;

const fault = (message: string, remedy: string): Fault => ({ message, remedy });

/** What an area means in fractions of the picture; or what is wrong with it. */
export function readArea(text: AreaKeys | readonly [Length, Length], size: PictureSize): Area | Fault {
  if (isPair(text)) {
    const middle = numbersOf(text, size);
    if (!Array.isArray(middle)) return middle;
    const [x = 0, y = 0] = middle;
    const { width, height } = POINT;
    const inside = (from: number, length: number) => Math.min(Math.max(0, from), 1 - length);
    return within(inside(x - width / 2, width), inside(y - height / 2, height), width, height);
  }
  const shapes = [text.rect, text.circle, text.oval].filter((shape) => shape !== undefined);
  const [shape] = shapes;
  if (shape === undefined || shapes.length > 1)
    return fault(
      'This is no area of the picture.',
      'Write one of rect: [left, top, width, height], circle: [left, top, radius] and oval: [left, top, width, height].',
    );
  const numbers = numbersOf(shape, size);
  if (!Array.isArray(numbers)) return numbers;
  const [x = 0, y = 0, across = 0, down = 0] = numbers;
  const area =
    text.circle === undefined
      ? within(x, y, across, down)
      : within(x - across, y - down, across * 2, down * 2);
  return text.rect === undefined && 'region' in area ? { ...area, round: true } : area;
}

const isPair = (text: AreaKeys | readonly [Length, Length]): text is readonly [Length, Length] =>
  Array.isArray(text);

/** Lengths in fractions of the picture, across and down by turns; a radius is given once and meant both ways. */
function numbersOf(lengths: readonly Length[], size: PictureSize): number[] | Fault {
  if (size === undefined && lengths.some((one) => typeof one === 'number'))
    return fault(
      'Pixels say nothing while the size of the picture is not known.',
      'Write size: [width, height] under media, or percent: 20%.',
    );
  const [radius] = lengths.length === 3 ? lengths.slice(-1) : [];
  const both = radius === undefined ? lengths : [...lengths, radius];
  return both.map((one, i) => fraction(one, size?.[i % 2 === 0 ? 0 : 1] ?? 1));
}

const fraction = (length: Length, of: number): number =>
  typeof length === 'number' ? length / of : Number(length.slice(0, -1)) / 100;

/** What an author meant to reach the edge does, whatever their percentages add up to. */
const SLACK = 1e-6;

function within(x: number, y: number, width: number, height: number): Area | Fault {
  if (width <= 0 || height <= 0) return fault('This area has no size.', 'Make it larger.');
  if (x < -SLACK || y < -SLACK || x + width > 1 + SLACK || y + height > 1 + SLACK)
    return fault('This area goes beyond the picture.', 'Make it smaller, or move it.');
  return {
    region: { x: tidy(Math.max(0, x)), y: tidy(Math.max(0, y)), width: tidy(width), height: tidy(height) },
  };
}

const percent = (share: number): string => `${String(Math.round(share * 1e6) / 1e4)}%`;

/** Inverse of {@link readArea}, in percent. */
export function writeArea({ region, round }: Area): AreaKeys {
  const { x, y, width, height } = region;
  const box = [percent(x), percent(y), percent(width), percent(height)] as const;
  return round ? { oval: box } : { rect: box };
}
