import { readFile, writeFile } from 'node:fs/promises';
import { CELL_MS, CELL_VIDEO_FRAMES, CELL_AUDIO_FRAMES, writeClipFlv, type Cell } from '../../src/index.js';
import { readClipFlv } from '../../src/playout/clip-flv.js';
import { FFMPEG, run } from './ffmpeg.js';

export type HouseClip = {
  readonly cells: number;
  /** Frames between two IDR pictures, default 8. */
  readonly gop?: number;
  /** Frequency of its audio, Hz; 0, the default: digital silence. The audio is silent near both ends. */
  readonly tone?: number;
  readonly size?: string;
  /** What is drawn, as a lavfi source without size, rate and duration. */
  readonly source?: string;
  readonly bitsPerSecond?: number;
};

const SILENT_MS = 120;
const FADE_MS = 40;

/** Writes a clip in the house format: testsrc and a tone, coded by ffmpeg, cut to whole cells by us. */
export async function makeHouseClip(path: string, clip: HouseClip): Promise<string> {
  const {
    cells,
    gop = CELL_VIDEO_FRAMES,
    tone = 0,
    size = '320x180',
    source = 'testsrc2',
    bitsPerSecond = 600_000,
  } = clip;
  const seconds = (cells * CELL_MS) / 1000;
  const [from, to] = [SILENT_MS / 1000, seconds - SILENT_MS / 1000];
  const fade = FADE_MS / 1000;
  const loud = `if(between(t,${from},${to}),0.4*min(1,min(t-${from},${to}-t)/${fade})*sin(2*PI*${tone}*t),0)`;
  const rate = String(bitsPerSecond);
  await run(
    FFMPEG,
    ...['-y', '-loglevel', 'error', '-nostdin'],
    ...[
      '-f',
      'lavfi',
      '-i',
      `${source}${source.includes('=') ? ':' : '='}size=${size}:rate=25:duration=${seconds}`,
    ],
    // longer than the frames: the encoder's first frame is left out
    ...['-f', 'lavfi', '-i', `aevalsrc=exprs='${tone === 0 ? '0' : loud}':s=48000:d=${seconds + 0.2}`],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'high', '-pix_fmt', 'yuv420p'],
    ...['-b:v', rate, '-maxrate', rate, '-bufsize', rate],
    ...['-g', String(gop), '-keyint_min', String(gop), '-bf', '0', '-sc_threshold', '0', '-flags', '+cgop'],
    ...['-c:a', 'aac', '-ac', '1', '-b:a', '64k', '-f', 'flv', path],
  );
  const { headers, frames } = readClipFlv(await readFile(path));
  const videoFrames = frames.filter((frame) => frame.kind === 'video');
  const audioFrames = frames.filter((frame) => frame.kind === 'audio').slice(1); // encoder delay
  const all: Cell[] = Array.from({ length: cells }, (_, i) => ({
    videoFrames: videoFrames.slice(i * CELL_VIDEO_FRAMES, (i + 1) * CELL_VIDEO_FRAMES),
    audioFrames: audioFrames
      .slice(i * CELL_AUDIO_FRAMES, (i + 1) * CELL_AUDIO_FRAMES)
      .map(({ bytes }) => bytes),
  }));
  await writeFile(path, writeClipFlv(headers, all));
  return path;
}
