import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { FRAME_HEIGHT, FRAME_WIDTH } from '../clip/house-format.js';
import type { Rectangle } from '../clip/sprite-sheet.js';
import type { Avatar, Pose } from './avatar.js';
import { shippedAvatars } from './cast.js';
import { avatarFingerprint } from './draw-sheet.js';
import { LOOKS, lookOf, MOUTHS, mouthOf, poseOf, POSITIONS, positionOf } from './sprite-grid.js';

const avatars = [...(await shippedAvatars()).values()];

async function drawn(avatar: Avatar, pose: Pose): Promise<Buffer> {
  const svg = (elements: string) =>
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="1280" height="720">${elements}</svg>`);
  return sharp(svg(avatar.room()))
    .composite([{ input: svg(`<defs>${avatar.defs}</defs>${avatar.figure(pose)}`) }])
    .removeAlpha()
    .raw()
    .toBuffer();
}

/** Pixels that differ visibly, outside of some rectangles. */
function differences(a: Buffer, b: Buffer, outside: readonly Rectangle[]): number {
  const rowBytes = FRAME_WIDTH * 3;
  let count = 0;
  for (let y = 0; y < FRAME_HEIGHT; y++) {
    const [from, to] = [y * rowBytes, (y + 1) * rowBytes];
    if (a.compare(b, from, to, from, to) === 0) continue;
    for (let x = 0; x < FRAME_WIDTH; x++) {
      if (outside.some((r) => x >= r.x && x < r.x + r.width && y >= r.y && y < r.y + r.height)) continue;
      const at = from + x * 3;
      if ([0, 1, 2].some((part) => Math.abs((a[at + part] ?? 0) - (b[at + part] ?? 0)) > 6)) count++;
    }
  }
  return count;
}

/** Corners of what a head can do. */
const EXTREMES = [0, 10, 54];

describe.each(avatars)('the avatar $name', (avatar) => {
  it('moves within its figure, looks within its eyes and speaks within its mouth', async () => {
    const { figure, eyes, mouth } = avatar.regions;
    const rest = await drawn(avatar, poseOf(27, 0, 0));
    for (const position of EXTREMES) {
      const still = await drawn(avatar, poseOf(position, 0, 0));
      expect(differences(rest, still, [figure])).toBe(0);
      const looks = await drawn(avatar, poseOf(position, LOOKS - 1, 0));
      expect(differences(still, looks, [eyes])).toBe(0);
      for (const shape of [MOUTHS - 4, MOUTHS - 1]) {
        const both = await drawn(avatar, poseOf(position, LOOKS - 1, shape));
        expect(differences(looks, both, [mouth])).toBe(0);
      }
    }
  });

  it('blinks, raises its brows and opens its mouth where people see it', async () => {
    const { eyes, mouth } = avatar.regions;
    const rest = await drawn(avatar, poseOf(27, 0, 0));
    expect(differences(rest, await drawn(avatar, poseOf(27, LOOKS - 3, 0)), [mouth])).toBeGreaterThan(200);
    expect(differences(rest, await drawn(avatar, poseOf(27, 2, 0)), [mouth])).toBeGreaterThan(50);
    expect(differences(rest, await drawn(avatar, poseOf(27, 0, MOUTHS - 1)), [eyes])).toBeGreaterThan(400);
  });
});

it('ships people, a robot and an animal, each with a fingerprint of its own', () => {
  expect(avatars.map(({ name }) => name)).toEqual(['bolt', 'leo', 'nora', 'olive']);
  expect(new Set(avatars.map(avatarFingerprint)).size).toBe(avatars.length);
});

it('finds for every pose that is drawn the place where it is kept', () => {
  for (let position = 0; position < POSITIONS; position++)
    expect(positionOf(poseOf(position, 0, 0))).toBe(position);
  for (let look = 0; look < LOOKS; look++) expect(lookOf(poseOf(0, look, 0))).toBe(look);
  for (let mouth = 0; mouth < MOUTHS; mouth++) expect(mouthOf(poseOf(0, 0, mouth).mouth)).toBe(mouth);
});
