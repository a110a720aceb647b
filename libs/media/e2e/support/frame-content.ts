import { readFile } from 'node:fs/promises';
import { nalUnitTypeOf, splitAnnexB, splitLengthPrefixed } from '@lockstep/sei';
import type { VideoFrame } from '../../src/index.js';
import { FFMPEG, run } from './ffmpeg.js';

/** nal_unit_type of slices and SEI: what a frame shows and says. */
const CONTENT: readonly number[] = [1, 5, 6];
const isContent = ([header = 0]: Uint8Array): boolean => CONTENT.includes(nalUnitTypeOf(header, 'h264'));
const hex = (nal: Uint8Array): string => Buffer.from(nal).toString('hex');

/** Every slice and SEI of these frames, in their order. */
export const contentOf = (frames: readonly VideoFrame[]): string[] =>
  frames.flatMap(({ bytes }) => splitLengthPrefixed(bytes, 4).filter(isContent).map(hex));

/** The same of a media file, as ffmpeg reads it. */
export async function contentOfFile(file: string): Promise<string[]> {
  await run(FFMPEG, '-v', 'error', '-y', '-i', file, '-map', '0:v', '-c', 'copy', `${file}.h264`);
  return splitAnnexB(await readFile(`${file}.h264`))
    .filter(isContent)
    .map(hex);
}
