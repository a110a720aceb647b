import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  createFlvHandler,
  createPackagedHandler,
  LiveStream,
  SeiStamper,
  type Stamped,
} from '../src/index.js';
import { FlvLessonReader } from '../test/flv-lesson-reader.js';
import { FFMPEG, ffmpeg, run } from './support/ffmpeg.js';
import { RtmpFixture } from './support/rtmp-fixture.js';

/** A stream with its RTMP door, and a server of FLV, HLS and DASH. */
async function open(stream: LiveStream) {
  const rtmp = await RtmpFixture.start({ stream });
  const find = (): LiveStream => stream;
  const [flv, packaged] = [createFlvHandler({ find }), createPackagedHandler({ find })];
  const server = createServer((request, response) => {
    if (!flv.handleRequest(request, response) && !packaged.handleRequest(request, response))
      response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await flv[Symbol.asyncDispose]();
    await packaged[Symbol.asyncDispose]();
    await rtmp[Symbol.asyncDispose]();
  });
  const { port } = server.address() as AddressInfo;
  return { rtmp, url: (path: string) => `http://127.0.0.1:${port}/live/room${path}` };
}

describe('a publisher of audio alone', () => {
  it('reaches FLV, HLS and DASH, with events on black frames', async () => {
    const aired: Stamped[] = [];
    const stamper = new SeiStamper({ onStamped: (stamped) => aired.push(stamped) });
    const stream = new LiveStream({ name: 'room', stamper });
    const { rtmp, url } = await open(stream);
    await using publisher = ffmpeg(
      ...['-re', '-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=44100'],
      ...['-c:a', 'aac', '-f', 'flv', rtmp.url('secret')],
    );
    await vi.waitFor(() => expect(stream.isLive, publisher.stderr).toBe(true), { timeout: 20_000 });
    let seq = 0;
    const stop = stream.on('frame', ({ kind }) => {
      if (kind === 'video')
        void stamper.stamp({ seq: ++seq, body: Buffer.from('{}') }).catch(() => undefined);
    });
    onTestFinished(() => stop());
    const played = await Promise.all(
      ['.flv', '/index.m3u8', '/manifest.mpd'].map((path) =>
        run(
          FFMPEG,
          ...['-v', 'error', '-copyts', '-i', url(path), '-c', 'copy', '-copyts'],
          ...['-frames:v', '25', '-f', 'flv', '-'],
        ),
      ),
    );
    for (const { stdout } of played) {
      const frames = new FlvLessonReader().push(stdout);
      const read = frames.flatMap(({ ptsMs, messages }) =>
        messages.map((message) => ({ ptsMs, seq: message.seq })),
      );
      expect(frames).toHaveLength(25);
      expect(read.length).toBeGreaterThan(15);
      expect(aired.map((stamped) => ({ ptsMs: stamped.ptsMs, seq: stamped.seq }))).toEqual(
        expect.arrayContaining(read),
      );
      expect(stdout.length).toBeGreaterThan(25_000); // of 5 s of audio
    }
    expect(stream.health.advice).toContainEqual({ code: 'no-video' });
    expect(rtmp.errors).toEqual([]);
  });
});
