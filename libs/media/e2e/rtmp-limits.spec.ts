import { createRequire } from 'node:module';
import { milliseconds } from '@lockstep/sei';
import { describe, expect, it } from 'vitest';
import { LiveStream, type Publication } from '../src/index.js';
import { accessUnit, testHeaders } from './support/access-units.js';
import { bytesInUse } from './support/garbage.js';
import { RtmpClient } from './support/rtmp-client.js';
import { RtmpFixture } from './support/rtmp-fixture.js';

const connectMany = (port: number, count: number): Promise<RtmpClient[]> =>
  Promise.all(Array.from({ length: count }, () => RtmpClient.connect(port)));

const disposeAll = async (clients: readonly RtmpClient[]): Promise<void> => {
  await Promise.all(clients.map((client) => client[Symbol.asyncDispose]()));
};

describe('time', () => {
  it.each<{ name: string; act: (client: RtmpClient) => void | Promise<unknown> }>([
    { name: 'says nothing', act: () => undefined },
    { name: 'sends half a handshake', act: (client: RtmpClient) => client.write([3], new Uint8Array(700)) },
    { name: 'sends a handshake and no command', act: (client: RtmpClient) => client.handshake() },
    { name: 'connects and does nothing', act: (client: RtmpClient) => client.open() },
  ])('closes a client that $name', async ({ act }) => {
    await using server = await RtmpFixture.start({ limits: { setupMs: 100 } });
    await using client = await RtmpClient.connect(server.ingest.port);
    await act(client);
    await client.untilClosed();
    await expect
      .poll(() => server.ingest.refusals)
      .toMatchObject([{ reason: expect.stringContaining('within 100 ms') }]);
  });

  it('closes 1,000 idle connections, all of them', async () => {
    await using server = await RtmpFixture.start({ limits: { setupMs: 3000, connectionsPerAddress: 1000 } });
    const clients = await connectMany(server.ingest.port, 1000);
    for (const [i, client] of clients.entries()) if (i % 2 === 0) client.write([3], new Uint8Array(700));
    await expect.poll(() => server.ingest.stats.connections).toBe(1000);
    await Promise.all(clients.map((client) => client.untilClosed()));
    await expect.poll(() => server.ingest.stats.connections).toBe(0);
    expect(server.ingest.stats.refused).toBe(1000);
    expect(server.errors).toEqual([]);
  });

  it('ends the publication of a publisher that sends no frame any more, so that it can come again', async () => {
    await using server = await RtmpFixture.start({ limits: { publisherIdleMs: 100 } });
    await using client = await RtmpClient.connect(server.ingest.port);
    await client.publish();
    client.sendHeaders();
    client.sendFrame(0, { isRandomAccess: true });
    await client.untilClosed();
    await expect.poll(() => server.stream.publisher).toBeUndefined();
    expect(server.sink.frames).toHaveLength(1);
  });

  it('closes a player that takes nothing', async () => {
    await using server = await RtmpFixture.start({ limits: { playerStallMs: 200 } });
    const flood = new Flood(server.stream);
    await using player = await RtmpClient.connect(server.ingest.port);
    await player.play();
    player.socket.pause();
    while (server.ingest.stats.players > 0) await flood.group();
    expect(server.errors).toEqual([]);
  });
});

describe('numbers', () => {
  it('refuses connections beyond the limit of an address, and of all', async () => {
    for (const limits of [{ connectionsPerAddress: 3 }, { connections: 3 }]) {
      await using server = await RtmpFixture.start({ limits });
      const clients = await connectMany(server.ingest.port, 5);
      await expect.poll(() => server.ingest.stats).toMatchObject({ connections: 3, refused: 2 });
      await expect.poll(() => clients.filter(({ closed }) => closed).length).toBe(2);
      await disposeAll(clients);
      await expect.poll(() => server.ingest.stats.connections).toBe(0);
      await using again = await RtmpClient.connect(server.ingest.port);
      await again.play();
      expect(again.statuses().at(-1)).toMatchObject({ code: 'NetStream.Play.Start' });
    }
  });

  it('closes an accepted publisher that sends a frame above the limit, and says so', async () => {
    await using server = await RtmpFixture.start({ limits: { messageBytes: 512 * 1024 } });
    await using client = await RtmpClient.connect(server.ingest.port);
    await client.publish();
    client.sendHeaders();
    client.sendFrame(0, { isRandomAccess: true, size: 400_000 });
    client.send({ type: 9, cid: 6, streamId: 1, body: new Uint8Array(1024 * 1024) });
    await client.untilClosed();
    expect(server.sink.frames).toHaveLength(1);
    const reason = 'the video message has 1048576 bytes; at most 524288 are allowed here';
    expect(server.ingest.refusals).toMatchObject([{ stream: 'room', reason }]);
    expect(client.statuses().at(-1)).toMatchObject({ level: 'error', description: reason });
  });

  it('leaves out metadata of 1 MiB, tells the publisher once, and goes on', async () => {
    await using server = await RtmpFixture.start();
    await using client = await RtmpClient.connect(server.ingest.port);
    await client.publish();
    client.sendHeaders();
    client.sendFrame(0, { isRandomAccess: true });
    for (let i = 0; i < 2; i++) client.send({ type: 18, cid: 5, streamId: 1, body: new Uint8Array(1 << 20) });
    client.sendFrame(40);
    await expect.poll(() => server.sink.frames.length).toBe(2);
    expect(client.statuses().slice(1)).toMatchObject([
      { level: 'warning', description: expect.stringContaining('1048576 bytes is left out; at most 65536') },
    ]);
    expect(server.ingest.refusals).toEqual([]);
  });

  it('closes a client that asks and never reads', async () => {
    await using server = await RtmpFixture.start({ limits: { queueBytes: 64 * 1024 } });
    await using player = await RtmpClient.connect(server.ingest.port);
    await player.play();
    player.socket.pause();
    const ping = RtmpClient.chunks({ type: 4, cid: 2, body: Uint8Array.of(0, 6, 0, 0, 0, 1) }, 128);
    const many = Buffer.concat(Array.from({ length: 5000 }, () => ping));
    while (!player.closed) {
      await Promise.race([
        player.untilClosed(),
        new Promise<void>((resolve) => player.socket.write(many, () => setImmediate(resolve))),
      ]);
    }
    await expect.poll(() => server.ingest.stats.connections).toBe(0);
    expect(server.errors).toEqual([]);
  });

  it('lets a slow player miss frames up to a key frame, and nobody else', async () => {
    await using server = await RtmpFixture.start();
    const flood = new Flood(server.stream);
    await using slow = await RtmpClient.connect(server.ingest.port);
    await slow.play();
    slow.socket.pause();
    // until the player has fallen behind all that is kept
    while (flood.videoFrames < 600) {
      await flood.group();
      expect(server.ingest.stats.queuedBytes).toBeLessThan(2 * 1024 * 1024);
    }
    expect(server.sink.video).toHaveLength(flood.videoFrames);
    slow.socket.resume();
    await expect.poll(() => server.ingest.stats).toMatchObject({ queuedBytes: 0, drops: 1 });
    await flood.group();
    await slow.until(() => slow.received.at(-1)?.timestamp === (flood.videoFrames - 1) * 40);
    const videos = slow.received.filter(({ type }) => type === 9).slice(1);
    const numbers = videos.map(({ timestamp }) => timestamp / 40);
    const gaps = numbers.flatMap((number, i) => (i > 0 && number !== (numbers[i - 1] ?? 0) + 1 ? [i] : []));
    expect(gaps).toHaveLength(1);
    for (const i of gaps) expect(videos[i]?.body[0]).toBe(0x17);
  });
});

describe('memory', () => {
  it('an idle client costs no megabyte', async () => {
    await using server = await RtmpFixture.start({ limits: { connectionsPerAddress: 1000 } });
    const warm = await connectMany(server.ingest.port, 20);
    await Promise.all(warm.map((client) => client.open()));
    const before = bytesInUse();
    const clients = await connectMany(server.ingest.port, 300);
    await Promise.all(clients.map((client) => client.open()));
    const after = bytesInUse();
    // both ends of every connection live in this process
    expect((after.buffers - before.buffers + after.heap - before.heap) / 300).toBeLessThan(64 * 1024);
    await disposeAll([...warm, ...clients]);
  });

  it('comes back after hundreds of publishers', async () => {
    await using server = await RtmpFixture.start({ limits: { lingerMs: 1 } });
    const churn = async (): Promise<void> => {
      for (let i = 0; i < 50; i++) {
        await using client = await RtmpClient.connect(server.ingest.port);
        await client.publish();
        client.sendHeaders();
        for (let at = 0; at < 10; at++) client.sendFrame(at * 40, { isRandomAccess: at === 0, size: 20_000 });
        client.command('deleteStream', 9, null, 1);
        await client.untilClosed();
        await expect.poll(() => server.stream.publisher, { interval: 2 }).toBeUndefined();
        server.sink.frames.length = 0;
      }
    };
    await churn();
    const before = bytesInUse();
    for (let round = 0; round < 4; round++) await churn();
    const after = bytesInUse();
    expect(after.heap + after.buffers - before.heap - before.buffers).toBeLessThan(2 * 1024 * 1024);
    await expect.poll(() => server.ingest.stats.connections).toBe(0);
  });

  it('is not taken for messages that were only announced', async () => {
    await using server = await RtmpFixture.start({ limits: { connectionsPerAddress: 1000 } });
    const before = bytesInUse();
    const clients = await connectMany(server.ingest.port, 200);
    await Promise.all(clients.map((client) => client.open()));
    for (const client of clients) {
      // 60 KB in each of ten chunk streams, one chunk of each sent
      for (let id = 4; id < 14; id++)
        client.write([id, 0, 0, 0, 0, 0xea, 0x60, 18, 1, 0, 0, 0], new Uint8Array(128));
    }
    await Promise.all(clients.map((client) => client.untilClosed()));
    await expect.poll(() => server.ingest.stats.connections).toBe(0);
    const after = bytesInUse();
    expect(after.buffers - before.buffers).toBeLessThan(8 * 1024 * 1024);
  });
});

describe('time stamps', () => {
  it('of a publisher go on past 2^32 ms, in full headers and in deltas', async () => {
    await using server = await RtmpFixture.start();
    await using client = await RtmpClient.connect(server.ingest.port);
    await client.publish();
    const from = 2 ** 32 - 80;
    client.sendHeaders(from);
    client.sendFrame(from, { isRandomAccess: true });
    const body = Buffer.concat([Uint8Array.of(0x27, 1, 0, 0, 0), accessUnit()]);
    const delta = Buffer.concat([Uint8Array.of(0x46, 0, 0, 40, 0, 0, body.length, 9), body]);
    for (let i = 0; i < 3; i++) client.write(delta); // ends at 2^32 + 40
    client.sendFrame(80);
    await expect.poll(() => server.sink.video.map(({ dtsMs }) => dtsMs)).toEqual([0, 40, 80, 120, 160]);
  });

  it('of a stream that is older than 2^32 ms reach players modulo 2^32', async () => {
    const stream = new LiveStream({ name: 'room', startAtMs: 2 ** 32 - 40 });
    await using server = await RtmpFixture.start({ stream });
    await using player = await RtmpClient.connect(server.ingest.port);
    await player.play();
    const flood = new Flood(stream);
    await flood.group();
    const times = (): number[] =>
      player.received.filter(({ type }) => type === 9).map(({ timestamp }) => timestamp);
    await player.until(() => times().length > 4);
    expect(times().slice(1, 5)).toEqual([2 ** 32 - 40, 0, 40, 80]);
    expect(server.errors).toEqual([]);
  });
});

describe('the library behind it', () => {
  it('runs no server, session or global of its own', () => {
    const loaded = Object.keys(createRequire(import.meta.url).cache)
      .filter((path) => path.includes('node-media-server'))
      .map((path) => path.replace(/^.*node-media-server\//, ''));
    expect(loaded.sort()).toEqual([
      'src/core/avpacket.js',
      'src/core/logger.js',
      'src/protocol/amf.js',
      'src/protocol/flv.js',
      'src/protocol/rtmp.js',
    ]);
  });
});

/** Pushes frames of 50 KB straight into a stream, as fast as it is told. */
class Flood {
  static readonly group = 10;
  videoFrames = 0;
  readonly #publication: Publication;

  constructor(stream: LiveStream) {
    this.#publication = stream.publish({ id: 'flood', kind: 'test' });
    this.#publication.setHeaders(testHeaders());
  }

  /** One group of pictures, and a turn of the loop for the sockets. */
  async group(): Promise<void> {
    for (let i = 0; i < Flood.group; i++) {
      const at = milliseconds(this.videoFrames++ * 40);
      const isRandomAccess = i === 0;
      const bytes = accessUnit({ isRandomAccess, size: 50_000 });
      this.#publication.push({ kind: 'video', isRandomAccess, dtsMs: at, ptsMs: at, bytes });
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}
