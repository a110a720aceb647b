import {
  ALL_FORMATS,
  type EncodedPacket,
  EncodedPacketSink,
  FilePathSource,
  Input as MediaInput,
} from 'mediabunny';
import { describe, expect, it } from 'vitest';
import { ffmpeg, probePackets } from '../../test/ffmpeg.js';
import { recording, temporaryFolder } from '../../test/lockstep.js';
import { Input } from '../io/input.js';
import { formatOf, videoParts } from './open-video.js';
import type { VideoFrame } from './video-frame.js';
import type { VideoFormat } from './video-format.js';

async function framesOf(
  path: string,
  frameRate?: number,
): Promise<{ format: VideoFormat; videoFrames: VideoFrame[] }> {
  await using input = await Input.open(path);
  const format = await formatOf(input, {});
  const videoFrames: VideoFrame[] = [];
  for await (const { videoFrame } of videoParts(input, format, { frameRate, warn: () => undefined })) {
    if (videoFrame) videoFrames.push(videoFrame);
  }
  return { format, videoFrames };
}

/** ffprobe prints microseconds. */
const near = (ms: number): unknown => expect.closeTo(ms, 1);
const timesNear = (packets: readonly { ptsMs: number; dtsMs: number }[]): unknown[] =>
  packets.map(({ ptsMs, dtsMs }) => ({ ptsMs: near(ptsMs), dtsMs: near(dtsMs) }));
const timesOf = (videoFrames: readonly VideoFrame[]): { ptsMs: number; dtsMs: number }[] =>
  videoFrames.map(({ ptsMs, dtsMs }) => ({ ptsMs, dtsMs }));

const containers = [
  { name: 'avc.flv', format: 'flv', frames: 134 },
  { name: 'h264_only.flv', format: 'flv', frames: 222 },
  { name: 'video.mp4', format: 'mp4', frames: 125 },
  { name: '0.mpegts', format: 'ts', frames: 298 },
  { name: 'no-aud.mpegts', format: 'ts', frames: 9 },
];
describe.each(containers)('$name', ({ name, format, frames }) => {
  it('has the frames of ffprobe at the times of ffprobe', async () => {
    const read = await framesOf(recording(name));
    expect(read.format).toBe(format);
    expect(read.videoFrames).toHaveLength(frames);
    expect(read.videoFrames.map(({ frame }) => frame)).toEqual(read.videoFrames.map((_, index) => index));
    expect(timesOf(read.videoFrames)).toEqual(timesNear(probePackets(recording(name))));
  });
});

describe.each(['video.mp4', 'rotate-buck-bunny.mp4', '0.mpegts'])('%s', (name) => {
  it('has the frames that mediabunny finds, byte for byte', async () => {
    const { videoFrames } = await framesOf(recording(name));
    using media = new MediaInput({ source: new FilePathSource(recording(name)), formats: ALL_FORMATS });
    const track = await media.getPrimaryVideoTrack();
    const packets: EncodedPacket[] = [];
    if (track) for await (const packet of new EncodedPacketSink(track).packets()) packets.push(packet);
    expect(videoFrames.map(({ ptsMs }) => ptsMs)).toEqual(
      packets.map(({ timestamp }) => near(timestamp * 1000)),
    );
    const sameBytes = videoFrames.map(({ bytes }, index) =>
      Buffer.compare(bytes, packets[index]?.data ?? Buffer.alloc(0)),
    );
    expect(sameBytes).toEqual(videoFrames.map(() => 0));
  });
});

const streams = [
  { name: 'BA_MW_D.264', frames: 100 },
  { name: 'MIDR_MW_D.264', frames: 100 },
  { name: 'NRF_MW_E.264', frames: 100 },
  { name: 'CI_MW_D.264', frames: 100 },
  { name: 'SVA_BA1_B.264', frames: 17 },
  { name: 'BA1_Sony_D.jsv', frames: 17 },
  { name: 'BA1_FT_C.264', frames: 299 },
  { name: 'MR1_BT_A.h264', frames: 62 },
  { name: 'test_vd_1d.264', frames: 9 },
  { name: 'Zhling_1280x720.264', frames: 19 },
  { name: 'Cisco_Men_whisper_640x320_CABAC_Bframe_9.264', frames: 9 },
];
describe.each(streams)('$name', ({ name, frames }) => {
  it('has the frames of ffprobe, each as large as there, and is their bytes in a row', async () => {
    const { format, videoFrames } = await framesOf(recording(name));
    expect(format).toBe('h264');
    expect(videoFrames).toHaveLength(frames);
    expect(videoFrames.map(({ bytes }) => bytes.length)).toEqual(
      probePackets(recording(name)).map(({ bytes }) => bytes),
    );
  });
  it('is shown from 0 on, a frame every 40 ms, none before it is decoded', async () => {
    const { videoFrames } = await framesOf(recording(name));
    const shown = videoFrames.map(({ ptsMs }) => ptsMs).sort((a, b) => a - b);
    expect(shown).toEqual(videoFrames.map((_, index) => index * 40));
    for (const { ptsMs, dtsMs } of videoFrames) expect(ptsMs).toBeGreaterThanOrEqual(dtsMs);
  });
});

const encodings = [
  { name: 'H.264 with B-frames', codec: 'libx264', raw: 'h264', options: ['-bf', '3', '-r', '30'] },
  {
    name: 'H.264 with B-frames as references, open GOPs',
    codec: 'libx264',
    raw: 'h264',
    options: ['-bf', '2', '-x264-params', 'open-gop=1:keyint=20'],
  },
  { name: 'H.264 without B-frames', codec: 'libx264', raw: 'h264', options: ['-tune', 'zerolatency'] },
  { name: 'interlaced H.264', codec: 'libx264', raw: 'h264', options: ['-flags', '+ildct+ilme', '-bf', '2'] },
  {
    name: 'H.265 with B-frames',
    codec: 'libx265',
    raw: 'hevc',
    options: ['-x265-params', 'log-level=none:bframes=4'],
  },
];
describe.each(encodings)('a byte stream of $name', ({ codec, raw, options }) => {
  const source = ['-f', 'lavfi', '-i', 'testsrc2=size=192x108', '-t', '3', '-c:v', codec, ...options];
  it('gets the times that a container gives the same frames', async () => {
    const folder = temporaryFolder();
    ffmpeg(...source, '-movflags', 'frag_keyframe+empty_moov', folder.path('made.mp4'));
    ffmpeg('-i', folder.path('made.mp4'), '-c', 'copy', '-f', raw, folder.path('made.bin'));
    const packets = probePackets(folder.path('made.mp4'));
    const start = Math.min(...packets.map(({ ptsMs }) => ptsMs));
    const { videoFrames } = await framesOf(folder.path('made.bin'));
    expect(videoFrames.map(({ ptsMs }) => ptsMs)).toEqual(packets.map(({ ptsMs }) => near(ptsMs - start)));
    // An encoder may decode earlier than its frames need: then all decode times differ by the same.
    const earlier = (packets[0]?.dtsMs ?? 0) - (videoFrames[0]?.dtsMs ?? 0);
    expect(videoFrames.map(({ dtsMs }) => dtsMs)).toEqual(packets.map(({ dtsMs }) => near(dtsMs - earlier)));
    for (const { ptsMs, dtsMs } of videoFrames) expect(ptsMs).toBeGreaterThanOrEqual(dtsMs);
  });
});

it('takes a frame rate that was told for the one of the stream', async () => {
  const { videoFrames } = await framesOf(recording('BA_MW_D.264'), 50);
  expect(videoFrames.at(-1)).toMatchObject({ ptsMs: 99 * 20 });
});

describe('a byte stream of odd start codes', () => {
  it('is the bytes of its frames in a row: short start codes, empty NAL units, zeros at both ends', async () => {
    const folder = temporaryFolder();
    const sps = [0x67, 66, 0xc0, 30, 0xf4, 0x0b, 0x12]; // with 3-byte start codes
    const slice = (idr: boolean): number[] => [idr ? 0x65 : 0x41, 0x88, 0x80];
    const bytes = Uint8Array.from([
      ...[0, 0, 0, 0, 0, 1, ...sps],
      ...[0, 0, 1, 0x68, 0xce, 0x38, 0x80],
      ...[0, 0, 1, 0, 0, 1, ...slice(true)],
      ...[0, 0, 0, 0, 0, 1, 9, 0xf0, 0, 0, 1, ...slice(false)],
      ...[0, 0, 0],
    ]);
    const { videoFrames } = await framesOf(folder.write('odd.264', bytes));
    expect(Buffer.concat(videoFrames.map((videoFrame) => videoFrame.bytes))).toEqual(Buffer.from(bytes));
    expect(videoFrames.length).toBeGreaterThan(1);
  });
});
