import { setImmediate } from 'node:timers/promises';
import { DIMENSIONS, type SoundFeatures } from './sound-features.js';

/** The path may leave the straight line by this share of the recording, at least 0.8 s. */
const BAND = 0.3;
const MIN_BAND_FRAMES = 80;
/** Rows of a second or so; then others have their turn. */
const ROWS_AT_A_TIME = 40;
/** A step that stands still in one of the two sounds costs a little more: speech runs on in both. */
const STAND_STILL = 0.1;

/**
 * Dynamic time warping (Sakoe and Chiba, 1978): which frames of a recording sound like which of a reference.
 * @returns for each frame of the reference the first and the last frame of the recording that it lies on
 */
export async function timeWarp(
  reference: SoundFeatures,
  recording: SoundFeatures,
): Promise<{ first: Int32Array; last: Int32Array }> {
  const [rows, columns] = [reference.frames, recording.frames];
  const slope = columns / rows;
  const band = Math.max(MIN_BAND_FRAMES, Math.ceil(columns * BAND));
  const width = band * 2 + 1;
  const start = (row: number) => Math.round(row * slope) - band;
  const steps = new Uint8Array(rows * width);
  let before = new Float32Array(width).fill(Infinity);
  for (let row = 0; row < rows; row++) {
    const here = new Float32Array(width).fill(Infinity);
    const shift = row === 0 ? 0 : start(row) - start(row - 1);
    for (let cell = 0; cell < width; cell++) {
      const column = start(row) + cell;
      if (column < 0 || column >= columns) continue;
      const cost = distance(reference.values, row, recording.values, column);
      if (row === 0 && column === 0) {
        here[cell] = cost;
        continue;
      }
      const both = before[cell + shift - 1] ?? Infinity;
      const stay = (before[cell + shift] ?? Infinity) + STAND_STILL;
      const wait = (here[cell - 1] ?? Infinity) + STAND_STILL;
      const best = Math.min(both, stay, wait);
      here[cell] = best + cost;
      steps[row * width + cell] = best === both ? BOTH : best === stay ? REFERENCE : RECORDING;
    }
    before = here;
    if (row % ROWS_AT_A_TIME === ROWS_AT_A_TIME - 1) await setImmediate();
  }
  return walkBack(steps, width, start, rows, columns);
}

const BOTH = 1;
const REFERENCE = 2;
const RECORDING = 3;

function walkBack(
  steps: Uint8Array,
  width: number,
  start: (row: number) => number,
  rows: number,
  columns: number,
): { first: Int32Array; last: Int32Array } {
  const [first, last] = [new Int32Array(rows), new Int32Array(rows).fill(-1)];
  let [row, column] = [rows - 1, columns - 1];
  while (row >= 0) {
    first[row] = column;
    if (last[row] === -1) last[row] = column;
    const step = steps[row * width + column - start(row)];
    if (row === 0 && column === 0) break;
    if (step !== RECORDING) row--;
    if (step !== REFERENCE) column--;
    if (column < 0) column = 0;
  }
  return { first, last };
}

function distance(a: Float32Array, frameA: number, b: Float32Array, frameB: number): number {
  let sum = 0;
  const [fromA, fromB] = [frameA * DIMENSIONS, frameB * DIMENSIONS];
  for (let dimension = 0; dimension < DIMENSIONS; dimension++) {
    const difference = (a[fromA + dimension] ?? 0) - (b[fromB + dimension] ?? 0);
    sum += difference * difference;
  }
  return Math.sqrt(sum / DIMENSIONS);
}
