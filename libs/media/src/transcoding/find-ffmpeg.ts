import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** No ffmpeg that runs; the message is one sentence for the operator. */
export class FfmpegMissing extends Error {
  override readonly name = 'FfmpegMissing';
}

export type FindFfmpegOptions = {
  /** Default: the environment variable FFMPEG_PATH. When given, nothing else is tried. */
  readonly path?: string | undefined;
};

/**
 * The ffmpeg to use: FFMPEG_PATH, else the system's, else the one that an installed package brings (a build of 2018,
 * which crashes on host names: give it files and 127.0.0.1 only).
 * @throws FfmpegMissing
 */
export async function findFfmpeg(options: FindFfmpegOptions = {}): Promise<string> {
  const chosen = options.path ?? process.env['FFMPEG_PATH'];
  if (chosen !== undefined && chosen !== '') {
    if (await runs(chosen)) return chosen;
    throw new FfmpegMissing(`The ffmpeg given (FFMPEG_PATH), ${chosen}, does not run here, or is no ffmpeg.`);
  }
  if (await runs('ffmpeg')) return 'ffmpeg';
  const packaged = await packagedFfmpeg();
  if (packaged !== undefined && (await runs(packaged))) return packaged;
  throw new FfmpegMissing('No ffmpeg was found: install it (apt-get install ffmpeg) or set FFMPEG_PATH.');
}

/** A program that does not say its version in this time is not an ffmpeg. */
const PATIENCE_MS = 20_000;
const HEAD_CHARACTERS = 200;

/** Whether it is an ffmpeg: another program may well take `-version`, or ignore it, and end without an error. */
async function runs(path: string): Promise<boolean> {
  const child = spawn(path, ['-version'], { stdio: ['ignore', 'pipe', 'ignore'], timeout: PATIENCE_MS });
  let head = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (head.length < HEAD_CHARACTERS) head += text;
  });
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    return code === 0 && head.startsWith('ffmpeg version ');
  } catch {
    return false; // it could not be started: not there, not executable, another machine's
  }
}

/** The package throws when it is imported on a platform that it has no program for. */
export async function packagedFfmpeg(): Promise<string | undefined> {
  try {
    return (await import('@ffmpeg-installer/ffmpeg')).default.path;
  } catch {
    return undefined;
  }
}
