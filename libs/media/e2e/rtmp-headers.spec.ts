import { writeAudioTagBody, writeVideoTagBody } from '@lockstep/formats';
import {
  joinLengthPrefixed,
  milliseconds,
  readAvcDecoderConfiguration,
  writeAvcDecoderConfiguration,
} from '@lockstep/sei';
import { describe, expect, it } from 'vitest';
import { testHeaders } from './support/access-units.js';
import { RtmpClient } from './support/rtmp-client.js';
import { RtmpFixture } from './support/rtmp-fixture.js';

const config = testHeaders().video?.config ?? new Uint8Array();
const record = readAvcDecoderConfiguration(config);
const bare = writeAvcDecoderConfiguration({ ...record, sps: [], pps: [] });
const video = (packet: 'sequence-header' | 'coded', data: Uint8Array): Uint8Array =>
  writeVideoTagBody({ codec: 'h264', packet, isKeyframe: true, compositionTimeMs: milliseconds(0), data });
const audioHeader = (data: Uint8Array): Uint8Array =>
  writeAudioTagBody({ codec: 'aac', packet: 'sequence-header', data });

describe('an H.264 header without parameter sets', () => {
  it('is played with those of the key frames', async () => {
    await using server = await RtmpFixture.start();
    await using client = await RtmpClient.connect(server.ingest.port);
    await client.publish();
    client.sendVideo(0, video('sequence-header', bare));
    const frame = joinLengthPrefixed([...record.sps, ...record.pps, Uint8Array.of(0x65, 7, 1)], 4);
    client.sendVideo(0, video('coded', frame));
    await expect.poll(() => server.sink.video.length).toBe(1);
    expect(server.sink.headers).toMatchObject([{ video: { width: 320, height: 180 } }]);
    expect(server.stream.headers.video?.config.subarray(5)).toEqual(Uint8Array.from(config.subarray(5)));
  });

  it('is refused by name when these have none either', async () => {
    await using server = await RtmpFixture.start();
    await using client = await RtmpClient.connect(server.ingest.port);
    await client.publish();
    client.sendVideo(0, video('sequence-header', bare));
    for (let i = 0; i < 60; i++) client.sendPicture(i * 40, { isIdr: true });
    await client.untilClosed();
    expect(client.statuses().at(-1)?.description).toContain('no sequence parameter set (SPS)');
    expect(server.ingest.refusals[0]?.reason).toContain('no sequence parameter set (SPS)');
  });
});

describe('a header that cannot be read is told at once', () => {
  it.each([
    {
      name: 'H.264, version 0',
      body: video('sequence-header', Uint8Array.from(config).with(0, 0)),
      says: 'The H.264 header',
    },
    { name: 'H.264, cut', body: video('sequence-header', config.subarray(0, 12)), says: 'The H.264 header' },
    { name: 'H.264, nothing', body: video('sequence-header', new Uint8Array()), says: 'The H.264 header' },
    { name: 'AAC, nothing', body: audioHeader(new Uint8Array()), says: 'The AAC header' },
    { name: 'AAC, cut', body: audioHeader(Uint8Array.of(0x11)), says: 'The AAC header' },
  ])('$name', async ({ body, says }) => {
    await using server = await RtmpFixture.start();
    await using client = await RtmpClient.connect(server.ingest.port);
    await client.publish();
    if (says.includes('AAC')) client.sendAudio(0, body);
    else client.sendVideo(0, body);
    await client.untilClosed();
    expect(client.statuses().at(-1)).toMatchObject({
      level: 'error',
      description: expect.stringContaining(`${says} cannot be read`) as string,
    });
    expect(server.ingest.refusals).toMatchObject([
      { role: 'publish', reason: expect.stringContaining(says) as string },
    ]);
  });
});
