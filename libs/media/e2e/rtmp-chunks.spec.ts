import { splitLengthPrefixed } from '@lockstep/sei';
import { describe, expect, it } from 'vitest';
import { LiveStream } from '../src/index.js';
import { RtmpClient } from './support/rtmp-client.js';
import { RtmpFixture } from './support/rtmp-fixture.js';

/** The bytes before a frame's payload in its message: tag header, length, NAL unit header. */
const BEFORE = 5 + 4 + 1;
const sizes = [
  1,
  100,
  118,
  119,
  128 - BEFORE,
  65534 - BEFORE,
  65535 - BEFORE,
  65536 - BEFORE,
  2 * 65535 - BEFORE,
  200_000,
];

describe.each([
  { name: 'early', from: 0 },
  { name: 'after 4.7 hours, with extended time stamps', from: 0xffffff },
  { name: 'just before the time stamps wrap', from: 2 ** 32 - 100 },
])('frames of any size pass whole from publisher to player, $name', ({ from }) => {
  it.each([128, 4096, 60_000])('in chunks of %i bytes', async (chunkSize) => {
    const stream = new LiveStream({ name: 'room', startAtMs: from });
    await using server = await RtmpFixture.start({ stream });
    await using player = await RtmpClient.connect(server.ingest.port);
    await player.play();
    await using publisher = await RtmpClient.connect(server.ingest.port);
    await publisher.publish();
    const size = Buffer.alloc(4);
    size.writeUInt32BE(chunkSize);
    publisher.send({ type: 1, cid: 2, body: size });
    publisher.chunkSize = chunkSize;
    publisher.sendHeaders(from);
    for (const [i, length] of sizes.entries()) {
      publisher.sendFrame((from + i * 40) % 2 ** 32, { isRandomAccess: i === 0, size: length, fill: 16 + i });
    }
    await expect.poll(() => server.sink.video.length).toBe(sizes.length);
    const videos = (): typeof player.received => player.received.filter(({ type }) => type === 9).slice(1);
    await player.until(() => videos().length === sizes.length);
    for (const [i, length] of sizes.entries()) {
      const payload =
        splitLengthPrefixed(videos()[i]?.body.subarray(5) ?? new Uint8Array(0), 4)[0] ?? new Uint8Array(0);
      expect(payload.length).toBe(length + 1);
      expect(payload.subarray(1).every((byte) => byte === 16 + i)).toBe(true);
      expect(videos()[i]?.timestamp).toBe((from + i * 40) % 2 ** 32);
    }
  });
});

describe('chunk streams', () => {
  it('of two and three byte ids are told apart, and may interleave', async () => {
    await using server = await RtmpFixture.start();
    await using publisher = await RtmpClient.connect(server.ingest.port);
    await publisher.publish();
    publisher.sendHeaders();
    const frame = (fill: number): Buffer =>
      Buffer.concat([Uint8Array.of(0x17, 1, 0, 0, 0, 0, 0, 0, 246, 0x65), new Uint8Array(245).fill(fill)]);
    const header = [0, 0, 0, 0, 0, 255, 9, 1, 0, 0, 0];
    // ids 64 + 10 and 64 + 10 + 256 * 2: the first halves, then the second ones
    publisher.write(
      [0, 10],
      header,
      frame(1).subarray(0, 128),
      [1, 10, 2],
      header,
      frame(2).subarray(0, 128),
    );
    publisher.write([0xc0, 10], frame(1).subarray(128), [0xc1, 10, 2], frame(2).subarray(128));
    await expect.poll(() => server.sink.video.length).toBe(2);
    expect(server.sink.video.map(({ bytes }) => [bytes.length, bytes[100], bytes[249]])).toEqual([
      [250, 1, 1],
      [250, 2, 2],
    ]);
  });

  it.each([
    { name: 'repeat', header: [0xc6, 1, 0, 0, 0] },
    { name: 'leave out', header: [0xc6] },
  ])('may $name the extended time stamp in chunks of type 3', async ({ header }) => {
    await using server = await RtmpFixture.start({
      stream: new LiveStream({ name: 'room', startAtMs: 2 ** 24 }),
    });
    await using publisher = await RtmpClient.connect(server.ingest.port);
    await publisher.publish();
    publisher.sendHeaders(2 ** 24);
    const body = Buffer.concat([Uint8Array.of(0x17, 1, 0, 0, 0, 0, 0, 1, 0x2b, 0x65), Buffer.alloc(298, 7)]);
    publisher.write([6, 255, 255, 255, 0, 1, 0x34, 9, 1, 0, 0, 0, 1, 0, 0, 0], body.subarray(0, 128));
    publisher.write(header, body.subarray(128, 256), header, body.subarray(256));
    await expect.poll(() => server.sink.video.length).toBe(1);
    expect(server.sink.video[0]?.bytes).toEqual(body.subarray(5));
  });

  it('may change their chunk size inside a message', async () => {
    await using server = await RtmpFixture.start();
    await using publisher = await RtmpClient.connect(server.ingest.port);
    await publisher.publish();
    publisher.sendHeaders();
    const body = Buffer.concat([Uint8Array.of(0x17, 1, 0, 0, 0, 0, 0, 1, 0x2b, 0x65), Buffer.alloc(298, 7)]);
    publisher.write([6, 0, 0, 0, 0, 1, 0x34, 9, 1, 0, 0, 0], body.subarray(0, 128));
    publisher.send({ type: 1, cid: 2, body: Uint8Array.of(0, 0, 0, 50) });
    for (let at = 128; at < 308; at += 50) publisher.write([0xc6], body.subarray(at, at + 50));
    await expect.poll(() => server.sink.video.length).toBe(1);
    expect(server.sink.video[0]?.bytes).toEqual(body.subarray(5));
  });

  it('may carry several messages in one aggregate message, whose time is that of the first', async () => {
    await using server = await RtmpFixture.start();
    await using publisher = await RtmpClient.connect(server.ingest.port);
    await publisher.publish();
    publisher.sendHeaders();
    const tag = (timeMs: number, isRandomAccess: boolean): Buffer => {
      const body = Buffer.from([
        isRandomAccess ? 0x17 : 0x27,
        1,
        0,
        0,
        0,
        0,
        0,
        0,
        2,
        isRandomAccess ? 0x65 : 0x41,
        7,
      ]);
      return Buffer.concat([
        Uint8Array.of(9, 0, 0, body.length, 0, 0, timeMs, 0, 0, 0, 0),
        body,
        Uint8Array.of(0, 0, 0, body.length + 11),
      ]);
    };
    publisher.send({
      type: 22,
      cid: 6,
      streamId: 1,
      timestamp: 0,
      body: Buffer.concat([tag(100, true), tag(140, false)]),
    });
    publisher.send({ type: 22, cid: 6, streamId: 1, timestamp: 80, body: tag(3, false) });
    await expect.poll(() => server.sink.video.map(({ dtsMs }) => dtsMs)).toEqual([0, 40, 80]);
  });

  it('whose message is aborted begin anew', async () => {
    await using server = await RtmpFixture.start();
    await using publisher = await RtmpClient.connect(server.ingest.port);
    await publisher.publish();
    publisher.sendHeaders();
    publisher.write([6, 0, 0, 0, 0, 1, 0, 9, 1, 0, 0, 0], new Uint8Array(128));
    publisher.send({ type: 2, cid: 2, body: Uint8Array.of(0, 0, 0, 6) });
    publisher.sendFrame(0, { isRandomAccess: true });
    await expect.poll(() => server.sink.video.length).toBe(1);
  });

  it('are acknowledged as often as the client asks', async () => {
    await using server = await RtmpFixture.start();
    await using publisher = await RtmpClient.connect(server.ingest.port);
    await publisher.publish();
    publisher.send({ type: 5, cid: 2, body: Uint8Array.of(0, 4, 0, 0) });
    publisher.sendHeaders();
    for (let i = 0; i < 10; i++) publisher.sendFrame(i * 40, { isRandomAccess: i === 0, size: 50_000 });
    await publisher.until(() => publisher.received.some(({ type }) => type === 3));
    const acknowledged = publisher.received.find(({ type }) => type === 3)?.body.readUInt32BE() ?? 0;
    expect(acknowledged).toBeGreaterThan(128 * 1024);
  });
});
