import { writeAmf0, writeVideoTagBody, type Amf0Value } from '@lockstep/formats';
import { milliseconds } from '@lockstep/sei';
import { describe, expect, it } from 'vitest';
import { LiveStream, type RtmpAuthorizer } from '../src/index.js';
import { accessUnit, testHeaders } from './support/access-units.js';
import { RtmpClient } from './support/rtmp-client.js';
import { RtmpFixture } from './support/rtmp-fixture.js';

const videoConfig = testHeaders().video?.config ?? new Uint8Array(0);

/** Everything from handshake to frames in one write, as a client that waits for no answer sends it. */
function everythingAtOnce(key: string): Buffer {
  const command = (name: string, ...values: readonly Amf0Value[]): Buffer =>
    RtmpClient.chunks({ type: 20, body: writeAmf0(name, ...values) }, 128);
  const data = accessUnit({ isRandomAccess: true });
  const packet = { codec: 'h264', isRandomAccess: true, compositionTimeMs: milliseconds(0) } as const;
  const header = writeVideoTagBody({ ...packet, packet: 'sequence-header', data: videoConfig });
  const frame = writeVideoTagBody({ ...packet, packet: 'coded', data });
  return Buffer.concat([
    Uint8Array.of(3),
    new Uint8Array(2 * 1536),
    command('connect', 1, { app: 'live', tcUrl: 'rtmp://a/live' }),
    command('createStream', 2, null),
    command('publish', 3, null, key, 'live'),
    ...[header, frame].map((body) => RtmpClient.chunks({ type: 9, cid: 6, streamId: 1, body }, 128)),
  ]);
}

describe('who may publish', () => {
  it('a refused publisher reads why, is closed, and none of its frames reaches a viewer', async () => {
    await using server = await RtmpFixture.start({ limits: { lingerMs: 100 } });
    const { sink } = server;
    await using client = await RtmpClient.connect(server.ingest.port);
    await client.publish('wrong');
    expect(client.statuses()).toEqual([
      { level: 'error', code: 'NetStream.Publish.BadName', description: 'unknown stream key' },
    ]);
    client.sendHeaders();
    for (let i = 0; i < 50; i++) client.sendFrame(i * 40, { isRandomAccess: true });
    await client.untilClosed();
    await expect.poll(() => server.ingest.stats.connections).toBe(0);
    expect(sink.frames).toEqual([]);
    expect(server.stream.publisher).toBeUndefined();
  });

  it.each([
    { key: 'wrong', frames: 0 },
    { key: 'secret', frames: 1 },
  ])('frames that come before the answer count only if it is yes: $key', async ({ key, frames }) => {
    await using server = await RtmpFixture.start();
    const { sink } = server;
    await using client = await RtmpClient.connect(server.ingest.port);
    client.write(everythingAtOnce(key));
    await client.until(() => client.statuses().length > 0);
    if (frames > 0) await expect.poll(() => sink.frames.length).toBe(frames);
    else await client.untilClosed();
    expect(sink.frames).toHaveLength(frames);
  });

  it('a second publisher of the same address is refused at once, and the first one stays', async () => {
    await using server = await RtmpFixture.start();
    const { sink } = server;
    await using first = await RtmpClient.connect(server.ingest.port);
    await first.publish();
    await using second = await RtmpClient.connect(server.ingest.port);
    await second.publish();
    expect(second.statuses()).toMatchObject([
      { level: 'error', description: expect.stringContaining('already has a publisher') },
    ]);
    // viewers of this stream are told, also where the two came so close together that both were let in
    expect(server.ingest.refusals).toMatchObject([{ role: 'publish', stream: server.stream.name }]);
    await second.untilClosed();
    first.sendHeaders();
    first.sendFrame(0, { isRandomAccess: true });
    await expect.poll(() => sink.frames.length).toBe(1);
  });

  it('another publisher may come as soon as the first one is gone', async () => {
    await using server = await RtmpFixture.start();
    const { sink } = server;
    for (const timestamp of [5000, 100]) {
      const client = await RtmpClient.connect(server.ingest.port);
      await client.publish();
      client.sendHeaders(timestamp);
      client.sendFrame(timestamp, { isRandomAccess: true });
      const expected = timestamp === 5000 ? 1 : 2;
      await expect.poll(() => sink.frames.length).toBe(expected);
      await client[Symbol.asyncDispose]();
      await expect.poll(() => server.stream.publisher).toBeUndefined();
    }
    expect(sink.video.map(({ dtsMs }) => dtsMs)).toEqual([0, 40]);
  });

  it('a publisher whose key is withdrawn reads why and is closed', async () => {
    await using server = await RtmpFixture.start();
    await using client = await RtmpClient.connect(server.ingest.port);
    await client.publish();
    server.stream.revokePublisher('the stream key was withdrawn');
    await client.untilClosed();
    expect(client.statuses().at(-1)).toMatchObject({
      level: 'error',
      description: 'the stream key was withdrawn',
    });
  });

  it('a publisher whose stream ends reads so, which is no refusal', async () => {
    await using server = await RtmpFixture.start();
    await using client = await RtmpClient.connect(server.ingest.port);
    await client.publish();
    server.stream.end('the lesson is over');
    await client.untilClosed();
    expect(client.statuses().at(-1)).toMatchObject({ level: 'error', description: 'the lesson is over' });
    expect(server.ingest.refusals).toEqual([]);
  });

  it('nothing is read while the answer is awaited, and who leaves meanwhile never publishes', async () => {
    let answer: ((value: Awaited<ReturnType<RtmpAuthorizer['publish']>>) => void) | undefined;
    const publish = (): ReturnType<RtmpAuthorizer['publish']> => new Promise((resolve) => (answer = resolve));
    await using server = await RtmpFixture.start({ authorizer: { publish } });
    const client = await RtmpClient.connect(server.ingest.port);
    await client.open();
    client.command('publish', 3, null, 'secret', 'live');
    await expect.poll(() => answer).toBeDefined();
    await client[Symbol.asyncDispose]();
    await server.ingest[Symbol.asyncDispose]();
    answer?.({ stream: server.stream, publisherId: 'late' });
    await Promise.resolve();
    expect(server.stream.publisher).toBeUndefined();
  });

  it('an error while asking closes the connection and is reported', async () => {
    await using server = await RtmpFixture.start({
      authorizer: { publish: () => Promise.reject(new Error('database gone')) },
    });
    await using client = await RtmpClient.connect(server.ingest.port);
    await client.open();
    client.command('publish', 3, null, 'secret', 'live');
    await client.untilClosed();
    expect(server.errors).toMatchObject([{ message: 'database gone' }]);
    expect(server.ingest.refusals).toMatchObject([{ reason: 'an error in the server' }]);
  });

  it('is told the app, the key, its query and the address', async () => {
    const requests: unknown[] = [];
    const publish: RtmpAuthorizer['publish'] = (request) => {
      requests.push({ ...request, query: request.query.toString() });
      return Promise.resolve({ refused: 'no' });
    };
    await using server = await RtmpFixture.start({ authorizer: { publish } });
    await using client = await RtmpClient.connect(server.ingest.port);
    await client.open('live/');
    client.command('publish', 3, null, 'key?token=a&b=1', 'live');
    await client.untilClosed();
    expect(requests).toEqual([
      { app: 'live', key: 'key', query: 'token=a&b=1', remote: '127.0.0.1', client: expect.anything() },
    ]);
  });
});

describe('who may play', () => {
  it("a player's frames never reach a viewer, and it is closed", async () => {
    await using server = await RtmpFixture.start();
    const { sink } = server;
    await using client = await RtmpClient.connect(server.ingest.port);
    await client.play();
    client.sendHeaders();
    client.sendFrame(0, { isRandomAccess: true });
    await client.untilClosed();
    expect(sink.frames).toEqual([]);
    expect(server.ingest.refusals).toMatchObject([
      { role: 'play', reason: expect.stringContaining('no accepted publisher') },
    ]);
  });

  it('an unknown stream is refused by name and closed', async () => {
    await using server = await RtmpFixture.start();
    await using client = await RtmpClient.connect(server.ingest.port);
    await client.play('nowhere');
    expect(client.statuses()).toEqual([
      { level: 'error', code: 'NetStream.Play.StreamNotFound', description: 'no such stream' },
    ]);
    await client.untilClosed();
  });

  it('a stream that ended is refused', async () => {
    const over = new LiveStream({ name: 'over' });
    over.end('the lesson is over');
    await using server = await RtmpFixture.start({
      authorizer: { play: () => Promise.resolve({ stream: over }) },
    });
    await using client = await RtmpClient.connect(server.ingest.port);
    await client.play();
    expect(client.statuses().at(-1)).toMatchObject({
      level: 'error',
      description: expect.stringContaining('has ended'),
    });
    await client.untilClosed();
  });

  it('a player that pauses gets nothing until it goes on, then a key frame first', async () => {
    await using server = await RtmpFixture.start();
    await using publisher = await RtmpClient.connect(server.ingest.port);
    await publisher.publish();
    await using player = await RtmpClient.connect(server.ingest.port);
    await player.play();
    const videos = (): number[] =>
      player.received.filter(({ type }) => type === 9).map(({ body }) => body[0] ?? 0);
    publisher.sendHeaders();
    publisher.sendFrame(0, { isRandomAccess: true });
    await player.until(() => videos().length === 2);
    player.command('pause', 0, null, true, 0);
    await player.until(() => player.statuses().some(({ code }) => code === 'NetStream.Pause.Notify'));
    publisher.sendFrame(40);
    player.command('pause', 0, null, false, 0);
    await player.until(() => player.statuses().some(({ code }) => code === 'NetStream.Unpause.Notify'));
    publisher.sendFrame(80);
    publisher.sendFrame(120, { isRandomAccess: true });
    publisher.sendFrame(160);
    await player.until(() => videos().length === 4);
    expect(videos()).toEqual([0x17, 0x17, 0x17, 0x27]);
  });
});

describe('what may be published', () => {
  it.each([
    { name: 'H.265 by FourCC', video: [0x90, 0x68, 0x76, 0x63, 0x31, 1, 1], reason: 'H.265' },
    { name: 'H.265 as codec 12', video: [0x1c, 0, 0, 0, 0, 1], reason: 'H.265' },
    { name: 'AV1', video: [0x90, 0x61, 0x76, 0x30, 0x31, 1], reason: 'av01' },
    { name: 'VP9', video: [0x90, 0x76, 0x70, 0x30, 0x39, 1], reason: 'vp09' },
    { name: 'VP6', video: [0x14, 0, 0], reason: 'VP6' },
    { name: 'Sorenson H.263', video: [0x12, 0, 0], reason: 'H.263' },
    { name: 'MP3', audio: [0x2f, 0, 0], reason: 'mp3' },
    { name: 'Opus', audio: [0x90, 0x4f, 0x70, 0x75, 0x73], reason: 'opus' },
    { name: 'Speex', audio: [0xb6, 0], reason: 'speex' },
    { name: 'G.711', audio: [0x72, 0], reason: 'g711' },
  ])('$name is refused by name, to the publisher and to us', async ({ video, audio, reason }) => {
    await using server = await RtmpFixture.start();
    const { sink } = server;
    await using client = await RtmpClient.connect(server.ingest.port);
    await client.publish();
    if (video !== undefined) client.sendVideo(0, Uint8Array.from(video));
    if (audio !== undefined) client.sendAudio(0, Uint8Array.from(audio));
    await client.untilClosed();
    expect(client.statuses().at(-1)).toMatchObject({
      level: 'error',
      code: 'NetStream.Publish.Rejected',
      description: expect.stringContaining(reason),
    });
    expect(server.ingest.refusals).toMatchObject([
      { role: 'publish', stream: 'room', reason: expect.stringContaining(reason) },
    ]);
    expect(sink.frames).toEqual([]);
  });

  it('frames that are not H.264 inside are refused after some', async () => {
    await using server = await RtmpFixture.start();
    const { sink } = server;
    await using client = await RtmpClient.connect(server.ingest.port);
    await client.publish();
    client.sendHeaders();
    for (let i = 0; i < 60; i++)
      client.sendVideo(i * 40, Uint8Array.of(0x17, 1, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 1));
    await client.untilClosed();
    expect(client.statuses().at(-1)?.description).toContain('damaged frames');
    expect(sink.frames).toEqual([]);
  });

  it('video alone is welcome', async () => {
    await using server = await RtmpFixture.start();
    const { sink } = server;
    await using client = await RtmpClient.connect(server.ingest.port);
    client.write(everythingAtOnce('secret'));
    await expect.poll(() => sink.headers.at(-1)).toMatchObject({ video: { width: 320 } });
    expect(sink.headers.at(-1)?.audio).toBeUndefined();
  });
});
