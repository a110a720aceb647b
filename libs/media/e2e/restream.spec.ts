import { expect, it } from 'vitest';
import { LiveStream, Restream, SeiStamper, type RestreamStatus } from '../src/index.js';
import { lessonMessages } from './support/access-units.js';
import { CollectingSink } from './support/collecting-sink.js';
import { recorded } from './support/flv-fixture.js';
import { RtmpFixture } from './support/rtmp-fixture.js';

const text = (body: string): Uint8Array => new TextEncoder().encode(body);

const targetOf = ({ ingest }: RtmpFixture, key = 'secret') => ({
  ...{ isEncrypted: false, host: '127.0.0.1', port: ingest.port, app: 'live', key },
});

/** A stream that is published and stamped, in real time or not. */
function room() {
  const stream = new LiveStream({
    name: 'room',
    stamper: new SeiStamper({ snapshot: () => ({ seq: 0, body: text('state') }) }),
  });
  const source = new CollectingSink();
  stream.subscribe(source);
  const publication = stream.publish({ id: 'teacher', kind: 'test' });
  return { stream, source, publication, [Symbol.asyncDispose]: () => stream[Symbol.asyncDispose]() };
}

const seqs = ({ video }: CollectingSink) =>
  lessonMessages(video.map(({ bytes }) => bytes)).flatMap((messages, i) =>
    messages.map(({ seq, snapshot }) => [i, seq, snapshot] as const),
  );

it('takes every frame to another server, byte for byte with its events', async () => {
  await using open = room();
  const { stream, source, publication } = open;
  await using server = await RtmpFixture.start({
    authorizer: {
      publish: ({ key }) =>
        Promise.resolve(
          key === 'secret'
            ? { stream: server.stream, publisherId: 'relay', trustedRelay: true }
            : { refused: 'no' },
        ),
    },
  });
  const media = await recorded({ seconds: 3, bFrames: 2, gop: 25 });
  publication.setHeaders(media.headers);
  await using restream = new Restream({ source: stream, target: targetOf(server) });
  await expect.poll(() => restream.status.state).toBe('live');
  media.frames.forEach((frame, i) => {
    if (i % 10 === 0)
      stream.stamper
        .stamp({ seq: i + 1, body: text('x'.repeat(i * 20)), repeat: true })
        .catch(() => undefined);
    publication.push(frame);
  });
  await expect.poll(() => server.sink.frames.length).toBe(source.frames.length);
  expect(server.sink.video.map(({ bytes }) => Buffer.from(bytes).toString('base64'))).toEqual(
    source.video.map(({ bytes }) => Buffer.from(bytes).toString('base64')),
  );
  expect(seqs(server.sink)).toEqual(seqs(source));
  expect(seqs(source).length).toBeGreaterThan(20);
  const shift = (source.video[0]?.ptsMs ?? NaN) - (server.sink.video[0]?.ptsMs ?? NaN);
  expect(server.sink.video.map(({ ptsMs }) => ptsMs + shift)).toEqual(source.video.map(({ ptsMs }) => ptsMs));
  expect(restream.status).toMatchObject({ failure: undefined, droppedFrames: 0 });
  expect(restream.status.sentBytes).toBeGreaterThan(10_000);

  publication.end('a pause');
  await expect.poll(() => server.ingest.stats.connections).toBe(0);
  expect(restream.status.state).toBe('waiting');
});

it('tries again with growing pauses where it is refused, and goes on when the other server was away', async () => {
  await using open = room();
  const { stream, publication } = open;
  let isOpen = false;
  await using server = await RtmpFixture.start({
    authorizer: {
      publish: () =>
        Promise.resolve(isOpen ? { stream: server.stream, publisherId: 'relay' } : { refused: 'not yet' }),
    },
  });
  const media = await recorded({ seconds: 2, gop: 10 });
  publication.setHeaders(media.headers);
  const seen: RestreamStatus[] = [];
  await using restream = new Restream({
    ...{ source: stream, target: targetOf(server), onChange: (status: RestreamStatus) => seen.push(status) },
  });
  await expect.poll(() => restream.status.failures).toBe(1);
  expect(restream.status).toMatchObject({ state: 'waiting', failure: 'refused' });
  expect(restream.status.nextTryMs).toBeGreaterThan(Date.now() - 1000);
  isOpen = true;
  await expect.poll(() => restream.status.state, { timeout: 5000 }).toBe('live');
  for (const frame of media.frames.slice(0, 60)) publication.push(frame);
  await expect.poll(() => server.sink.video.length).toBeGreaterThan(10);
  const { length } = server.sink.video;
  const refused = seen.filter(({ failure }) => failure === 'refused').length;
  server.stream.revokePublisher('try again');
  await expect
    .poll(() => seen.filter(({ failure }) => failure === 'refused').length)
    .toBeGreaterThan(refused);
  await expect.poll(() => restream.status.state, { timeout: 5000 }).toBe('live');
  for (const frame of media.frames.slice(60)) publication.push(frame);
  await expect.poll(() => server.sink.video.length).toBeGreaterThan(length);
  expect(JSON.stringify(seen)).not.toContain('secret');
});
