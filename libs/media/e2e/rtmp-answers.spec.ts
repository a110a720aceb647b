import { readAmf0, writeAmf0, type Amf0Value } from '@lockstep/formats';
import { describe, expect, it } from 'vitest';
import { RtmpClient } from './support/rtmp-client.js';
import { RtmpFixture } from './support/rtmp-fixture.js';

const commandsOf = (client: RtmpClient): Amf0Value[][] =>
  client.received.filter(({ type }) => type === 20).map(({ body }) => readAmf0(body));
const resultOf = (client: RtmpClient, id: number): Amf0Value[] | undefined =>
  commandsOf(client).find(([name, transaction]) => name === '_result' && transaction === id);

describe('every call that waits for an answer gets one', () => {
  it.each([
    ['releaseStream', undefined],
    ['FCPublish', 'onFCPublish'],
    ['FCUnpublish', 'onFCUnpublish'],
    ['FCSubscribe', 'onFCSubscribe'],
    ['_checkbw', 'onBWDone'],
    ['getStreamLength', undefined],
    ['anythingElse', undefined],
    ['constructor', undefined],
    ['__proto__', undefined],
  ])('%s', async (name, notification) => {
    await using server = await RtmpFixture.start();
    await using client = await RtmpClient.connect(server.ingest.port);
    await client.open();
    client.command(name, 77, null, 'secret');
    await client.until(() => resultOf(client, 77) !== undefined);
    if (notification !== undefined) {
      await client.until(() => commandsOf(client).some(([command]) => command === notification));
    }
    expect(resultOf(client, 77)?.[3]).toBe(name === 'getStreamLength' ? 0 : undefined);
  });

  it('an encoder that takes each step only when the one before is answered comes on air', async () => {
    await using server = await RtmpFixture.start();
    await using client = await RtmpClient.connect(server.ingest.port);
    await client.open();
    await client.until(() => resultOf(client, 2) !== undefined);
    for (const [id, name] of ['releaseStream', 'FCPublish', '_checkbw'].entries()) {
      client.command(name, 10 + id, null, 'secret');
      await client.until(() => resultOf(client, 10 + id) !== undefined);
    }
    client.command('publish', 20, null, 'secret', 'live');
    await client.until(() => client.statuses().length > 0);
    expect(client.statuses()).toMatchObject([{ code: 'NetStream.Publish.Start' }]);
  });

  it('answers are not answered', async () => {
    await using server = await RtmpFixture.start();
    await using client = await RtmpClient.connect(server.ingest.port);
    await client.open();
    for (const name of ['_result', '_error', 'onStatus']) client.command(name, 77, null);
    client.command('createStream', 78, null);
    await client.until(() => resultOf(client, 78) !== undefined);
    expect(resultOf(client, 77)).toBeUndefined();
  });
});

describe('a client that is refused reads why and what to do', () => {
  it.each([
    ['an empty stream key', '', 'the stream key is missing. Enter the address without the key as the server'],
    ['a key that is too long', 'k'.repeat(300), 'the stream key has 300 characters; at most 256 are allowed'],
    ['control characters', 'a\u0007', 'the stream key contains control characters'],
  ])('%s', async (_, key, reason) => {
    await using server = await RtmpFixture.start();
    await using client = await RtmpClient.connect(server.ingest.port);
    await client.publish(key);
    expect(client.statuses()).toMatchObject([
      { level: 'error', code: 'NetStream.Publish.Rejected', description: expect.stringContaining(reason) },
    ]);
    await client.untilClosed();
    expect(server.ingest.refusals).toMatchObject([
      { role: 'publish', reason: expect.stringContaining(reason) },
    ]);
  });

  it('an app that cannot be one is the result of connect', async () => {
    await using server = await RtmpFixture.start();
    await using client = await RtmpClient.connect(server.ingest.port);
    client.handshake();
    client.command('connect', 1, { app: 'a'.repeat(300) });
    await client.untilClosed();
    expect(commandsOf(client)).toMatchObject([
      [
        '_error',
        1,
        null,
        { code: 'NetConnection.Connect.Rejected', description: expect.stringContaining('300') },
      ],
    ]);
  });

  it('a publisher without a frame, and a client that does nothing', async () => {
    await using server = await RtmpFixture.start({ limits: { publisherIdleMs: 50, setupMs: 200 } });
    await using publisher = await RtmpClient.connect(server.ingest.port);
    await publisher.publish();
    await using client = await RtmpClient.connect(server.ingest.port);
    await client.open();
    await Promise.all([publisher.untilClosed(), client.untilClosed()]);
    expect(publisher.statuses().at(-1)).toMatchObject({
      level: 'error',
      code: 'NetStream.Publish.Idle',
      description: 'no frame for 50 ms',
    });
    expect(client.statuses()).toMatchObject([{ level: 'error', code: 'NetConnection.Connect.IdleTimeOut' }]);
  });

  it('a chunk error of an accepted publisher', async () => {
    await using server = await RtmpFixture.start();
    await using client = await RtmpClient.connect(server.ingest.port);
    await client.publish();
    client.send({ type: 1, cid: 2, body: Uint8Array.of(0, 0, 0, 0) });
    await client.untilClosed();
    expect(client.statuses().at(-1)).toMatchObject({
      level: 'error',
      code: 'NetStream.Publish.Rejected',
      description: expect.stringContaining('a chunk size of 0'),
    });
  });

  it('an error in the server is told as such, without its words', async () => {
    await using server = await RtmpFixture.start({
      authorizer: { publish: () => Promise.reject(new Error('database gone')) },
    });
    await using client = await RtmpClient.connect(server.ingest.port);
    await client.publish();
    expect(client.statuses()).toMatchObject([{ level: 'error', description: 'an error in the server' }]);
    await client.untilClosed();
  });
});

describe('a key entered in the field of the server', () => {
  it('is the stream key, as other servers take it', async () => {
    await using server = await RtmpFixture.start();
    await using client = await RtmpClient.connect(server.ingest.port);
    await client.open('live/secret');
    client.command('publish', 3, null, '', 'live');
    await client.until(() => client.statuses().length > 0);
    expect(client.statuses()).toMatchObject([{ code: 'NetStream.Publish.Start' }]);
    expect(server.stream.publisher).toMatchObject({ id: 'teacher' });
  });
});

describe('a publisher that leaves while it is being let in', () => {
  it('never publishes, and the next one may come at once', async () => {
    let answer: (() => void) | undefined;
    const wait = new Promise<void>((resolve) => (answer = resolve));
    let asked = 0;
    await using server = await RtmpFixture.start({
      authorizer: {
        publish: async () => {
          if (asked++ === 0) await wait;
          return { stream: server.stream, publisherId: 'teacher' };
        },
      },
    });
    await using client = await RtmpClient.connect(server.ingest.port);
    await client.open();
    client.write(
      ...[writeAmf0('publish', 3, null, 'secret', 'live'), writeAmf0('deleteStream', 4, null, 1)].map(
        (body) => RtmpClient.chunks({ type: 20, streamId: 1, body }, 128),
      ),
    );
    await expect.poll(() => asked).toBe(1);
    answer?.();
    await client.untilClosed();
    expect(client.statuses()).toEqual([]);
    expect(server.stream.publisher).toBeUndefined();
    await using next = await RtmpClient.connect(server.ingest.port);
    await next.publish();
    expect(next.statuses()).toMatchObject([{ code: 'NetStream.Publish.Start' }]);
  });
});

describe('refusals', () => {
  it('name the stream that the authorizer knows the key to be for', async () => {
    const refusal = { refused: 'the key is withdrawn', stream: 'room' };
    await using server = await RtmpFixture.start({ authorizer: { publish: () => Promise.resolve(refusal) } });
    await using client = await RtmpClient.connect(server.ingest.port);
    await client.publish();
    await client.untilClosed();
    expect(server.ingest.refusals).toMatchObject([
      { role: 'publish', reason: 'the key is withdrawn', stream: 'room' },
    ]);
  });
});
