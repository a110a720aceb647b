import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  Clip,
  HttpFlvServer,
  LiveStream,
  Pacer,
  Playout,
  RtmpServer,
  SeiStamper,
  type MediaFrame,
} from '../src/index.js';
import { FlvHeaders } from '../src/flv/flv-headers.js';
import { frameTagSize, writeFrameTag } from '../src/flv/flv-frame.js';
import { milliseconds } from '@lockstep/sei';
import { CollectingSink } from './support/collecting-sink.js';
import { ffmpeg, FFMPEG, run, testMedia } from './support/ffmpeg.js';
import { makeHouseClip } from './support/house-clips.js';
import { FakeClock } from './support/playout-fixture.js';
import { TempDir } from './support/temp-dir.js';

const AMPLITUDE = 0.4;
/** Steepest step between two samples of the highest tone; a jump from its crest to silence would be eight times that. */
const STEEPEST = (AMPLITUDE * 2 * Math.PI * 330) / 48_000;

async function makeClips(folder: TempDir) {
  const make = (name: string, clip: Parameters<typeof makeHouseClip>[1]) =>
    makeHouseClip(folder.file(name), clip);
  const paths = [
    await make('idle.flv', { cells: 5, source: 'testsrc=decimals=2' }),
    await make('long.flv', { cells: 12, gop: 24, tone: 220 }),
    await make('short.flv', { cells: 2, tone: 330, source: 'testsrc=decimals=3' }),
  ];
  const [idle, long, short] = await Promise.all(paths.map((path) => Clip.load(path)));
  if (!idle || !long || !short) throw new Error('no clips');
  return { paths, idle, long, short };
}

/** What a sink was handed, as a file. */
async function record(path: string, sink: CollectingSink): Promise<void> {
  const [headers = { metadata: {} }] = sink.headers;
  const file = createWriteStream(path);
  file.write(new FlvHeaders(headers).first(milliseconds(0)));
  for (const frame of sink.frames) file.write(tagOf(frame));
  file.end();
  await once(file, 'close');
}

function tagOf(frame: MediaFrame): Uint8Array {
  const tag = new Uint8Array(frameTagSize(frame));
  writeFrameTag(tag, 0, frame);
  return tag;
}

/** MD5 of every decoded frame. */
async function frameHashes(path: string): Promise<string[]> {
  const { stdout } = await run(
    FFMPEG,
    '-v',
    'error',
    '-xerror',
    '-i',
    path,
    '-map',
    '0:v',
    '-f',
    'framemd5',
    '-',
  );
  const rows = stdout
    .toString()
    .split('\n')
    .filter((line) => /^\d/.test(line));
  return rows.map((line) => line.split(',').at(-1)?.trim() ?? '');
}

describe('a playout of many splices', () => {
  it('decodes without an error: every frame that of its clip, the audio without a click or a gap', async () => {
    await using folder = await TempDir.make();
    const { paths, idle, long, short } = await makeClips(folder);
    const hashes = await Promise.all(paths.map((path) => frameHashes(path)));
    const stamper = new SeiStamper({ snapshot: () => ({ seq: 1, body: Buffer.from('{"state":"any"}') }) });
    const clock = new FakeClock();
    using pacer = new Pacer({ clock });
    await using stream = new LiveStream({ name: 'class', stamper });
    const sink = new CollectingSink();
    stream.subscribe(sink);
    await using playout = new Playout({ stream, pacer, idle });
    for (let i = 0; i < 60; i++) {
      clock.pass(300 + ((i * 613) % 2_500));
      if (i % 7 === 3) playout.skip();
      if (i % 2 === 0) playout.enqueue(long);
      // in the midst of speech too: what is cut goes on behind it
      else playout.enqueue(short, { placement: 'now' });
    }
    clock.pass(60_000);
    const recording = folder.file('recording.flv');
    await record(recording, sink);

    const decoded = await frameHashes(recording);
    const bytesOf = new Map<string, string>();
    [idle, long, short].forEach((clip, c) => {
      for (let videoFrame = 0; videoFrame < clip.readyCells * 8; videoFrame++) {
        const bytes =
          clip.cell(Math.floor(videoFrame / 8))?.videoFrames[videoFrame % 8]?.bytes ?? new Uint8Array();
        bytesOf.set(Buffer.from(bytes).subarray(-40).toString('hex'), hashes[c]?.[videoFrame] ?? '');
      }
    });
    const expected = sink.video.map(({ bytes }) =>
      bytesOf.get(Buffer.from(bytes).subarray(-40).toString('hex')),
    );
    expect(decoded).toEqual(expected);
    expect(new Set(expected).size).toBeGreaterThan(60);

    const log = await run(FFMPEG, '-v', 'error', '-xerror', '-i', recording, '-f', 'null', '-');
    expect(log.stderr).toBe('');
    const { stderr: looked } = await run(
      FFMPEG,
      '-i',
      recording,
      '-vf',
      'blackdetect=d=0.04',
      '-an',
      '-f',
      'null',
      '-',
    );
    expect(looked).not.toContain('black_start');

    const { stdout } = await run(FFMPEG, '-v', 'error', '-i', recording, '-map', '0:a', '-f', 'f32le', '-');
    const samples = new Float32Array(
      stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + stdout.length),
    );
    expect(samples.length).toBe(sink.audio.length * 1024);
    let steepest = 0;
    for (let i = 1; i < samples.length; i++) {
      steepest = Math.max(steepest, Math.abs((samples[i] ?? 0) - (samples[i - 1] ?? 0)));
    }
    expect(steepest).toBeGreaterThan(STEEPEST / 2);
    expect(steepest).toBeLessThan(2 * STEEPEST);
  });

  it('has packets on one grid for ffprobe, none missing and none twice', async () => {
    await using folder = await TempDir.make();
    const { idle, short } = await makeClips(folder);
    const clock = new FakeClock();
    using pacer = new Pacer({ clock });
    await using stream = new LiveStream({ name: 'class' });
    const sink = new CollectingSink();
    stream.subscribe(sink);
    await using playout = new Playout({ stream, pacer, idle });
    for (let i = 0; i < 40; i++) {
      playout.enqueue(short, { placement: i % 2 === 0 ? 'now' : 'last' });
      clock.pass((i * 389) % 1_700);
    }
    const recording = folder.file('recording.flv');
    await record(recording, sink);
    const { stdout } = await run(
      ...([
        'ffprobe',
        '-v',
        'error',
        '-show_entries',
        'packet=codec_type,pts,dts',
        '-of',
        'csv=p=0',
      ] as const),
      recording,
    );
    const rows = stdout
      .toString()
      .trim()
      .split('\n')
      .map((line) => line.split(','));
    const timesOf = (type: string): number[] =>
      rows.filter(([kind]) => kind === type).map(([, pts]) => Number(pts));
    const video = timesOf('video');
    expect(video).toEqual(video.map((_, i) => i * 40));
    expect(timesOf('audio')).toEqual(timesOf('audio').map((_, i) => Math.round((i * 1024) / 48)));
    expect(rows.every(([, pts, dts]) => pts === dts)).toBe(true);
  });
});

describe('a teacher who takes over', () => {
  it('is seen in the midst of the playout, which goes on behind; a viewer plays it all', async () => {
    await using folder = await TempDir.make();
    const { idle, long } = await makeClips(folder);
    using pacer = new Pacer();
    await using stream = new LiveStream({ name: 'class' });
    const sink = new CollectingSink();
    stream.subscribe(sink);
    await using playout = new Playout({ stream, pacer, idle });
    playout.enqueue(long, { placement: 'now' });
    await using ingest = await RtmpServer.start({
      host: '127.0.0.1',
      port: 0,
      authorizer: {
        publish: () => {
          playout.handOver('a teacher takes over');
          return Promise.resolve({ stream, publisherId: 'teacher' });
        },
        play: () => Promise.resolve({ refused: 'not here' }),
      },
    });
    const handedBack = new Promise<void>((resolve) => {
      stream.on('idle', ({ publisher }) => {
        if (publisher.kind !== 'rtmp') return;
        playout.takeBack();
        resolve();
      });
    });
    await using server = await HttpFlvServer.start({ port: 0, find: () => stream });
    const recording = folder.file('viewer.flv');
    const url = `http://127.0.0.1:${server.port}/live/class.flv`;
    await expect.poll(() => sink.video.length, { timeout: 10_000 }).toBeGreaterThan(20);
    await using viewer = ffmpeg('-y', '-i', url, '-c', 'copy', recording);
    await expect.poll(() => stream.stats.subscribers, { timeout: 10_000 }).toBe(2);
    await run(
      ...([FFMPEG, '-v', 'error', '-re', ...testMedia({ seconds: 2 })] as const),
      ...['-f', 'flv', `rtmp://127.0.0.1:${ingest.port}/live/key`],
    );
    await handedBack;
    const after = sink.video.length;
    await expect.poll(() => sink.video.length, { timeout: 10_000 }).toBeGreaterThan(after + 40);
    stream.end('the class is over');
    await viewer.finished;
    const times = sink.video.map(({ dtsMs }) => dtsMs);
    const steps = times.slice(1).map((dtsMs, i) => dtsMs - (times[i] ?? 0));
    expect(Math.min(...steps)).toBeGreaterThan(0);
    expect(Math.max(...steps)).toBeLessThanOrEqual(80);
    const { stderr } = await run(FFMPEG, '-v', 'error', '-i', recording, '-f', 'null', '-');
    expect(stderr).not.toMatch(/error|invalid|non monoton/i);
  });
});
