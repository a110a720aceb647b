/** What it costs to package a stream, beside mediabunny and a live ffmpeg in the same run: see README.md in this folder. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { parseArgs, promisify } from 'node:util';
import {
  BufferTarget,
  CmafOutputFormat,
  EncodedAudioPacketSource,
  EncodedPacket,
  EncodedVideoPacketSource,
  HlsOutputFormat,
  Output,
  PathedTarget,
} from 'mediabunny';
import { recorded, type Recorded } from '../../e2e/support/flv-fixture.js';
import { looped } from '../../e2e/support/packaged-room.js';
import { FFMPEG, makeMedia } from '../../e2e/support/ffmpeg.js';
import { TempDir } from '../../e2e/support/temp-dir.js';
import { LiveStream, type MediaFrame } from '../../src/index.js';
import { chunkOf } from '../../src/cmaf/chunk.js';
import { Packaging } from '../../src/cmaf/packaging.js';
import { DEFAULT_PACKAGING_LIMITS } from '../../src/cmaf/packagings.js';
import { renderManifest } from '../../src/dash/manifest.js';
import { compressText, textBytes } from '../../src/http-objects/http-object.js';
import { renderMediaPlaylist } from '../../src/hls/hls-playlists.js';

/** 720p25 at about 1 Mbit/s. */
const PICTURE = {
  seconds: 4,
  size: '1280x720',
  bFrames: 2,
  extra: ['-b:v', '1M', '-maxrate', '1M', '-bufsize', '1M'],
};

const USAGE = `Usage: npm run -s bench:packaging -- [--json] [--loops N] [--live SECONDS]`;
/** Of a live \`ffmpeg -f hls -c copy\`, at most this share. */
const GOAL_SHARE = 1 / 20;
const GOAL_MS = 0.5;

type Cost = { readonly name: string; readonly cpuMsPerStreamSecond: number };

/** What a stream-second costs, of the second of two turns: the first one warms up. */
async function costOf(name: string, streamSeconds: number, work: () => void | Promise<void>): Promise<Cost> {
  await work();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { name, cpuMsPerStreamSecond: (user + system) / 1000 / streamSeconds };
}

/** Every chunk of every kind made once, and every playlist rendered and compressed with each part. */
function packaged(film: Recorded, loops: number, { isAsked }: { isAsked: boolean }): void {
  const stream = new LiveStream({ name: 'bench' });
  const publication = stream.publish({ id: 'bench', kind: 'bench', isPrepared: true });
  publication.setHeaders(film.headers);
  const frames = looped(film, loops);
  publication.push(frames.next().value as MediaFrame);
  using packaging = new Packaging(stream, DEFAULT_PACKAGING_LIMITS);
  let parts = 0;
  for (const frame of frames) {
    publication.push(frame);
    if (!isAsked || packaging.store.partCount === parts) continue;
    parts = packaging.store.partCount;
    const part = packaging.store.findPart(parts - 1);
    if (!part) throw new Error(`Part ${parts - 1} is not kept.`);
    for (const tracks of ['muxed', 'video', 'audio'] as const) chunkOf(part, tracks);
    compressText(
      textBytes(renderMediaPlaylist(packaging, { isLowLatency: true, isDelta: true, container: 'fmp4' })),
    );
    if (part.isIndependent) {
      compressText(
        Buffer.from(
          renderMediaPlaylist(packaging, { isLowLatency: false, isDelta: false, container: 'fmp4' }),
        ),
      );
      compressText(textBytes(renderManifest(packaging, Date.now())));
    }
  }
  stream.end('measured');
}

/** The stream alone: what is paid without any packaging. */
function streamed(film: Recorded, loops: number): void {
  const stream = new LiveStream({ name: 'bench' });
  const publication = stream.publish({ id: 'bench', kind: 'bench', isPrepared: true });
  publication.setHeaders(film.headers);
  for (const frame of looped(film, loops)) publication.push(frame);
  stream.end('measured');
}

async function mediabunny(film: Recorded, loops: number): Promise<void> {
  const { video, audio } = film.headers;
  if (!video || !audio) throw new Error('The film has audio and video.');
  const target = new PathedTarget('master.m3u8', () => new BufferTarget());
  const format = new HlsOutputFormat({
    segmentFormat: new CmafOutputFormat(),
    targetDuration: 1,
    live: true,
    maxLiveSegmentCount: 6,
  });
  const output = new Output({ format, target });
  const pictures = new EncodedVideoPacketSource('avc');
  const sounds = new EncodedAudioPacketSource('aac');
  output.addVideoTrack(pictures, { frameRate: 25 });
  output.addAudioTrack(sounds);
  await output.start();
  const codec = `avc1.${Buffer.from(video.config.subarray(1, 4)).toString('hex')}`;
  const size = { codedWidth: video.width, codedHeight: video.height };
  const ofVideo = { decoderConfig: { codec, ...size, description: video.config } };
  const ofAudio = {
    decoderConfig: {
      codec: 'mp4a.40.2',
      sampleRate: audio.sampleRate,
      numberOfChannels: audio.channels,
      description: audio.config,
    },
  };
  for (const frame of looped(film, loops)) {
    if (frame.kind === 'video') {
      const type = frame.isRandomAccess ? 'key' : 'delta';
      await pictures.add(new EncodedPacket(frame.bytes, type, frame.ptsMs / 1000, 0.04), ofVideo);
    } else {
      await sounds.add(
        new EncodedPacket(frame.bytes, 'key', frame.dtsMs / 1000, 1024 / audio.sampleRate),
        ofAudio,
      );
    }
  }
  await output.finalize();
}

/** CPU of an ffmpeg that packages in real time, as an operator would run it beside a server. */
async function liveFfmpeg(seconds: number): Promise<Cost> {
  await using folder = await TempDir.make();
  const film = await makeMedia(folder.file('film.flv'), PICTURE);
  const command = `"${FFMPEG}" -v error -nostdin -re -stream_loop -1 -i "${film}" -t ${seconds} -c copy -f hls -hls_time 1 -hls_segment_type fmp4 -hls_list_size 6 -hls_flags delete_segments "${folder.file('live.m3u8')}"; cat /proc/$$/stat > "${folder.file('stat')}"`;
  await promisify(execFile)('sh', ['-c', command]);
  // cutime and cstime, in hundredths of a second: what the finished children took. proc(5)
  const stat = (await readFile(folder.file('stat'), 'utf8')).split(') ')[1]?.split(' ') ?? [];
  const ticks = Number(stat[13]) + Number(stat[14]);
  return { name: 'ffmpeg -f hls -c copy, live', cpuMsPerStreamSecond: (ticks * 10) / seconds };
}

async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      json: { type: 'boolean', default: false },
      loops: { type: 'string', default: '60' },
      live: { type: 'string', default: '20' },
    },
  });
  const loops = Number(values.loops);
  const film = await recorded(PICTURE);
  const seconds = loops * 4;
  const costs = [
    await costOf('the stream alone', seconds, () => streamed(film, loops)),
    await costOf('packaged, nobody asks any more', seconds, () => packaged(film, loops, { isAsked: false })),
    await costOf('HLS, LL-HLS and DASH, every file made', seconds, () =>
      packaged(film, loops, { isAsked: true }),
    ),
    await costOf('mediabunny HLS of CMAF', seconds, () => mediabunny(film, loops)),
    await liveFfmpeg(Number(values.live)),
  ];
  const [alone, , ours, , ffmpeg] = costs.map(({ cpuMsPerStreamSecond }) => cpuMsPerStreamSecond);
  const packagingMs = (ours ?? NaN) - (alone ?? NaN);
  const goals = {
    packagingMs,
    isUnderHalfAMillisecond: packagingMs <= GOAL_MS,
    shareOfFfmpeg: packagingMs / (ffmpeg ?? NaN),
    isUnderATwentieth: packagingMs <= (ffmpeg ?? NaN) * GOAL_SHARE,
  };
  if (values.json) process.stdout.write(`${JSON.stringify({ costs, goals })}\n`);
  else {
    for (const { name, cpuMsPerStreamSecond } of costs)
      process.stdout.write(`${name.padEnd(40)} ${cpuMsPerStreamSecond.toFixed(3)} ms CPU a stream-second\n`);
    process.stdout.write(
      `packaging alone: ${packagingMs.toFixed(3)} ms, ${(goals.shareOfFfmpeg * 100).toFixed(1)} % of ffmpeg\n`,
    );
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}\n`);
  process.exitCode = 1;
});
