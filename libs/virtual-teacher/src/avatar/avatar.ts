import type { Rectangle } from '../clip/sprite-sheet.js';

/** What lips and jaw do. */
export type MouthShape = {
  /** How far the jaw is open, 0 to 1. */
  readonly open: number;
  /** Width of the lips, 1 at rest. */
  readonly wide: number;
  /** 0 flat, 1 as for “oo”. */
  readonly round: number;
};

/** Everything that moves. */
export type Pose = {
  readonly mouth: MouthShape;
  /** -1 (to our left) to 1. */
  readonly sway: number;
  /** -1 (up, breathing in) to 1 (down, as in a nod). */
  readonly nod: number;
  /** 0 open, 1 closed. */
  readonly eyelid: number;
  /** 0 at rest, 1 raised. */
  readonly brow: number;
};

/** A teacher drawn by us: SVG of 1280 x 720. */
export type Avatar = {
  /** As lessons name it. */
  readonly name: string;
  /** For people who choose, by language. */
  readonly title: { readonly en: string; readonly zh: string };
  /** The room behind, the elements of an SVG; drawn once. */
  readonly room: () => string;
  /** `<defs>` of the figure. */
  readonly defs: string;
  readonly figure: (pose: Pose) => string;
  /** What may move at all, what a blink and a brow change, what the mouth changes; in whatever position the head is. */
  readonly regions: { readonly figure: Rectangle; readonly eyes: Rectangle; readonly mouth: Rectangle };
};

/** A number in SVG. */
export const px = (value: number): string => value.toFixed(2);
