import { mkdir, writeFile } from 'node:fs/promises';
import { Buffer } from 'node:buffer';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { slides } from './narration.mjs';
import { walk, walked, yesterday, yourTurn } from './slides/landscape.mjs';
import { endings, rebels, remember } from './slides/words.mjs';

const drawings = [yesterday, walk, walked, endings, rebels, yourTurn, remember];

/** Draws every slide as 1600x900 WebP into `directory` (a URL). */
export async function drawSlides(directory) {
  await mkdir(directory, { recursive: true });
  for (const [index, { file }] of slides.entries()) {
    const image = await sharp(Buffer.from(drawings[index]())).webp({ quality: 90, effort: 6 }).toBuffer();
    await writeFile(fileURLToPath(new URL(file, directory)), image);
  }
}
