import { mkdir } from 'node:fs/promises';
import { Buffer } from 'node:buffer';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { defs, nora } from './avatar/nora.mjs';
import { room } from './avatar/room.mjs';
import { walked } from './slides/landscape.mjs';

/** Nora in the middle of “walked”. */
const speaking = {
  mouth: { open: 0.45, wide: 1.05, round: 0 },
  eyelid: 0,
  breath: 0,
  turn: 0.6,
  nod: 0.4,
  tilt: 0.8,
  brow: 0.5,
  smile: 0.8,
  gaze: 0.6,
};

/** The two pictures of the home page, into `directory` (a URL). */
export async function drawWelcome(directory) {
  await mkdir(directory, { recursive: true });
  const figure = `<svg xmlns="http://www.w3.org/2000/svg" width="1280" height="720"><defs>${defs}</defs>${nora(speaking)}</svg>`;
  const teacher = await sharp(Buffer.from(room()))
    .composite([{ input: Buffer.from(figure) }])
    .png()
    .toBuffer();
  await sharp(teacher)
    .resize(640)
    .webp({ quality: 86 })
    .toFile(fileURLToPath(new URL('teacher.webp', directory)));
  await sharp(Buffer.from(walked()))
    .resize(1120)
    .webp({ quality: 86 })
    .toFile(fileURLToPath(new URL('slide.webp', directory)));
}
