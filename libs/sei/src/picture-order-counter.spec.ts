import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { AccessUnitSplitter, joinAnnexB, splitAnnexB } from './index.js';
import type { PictureOrder } from './picture-order.js';
import { pictureOrderCounter } from './picture-order-counter.js';

const MAX_BYTES = 64 * 1024 * 1024;

function ffmpeg(args: readonly string[], input?: Uint8Array): Buffer {
  return execFileSync('ffmpeg', ['-v', 'error', ...args, '-'], { input, maxBuffer: MAX_BYTES });
}

/** The order in which ffprobe's container time stamps show the pictures: output position by decoding position. */
function orderInContainer(flv: Buffer): number[] {
  const args = [
    '-v',
    'error',
    '-select_streams',
    'v',
    '-show_entries',
    'packet=pts',
    '-of',
    'csv=p=0',
    '-i',
    '-',
  ];
  const times = execFileSync('ffprobe', args, { input: flv, encoding: 'utf8' })
    .trim()
    .split('\n')
    .map(Number);
  const sorted = [...times].sort((a, b) => a - b);
  return times.map((time) => sorted.indexOf(time));
}

function orderInBitstream(stream: Uint8Array, codec: 'h264' | 'h265'): number[] {
  const splitter = new AccessUnitSplitter(codec);
  const counter = pictureOrderCounter(codec);
  const units = [...splitAnnexB(stream).map((nal) => splitter.push(nal)), splitter.end()];
  const orders = units.flatMap((unit) => (unit ? [counter.push(unit.nalUnits)] : [])) as PictureOrder[];
  let sequence = 0;
  const keys = orders.map(({ startsSequence, picOrderCnt }, index) => {
    if (startsSequence) sequence++;
    return { index, sequence, picOrderCnt };
  });
  const shown = [...keys].sort((a, b) => a.sequence - b.sequence || a.picOrderCnt - b.picOrderCnt);
  return keys.map((key) => shown.indexOf(key));
}

const SOURCE = ['-f', 'lavfi', '-i', 'testsrc2=size=192x108:rate=25', '-t', '4'];
const encodings = [
  {
    name: 'x264, 3 B-frames in a pyramid',
    codec: 'h264',
    options: ['-c:v', 'libx264', '-bf', '3', '-g', '30'],
  },
  {
    name: 'x264, B-frames and open GOPs',
    codec: 'h264',
    options: ['-c:v', 'libx264', '-bf', '2', '-x264-params', 'open-gop=1:keyint=20'],
  },
  { name: 'x264, no B-frames', codec: 'h264', options: ['-c:v', 'libx264', '-tune', 'zerolatency'] },
  {
    name: 'x264, interlaced',
    codec: 'h264',
    options: ['-c:v', 'libx264', '-bf', '2', '-flags', '+ildct+ilme'],
  },
  {
    name: 'x264, weighted prediction, 5 references',
    codec: 'h264',
    options: ['-c:v', 'libx264', '-preset', 'slow', '-refs', '5'],
  },
  {
    name: 'x265, B-frames',
    codec: 'h265',
    options: ['-c:v', 'libx265', '-x265-params', 'log-level=none:bframes=4:keyint=30'],
  },
] as const;

describe.each(encodings)('a raw stream of $name', ({ codec, options }) => {
  it('is shown in the order that the container of the same pictures says', () => {
    const mp4 = ffmpeg([...SOURCE, ...options, '-movflags', 'frag_keyframe+empty_moov', '-f', 'mp4']);
    const format = codec === 'h264' ? 'h264' : 'hevc';
    const raw = ffmpeg(['-i', '-', '-c', 'copy', '-f', format], mp4);
    expect(orderInBitstream(raw, codec)).toEqual(orderInContainer(mp4));
  });
});

it('tells nothing of an access unit without slices', () => {
  const [delimiter] = splitAnnexB(joinAnnexB([Uint8Array.of(9, 0xf0)]));
  expect(pictureOrderCounter('h264').push([delimiter as Uint8Array])).toBeUndefined();
  expect(pictureOrderCounter('h265').push([])).toBeUndefined();
});
