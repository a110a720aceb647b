import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { fileOf, looks, type Screen } from './camera.js';

const folder = path.resolve(import.meta.dirname, '../../docs/images');

/** States that the documentation shows: in English, on a desk, in light. */
const shown = ['student-question', 'teacher-no-video'];

/** What a page of documentation is wide, in pixels. */
const WIDTH = 1200;

/**
 * Writes the pictures that the documentation shows, smaller than they were taken. A state that was not photographed
 * this time keeps the picture that it has.
 *
 * @param from the folder of the photographs
 * @returns how many were written
 */
export async function writeDocsPictures(from: string, screens: readonly Screen[]): Promise<number> {
  const chosen = screens.filter(({ name }) => shown.includes(name));
  await mkdir(folder, { recursive: true });
  for (const screen of chosen) {
    const photograph = sharp(path.join(from, fileOf(screen, 'en', looks[0])));
    await photograph
      .resize(WIDTH)
      .webp({ quality: 82 })
      .toFile(path.join(folder, `${screen.name}.webp`));
  }
  return chosen.length;
}
