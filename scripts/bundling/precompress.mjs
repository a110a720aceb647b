import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const brotli = promisify(brotliCompress);
const deflate = promisify(gzip);

/** Below this the headers of a response weigh more than what is saved, in bytes. */
const SMALLEST = 1024;
const texts = /\.(?:js|css|html|svg|json|webmanifest|txt)$/;

/**
 * Writes `FILE.br` and `FILE.gz` beside every text that a build emits, so that the server sends compressed files without
 * compressing anything while it carries live video.
 *
 * @returns {import('vite').Plugin}
 */
export const precompress = () => ({
  name: 'lockstep-precompress',
  apply: 'build',
  async writeBundle({ dir = '' }, bundle) {
    const names = Object.keys(bundle).filter((name) => texts.test(name));
    await Promise.all(names.map((name) => compressFile(join(dir, name))));
  },
});

/** @param {string} path */
async function compressFile(path) {
  const bytes = await readFile(path);
  if (bytes.length < SMALLEST) return;
  const quality = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  await writeFile(`${path}.br`, await brotli(bytes, { params: quality }));
  await writeFile(`${path}.gz`, await deflate(bytes, { level: constants.Z_BEST_COMPRESSION }));
}
