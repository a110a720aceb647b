import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { FfmpegMissing } from './find-ffmpeg.js';

/** ffmpeg ended with an error, or was ended by somebody else. */
export class FfmpegFailed extends Error {
  override readonly name = 'FfmpegFailed';
  constructor(
    readonly exit: string,
    /** The last lines that it wrote. */
    readonly log: string,
  ) {
    super(`ffmpeg ${exit}${log === '' ? '' : `: ${log.split('\n').at(-1)}`}`);
  }
}

/** A running ffmpeg whose output is read from its stdout; it waits when nobody reads. Disposing kills it and waits. */
export interface FfmpegOutput extends AsyncDisposable {
  readonly stdout: Readable;
  /** Resolves when it has ended well; rejects with FfmpegFailed or FfmpegMissing. Never rejects unheard. */
  readonly done: Promise<void>;
}

const LOG_CHARACTERS = 8 * 1024;

/** The end of what a process says on stderr. */
export class LogTail {
  #text = '';

  push(text: string): void {
    this.#text = (this.#text + text).slice(-LOG_CHARACTERS);
  }

  get text(): string {
    return this.#text.trim();
  }
}

/**
 * How an input is named so that only that file is read: without this a playlist dressed up as a video would make ffmpeg
 * open other files and addresses.
 */
export function inputArguments(path: string): string[] {
  return [...inputGuard, '-i', inputName(path)];
}

const READABLE_FORMATS = [
  'mov,mp4,m4a,3gp,3g2,mj2',
  'flv,live_flv',
  'matroska,webm',
  'mpegts,mpeg,mpegvideo,m4v,h264,hevc,h263,ivf',
  'avi,asf,ogg,nut,mxf,gif,dv,rm,wtv,y4m,yuv4mpegpipe,wav,mp3,aac,flac',
];
export const inputGuard: readonly string[] = [
  ...['-protocol_whitelist', 'file,pipe'],
  ...['-format_whitelist', READABLE_FORMATS.join(',')],
];
export const inputName = (path: string): string => `file:${path}`;

export function startFfmpeg(ffmpeg: string, args: readonly string[]): FfmpegOutput {
  const child = spawn(ffmpeg, ['-hide_banner', '-nostdin', '-v', 'error', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = new LogTail();
  child.stderr.setEncoding('utf8').on('data', (text: string) => log.push(text));
  const done = new Promise<void>((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'ENOENT' ? new FfmpegMissing(`${ffmpeg} was not found.`) : error),
    );
    child.once('close', (code, signal) => {
      if (code === 0) resolve();
      else
        reject(
          new FfmpegFailed(signal === null ? `exited with ${code}` : `was ended by ${signal}`, log.text),
        );
    });
  });
  done.catch(() => undefined);
  return {
    stdout: child.stdout,
    done,
    async [Symbol.asyncDispose]() {
      child.stdout.destroy();
      child.kill('SIGKILL');
      await done.catch(() => undefined);
    },
  };
}
