import { writeAmf0 } from '@lockstep/formats';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CollectingSink } from './support/collecting-sink.js';
import { RtmpClient } from './support/rtmp-client.js';
import { RtmpFixture } from './support/rtmp-fixture.js';

/** Bytes of an AMF0 object in an object in an object …, as long as a command may be. */
const nested = (depth: number): Uint8Array =>
  Buffer.concat(Array.from({ length: depth }, () => Uint8Array.of(3, 0, 1, 0x61)));
const name = (command: string): Uint8Array => writeAmf0(command, 1);

type Attack = { readonly name: string; readonly act: (client: RtmpClient) => void | Promise<void> };

const beforeConnect: Attack[] = [
  {
    name: 'an HTTP request',
    act: (client) => client.write(Buffer.from('GET /live/a%20b.flv HTTP/1.1\r\nHost: a\r\n\r\n')),
  },
  { name: 'a TLS hello', act: (client) => client.write([0x16, 3, 1, 2, 0]) },
  {
    name: 'media before connect',
    act: (client) => (client.handshake(), client.sendFrame(0, { isRandomAccess: true })),
  },
  {
    name: 'createStream before connect',
    act: (client) => (client.handshake(), client.command('createStream', 1, null)),
  },
  {
    name: 'publish before connect',
    act: (client) => (client.handshake(), client.command('publish', 1, null, 'secret')),
  },
  {
    name: 'play before connect',
    act: (client) => (client.handshake(), client.command('play', 1, null, 'room')),
  },
  { name: 'connect without anything', act: (client) => (client.handshake(), client.command('connect', 1)) },
  { name: 'connect with null', act: (client) => (client.handshake(), client.command('connect', 1, null)) },
  {
    name: 'connect with an app that is a number',
    act: (client) => (client.handshake(), client.command('connect', 1, { app: 5 })),
  },
  {
    name: 'a megabyte before connect',
    act: (client) => (client.handshake(), client.write(new Uint8Array(1 << 20))),
  },
  {
    name: 'a message of 16 MiB before connect',
    act: (client) => (client.handshake(), client.write([3, 0, 0, 0, 0xff, 0xff, 0xff, 20, 0, 0, 0, 0])),
  },
  {
    name: 'two connects',
    act: (client) => {
      client.handshake();
      for (const id of [1, 2]) client.command('connect', id, { app: 'live', tcUrl: 'rtmp://a/live' });
    },
  },
];

const afterConnect: Attack[] = [
  { name: 'publish without a name', act: (client) => client.command('publish', 3, null) },
  { name: 'publish of a number', act: (client) => client.command('publish', 3, null, 7) },
  { name: 'publish of an empty name', act: (client) => client.command('publish', 3, null, '?a=b') },
  {
    name: 'publish of a name with a line break',
    act: (client) => client.command('publish', 3, null, 'a\nb'),
  },
  {
    name: 'publish of a very long name',
    act: (client) => client.command('publish', 3, null, 'a'.repeat(5000)),
  },
  { name: 'play without a name', act: (client) => client.command('play', 3, null) },
  { name: 'play of a number', act: (client) => client.command('play', 3, null, 7) },
  {
    name: 'Set Chunk Size with an empty body',
    act: (client) => client.send({ type: 1, cid: 2, body: new Uint8Array(0) }),
  },
  {
    name: 'a chunk size of 0',
    act: (client) => client.send({ type: 1, cid: 2, body: Uint8Array.of(0, 0, 0, 0) }),
  },
  {
    name: 'a chunk size with its first bit set',
    act: (client) => client.send({ type: 1, cid: 2, body: Uint8Array.of(0x80, 0, 0, 1) }),
  },
  {
    name: 'Window Acknowledgement Size with an empty body',
    act: (client) => client.send({ type: 5, cid: 2, body: new Uint8Array(0) }),
  },
  {
    name: 'Abort with an empty body',
    act: (client) => client.send({ type: 2, cid: 2, body: new Uint8Array(0) }),
  },
  { name: 'an empty command', act: (client) => client.send({ type: 20, body: new Uint8Array(0) }) },
  { name: 'an empty AMF3 command', act: (client) => client.send({ type: 17, body: new Uint8Array(0) }) },
  {
    name: 'an unknown AMF type',
    act: (client) => client.send({ type: 20, body: Uint8Array.of(...name('publish'), 0x42) }),
  },
  {
    name: 'a reference',
    act: (client) => client.send({ type: 20, body: Uint8Array.of(...name('publish'), 7, 0, 0) }),
  },
  {
    name: 'a strict array of 2^32 - 1 values',
    act: (client) =>
      client.send({ type: 20, body: Uint8Array.of(...name('publish'), 10, 255, 255, 255, 255) }),
  },
  {
    name: 'deeply nested objects',
    act: (client) => client.send({ type: 20, body: Uint8Array.of(...name('publish'), ...nested(10_000)) }),
  },
  {
    name: 'a string longer than the message',
    act: (client) => client.send({ type: 20, body: Uint8Array.of(2, 255, 255, 1) }),
  },
  { name: 'a command without a name', act: (client) => client.send({ type: 20, body: writeAmf0(5) }) },
  { name: 'a message of 1 MiB', act: (client) => client.write([4, 0, 0, 0, 0x10, 0, 0, 9, 1, 0, 0, 0]) },
  { name: 'a video message of no bytes', act: (client) => client.sendVideo(0, new Uint8Array(0)) },
  {
    name: 'an aggregate message that is cut off',
    act: (client) => client.send({ type: 22, body: Uint8Array.of(1) }),
  },
  {
    name: '100 chunk streams',
    act: (client) => {
      for (let id = 0; id < 100; id++)
        client.write([0, id, 0, 0, 0, 0, 0, 200, 8, 1, 0, 0, 0], new Uint8Array(128));
    },
  },
  {
    name: 'a message inside another one of the same chunk stream',
    act: (client) => {
      for (let i = 0; i < 2; i++) client.write([4, 0, 0, 0, 0, 1, 0, 8, 1, 0, 0, 0], new Uint8Array(128));
    },
  },
  {
    name: 'a thousand commands',
    act: (client) =>
      Array.from({ length: 1000 }, () => client.command('createStream', 1, null)).forEach(() => undefined),
  },
  {
    name: 'a megabyte of acknowledgements',
    act: (client) =>
      Array.from({ length: 65_000 }, () => client.send({ type: 3, cid: 2, body: new Uint8Array(4) })).forEach(
        () => undefined,
      ),
  },
];

describe('a hostile client is closed, and the server goes on for everybody else', () => {
  let server: RtmpFixture;
  const sink = new CollectingSink();
  let clock = 0;

  beforeAll(async () => {
    server = await RtmpFixture.start({ limits: { setupMs: 20_000, lingerMs: 20 } });
    server.stream.subscribe(sink);
  });
  afterAll(() => server[Symbol.asyncDispose]());

  /** A well-behaved publisher still gets its frames through. */
  async function expectService(): Promise<void> {
    await using publisher = await RtmpClient.connect(server.ingest.port);
    await publisher.publish();
    const before = sink.frames.length;
    clock += 1000;
    publisher.sendHeaders(clock);
    publisher.sendFrame(clock, { isRandomAccess: true });
    await expect.poll(() => sink.frames.length).toBe(before + 1);
    publisher.command('deleteStream', 9, null, 1);
    await publisher.untilClosed();
    await expect.poll(() => server.stream.publisher).toBeUndefined();
    expect(server.errors).toEqual([]);
  }

  it.each(beforeConnect)('$name', async ({ act }) => {
    await using client = await RtmpClient.connect(server.ingest.port);
    await act(client);
    client.write([3]); // what a message is, is looked at when the next one begins
    await client.untilClosed();
    await expectService();
  });

  it.each(afterConnect)('$name, after connect', async ({ act }) => {
    await using client = await RtmpClient.connect(server.ingest.port);
    await client.open();
    const before = server.ingest.stats.refused;
    await act(client);
    client.write([3]);
    await client.untilClosed();
    expect(server.ingest.stats.refused).toBe(before + 1);
    const { reason } = server.ingest.refusals.at(-1) ?? {};
    expect(client.statuses()).toMatchObject([{ level: 'error', description: reason }]);
    await expectService();
  });

  it.each([
    { name: 'without tcUrl', object: { app: 'live' } },
    { name: 'with a bad tcUrl', object: { app: 'live', tcUrl: '::::' } },
    { name: 'with null as tcUrl', object: { app: 'live', tcUrl: null } },
    { name: 'with a number as tcUrl', object: { app: 'live', tcUrl: 3 } },
  ])('connect $name is taken: the app is all that counts', async ({ object }) => {
    await using client = await RtmpClient.connect(server.ingest.port);
    client.handshake();
    client.command('connect', 1, object);
    await client.until(() => client.results().length > 0);
    expect(client.results()[0]?.[3]).toMatchObject({ code: 'NetConnection.Connect.Success' });
  });

  it('a video message of no bytes from an accepted publisher is skipped', async () => {
    await using publisher = await RtmpClient.connect(server.ingest.port);
    await publisher.publish();
    const before = sink.frames.length;
    publisher.sendHeaders();
    publisher.sendVideo(0, new Uint8Array(0));
    publisher.sendAudio(0, new Uint8Array(0));
    publisher.sendFrame(0, { isRandomAccess: true });
    await expect.poll(() => sink.frames.length).toBe(before + 1);
    publisher.command('deleteStream', 9, null, 1);
    await publisher.untilClosed();
  });

  it('any bytes whatever, at any stage', async () => {
    const stages = fc.constantFrom('nothing', 'handshake', 'connected', 'publishing', 'playing');
    const chunk = fc.tuple(
      fc.integer({ min: 0, max: 255 }),
      fc.integer({ min: 0, max: 400 }),
      fc.constantFrom(1, 2, 3, 4, 5, 6, 8, 9, 15, 17, 18, 20, 22),
      fc.uint8Array({ maxLength: 400 }),
    );
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 3000 }),
      fc
        .array(chunk, { maxLength: 20 })
        .map((chunks) =>
          Buffer.concat(
            chunks.flatMap(([first, length, type, body]) => [
              Uint8Array.of(first, 0, 0, 1, 0, length >> 8, length & 255, type, 1, 0, 0, 0),
              body,
            ]),
          ),
        ),
    );
    await fc.assert(
      fc.asyncProperty(stages, bytes, async (stage, random) => {
        await using client = await RtmpClient.connect(server.ingest.port);
        if (stage === 'handshake') client.handshake();
        if (stage === 'connected') await client.open();
        if (stage === 'publishing') await client.publish();
        if (stage === 'playing') await client.play();
        client.write(random);
        client.socket.end();
        await client.untilClosed();
        await expect.poll(() => server.ingest.stats.connections).toBe(0);
        expect(server.errors).toEqual([]);
      }),
      { numRuns: 150 },
    );
    await expectService();
  });
});
