import { spawn } from 'node:child_process';
import { once } from 'node:events';
import sharp from 'sharp';
import { avatar } from '../../src/avatar/cast/nora.js';
import { poseOf } from '../../src/avatar/sprite-grid.js';

const svg = (elements: string): Buffer =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="1280" height="720">${elements}</svg>`);

/**
 * The peer: every frame drawn from its vectors, one ffmpeg for each sentence with x264's ordinary settings. The usual
 * way to make an animated film with these tools.
 * @returns frames made in a second
 */
export async function drawEveryFrame(ffmpeg: string, videoFrames: number): Promise<number> {
  const begun = performance.now();
  const room = await sharp(svg(avatar.room())).removeAlpha().raw().toBuffer();
  const encoder = spawn(
    ffmpeg,
    [
      ...['-v', 'error', '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', '1280x720', '-r', '25', '-i', 'pipe:0'],
      ...['-c:v', 'libx264', '-preset', 'veryfast', '-bf', '0', '-pix_fmt', 'yuv420p', '-f', 'null', '-'],
    ],
    { stdio: ['pipe', 'ignore', 'ignore'] },
  );
  const ended = once(encoder, 'close');
  for (let frame = 0; frame < videoFrames; frame++) {
    const figure = svg(`<defs>${avatar.defs}</defs>${avatar.figure(poseOf(frame % 55, 0, frame % 20))}`);
    const rgb = await sharp(room, { raw: { width: 1280, height: 720, channels: 3 } })
      .composite([{ input: figure }])
      .removeAlpha()
      .raw()
      .toBuffer();
    if (!encoder.stdin.write(rgb)) await once(encoder.stdin, 'drain');
  }
  encoder.stdin.end();
  await ended;
  return (videoFrames * 1000) / (performance.now() - begun);
}
