import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { FfmpegMissing } from './find-ffmpeg.js';
import { inputArguments } from './ffmpeg-process.js';

/** Why a file cannot be played. */
export type MediaFileProblem = 'missing-file' | 'not-media' | 'no-video';

/** A file that cannot be played; the message is one sentence for who chose it. */
export class MediaFileError extends Error {
  override readonly name = 'MediaFileError';
  constructor(
    readonly problem: MediaFileProblem,
    message: string,
  ) {
    super(message);
  }
}

export type MediaProbe = {
  /** ffmpeg's names of the container format, such as `mov,mp4,m4a,3gp,3g2,mj2`. */
  readonly format: string;
  readonly video: {
    readonly codec: string;
    readonly pixelFormat: string;
    /** As it is coded, not turned; 0 where it is not known. */
    readonly width: number;
    readonly height: number;
    /** Frames a second, where known. */
    readonly rate: number | undefined;
    /** The container says that the frame is to be turned; FLV cannot say so. */
    readonly isRotated: boolean;
  };
  readonly audio: { readonly codec: string } | undefined;
};

/** Enough for hundreds of streams and their metadata. */
const MAX_REPORT_CHARACTERS = 256 * 1024;

/**
 * What is in a media file, as ffmpeg itself reports it: the builds that come in a package have no ffprobe.
 * @throws MediaFileError, FfmpegMissing
 */
export async function probeMedia(ffmpeg: string, path: string): Promise<MediaProbe> {
  await checkReadable(path);
  return readReport(await report(ffmpeg, path), path);
}

async function checkReadable(path: string): Promise<void> {
  try {
    await using file = await open(path);
    if ((await file.stat()).isFile()) return;
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'it does not exist' : String(error);
    throw new MediaFileError('missing-file', `The media file ${path} cannot be read: ${why}.`);
  }
  throw new MediaFileError('not-media', `${path} is no file.`);
}

async function report(ffmpeg: string, path: string): Promise<string> {
  const child = spawn(ffmpeg, ['-hide_banner', '-nostdin', ...inputArguments(path)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let text = '';
  child.stderr.setEncoding('utf8').on('data', (piece: string) => {
    if (text.length < MAX_REPORT_CHARACTERS) text += piece;
  });
  try {
    await once(child, 'close');
  } catch (error) {
    throw new FfmpegMissing(`${ffmpeg} could not be started.`, { cause: error });
  }
  return text;
}

/**
 * Reads the report of `ffmpeg -i`.
 * @throws MediaFileError `not-media`, `no-video`
 */
export function readReport(text: string, path: string): MediaProbe {
  const format = /^Input #0, (.+), from '/m.exec(text)?.[1];
  if (format === undefined) {
    throw new MediaFileError('not-media', `${path} is no media file that can be read.`);
  }
  const streams = readStreams(text);
  const video = streams.find(({ type, line }) => type === 'Video' && !line.includes('(attached pic)'));
  if (video === undefined)
    throw new MediaFileError('no-video', `${path} has no video: a lesson needs frames.`);
  const audio = streams.find(({ type }) => type === 'Audio');
  const [codec = '', pixelFormat = ''] = video.fields;
  const [, width, height] = /, (\d+)x(\d+)/.exec(video.line) ?? [];
  const rate = Number(/([\d.]+) fps/.exec(video.line)?.[1]);
  return {
    format,
    video: {
      codec,
      pixelFormat,
      width: Number(width ?? 0),
      height: Number(height ?? 0),
      rate: rate > 0 ? rate : undefined,
      isRotated: /displaymatrix: rotation of -?0*[1-9]|^ +rotate +: 0*[1-9]/m.test(video.details),
    },
    audio: audio === undefined ? undefined : { codec: audio.fields[0] ?? '' },
  };
}

type ReportedStream = { type: string; line: string; fields: string[]; details: string };

/** `Stream #0:1[0x2](und): Audio: aac (LC) (mp4a / 0x6134706D), 48000 Hz, stereo` and the lines that belong to it. */
function readStreams(text: string): ReportedStream[] {
  const streams: ReportedStream[] = [];
  for (const line of text.split('\n')) {
    const [, type, description] =
      /^ {2,4}Stream #0:\d+.*?: (Video|Audio|Subtitle|Data|Attachment): (.*)$/.exec(line) ?? [];
    if (type !== undefined && description !== undefined) {
      streams.push({ type, line, fields: fieldsOf(description), details: '' });
    } else {
      const last = streams.at(-1);
      if (last !== undefined) last.details += `${line}\n`;
    }
  }
  return streams;
}

const fieldsOf = (description: string): string[] =>
  description
    .replace(/\([^()]*\)/g, '')
    .split(',')
    .map((field) => field.trim());
