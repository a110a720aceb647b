import { spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { FlvReader, readVideoTagBody } from '@lockstep/formats';
import { MediaFileError, type ClipFrame, probeMedia } from '@lockstep/media';
import { CELL_MS, CELL_VIDEO_FRAMES } from './clip.js';
import { EncoderFailed } from './encoder-failed.js';
import {
  FRAME_HEIGHT as H,
  FRAME_WIDTH as W,
  FRAMES_PER_SECOND,
  videoEncoding,
  AUDIO_FRAME,
  AUDIO_RATE,
} from './house-format.js';
import { checkParameterSets, slicesOf } from './video-encoder.js';

/** A film of the author in the house format, its audio not yet encoded. */
export type TranscodedFilm = {
  readonly cells: number;
  readonly videoFrames: readonly ClipFrame[];
  /** 48 kHz mono, silent for two AAC frames at both ends. */
  readonly samples: Int16Array;
};

/** Longer films are uploads of another kind: they would fill memory here. */
const MAX_FILM_MS = 60 * 60 * 1000;
/** Two AAC frames, rounded up. */
const SILENT_SAMPLES = 2 * AUDIO_FRAME;
const FADE_SAMPLES = AUDIO_RATE / 50;

/** SHA-256 of a file, hex. */
export async function fileHash(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/**
 * Encodes a file to the house format: fitted into the frame, the last frame held until the cell is full.
 * @param options.group frames from one IDR to the next
 * @throws MediaFileError, EncoderFailed, the signal's reason
 */
export async function transcodeFilm(
  path: string,
  options: { readonly ffmpeg: string; readonly group: number; readonly signal?: AbortSignal | undefined },
): Promise<TranscodedFilm> {
  const { ffmpeg, group, signal } = options;
  const probe = await probeMedia(ffmpeg, path);
  const durationMs = await lengthOf(ffmpeg, path, signal);
  const cells = Math.max(1, Math.ceil(durationMs / CELL_MS));
  const input = ['-protocol_whitelist', 'file,pipe', '-i', `file:${path}`];
  const fit = `fps=${FRAMES_PER_SECOND},scale=${W}:${H}:force_original_aspect_ratio=decrease:out_color_matrix=bt709:out_range=tv,pad=${W}:${H}:(ow-iw)/2:(oh-ih)/2,setsar=0,setpts=PTS-STARTPTS`;
  const held = `color=black:s=${W}x${H}:r=${FRAMES_PER_SECOND}:d=${(cells * CELL_MS) / 1000}[ground];[0:V:0]${fit}[film];[ground][film]overlay=eof_action=repeat,setsar=0,format=yuv420p[out]`;
  const videoFrames: ClipFrame[] = [];
  const framesDone = run(
    ffmpeg,
    [...input, '-filter_complex', held, '-map', '[out]', '-an', ...videoEncoding(group)],
    signal,
    (stdout) => readFrames(stdout, videoFrames),
  );
  const samples = new Int16Array((cells * CELL_MS * AUDIO_RATE) / 1000);
  const audioDone =
    probe.audio === undefined
      ? Promise.resolve()
      : run(
          ffmpeg,
          [...input, '-map', '0:a:0', '-ac', '1', '-ar', `${AUDIO_RATE}`, '-f', 's16le', 'pipe:1'],
          signal,
          (stdout) => readSamples(stdout, samples),
        );
  await Promise.all([framesDone, audioDone]);
  silenceEnds(samples);
  const wanted = cells * CELL_VIDEO_FRAMES;
  if (videoFrames.length < wanted) {
    throw new MediaFileError(
      'not-media',
      `${path} has ${videoFrames.length} frames of ${wanted}: it is cut off.`,
    );
  }
  return { cells, videoFrames: videoFrames.slice(0, wanted), samples };
}

/** ffmpeg's own words: builds that come in a package have no ffprobe. */
async function lengthOf(ffmpeg: string, path: string, signal: AbortSignal | undefined): Promise<number> {
  let text = '';
  const child = spawn(ffmpeg, ['-hide_banner', '-nostdin', '-i', `file:${path}`], {
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(signal ? { signal } : {}),
  });
  child.stderr.setEncoding('utf8').on('data', (piece: string) => (text = (text + piece).slice(0, 262_144)));
  await ended(child, signal);
  const [, hours, minutes, seconds] = /^ +Duration: (\d+):(\d\d):([\d.]+)/m.exec(text) ?? [];
  if (hours === undefined) {
    throw new MediaFileError('not-media', `${path} does not say how long it is: save it as MP4.`);
  }
  const ms = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
  if (ms > MAX_FILM_MS) throw new MediaFileError('not-media', `${path} is longer than an hour: cut it.`);
  return ms;
}

type Child = ReturnType<typeof spawn>;

const ended = (child: Child, signal: AbortSignal | undefined): Promise<string | undefined> =>
  new Promise((resolve, reject) => {
    let failure: Error | undefined;
    child.once('error', (error) => {
      failure = error;
      if (child.pid === undefined)
        reject(new EncoderFailed(`ffmpeg could not be started: ${error.message}.`));
    });
    child.once('close', (code, killed) => {
      if (signal?.aborted === true) reject(signal.reason as Error);
      else if (failure !== undefined && code === null) reject(failure);
      else resolve(code === 0 ? undefined : (killed ?? `exited with ${code}`));
    });
  });

async function run(
  ffmpeg: string,
  args: readonly string[],
  signal: AbortSignal | undefined,
  read: (stdout: Readable) => Promise<void>,
): Promise<void> {
  const child = spawn(ffmpeg, ['-hide_banner', '-nostdin', '-v', 'error', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(signal ? { signal, killSignal: 'SIGKILL' as const } : {}),
  });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (log = (log + text).slice(-2048)));
  const [end, reading] = await Promise.allSettled([ended(child, signal), read(child.stdout)]);
  if (end.status === 'rejected') throw end.reason;
  if (reading.status === 'rejected') throw reading.reason; // ffmpeg then complains of a broken pipe
  if (end.value !== undefined) {
    throw new MediaFileError(
      'not-media',
      `The film cannot be converted: ${log.trim().split('\n').at(-1) ?? end.value}`,
    );
  }
}

async function readFrames(stdout: Readable, videoFrames: ClipFrame[]): Promise<void> {
  const flv = new FlvReader();
  for await (const chunk of stdout) {
    for (const tag of flv.push(chunk as Uint8Array)) {
      if (tag.type !== 'video') continue;
      const video = readVideoTagBody(tag.body);
      if (video.packet === 'sequence-header') checkParameterSets(video.data);
      else if (video.packet === 'coded') {
        videoFrames.push({ isRandomAccess: video.isRandomAccess, bytes: slicesOf(video.data) });
      }
    }
  }
}

/** What does not fit behind the frames is left out. */
async function readSamples(stdout: Readable, samples: Int16Array): Promise<void> {
  const bytes = new Uint8Array(samples.buffer);
  let at = 0;
  for await (const chunk of stdout) {
    const piece = (chunk as Uint8Array).subarray(0, bytes.length - at);
    bytes.set(piece, at);
    at += piece.length;
  }
}

/** The film's audio may begin and end anywhere: eased, so that splices do not click. */
function silenceEnds(samples: Int16Array): void {
  const last = samples.length - 1;
  for (let index = 0; index < SILENT_SAMPLES + FADE_SAMPLES && index <= last; index++) {
    const gain = Math.max(0, (index - SILENT_SAMPLES) / FADE_SAMPLES);
    samples[index] = Math.round((samples[index] ?? 0) * gain);
    samples[last - index] = Math.round((samples[last - index] ?? 0) * gain);
  }
}
