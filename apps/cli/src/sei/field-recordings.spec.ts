import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ffmpeg, probePackets } from '../../test/ffmpeg.js';
import { fieldRecording, linesOf, lockstep, temporaryFolder, type Result } from '../../test/lockstep.js';

const inspect = (...args: readonly string[]): Promise<Result> => lockstep(['sei', 'inspect', ...args]);
const framesOf = ({ stdout }: Result): number => Number(/(\d+) H\.26[45] frame/.exec(stdout.toString())?.[1]);

const recordings = [
  { name: 'flv-frame-before-header.flv', complaint: 'before the sequence header' },
  { name: 'flv-prevtagsize-bodyonly.flv', complaint: 'more times: PreviousTagSize' },
  { name: 'flv-streamid-1.flv', complaint: 'more times: StreamID' },
  { name: 'flv-trailing-zeros.flv', complaint: 'byte 41891: ' },
  { name: 'flv-truncated.flv', frames: 99, code: 1, complaint: 'byte 41289: the input ends inside of a tag' },
  { name: 'flv-unknown-tagtype.flv', complaint: 'no FLV tag begins with byte 15' },
  { name: 'mov-aac-sound-v1.mov' },
  { name: 'mp4-annexb-samples-empty-avcC.mp4' },
  { name: 'mp4-moov-terminator.mp4' },
  { name: 'mp4-stsd-qt-terminator.mov' },
  { name: 'ts-constant-cc.mpegts' },
  { name: 'ts-leading-junk.mpegts', complaint: 'byte 0: 88 bytes before the first transport packet' },
  { name: 'ts-lost-bytes.mpegts', complaint: '77 bytes in which no transport packet begins' },
  { name: 'ts-scte35.mpegts' },
  { name: 'ts-video-pid-changes.mpegts', frames: 98, complaint: 'the video goes on in PID 272' },
];
describe.each(recordings)('$name', ({ name, frames = 100, code = 0, complaint }) => {
  it('is read on behind its fault, from a file and from a pipe, with a warning where there is one', async () => {
    const named = await inspect(fieldRecording(name), '--summary');
    const stderr = complaint === undefined ? '' : expect.stringContaining(complaint);
    expect(named).toMatchObject({ code, stderr });
    expect(framesOf(named)).toBe(frames);
    const piped = await lockstep(['sei', 'inspect', '-'], readFileSync(fieldRecording(name)));
    expect(linesOf(piped)).toHaveLength(1);
    expect(linesOf(piped)[0]).toMatchObject({ frame: 0, payloadType: 5 });
  });
});

describe('a recording that was cut', () => {
  it.each(['flv-truncated.flv', 'flv-trailing-zeros.flv', 'flv-unknown-tagtype.flv'])(
    'is written up to its fault and behind it, with a warning: %s',
    async (name) => {
      const folder = temporaryFolder();
      const events = folder.write('events.jsonl', '{"frame":50,"event":{"type":"marker","name":"here"}}');
      const marked = folder.path('marked.flv');
      const injected = await lockstep(['sei', 'inject', fieldRecording(name), marked, '--events', events]);
      expect(injected).toMatchObject({ code: 0, stderr: expect.stringContaining(`${name}: byte `) });
      expect(probePackets(marked)).toHaveLength(name.includes('truncated') ? 99 : 100);
      expect(linesOf(await inspect(marked)).map(({ frame }) => frame)).toEqual([0, 50]);
      const stripped = await lockstep(['sei', 'strip', marked, folder.path('plain.flv')]);
      expect(stripped).toMatchObject({ code: 0, stderr: '' });
    },
  );
  it('is listed up to a fault that cannot be read over, and then the fault is told', async () => {
    const folder = temporaryFolder();
    const whole = readFileSync(fieldRecording('mp4-moov-terminator.mp4'));
    ffmpeg(
      '-i',
      folder.write('whole.mp4', whole),
      '-c',
      'copy',
      '-movflags',
      'faststart',
      folder.path('fast.mp4'),
    );
    const cut = folder.write('cut.mp4', folder.read('fast.mp4').subarray(0, 30_000));
    const result = await inspect(cut, '--summary');
    expect(framesOf(result)).toBeGreaterThan(50);
    expect(linesOf(await inspect(cut))).toHaveLength(1);
  });
});

const VIDEO = ['-f', 'lavfi', '-i', 'testsrc=size=160x120:rate=25:duration=1'];
const AUDIO = ['-f', 'lavfi', '-i', 'sine=duration=1'];
const H264 = ['-c:v', 'libx264', '-bf', '2', '-pix_fmt', 'yuv420p'];
const H265 = ['-c:v', 'libx265', '-x265-params', 'log-level=none', '-pix_fmt', 'yuv420p'];
const made = [
  { name: 'QuickTime with PCM', file: 'a.mov', options: [...H264, '-c:a', 'pcm_s16le'] },
  { name: 'QuickTime with ALAC', file: 'a.mov', options: [...H264, '-c:a', 'alac'] },
  { name: 'QuickTime with MP3', file: 'a.mov', options: [...H264, '-c:a', 'libmp3lame'] },
  { name: 'MP4 with MP3', file: 'a.mp4', options: [...H264, '-c:a', 'libmp3lame'] },
  { name: 'MP4 with AC-3', file: 'a.mp4', options: [...H264, '-c:a', 'ac3'] },
  {
    name: 'MP4 with parameter sets in band',
    file: 'a.mp4',
    options: [...H264, '-c:a', 'aac', '-tag:v', 'avc3'],
  },
  { name: 'MP4 with H.265', file: 'a.mp4', options: [...H265, '-c:a', 'aac', '-tag:v', 'hvc1'] },
  {
    name: 'fragmented MP4',
    file: 'a.mp4',
    options: [...H264, '-c:a', 'aac', '-movflags', 'frag_keyframe+empty_moov', '-g', '10'],
  },
  { name: 'Matroska with Opus', file: 'a.mkv', options: [...H264, '-c:a', 'libopus'] },
  { name: 'Matroska with H.265', file: 'a.mkv', options: [...H265, '-c:a', 'aac'] },
  { name: 'MPEG-TS with MP2', file: 'a.ts', options: [...H264, '-c:a', 'mp2'] },
  { name: 'MPEG-TS of Blu-ray', file: 'a.m2ts', options: [...H264, '-c:a', 'ac3'] },
];
describe.each(made)('$name', ({ file, options }) => {
  it('has all its frames at the times of ffprobe, from a file and from a pipe', async () => {
    const folder = temporaryFolder();
    ffmpeg(...VIDEO, ...AUDIO, ...options, folder.path(file));
    const events = await inspect(folder.path(file), '--summary');
    expect(events).toMatchObject({ code: 0, stderr: '' });
    expect(framesOf(events)).toBe(25);
    const named = linesOf(await inspect(folder.path(file)));
    const probed = probePackets(folder.path(file));
    expect(named.length > 0).toBe(!options.includes('libx265')); // x265 writes its SEI beside the parameter sets
    for (const { frame, ptsMs, dtsMs } of named) {
      expect(Math.abs(Number(ptsMs) - (probed[Number(frame)]?.ptsMs ?? NaN))).toBeLessThan(1.5);
      expect(Number(dtsMs)).toBeLessThanOrEqual(Number(ptsMs));
    }
    const piped = await lockstep(['sei', 'inspect', '-'], folder.read(file));
    expect(piped).toMatchObject({ code: 0, stderr: '' });
    expect(linesOf(piped)).toEqual(named);
  });
});

const others = [
  {
    name: 'WebM with VP9',
    file: 'a.webm',
    options: ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8'],
  },
  { name: 'MP4 with MPEG-4 part 2', file: 'a.mp4', options: ['-c:v', 'mpeg4'] },
  { name: 'MPEG-TS with MPEG-2', file: 'a.ts', options: ['-c:v', 'mpeg2video'] },
  { name: 'Matroska with VP8', file: 'a.mkv', options: ['-c:v', 'libvpx', '-deadline', 'realtime'] },
];
describe.each(others)('$name', ({ file, options }) => {
  it.each([[], ['--summary']])('has no video for this command, and says so', async (...args) => {
    const folder = temporaryFolder();
    ffmpeg(...VIDEO, ...options, folder.path(file));
    const result = await inspect(folder.path(file), ...args);
    expect(result).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('no H.264 or H.265 video track'),
    });
  });
});
