import { FlvReader, readAmf0, writeAmf0 } from '@lockstep/formats';
import { describe, expect, it } from 'vitest';
import { HttpFlvServer } from '../src/index.js';
import { RtmpClient } from './support/rtmp-client.js';
import { RtmpFixture } from './support/rtmp-fixture.js';

/** onCuePoint with an object, by hand: AMF0 string, object of one string. */
const CUE = Uint8Array.of(
  ...[2, 0, 10, ...Buffer.from('onCuePoint')],
  ...[3, 0, 4, ...Buffer.from('name'), 2, 0, 5, ...Buffer.from('intro'), 0, 0, 9],
);

describe('a data message of a publisher', () => {
  it('reaches RTMP players and FLV viewers with its bytes, between the frames it came between', async () => {
    await using server = await RtmpFixture.start();
    await using flv = await HttpFlvServer.start({ port: 0, find: () => server.stream });
    await using publisher = await RtmpClient.connect(server.ingest.port);
    await publisher.publish();
    publisher.sendHeaders();
    publisher.sendFrame(0, { isRandomAccess: true });
    await expect.poll(() => server.sink.video.length).toBe(1);
    await using player = await RtmpClient.connect(server.ingest.port);
    await player.play();
    const response = await fetch(`http://127.0.0.1:${flv.port}/live/room.flv`);
    const tags: { type: string; timestampMs: number; body: Uint8Array }[] = [];
    const reading = (async (): Promise<void> => {
      const reader = new FlvReader();
      for await (const chunk of response.body ?? []) tags.push(...reader.push(chunk as Uint8Array));
    })();
    await player.until(() => player.received.some(({ type }) => type === 9));
    await expect.poll(() => tags.some(({ type }) => type === 'video')).toBe(true);
    publisher.send({ type: 18, cid: 5, streamId: 1, timestamp: 20, body: CUE });
    publisher.send({
      type: 18,
      cid: 5,
      streamId: 1,
      timestamp: 20,
      body: writeAmf0('@setDataFrame', 'onTextData', { text: 'Good morning.' }),
    });
    publisher.send({
      type: 15,
      cid: 5,
      streamId: 1,
      timestamp: 20,
      body: Uint8Array.of(0, ...writeAmf0('onFI', 1)),
    });
    publisher.sendFrame(40);
    await player.until(() => player.received.at(-1)?.timestamp === 40);
    const sent = player.received.filter(({ type }) => type === 18).slice(1);
    expect(sent.map(({ body }) => readAmf0(body)[0])).toEqual(['onCuePoint', 'onTextData', 'onFI']);
    expect(sent[0]).toEqual({ type: 18, timestamp: 0, length: CUE.length, body: Buffer.from(CUE) });
    await expect.poll(() => tags.at(-1)?.timestampMs).toBe(40);
    const scripts = tags.filter(({ type }) => type === 'script').slice(1);
    expect(scripts.map(({ body }) => readAmf0(body)[0])).toEqual(['onCuePoint', 'onTextData', 'onFI']);
    expect(scripts[0]?.body).toEqual(CUE);
    server.stream.end('over');
    await reading;
  });

  it('is bounded in number, and no name of a server passes', async () => {
    await using server = await RtmpFixture.start();
    await using player = await RtmpClient.connect(server.ingest.port);
    await player.play();
    await using publisher = await RtmpClient.connect(server.ingest.port);
    await publisher.publish();
    publisher.sendHeaders();
    publisher.sendFrame(0, { isRandomAccess: true });
    for (const name of ['onStatus', '|RtmpSampleAccess', '@clearDataFrame']) {
      publisher.send({ type: 18, cid: 5, streamId: 1, body: writeAmf0(name, {}) });
    }
    for (let i = 0; i < 500; i++) publisher.send({ type: 18, cid: 5, streamId: 1, body: CUE });
    publisher.sendFrame(40);
    await player.until(() => player.received.at(-1)?.timestamp === 40);
    const names = player.received.filter(({ type }) => type === 18).map(({ body }) => readAmf0(body)[0]);
    expect(names.slice(1).every((name) => name === 'onCuePoint')).toBe(true);
    expect(names.length).toBeGreaterThan(2);
    expect(names.length).toBeLessThan(100);
  });
});
