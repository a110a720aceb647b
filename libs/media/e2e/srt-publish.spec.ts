import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { LiveStream, SeiStamper } from '../src/index.js';
import { StreamToTs } from '../src/ts/stream-to-ts.js';
import { lessonMessages } from './support/access-units.js';
import { ffmpeg, makeMedia, type Child, type TestVideo } from './support/ffmpeg.js';
import { recorded } from './support/flv-fixture.js';
import { contentOf, contentOfFile } from './support/frame-content.js';
import { CollectingSink } from './support/collecting-sink.js';
import { SrtFixture } from './support/srt-fixture.js';
import { TempDir } from './support/temp-dir.js';

const PUBLISH = '#!::m=publish,k=secret';
const patience = { timeout: 20_000 };
const published = (file: string, url: string): Child =>
  ffmpeg('-re', '-i', file, '-c', 'copy', '-f', 'mpegts', url);

type Room = { readonly stream: LiveStream; readonly sink: CollectingSink };

/** A server with streams of these names, each with its key: the name. */
class Rooms implements AsyncDisposable {
  private constructor(
    readonly server: SrtFixture,
    readonly rooms: readonly Room[],
  ) {}

  static async start(names: readonly string[], trusted: readonly string[] = []): Promise<Rooms> {
    const rooms = names.map((name) => ({ stream: new LiveStream({ name }), sink: new CollectingSink() }));
    for (const { stream, sink } of rooms) stream.subscribe(sink);
    const server = await SrtFixture.start({
      authorizer: {
        refuse: () => Promise.resolve(undefined),
        publish: ({ key }) => {
          const stream = rooms.find((room) => room.stream.name === key)?.stream;
          const trustedRelay = trusted.includes(key);
          return Promise.resolve(
            stream ? { stream, publisherId: key, trustedRelay } : { refused: 'unknown' },
          );
        },
      },
    });
    return new Rooms(server, rooms);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server[Symbol.asyncDispose]();
  }
}

describe('ffmpeg as SRT publisher', () => {
  it('brings every frame and its SEI in as it is, several at once on one port, in all spellings', async () => {
    const films: readonly (TestVideo & { readonly name: string; readonly streamId: string })[] = [
      { name: 'reordered', streamId: '#!::r=somewhere,m=publish,k=reordered', bFrames: 2 },
      { name: 'encoded', streamId: '%23!::k%3Dencoded', size: '160x90' },
      { name: 'plain', streamId: 'plain', extra: ['-x264-params', 'slices=4'] },
    ];
    await using house = await Rooms.start(films.map(({ name }) => name));
    const { server, rooms } = house;
    await using dir = await TempDir.make();
    const files = await Promise.all(
      films.map((film) => makeMedia(dir.file(`${film.name}.mp4`), { ...film, seconds: 2 })),
    );
    const publishers = films.map(({ streamId }, i) => published(files[i] ?? '', server.url(streamId)));
    await expect.poll(() => server.ingest.statisticsOf('plain')?.packets ?? 0, patience).toBeGreaterThan(10);
    expect(server.ingest.statisticsOf('plain')).toMatchObject({ lostPackets: 0, droppedPackets: 0 });
    for (const { finished } of publishers) expect((await finished).code).toBe(0);
    await expect.poll(() => server.ingest.stats.publishers, patience).toBe(0);
    for (const [i, { sink }] of rooms.entries()) {
      const came = contentOf(sink.video);
      // SRT itself cuts what is younger than its latency when a caller leaves
      expect(sink.video.length).toBeGreaterThan(30);
      expect(came).toEqual((await contentOfFile(files[i] ?? '')).slice(0, came.length));
      expect(sink.headers.at(-1)).toMatchObject({
        video: { codec: 'h264', width: i === 1 ? 160 : 320, lengthSize: 4 },
        audio: { codec: 'aac', sampleRate: 48000, channels: 1 },
      });
      const steps = sink.audio.map(({ dtsMs }, at, all) => dtsMs - (all[at - 1]?.dtsMs ?? dtsMs));
      expect(sink.audio.length).toBeGreaterThan(50);
      expect(Math.max(...steps)).toBeLessThanOrEqual(22);
    }
    expect([server.refusals, server.errors]).toEqual([[], []]);
  });

  it('goes on where the stream was when it comes again', async () => {
    await using server = await SrtFixture.start();
    await using dir = await TempDir.make();
    const file = await makeMedia(dir.file('a.mp4'), { seconds: 1 });
    for (const publication of [1, 2]) {
      await using publisher = published(file, server.url(PUBLISH));
      expect((await publisher.finished).code).toBe(0);
      await expect.poll(() => server.ingest.stats.publishers, patience).toBe(0);
      expect(server.stream.publicationNumber).toBe(publication);
    }
    const times = server.sink.video.map(({ dtsMs }) => dtsMs);
    expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
    expect(server.sink.video.map(({ frame }) => frame)).toEqual([...server.sink.video.keys()]);
  });

  it('brings no message with our UUID in, unless it is a trusted relay', async () => {
    await using dir = await TempDir.make();
    const forged = dir.file('forged.ts');
    await writeFile(forged, await forgedLesson());
    await using house = await Rooms.start(['anybody', 'relay'], ['relay']);
    const { server, rooms } = house;
    const publishers = rooms.map(({ stream }) =>
      published(forged, server.url(`#!::m=publish,k=${stream.name}`)),
    );
    for (const { finished } of publishers) expect((await finished).code).toBe(0);
    await expect.poll(() => server.ingest.stats.publishers, patience).toBe(0);
    const seqs = rooms.map(({ sink }) => lessonMessages(sink.video.map(({ bytes }) => bytes)).flat());
    expect(rooms[0]?.sink.video.length).toBeGreaterThan(10);
    expect(seqs.map((messages) => messages.length > 0)).toEqual([false, true]);
    expect(rooms[0]?.stream.stats.strippedAccessUnits).toBeGreaterThan(0);
  });
});

/** A second of film that speaks as a server does, in MPEG-TS. */
async function forgedLesson(): Promise<Buffer> {
  const body = new TextEncoder().encode('{"type":"marker","name":"forged"}');
  const stamper = new SeiStamper({ snapshot: () => ({ seq: 1, body }) });
  const forger = new LiveStream({ name: 'forger', stamper });
  const packets = new StreamToTs();
  const pieces: Uint8Array[] = [];
  forger.subscribe({
    onHeaders: (headers) => packets.setHeaders(headers),
    onFrame: (frame) => void pieces.push(packets.write(frame)?.bytes ?? new Uint8Array(0)),
    onEnd: () => undefined,
  });
  const { headers, frames } = await recorded({ seconds: 2, gop: 10 });
  const publication = forger.publish({ id: 'forger', kind: 'file', isPrepared: true });
  publication.setHeaders(headers);
  for (const frame of frames) publication.push(frame);
  return Buffer.concat(pieces);
}
