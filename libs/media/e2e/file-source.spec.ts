import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { FileSource, LiveStream, PublisherConflict, type FileLoop, type VideoFrame } from '../src/index.js';
import { packagedFfmpeg } from '../src/transcoding/find-ffmpeg.js';
import { CollectingSink } from './support/collecting-sink.js';
import { FFMPEG, makeMedia, run } from './support/ffmpeg.js';
import { TempDir } from './support/temp-dir.js';

const packaged = await packagedFfmpeg();
const programs = [
  { name: `ffmpeg (${FFMPEG})`, ffmpeg: FFMPEG },
  { name: 'the packaged ffmpeg of 2018', ffmpeg: packaged ?? 'missing' },
];

describe.each(programs)('a file source with $name', ({ ffmpeg }) => {
  it('publishes H.264 and AAC as they are, once', async () => {
    await using dir = await TempDir.make();
    const path = await makeMedia(dir.file('a.mp4'), { seconds: 1, bFrames: 2 });
    const { stream, sink } = room();
    await using source = await FileSource.start({ path, stream, loop: false, ffmpeg });
    await source.done;
    expect(source.isCopied).toBe(true);
    expect(sink.video).toHaveLength(25);
    expect(sink.audio.length).toBeGreaterThan(40);
    expect(sink.headers.at(-1)?.video).toMatchObject({ width: 320, height: 180 });
    expect(stream.isLive).toBe(false);
  });

  it('encodes what a browser cannot play, and encodes it once', async () => {
    await using dir = await TempDir.make();
    const path = dir.file('a.avi');
    await run(
      FFMPEG,
      '-v',
      'error',
      '-f',
      'lavfi',
      '-i',
      'testsrc2=size=319x181:rate=25:duration=1',
      ...['-f', 'lavfi', '-i', 'sine=duration=1'],
      ...['-c:v', 'mpeg4', '-c:a', 'mp2', path],
    );
    const { stream, sink } = room();
    const loops: FileLoop[] = [];
    await using source = await FileSource.start({
      path,
      stream,
      loop: true,
      ffmpeg,
      onLoop: (loop) => loops.push(loop),
    });
    await expect.poll(() => loops.length, { timeout: 20_000 }).toBe(3);
    expect(source.isCopied).toBe(false);
    expect(sink.headers.at(-1)).toMatchObject({
      video: { width: 318, height: 180 },
      audio: { sampleRate: 48000 },
    });
    expect(sink.headers).toHaveLength(1);
    expect(sink.video.every(({ dtsMs, ptsMs }) => dtsMs === ptsMs)).toBe(true);
  });
});

describe('a looped file', () => {
  it('goes on without gap or overlap, and tells where each run begins before it does', async () => {
    await using dir = await TempDir.make();
    const path = await makeMedia(dir.file('a.mp4'), { seconds: 1, bFrames: 2, rate: 30, gop: 30 });
    const { stream, sink } = room();
    const loops: (FileLoop & { positionMs: number })[] = [];
    await using source = await FileSource.start({
      path,
      stream,
      loop: true,
      onLoop: (loop) => loops.push({ ...loop, positionMs: stream.positionMs ?? -1 }),
    });
    await expect.poll(() => sink.video.length, { timeout: 20_000 }).toBeGreaterThan(100);
    await source[Symbol.asyncDispose]();
    const pts = sink.video
      .slice(0, 90)
      .map(({ ptsMs }) => ptsMs)
      .sort((a, b) => a - b);
    const gaps = new Set(pts.slice(1).map((time, i) => time - (pts[i] ?? 0)));
    expect([...gaps].sort()).toEqual([33, 34]);
    const audio = sink.audio.map(({ dtsMs }) => dtsMs);
    expect(audio.slice(1).every((time, i) => time > (audio[i] ?? 0))).toBe(true);
    for (const { iteration, streamPtsMs, positionMs } of loops.slice(1, 3)) {
      const first = sink.video.find((frame: VideoFrame) => frame.ptsMs === streamPtsMs);
      expect(first).toMatchObject({ isRandomAccess: true, frame: iteration * 30 });
      expect(streamPtsMs).toBeGreaterThan(positionMs);
    }
  });
});

describe('a file source that cannot start or go on says why', () => {
  it.each([
    { name: 'no file', make: () => Promise.resolve(), file: 'none.mp4', message: 'does not exist' },
    {
      name: 'text',
      make: (path: string) => writeFile(path, 'no media'),
      file: 'a.mp4',
      message: 'is no media file',
    },
    {
      name: 'a playlist of other files',
      make: (path: string) => writeFile(path, "ffconcat version 1.0\nfile '/etc/hostname'\n"),
      file: 'a.mp4',
      message: 'is no media file',
    },
    {
      name: 'audio alone',
      make: (path: string) => run(FFMPEG, '-v', 'error', '-f', 'lavfi', '-i', 'sine=duration=1', path),
      file: 'a.m4a',
      message: 'has no video',
    },
  ])('$name', async ({ make, file, message }) => {
    await using dir = await TempDir.make();
    const path = dir.file(file);
    await make(path);
    const { stream } = room();
    await expect(FileSource.start({ path, stream, loop: false })).rejects.toThrow(message);
    expect(stream.publisher).toBeUndefined();
  });

  it('no ffmpeg', async () => {
    const { stream } = room();
    const start = FileSource.start({ path: 'a.mp4', stream, loop: false, ffmpeg: '/nowhere/ffmpeg' });
    await expect(start).rejects.toThrow('/nowhere/ffmpeg, does not run here');
  });

  it('a stream that is taken', async () => {
    await using dir = await TempDir.make();
    const path = await makeMedia(dir.file('a.mp4'), { seconds: 1 });
    const { stream } = room();
    stream.publish({ id: 'other', kind: 'test' });
    await expect(FileSource.start({ path, stream, loop: false })).rejects.toThrow(PublisherConflict);
  });
});

function room(): { stream: LiveStream; sink: CollectingSink } {
  const stream = new LiveStream({ name: 'room' });
  const sink = new CollectingSink();
  stream.subscribe(sink);
  return { stream, sink };
}
