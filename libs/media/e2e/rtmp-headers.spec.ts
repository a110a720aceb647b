import { joinAnnexB, joinLengthPrefixed, readAvcDecoderConfiguration } from '@lockstep/sei';
import { describe, expect, it } from 'vitest';
import { accessUnit, testHeaders } from './support/access-units.js';
import { RtmpClient } from './support/rtmp-client.js';
import { RtmpFixture } from './support/rtmp-fixture.js';

const { video, audio } = testHeaders();
const config = Uint8Array.from(video?.config ?? []);
const { sps, pps } = readAvcDecoderConfiguration(config);
const sets = [...sps, ...pps];
/** Version, profile, level and length size of a configuration that holds no parameter sets. */
const empty = Uint8Array.of(1, 0x42, 0xc0, 0x1e, 0xff, 0xe0, 0);

const sequenceHeader = (bytes: Uint8Array): Uint8Array => Uint8Array.of(0x17, 0, 0, 0, 0, ...bytes);
const randomAccessFrame = (...nals: Uint8Array[]): Uint8Array =>
  Uint8Array.of(0x17, 1, 0, 0, 0, ...joinLengthPrefixed([...nals, Uint8Array.of(0x65, 7)], 4));

async function publishing(): Promise<{ server: RtmpFixture; client: RtmpClient } & AsyncDisposable> {
  const server = await RtmpFixture.start();
  const client = await RtmpClient.connect(server.ingest.port);
  await client.publish();
  const end = async (): Promise<void> => {
    await client[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  };
  return { server, client, [Symbol.asyncDispose]: end };
}

describe('a sequence header that others read is read', () => {
  it.each([
    ['with version 0', Uint8Array.of(0, ...config.subarray(1))],
    ['with profile fields of 0', Uint8Array.of(1, 0, 0, 0, ...config.subarray(4))],
    ['with something behind it', Uint8Array.of(...config, 0xff, 0xff, 0xff)],
    ['in Annex B', joinAnnexB(sets)],
  ])('%s', async (_, header) => {
    await using room = await publishing();
    const { server, client } = room;
    client.sendVideo(0, sequenceHeader(header));
    client.sendVideo(0, randomAccessFrame());
    await expect.poll(() => server.sink.video.length).toBe(1);
    expect(server.sink.headers.at(-1)?.video).toMatchObject({ width: video?.width, config });
    expect(server.stream.health.advice).toEqual([]);
  });
});

describe('a publisher whose parameter sets come in band', () => {
  it.each([
    ['after a configuration without any', empty],
    ['after one that is damaged', config.subarray(0, 12)],
    ['without a sequence header', undefined],
  ])('%s is played from its first key frame on', async (_, header) => {
    await using room = await publishing();
    const { server, client } = room;
    if (header !== undefined) client.sendVideo(0, sequenceHeader(header));
    client.sendVideo(0, Uint8Array.of(0x27, 1, 0, 0, 0, ...accessUnit())); // from inside a group
    client.sendVideo(40, randomAccessFrame(...sets));
    client.sendVideo(80, Uint8Array.of(0x27, 1, 0, 0, 0, ...accessUnit()));
    await expect.poll(() => server.sink.video.length).toBe(2);
    expect(server.sink.headers.at(-1)?.video).toMatchObject({ width: video?.width, config });
    expect(server.stream.health.advice).toEqual([]);
  });
});

describe('a header that cannot be read', () => {
  it.each([
    ['no SPS', empty, 'there is no SPS in it'],
    ['cut', config.subarray(0, 12), 'truncated'],
    ['nothing', new Uint8Array(), 'truncated'],
  ])(
    '%s: is told at once, and the publisher is refused at its first key frame',
    async (_, header, reason) => {
      await using room = await publishing();
      const { server, client } = room;
      client.sendVideo(0, sequenceHeader(header));
      await client.until(() => client.statuses().length > 1);
      expect(client.statuses().at(-1)).toMatchObject({
        level: 'warning',
        description: expect.stringMatching(`the H.264 header cannot be read: .*${reason}`),
      });
      expect(server.stream.health.advice).toMatchObject([{ code: 'unreadable-header', media: 'video' }]);
      client.sendAudio(0, Uint8Array.of(0xaf, 0, ...(audio?.config ?? [])));
      for (let at = 0; at < 6000; at += 21) client.sendAudio(at, Uint8Array.of(0xaf, 1, 1, 2, 3));
      client.sendVideo(6000, randomAccessFrame());
      await client.untilClosed();
      expect(client.statuses().at(-1)).toMatchObject({
        level: 'error',
        description: expect.stringMatching(`the H.264 header cannot be read: .*${reason}`),
      });
      expect(server.ingest.refusals).toMatchObject([
        { stream: 'room', reason: expect.stringContaining('the H.264 header cannot be read') },
      ]);
    },
  );

  it.each([
    ['empty', []],
    ['damaged', [0xff]],
  ])('%s AAC: is told at once in its own words, and the video goes on', async (_, header) => {
    await using room = await publishing();
    const { server, client } = room;
    client.sendVideo(0, sequenceHeader(config));
    client.sendAudio(0, Uint8Array.of(0xaf, 0, ...header));
    client.sendVideo(0, randomAccessFrame());
    client.sendAudio(20, Uint8Array.of(0xaf, 1, 1, 2, 3));
    client.sendVideo(40, randomAccessFrame());
    await expect.poll(() => server.sink.video.length).toBe(2);
    const description = expect.stringContaining('the AAC header cannot be read') as string;
    expect(client.statuses().slice(1)).toMatchObject([{ level: 'warning', description }]);
    expect(server.stream.health.advice).toMatchObject([{ code: 'unreadable-header', media: 'audio' }]);
    client.sendAudio(60, Uint8Array.of(0xaf, 0, ...(audio?.config ?? [])));
    client.sendVideo(80, randomAccessFrame());
    await expect.poll(() => server.stream.health.advice).toEqual([]);
  });

  it('key frames without any header are told as what they are', async () => {
    await using room = await publishing();
    const { client } = room;
    client.sendVideo(0, randomAccessFrame());
    await client.until(() => client.statuses().length > 1);
    expect(client.statuses().at(-1)?.description).toContain('no sequence header came before');
    client.sendVideo(1000, randomAccessFrame());
    await client.untilClosed();
    expect(client.statuses().at(-1)).toMatchObject({ level: 'error' });
  });
});

describe('messages that cannot be read', () => {
  it('are counted where the frames are', async () => {
    await using room = await publishing();
    const { server, client } = room;
    client.sendHeaders();
    client.sendFrame(0, { isRandomAccess: true });
    client.sendVideo(40, Uint8Array.of(0x27, 1));
    client.sendFrame(80);
    await expect.poll(() => server.sink.video.length).toBe(2);
    expect(server.stream.stats.malformedFrames).toBe(1);
    expect(server.stream.health.advice).toContainEqual({ code: 'damaged-frames', count: 1 });
  });
});

describe('further tracks of Enhanced RTMP', () => {
  it('are ignored beside the first, whatever they hold', async () => {
    await using room = await publishing();
    const { server, client } = room;
    client.sendHeaders();
    const av01 = [0x61, 0x76, 0x30, 0x31];
    const opus = [0x4f, 0x70, 0x75, 0x73];
    for (let at = 0; at < 2400; at += 40) {
      client.sendFrame(at, { isRandomAccess: at === 0 });
      client.sendVideo(at, Uint8Array.of(0x96, 0x00, ...av01, 1, 9, 9));
      client.sendAudio(at, Uint8Array.of(0x95, 0x01, ...opus, 1, 9));
    }
    await expect.poll(() => server.sink.video.length).toBe(60);
    expect(client.closed).toBe(false);
    expect(server.ingest.refusals).toEqual([]);
  });
});

describe('a key frame interval that keeps viewers waiting', () => {
  it('is told to the publisher', async () => {
    await using room = await publishing();
    const { client } = room;
    client.sendHeaders();
    for (let at = 0; at <= 26_000; at += 1000) client.sendFrame(at, { isRandomAccess: at === 0 });
    await client.until(() =>
      client.statuses().some(({ description }) => description.includes('see nothing')),
    );
    expect(
      client
        .statuses()
        .slice(1)
        .map(({ level }) => level),
    ).not.toContain('error');
    expect(client.statuses().map(({ description }) => description)).toContainEqual(
      expect.stringMatching(/one key frame in .* set the key frame interval to 2\.0 s/),
    );
  });
});
