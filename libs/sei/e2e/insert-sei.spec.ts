import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  ANNEX_B,
  extractSei,
  joinAnnexB,
  LESSON_UUID,
  LessonMessageReader,
  readAvcNalUnitHeader,
  readUserDataUnregistered,
  splitAnnexB,
  stripSei,
  type VideoCodec,
  writeLessonMessage,
} from '../src/index.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { countPackets, encode, frameMd5, toAnnexB, traceUserData } from './ffmpeg.js';
import { accessUnitsOf, concat, messageFor, stampAnnexB, stampLengthPrefixed } from './stamp-stream.js';

type Case = {
  name: string;
  codec: VideoCodec;
  stream: () => Uint8Array;
  pictures: number;
  /** Pictures of which trace_headers gets to our message; all unless said. */
  traced?: number;
};

const pathOf = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
const raw = (file: string, pictures: number): Case => ({
  name: file,
  codec: 'h264',
  stream: () => new Uint8Array(readFileSync(pathOf(`../fixtures/${file}`))),
  pictures,
});
const container = (file: string, pictures: number): Case => ({
  name: file,
  codec: 'h264',
  stream: () => toAnnexB(pathOf(`../../formats/fixtures/${file}`)),
  pictures,
});
const encoded = (name: string, codec: VideoCodec, size: string, ...args: string[]): Case => ({
  name,
  codec,
  stream: () => encode(size, args, codec),
  pictures: 30,
});
const x264 = (name: string, size: string, params: string): Case =>
  encoded(`x264: ${name}`, 'h264', size, '-c:v', 'libx264', '-preset', 'veryfast', '-x264-params', params);
const x265 = (name: string, params: string): Case =>
  encoded(
    `x265: ${name}`,
    'h265',
    '320x240',
    '-c:v',
    'libx265',
    '-preset',
    'ultrafast',
    '-x265-params',
    `log-level=0:${params}`,
  );

const CASES: Case[] = [
  raw('BA_MW_D.264', 100),
  raw('MIDR_MW_D.264', 100),
  raw('NRF_MW_E.264', 100),
  raw('CI_MW_D.264', 100),
  raw('SVA_BA1_B.264', 17),
  raw('BA1_Sony_D.jsv', 17),
  raw('BA1_FT_C.264', 299),
  raw('MR1_BT_A.h264', 62),
  raw('test_vd_1d.264', 9),
  raw('Zhling_1280x720.264', 19),
  raw('Cisco_Men_whisper_640x320_CABAC_Bframe_9.264', 9),
  container('avc.flv', 134),
  // Its own picture timing SEI is too short, from the second picture on: there trace_headers gives up, stamped or not.
  { ...container('h264_aac_48000.flv', 50), traced: 1 },
  container('h264_only.flv', 222),
  container('video.mp4', 125),
  container('rotate-buck-bunny.mp4', 45),
  container('0.mpegts', 298),
  container('no-aud.mpegts', 9),
  x264('without B-frames', '320x240', 'bframes=0:keyint=10'),
  x264('with a pyramid of B-frames', '320x240', 'bframes=3:b-pyramid=normal:b-adapt=0:keyint=15'),
  x264('eight slices a picture', '320x240', 'slices=8:bframes=2'),
  x264('slices of at most 300 bytes', '320x240', 'slice-max-size=300:bframes=0'),
  x264('interlaced', '720x576', 'tff=1:bframes=2'),
  x264(
    'delimiters and buffering period SEI',
    '320x240',
    'aud=1:nal-hrd=vbr:vbv-maxrate=500:vbv-bufsize=500:keyint=8',
  ),
  x264('1080p', '1920x1080', 'bframes=2:keyint=12'),
  x264('periodic intra refresh', '320x240', 'intra-refresh=1:bframes=0'),
  encoded(
    'x264: ten bits, 4:2:2',
    'h264',
    '320x240',
    '-c:v',
    'libx264',
    '-preset',
    'veryfast',
    '-pix_fmt',
    'yuv422p10le',
  ),
  x265('with B-frames', 'bframes=3:keyint=10'),
  x265('several slices a picture', 'slices=3:bframes=0'),
  x265('temporal sub-layers', 'temporal-layers=1:bframes=3:b-adapt=0'),
];

describe.each(CASES)('$name', ({ codec, stream, pictures, traced = pictures }) => {
  let original: Uint8Array;
  let units: Uint8Array[][];
  let stamped: Uint8Array;

  beforeAll(() => {
    original = stream();
    units = accessUnitsOf(original, codec);
    stamped = stampAnnexB(units, codec);
  });

  it('is cut into as many access units as ffprobe finds pictures', () => {
    expect(units).toHaveLength(pictures);
    expect(countPackets(original, codec)).toBe(pictures);
  });

  it('decodes to the same pictures with a message in every one', () => {
    const before = frameMd5(original, codec);
    expect(before.length).toBeGreaterThan(0);
    expect(frameMd5(stamped, codec)).toEqual(before);
  });

  it('carries messages that trace_headers of ffmpeg reads, each once and in order', () => {
    const ours = traceUserData(stamped, codec).filter(({ uuid }) => uuid === LESSON_UUID);
    expect(ours.map(({ data }) => data)).toEqual(
      units
        .slice(0, traced)
        .flatMap((_, picture) => writeLessonMessage(messageFor(picture)).map((data) => [...data])),
    );
  });

  it('is stamped to the same stream through length-prefixed samples', () => {
    expect(Buffer.compare(stampLengthPrefixed(units, codec), stamped)).toBe(0);
  });

  it('gives its messages back, and is the stream it was when they are stripped', () => {
    const reader = new LessonMessageReader();
    const read = accessUnitsOf(stamped, codec).map((nals) =>
      extractSei(joinAnnexB(nals), ANNEX_B, codec)
        .filter(({ payloadType }) => payloadType === 5)
        .map(({ payload }) => readUserDataUnregistered(payload))
        .filter(({ uuid }) => uuid === LESSON_UUID)
        .map(({ data }) => reader.push(data)),
    );
    expect(read).toEqual(units.map((_, picture) => [messageFor(picture)]));
    const stripped = accessUnitsOf(stamped, codec).map((nals) =>
      stripSei(joinAnnexB(nals), LESSON_UUID, ANNEX_B, codec),
    );
    expect(Buffer.compare(concat(stripped), concat(units.map(joinAnnexB)))).toBe(0);
  });
});

describe('sps_subsetsps_bothVUI.264, a scalable stream without a base layer', () => {
  const { stream } = raw('sps_subsetsps_bothVUI.264', 1);
  const units = accessUnitsOf(stream(), 'h264');
  const stamped = stampAnnexB(units, 'h264');

  it('gets the message between its parameter sets and its slice extension', () => {
    expect(units).toHaveLength(1);
    expect(splitAnnexB(stamped).map((nal) => readAvcNalUnitHeader(nal).nalUnitType)).toEqual([
      7, 15, 8, 8, 6, 20,
    ]);
  });

  it('is as undecodable for ffmpeg as it was before', () => {
    expect(frameMd5(stream(), 'h264')).toEqual([]);
    expect(frameMd5(stamped, 'h264')).toEqual([]);
  });
});
