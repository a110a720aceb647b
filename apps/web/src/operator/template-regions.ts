import type { FrameRegion } from '@lockstep/contracts';

/** Left, top, width and height in percent. */
export const regionText = ({ x, y, width, height }: FrameRegion): string =>
  [x, y, width, height].map((share) => Math.round(share * 10_000) / 100).join(' ');

/** @returns undefined for what is no part of a frame */
export function readRegion(text: string): FrameRegion | undefined {
  const numbers = text
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const [x = NaN, y = NaN, width = NaN, height = NaN] = numbers.map((percent) => percent / 100);
  const isPart = [x, y].every((one) => one >= 0) && [width, height].every((one) => one >= 0.01);
  return numbers.length === 4 && isPart && x + width <= 1.0001 && y + height <= 1.0001
    ? { x, y, width, height }
    : undefined;
}
