import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import {
  ANNEX_B,
  insertSei,
  LESSON_UUID,
  lessonSeiNalUnits,
  writeSeiNalUnit,
  writeUserDataUnregistered,
} from '@lockstep/sei';
import { describe, expect, it } from 'vitest';
import { ffmpeg, probePackets } from '../../test/ffmpeg.js';
import { linesOf, lockstep, recording, start, temporaryFolder } from '../../test/lockstep.js';

const X264_UUID = 'dc45e9bd-e6d9-48b7-962c-d820d923eeef';
const inspect = (...args: string[]) => lockstep(['sei', 'inspect', ...args]);

describe('what inspect prints of a real recording', () => {
  it('is a line for each message, with its frame, type, UUID and size', async () => {
    const result = await inspect(recording('avc.flv'));
    expect(result).toMatchObject({ code: 0, stderr: '' });
    expect(linesOf(result)).toEqual([
      { frame: 0, ptsMs: 133, dtsMs: 0, payloadType: 5, uuid: X264_UUID, size: 680 },
    ]);
  });
  it('contains what other messages say with --data', async () => {
    const [line] = linesOf(await inspect(recording('video.mp4'), '--data'));
    expect(line).toMatchObject({ payloadType: 5, text: expect.stringContaining('x264 - core') });
  });
  it('lists every message of a frame', async () => {
    const lines = linesOf(await inspect(recording('h264_aac_48000.flv'))).filter(({ frame }) => frame === 0);
    expect(lines.map(({ payloadType }) => payloadType)).toEqual(expect.arrayContaining([0, 1, 100]));
  });
});

const recordings = [
  { name: 'BA_MW_D.264', videoFrames: '100 H.264 frames' },
  { name: 'MIDR_MW_D.264', videoFrames: '100 H.264 frames' },
  { name: 'NRF_MW_E.264', videoFrames: '100 H.264 frames' },
  { name: 'CI_MW_D.264', videoFrames: '100 H.264 frames' },
  { name: 'SVA_BA1_B.264', videoFrames: '17 H.264 frames' },
  { name: 'BA1_Sony_D.jsv', videoFrames: '17 H.264 frames' },
  { name: 'BA1_FT_C.264', videoFrames: '299 H.264 frames' },
  { name: 'MR1_BT_A.h264', videoFrames: '62 H.264 frames' },
  { name: 'test_vd_1d.264', videoFrames: '9 H.264 frames' },
  { name: 'sps_subsetsps_bothVUI.264', videoFrames: '1 H.264 frame ' },
  { name: 'Zhling_1280x720.264', videoFrames: '19 H.264 frames' },
  { name: 'Cisco_Men_whisper_640x320_CABAC_Bframe_9.264', videoFrames: '9 H.264 frames' },
  { name: 'avc.flv', videoFrames: '134 H.264 frames' },
  { name: 'h264_aac_48000.flv', videoFrames: '50 H.264 frames', code: 1, complaint: 'byte 275347: ' },
  { name: 'h264_only.flv', videoFrames: '222 H.264 frames' },
  {
    name: 'mp3.flv',
    videoFrames: 'no H.264 or H.265 frames',
    code: 1,
    complaint: 'mp3.flv: has no H.264 or H.265 video track',
  },
  { name: 'h265_aac_44100.flv', videoFrames: '117 H.265 frames' },
  { name: 'video.mp4', videoFrames: '125 H.264 frames' },
  { name: 'rotate-buck-bunny.mp4', videoFrames: '45 H.264 frames' },
  { name: '0.mpegts', videoFrames: '298 H.264 frames' },
  { name: 'no-aud.mpegts', videoFrames: '9 H.264 frames', complaint: 'byte 1048476: ' },
];
describe.each(recordings)('$name', ({ name, videoFrames, code = 0, complaint = '' }) => {
  it('is summed up with all its frames, from a file and from a pipe', async () => {
    const named = await inspect(recording(name), '--summary');
    expect(named).toMatchObject({ code, stderr: expect.stringContaining(complaint) });
    expect(named.stdout.toString()).toContain(videoFrames);
    const piped = await lockstep(['sei', 'inspect', '-', '--summary'], readFileSync(recording(name)));
    expect(piped.code).toBe(code);
    expect(piped.stdout.toString()).toBe(named.stdout.toString().replace(recording(name), 'stdin'));
  });
});

/** FLV rounds the times of 15 frames a second to milliseconds; these are 2,000 ticks of 1/30,000 s apart. */
const EXACT_TIMES = [
  '-bsf:v',
  'setts=time_base=1/30000:pts=PTS:dts=DTS,setts=pts=round(PTS/2000)*2000:dts=round(DTS/2000)*2000',
];

/** A stream with a marker in every frame, in the container that ffmpeg makes of it. */
async function markedVideo(format: string, ...muxing: string[]): Promise<string> {
  const folder = temporaryFolder();
  const events = Array.from({ length: 134 }, (_, frame) =>
    JSON.stringify({ frame, event: { type: 'marker', name: `${frame}` } }),
  );
  const eventsPath = folder.write('events.jsonl', events.join('\n'));
  await lockstep(['sei', 'inject', recording('avc.flv'), folder.path('marked.flv'), '--events', eventsPath]);
  const path = folder.path(`marked.${format}`);
  if (format !== 'flv') ffmpeg('-i', folder.path('marked.flv'), '-c', 'copy', ...muxing, path);
  return path;
}

const containers = [
  { name: 'FLV', format: 'flv', muxing: [] },
  { name: 'MPEG-TS', format: 'ts', muxing: [] },
  { name: 'MP4 with its index last', format: 'mp4', muxing: EXACT_TIMES },
  { name: 'MP4 with its index first', format: 'mp4', muxing: [...EXACT_TIMES, '-movflags', 'faststart'] },
  {
    name: 'fragmented MP4',
    format: 'mp4',
    muxing: [...EXACT_TIMES, '-movflags', 'frag_keyframe+empty_moov+default_base_moof'],
  },
];
describe.each(containers)('messages in every frame of $name', ({ format, muxing }) => {
  it('are all listed, at the times that ffprobe sees, from a file and from a pipe', async () => {
    const path = await markedVideo(format, ...muxing);
    const result = await inspect(path);
    expect(result).toMatchObject({ code: 0, stderr: '' });
    const lines = linesOf(result).filter(({ uuid }) => uuid === LESSON_UUID);
    // a tick of 1/30,000 or 1/90,000 s is no less than 11 µs; both sides round to 1 µs
    const near = (ms: number): unknown => expect.closeTo(ms, 2);
    expect(lines).toEqual(
      probePackets(path).map(({ ptsMs, dtsMs }, frame) => ({
        frame,
        ptsMs: near(ptsMs),
        dtsMs: near(dtsMs),
        payloadType: 5,
        uuid: LESSON_UUID,
        size: expect.any(Number),
        message: {
          seq: frame + 1,
          snapshot: false,
          repeat: false,
          signed: false,
          wallClockMs: expect.any(Number),
          event: { type: 'marker', name: `${frame}` },
        },
      })),
    );
    const piped = await lockstep(['sei', 'inspect', '-'], readFileSync(path));
    expect(piped.stdout.equals(result.stdout)).toBe(true);
  });
});

describe.each(['mp4', 'ts'])('messages of H.265 in a .%s', (format) => {
  it('are all listed', async () => {
    const folder = temporaryFolder();
    const encoder = ['-c:v', 'libx265', '-x265-params', 'log-level=none:bframes=0'];
    ffmpeg(
      '-f',
      'lavfi',
      '-i',
      'testsrc2=size=192x108:rate=25',
      '-t',
      '1',
      ...encoder,
      folder.path('made.hevc'),
    );
    const events = folder.write('events.jsonl', '{"frame":3,"event":{"type":"marker","name":"x"}}');
    await lockstep([
      'sei',
      'inject',
      folder.path('made.hevc'),
      folder.path('marked.hevc'),
      '--events',
      events,
    ]);
    const timed = ['-fflags', '+genpts', '-r', '25', '-i', folder.path('marked.hevc'), '-c', 'copy'];
    ffmpeg(...timed, folder.path('marked.mp4'));
    if (format === 'ts') ffmpeg('-i', folder.path('marked.mp4'), '-c', 'copy', folder.path('marked.ts'));
    const path = folder.path(`marked.${format}`);
    const [line] = linesOf(await inspect(path)).filter(({ uuid }) => uuid === LESSON_UUID);
    const [first, second] = probePackets(path);
    expect(line).toMatchObject({ frame: 3, message: { event: { name: 'x' } } });
    const interval = (second?.dtsMs ?? 0) - (first?.dtsMs ?? 0);
    expect(line?.['dtsMs']).toBeCloseTo((first?.dtsMs ?? 0) + 3 * interval, 2);
  });
});

describe('lesson messages', () => {
  const first = new Uint8Array(readFileSync(recording('BA_MW_D.264')));
  /** The recording with these SEI NAL units in its first frame. */
  const withSei = (...nals: Uint8Array[]): Uint8Array => insertSei(first, nals, ANNEX_B);
  const message = { seq: 9, wallClockMs: 1, snapshot: true, repeat: false };
  const body = (text: string): Uint8Array => new TextEncoder().encode(text);
  const read = async (...nals: Uint8Array[]) =>
    linesOf(await lockstep(['sei', 'inspect', '-'], withSei(...nals)));

  it('are told fragment by fragment, and whole where the last fragment is', async () => {
    const state = { text: 'x'.repeat(3000) };
    const lines = await read(...lessonSeiNalUnits({ ...message, body: body(JSON.stringify(state)) }));
    expect(lines.map(({ fragment }) => fragment)).toEqual([0, 1, 2, 3].map((index) => ({ index, count: 4 })));
    expect(lines.map((line) => 'message' in line)).toEqual([false, false, false, true]);
    expect(lines.at(-1)).toMatchObject({ message: { seq: 9, snapshot: true, state } });
  });
  it('whose body is no JSON are told as they are', async () => {
    expect(await read(...lessonSeiNalUnits({ ...message, body: body('{') }))).toMatchObject([
      { message: { body: '{' } },
    ]);
    const bytes = Uint8Array.of(0xff, 0xfe);
    expect(await read(...lessonSeiNalUnits({ ...message, body: bytes }))).toMatchObject([
      { message: { body: 'fffe' } },
    ]);
  });
  it('that are malformed are told with what is wrong', async () => {
    const cut = writeSeiNalUnit([writeUserDataUnregistered(LESSON_UUID, Uint8Array.of(1, 0, 0))]);
    expect(await read(cut)).toMatchObject([
      { uuid: LESSON_UUID, error: expect.stringContaining('truncated') },
    ]);
    const short = writeSeiNalUnit([{ payloadType: 5, payload: Uint8Array.of(1, 2) }]);
    expect(await read(short)).toMatchObject([{ payloadType: 5, error: expect.stringContaining('uuid') }]);
  });
  it('of another version are listed without a message', async () => {
    const other = writeSeiNalUnit([writeUserDataUnregistered(LESSON_UUID, Uint8Array.of(2, 0, 0))]);
    const [line] = await read(other);
    expect(line).not.toHaveProperty('message');
    expect(line).not.toHaveProperty('error');
  });
  it('are summed up with their numbers and gaps', async () => {
    const event = (seq: number, repeat = false): Uint8Array[] =>
      lessonSeiNalUnits({ seq, wallClockMs: 1, snapshot: false, repeat, body: body('{}') });
    const snapshot = lessonSeiNalUnits({ ...message, body: body('{}') });
    const stream = withSei(
      ...snapshot,
      ...event(1),
      ...event(2),
      ...event(2, true),
      ...event(5),
      ...event(9),
    );
    const { stdout } = await lockstep(['sei', 'inspect', '-', '--summary'], stream);
    expect(stdout.toString()).toContain(
      'Lesson: 4 events, 1 repeat, 1 snapshot, seq 1 to 9, missing 3 to 4, 6 to 8',
    );
  });
});

describe('what cannot be read', () => {
  it('of a frame is named, and the others are read', async () => {
    const folder = temporaryFolder();
    const bytes = readFileSync(recording('avc.flv'));
    const [, second] = probePackets(recording('avc.flv'));
    expect(second).toBeDefined();
    // The length of a NAL unit in the second frame.
    const at = bytes.indexOf(Buffer.from([0x27, 1])) + 5;
    bytes.writeUInt32BE(0x7fffffff, at);
    const result = await inspect(folder.write('broken.flv', bytes), '--summary');
    expect(result).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/frame 1 \(at byte \d+\): cannot be read/),
    });
    expect(result.stdout.toString()).toContain('134 H.264 frames');
  });
  it('of an SEI NAL unit is named, and the rest is read', async () => {
    const broken = Uint8Array.of(6, 5, 200, 1, 2, 3, 0x80);
    const stream = insertSei(new Uint8Array(readFileSync(recording('BA_MW_D.264'))), [broken], ANNEX_B);
    const result = await lockstep(['sei', 'inspect', '-', '--summary'], stream);
    expect(result).toMatchObject({ code: 0, stderr: expect.stringContaining('malformed SEI: truncated') });
    expect(result.stdout.toString()).toContain('100 H.264 frames');
  });
});

describe('in a pipeline', () => {
  it('prints a message as soon as its frame is there, not at the end of the stream', async () => {
    const child = start(['sei', 'inspect', '-']);
    const bytes = readFileSync(recording('avc.flv'));
    child.stdin.write(bytes.subarray(0, 100_000));
    const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
    expect(JSON.parse(chunk.toString())).toMatchObject({ frame: 0, uuid: X264_UUID });
    child.stdin.end(bytes.subarray(100_000));
    const [code] = (await once(child, 'close')) as [number];
    expect(code).toBe(0);
  });
  it('stops without complaint when nobody reads on', async () => {
    const child = start(['sei', 'inspect', '-']);
    child.stdin.on('error', () => undefined);
    child.stdout.destroy();
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.stdin.end(readFileSync(recording('avc.flv')));
    const [code] = (await once(child, 'close')) as [number];
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });
});
