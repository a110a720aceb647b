import { afterEach, describe, expect, it, vi } from 'vitest';
import { FfmpegMissing, findFfmpeg, packagedFfmpeg } from './find-ffmpeg.js';

describe('the ffmpeg that is used', () => {
  afterEach(() => void vi.unstubAllEnvs());

  it('is the one that was chosen', async () => {
    const packaged = await packagedFfmpeg();
    expect(await findFfmpeg({ path: packaged })).toBe(packaged);
    vi.stubEnv('FFMPEG_PATH', packaged);
    expect(await findFfmpeg()).toBe(packaged);
  });

  it('is the one in PATH, else the one that a package brings', async () => {
    vi.stubEnv('FFMPEG_PATH', '');
    expect(await findFfmpeg()).toBe('ffmpeg');
    vi.stubEnv('PATH', '/nowhere');
    expect(await findFfmpeg()).toBe(await packagedFfmpeg());
  });

  it('when it does not run, is named', async () => {
    const found = findFfmpeg({ path: '/nowhere/ffmpeg' });
    await expect(found).rejects.toThrow(FfmpegMissing);
    await expect(found).rejects.toThrow('/nowhere/ffmpeg, does not run here');
  });

  it('is not any program that ends well', async () => {
    await expect(findFfmpeg({ path: '/bin/true' })).rejects.toThrow(FfmpegMissing);
    await expect(findFfmpeg({ path: process.execPath })).rejects.toThrow(FfmpegMissing);
  });
});
