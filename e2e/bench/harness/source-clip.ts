import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FlvReader, type FlvTag, readAudioTagBody, readVideoTagBody } from '@lockstep/formats';
import { BAR_BITS } from './bar-code.js';

export type ClipOptions = {
  readonly frameRate: 25 | 30;
  readonly bFrames: boolean;
  readonly sound: boolean;
  /** Frames from random access frame to random access frame. */
  readonly gop: number;
  /** Default 1280x720. */
  readonly size?: { readonly width: number; readonly height: number };
  /** An encoder that skips: of every 25 frames the 10th to 16th are not there. Default false. */
  readonly skips?: boolean;
  /** Length in groups of pictures: the clip is played in a loop. */
  readonly groups: number;
};

/** A clip whose frames carry their number as a bar code, as the tags of an FLV file. */
export type Clip = ClipOptions & {
  readonly headers: readonly FlvTag[];
  /** In the order of the file; times start at 0. */
  readonly tags: readonly FlvTag[];
  /** Numbers of frames, those that were skipped included. */
  readonly frames: number;
  /** Presentation time of frame 0 in the clip, in milliseconds: with B-frames not 0. */
  readonly firstPtsMs: number;
  readonly durationMs: number;
};

const DEFAULT_SIZE = { width: 1280, height: 720 };
/** Height of the strips with the bar codes at the top and the bottom of the frame, as a share of it. */
export const STRIP_SHARE = 1 / 15;

/** Makes the clip with ffmpeg and x264 in `directory`. Rejects with ffmpeg's own words. */
export async function makeClip(options: ClipOptions, directory: string): Promise<Clip> {
  const { frameRate, bFrames, gop, groups, sound, size = DEFAULT_SIZE, skips = false } = options;
  const file = join(
    directory,
    `clip-${size.height}-${frameRate}-${bFrames ? 'b' : 'p'}-${sound ? 's' : 'q'}${skips ? 'k' : ''}-${gop}-${groups}.flv`,
  );
  const seconds = String((gop * groups) / frameRate);
  const x264 = [
    '-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'high', '-pix_fmt', 'yuv420p', '-b:v', '2M',
    '-maxrate', '2.5M', '-bufsize', '2M', '-g', String(gop), '-keyint_min', String(gop), '-sc_threshold', '0',
    '-bf', bFrames ? '2' : '0', '-x264-params', 'open-gop=0:rc-lookahead=10',
  ]; // prettier-ignore
  await run(process.env['FFMPEG_PATH'] ?? 'ffmpeg', [
    '-v', 'error', '-y', '-f', 'lavfi', '-i', `testsrc2=size=${size.width}x${size.height}:rate=${frameRate}`,
    ...(sound ? ['-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=48000'] : []),
    '-t', seconds, '-vf', barCodeFilter(size) + (skips ? SKIPPING : ''), ...(skips ? ['-fps_mode', 'passthrough'] : []), ...x264,
    ...(sound ? ['-c:a', 'aac', '-b:a', '96k', '-ac', '2'] : []), '-f', 'flv', file,
  ]); // prettier-ignore
  return {
    ...options,
    ...readClip(await readFile(file)),
    frames: gop * groups,
    durationMs: (gop * groups * 1000) / frameRate,
  };
}

const SKIPPING = ",select='not(between(mod(n,25),10,16))'";

/** Boxes drawn by their own number's bits, above; and where the bit is 0, below. */
function barCodeFilter({ width, height }: { width: number; height: number }): string {
  const stripHeight = Math.round(height * STRIP_SHARE);
  const boxWidth = Math.floor(width / BAR_BITS);
  const strip = (y: number) => `drawbox=x=0:y=${y}:w=${width}:h=${stripHeight}:color=black:t=fill`;
  const bits = Array.from({ length: BAR_BITS }, (_, bit) => bit);
  const box = (bit: number, y: number, shownWhen: 0 | 1) =>
    `drawbox=x=${bit * boxWidth}:y=${y}:w=${boxWidth}:h=${stripHeight}:color=white:t=fill:` +
    `enable='eq(mod(floor(n/${2 ** bit}),2),${shownWhen})'`;
  const bottom = height - stripHeight;
  return [
    strip(0),
    strip(bottom),
    ...bits.map((bit) => box(bit, 0, 1)),
    ...bits.map((bit) => box(bit, bottom, 0)),
  ].join(',');
}

function readClip(bytes: Uint8Array): Pick<Clip, 'headers' | 'tags' | 'firstPtsMs'> {
  const all = new FlvReader().push(bytes);
  const headers: FlvTag[] = [];
  const tags: FlvTag[] = [];
  let firstPtsMs: number | undefined;
  for (const tag of all) {
    if (isHeader(tag)) headers.push(tag);
    else if (tag.type !== 'video') tags.push(tag);
    else {
      const body = readVideoTagBody(tag.body);
      if (body.packet !== 'coded') continue;
      firstPtsMs ??= tag.timestampMs + body.compositionTimeMs;
      tags.push(tag);
    }
  }
  return { headers, tags, firstPtsMs: firstPtsMs ?? 0 };
}

function isHeader({ type, body }: FlvTag): boolean {
  if (type === 'script') return true;
  return (type === 'video' ? readVideoTagBody(body) : readAudioTagBody(body)).packet === 'sequence-header';
}

async function run(program: string, args: readonly string[]): Promise<void> {
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let words = '';
  child.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${program} failed: ${words}`);
}
