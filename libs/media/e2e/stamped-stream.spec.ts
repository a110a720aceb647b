import { describe, expect, it } from 'vitest';
import { LiveStream, SeiStamper, type Stamped } from '../src/index.js';
import { lessonMessages } from './support/access-units.js';
import { FFMPEG, ffmpeg, makeMedia, run } from './support/ffmpeg.js';
import { RtmpFixture } from './support/rtmp-fixture.js';
import { TempDir } from './support/temp-dir.js';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** One line of MD5 a decoded frame, without its time. */
const videoFrames = (framemd5: Buffer): string[] =>
  framemd5
    .toString()
    .split('\n')
    .filter((line) => line.startsWith('0,'))
    .map((line) => line.split(',').at(-1)?.trim() ?? '');

const decode = async (input: string): Promise<string[]> =>
  videoFrames((await run(FFMPEG, '-v', 'error', '-i', input, '-map', '0:v', '-f', 'framemd5', '-')).stdout);

describe('a stamped stream', () => {
  it.each([
    { name: 'without B-frames', bFrames: 0, extra: [] },
    { name: 'with B-frames', bFrames: 3, extra: [] },
    { name: 'with four slices a frame', bFrames: 0, extra: ['-x264-params', 'slices=4'] },
    { name: 'interlaced', bFrames: 2, extra: ['-flags', '+ilme+ildct'] },
  ])('published and played by ffmpeg decodes to the same frames, $name', async ({ bFrames, extra }) => {
    const stamped: Stamped[] = [];
    const stamper = new SeiStamper({
      snapshot: () => ({ seq: stamped.at(-1)?.seq ?? 0, body: utf8('{"slide":3}') }),
      onStamped: (event) => stamped.push(event),
    });
    const stream = new LiveStream({ name: 'room', stamper });
    await using server = await RtmpFixture.start({ stream });
    await using dir = await TempDir.make();
    const file = await makeMedia(dir.file('a.mp4'), { bFrames, seconds: 4, extra });
    await using player = ffmpeg('-i', server.url('room'), '-map', '0:v', '-f', 'framemd5', '-');
    await expect.poll(() => server.ingest.stats.players).toBe(1);
    for (let seq = 1; seq <= 20; seq++) {
      void stamper.stamp({
        seq,
        body: utf8(`{"type":"marker","name":"${'x'.repeat(seq * 120)}"}`),
        repeat: true,
      });
    }
    await using publisher = ffmpeg('-i', file, '-c', 'copy', '-f', 'flv', server.url('secret'));
    expect((await publisher.finished).code).toBe(0);
    await expect.poll(() => server.sink.video.length).toBe(100);
    stream.end('the lesson is over');
    expect(videoFrames((await player.finished).stdout)).toEqual(await decode(file));
    const messages = lessonMessages(server.sink.video.map(({ bytes }) => bytes));
    const aired = messages.flatMap((list, frame) =>
      list
        .filter(({ snapshot }) => !snapshot)
        .map(({ seq }) => ({ seq, frame, ptsMs: server.sink.video[frame]?.ptsMs })),
    );
    expect(stamped).toHaveLength(20);
    expect(stamped.map(({ seq, frame, ptsMs }) => ({ seq, frame, ptsMs }))).toEqual(aired);
    for (const [frame, { isRandomAccess }] of server.sink.video.entries()) {
      expect(messages[frame]?.some(({ snapshot }) => snapshot) ?? false).toBe(isRandomAccess);
    }
  });
});
