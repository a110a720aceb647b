import { Buffer } from 'node:buffer';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { defs, nora } from './avatar/nora.mjs';
import { blinkTimes, poseAt } from './avatar/pose.mjs';
import { room } from './avatar/room.mjs';
import { sampleRate } from './voice.mjs';

const width = 1280;
const height = 720;
export const framesPerSecond = 25;

/** The voice is dry and 16 kHz: take the rumble out, warm it a little, set it in a small room, level it. */
const soundFilter = [
  'aresample=48000:resampler=soxr',
  'highpass=f=85',
  'equalizer=f=240:t=q:w=1:g=1.5',
  'equalizer=f=3200:t=q:w=1.4:g=-2',
  'aecho=0.9:0.5:23|37:0.10|0.06',
  'acompressor=threshold=-21dB:ratio=2.2:attack=8:release=160',
  'loudnorm=I=-18:TP=-2:LRA=7',
  'aresample=48000',
].join(',');

/** House format: H.264 without B-frames, a closed GOP of one second, 25 fps; AAC-LC 48 kHz. */
const encoding = (soundFile, output) => [
  ...['-hide_banner', '-loglevel', 'error', '-y'],
  ...[
    '-f',
    'rawvideo',
    '-pix_fmt',
    'rgb24',
    '-s',
    `${width}x${height}`,
    '-r',
    String(framesPerSecond),
    '-i',
    'pipe:0',
  ],
  ...['-f', 's16le', '-ar', String(sampleRate), '-ac', '1', '-i', soundFile],
  ...['-vf', 'scale=out_color_matrix=bt709:out_range=tv,format=yuv420p', '-af', soundFilter],
  ...['-c:v', 'libx264', '-preset', 'slow', '-profile:v', 'high', '-crf', '27', '-bf', '0'],
  ...['-x264-params', `keyint=${framesPerSecond}:min-keyint=${framesPerSecond}:scenecut=0:open-gop=0`],
  ...['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-color_range', 'tv'],
  ...[
    '-c:a',
    'aac',
    '-b:a',
    '64k',
    '-ac',
    '1',
    '-ar',
    '48000',
    '-movflags',
    '+faststart',
    '-shortest',
    output,
  ],
];

/** Draws and encodes the film of a timeline (see timeline.mjs) into `output` (a URL). */
export async function drawFilm(timeline, output, report) {
  const frames = Math.round((timeline.durationMs * framesPerSecond) / 1000);
  const soundFile = join(tmpdir(), `lockstep-demo-${process.pid}.pcm`);
  await writeFile(soundFile, timeline.samples);
  const ffmpeg = spawn('ffmpeg', encoding(soundFile, fileURLToPath(output)), {
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  const ended = once(ffmpeg, 'exit');
  try {
    const background = await sharp(Buffer.from(room())).removeAlpha().raw().toBuffer();
    const score = scoreOf(timeline);
    for (let frame = 0; frame < frames; frame += 1) {
      const picture = await draw(background, poseAt(score, (frame * 1000) / framesPerSecond));
      if (!ffmpeg.stdin.write(picture)) await once(ffmpeg.stdin, 'drain');
      if (frame % 250 === 0) report(`${frame} of ${frames} frames`);
    }
    ffmpeg.stdin.end();
    const [status] = await ended;
    if (status !== 0) throw new Error(`ffmpeg ended with status ${String(status)}`);
  } finally {
    ffmpeg.kill();
    await rm(soundFile, { force: true });
  }
}

/** What the body does about what is said: looks at the new slide, stresses the beginning of a sentence. */
function scoreOf({ phones, captions, cues, listening, durationMs }) {
  return {
    phones,
    listening,
    durationMs,
    blinks: blinkTimes(durationMs),
    stresses: captions.map(({ atMs }) => ({ fromMs: atMs - 80, toMs: atMs + 620 })),
    glances: cues
      .filter(({ type, index }) => type === 'slide.shown' && index > 0)
      .map(({ atMs }) => ({ fromMs: atMs - 160, toMs: atMs + 1150 })),
  };
}

async function draw(background, pose) {
  const figure = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs>${defs}</defs>${nora(pose)}</svg>`;
  return sharp(background, { raw: { width, height, channels: 3 } })
    .composite([{ input: Buffer.from(figure) }])
    .removeAlpha()
    .raw()
    .toBuffer();
}
