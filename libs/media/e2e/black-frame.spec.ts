import {
  blackConfiguration,
  blackFrame,
  BLACK_SIZE,
  readAvcDecoderConfiguration,
  splitLengthPrefixed,
} from '@lockstep/sei';
import { writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { FFMPEG, run } from './support/ffmpeg.js';
import { TempDir } from './support/temp-dir.js';

it('black frames are black to ffmpeg, the first one and those that repeat it', async () => {
  await using folder = await TempDir.make();
  const { sps, pps } = readAvcDecoderConfiguration(blackConfiguration());
  const frames = Array.from({ length: 20 }, (_, i) => blackFrame(i % 10));
  const units = [...sps, ...pps, ...frames.flatMap((frame) => splitLengthPrefixed(frame, 4))];
  await writeFile(
    folder.file('black.h264'),
    Buffer.concat(units.flatMap((unit) => [Buffer.of(0, 0, 0, 1), unit])),
  );
  const { stdout, stderr } = await run(
    FFMPEG,
    ...['-v', 'warning', '-err_detect', 'explode', '-i', folder.file('black.h264')],
    ...['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-fps_mode', 'passthrough', '-'],
  );
  const luma = BLACK_SIZE.width * BLACK_SIZE.height;
  const black = Buffer.concat([Buffer.alloc(luma, 16), Buffer.alloc(luma / 2, 128)]);
  expect(stderr).toBe('');
  expect(stdout.equals(Buffer.concat(frames.map(() => black)))).toBe(true);
  expect(frames.reduce((sum, { length }) => sum + length, 0)).toBeLessThan(1500);
});
