import { describe, expect, it } from 'vitest';
import { CollectingSink } from './support/collecting-sink.js';
import { FFMPEG, ffmpeg, makeMedia, run, testMedia } from './support/ffmpeg.js';
import { RtmpFixture } from './support/rtmp-fixture.js';
import { TempDir } from './support/temp-dir.js';

describe('ffmpeg as publisher', () => {
  it.each([
    { name: 'without B-frames', bFrames: 0 },
    { name: 'with B-frames', bFrames: 2 },
  ])('brings every frame and every audio frame in, $name', async ({ bFrames }) => {
    await using server = await RtmpFixture.start();
    const sink = new CollectingSink();
    server.stream.subscribe(sink);
    await using dir = await TempDir.make();
    const file = await makeMedia(dir.file('a.mp4'), { bFrames, seconds: 2 });
    await using publisher = ffmpeg('-i', file, '-c', 'copy', '-f', 'flv', server.url('secret'));
    expect((await publisher.finished).code).toBe(0);
    await expect.poll(() => server.ingest.stats.connections).toBe(0);
    expect(sink.video).toHaveLength(50);
    expect(sink.audio.length).toBeGreaterThan(90);
    expect(sink.headers.at(-1)).toMatchObject({
      video: { codec: 'h264', width: 320, height: 180, lengthSize: 4 },
      audio: { codec: 'aac', sampleRate: 48000, channels: 1 },
    });
    expect(sink.video.map(({ frame }) => frame)).toEqual([...sink.video.keys()]);
    expect(server.ingest.refusals).toEqual([]);
    expect(server.errors).toEqual([]);
  });
});

describe('ffmpeg as player', () => {
  it('gets the published frames unchanged, and is told when the stream ends', async () => {
    await using server = await RtmpFixture.start();
    await using dir = await TempDir.make();
    const file = await makeMedia(dir.file('a.mp4'), { bFrames: 2, seconds: 3 });
    await using player = ffmpeg('-i', server.url('room'), '-map', '0:v', '-c', 'copy', '-f', 'framemd5', '-');
    await expect.poll(() => server.ingest.stats.players).toBe(1);
    await using publisher = ffmpeg('-re', '-i', file, '-c', 'copy', '-f', 'flv', server.url('secret'));
    expect((await publisher.finished).code).toBe(0);
    server.stream.end('the lesson is over');
    const played = await player.finished;
    expect(played.code).toBe(0);
    const original = await run(
      FFMPEG,
      '-v',
      'error',
      '-i',
      file,
      '-map',
      '0:v',
      '-c',
      'copy',
      '-f',
      'flv',
      dir.file('a.flv'),
    ).then(() => run(FFMPEG, '-v', 'error', '-i', dir.file('a.flv'), '-c', 'copy', '-f', 'framemd5', '-'));
    expect(digests(played.stdout)).toEqual(digests(original.stdout));
  });
});

/** The digest of every packet, in order. */
const digests = (framemd5: Buffer): string[] =>
  framemd5
    .toString()
    .split('\n')
    .filter((line) => /^0,/.test(line))
    .map((line) => line.split(',').at(-1)?.trim() ?? '');

describe('a refused publisher', () => {
  it('reads the reason in its log when the key is unknown, and is closed', async () => {
    await using server = await RtmpFixture.start();
    await using publisher = ffmpeg(...testMedia(), '-f', 'flv', server.url('wrong'));
    const { code, stderr } = await publisher.finished;
    expect(code).not.toBe(0);
    expect(stderr).toContain('unknown stream key');
    await expect.poll(() => server.ingest.stats.connections).toBe(0);
    expect(server.ingest.refusals).toMatchObject([
      { role: 'publish', reason: 'unknown stream key', remote: '127.0.0.1' },
    ]);
  });

  it('reads the reason in its log when it brings MP3', async () => {
    await using server = await RtmpFixture.start();
    await using publisher = ffmpeg(
      '-re',
      ...testMedia(),
      '-c:a',
      'libmp3lame',
      '-ar',
      '44100',
      '-f',
      'flv',
      server.url('secret'),
    );
    const { code, stderr } = await publisher.finished;
    expect(code).not.toBe(0);
    expect(stderr).toContain('audio codec mp3');
    expect(server.ingest.refusals).toMatchObject([{ role: 'publish', stream: 'room' }]);
  });

  it('reads the reason in its log when somebody else publishes already', async () => {
    await using server = await RtmpFixture.start();
    await using first = ffmpeg('-re', ...testMedia({ seconds: 60 }), '-f', 'flv', server.url('secret'));
    await expect.poll(() => server.stream.isLive, { timeout: 20_000 }).toBe(true);
    await using second = ffmpeg(...testMedia(), '-f', 'flv', server.url('secret'));
    expect((await second.finished).stderr).toContain('already has a publisher');
    expect(server.stream.isLive).toBe(true);
    first.kill();
    await first.finished;
    await expect.poll(() => server.stream.publisher).toBeUndefined();
  });
});
