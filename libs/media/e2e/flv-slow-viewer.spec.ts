import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { FlvReader, readVideoTagBody } from '@lockstep/formats';
import { describe, expect, it, vi } from 'vitest';
import { FlvClient, WebSocketClient } from './support/flv-client.js';
import { FlvRoom, synthetic } from './support/flv-fixture.js';

const PATH = '/live/room.flv';
const frames = synthetic(10, { size: 60_000, gop: 10 });
/** Small enough to be overrun soon; what the kernel holds for a viewer comes on top. */
const ring = { maxBytes: 2 * 1024 * 1024, maxAgeMs: 60_000 };

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Pushes the same group of pictures again and again, as of a publisher who comes again, until `enough`. */
async function pushUntil(room: FlvRoom, enough: () => boolean): Promise<number> {
  for (let pushed = 0; pushed < 20_000; pushed += frames.length) {
    room.publish();
    for (const frame of frames) {
      if (enough()) return pushed;
      await room.push([frame]);
    }
  }
  throw new Error('20,000 pictures were not enough.');
}

const dropsOf = (room: FlvRoom): number => room.server.stats().drops;

describe('a viewer who falls behind', () => {
  it('loses frames, counted, goes on at a keyframe, and delays nobody', async () => {
    await using room = await FlvRoom.open({ ring });
    room.publish();
    await room.push(synthetic(1));
    await using slow = FlvClient.get(room.port, PATH);
    await using slowWs = WebSocketClient.open(room.port, PATH);
    await using quick = FlvClient.get(room.port, PATH);
    await vi.waitFor(() => expect(room.watching).toBe(3));
    await vi.waitFor(() => expect([slow.pictures.length, slowWs.flv.length > 0]).toEqual([1, true]));
    slow.socket.pause();
    slowWs.http.socket.pause();
    let quickBytes = 0;
    quick.socket.on('data', (bytes) => (quickBytes += bytes.length));
    const overrun = 40 * 1024 * 1024;
    const pushed = await pushUntil(
      room,
      () => room.server.stats().bytes > overrun && quickBytes > overrun / 2,
    );
    slow.socket.resume();
    slowWs.http.socket.resume();
    await vi.waitUntil(async () => {
      room.publish();
      await room.push(frames.slice(0, 1));
      return dropsOf(room) >= 2;
    });
    room.stream.end('over');
    await vi.waitFor(() => expect([slow.hasEnded, quick.hasEnded]).toEqual([true, true]), 20_000);
    await vi.waitFor(() => expect(slowWs.closeCode).toBe(1000), 20_000);

    expect(quick.pictures.length > pushed).toBe(true);
    for (const tags of [slow.tags, new FlvReader().push(slowWs.flv)]) expectJumpToKeyframe(tags);
  });

  function expectJumpToKeyframe(tags: FlvClient['tags']): void {
    const pictures = tags
      .filter(({ type }) => type === 'video')
      .map(({ timestampMs, body }) => ({ timestampMs, ...readVideoTagBody(body) }))
      .flatMap((picture) => (picture.packet === 'coded' ? [picture] : []));
    const jumps = pictures.filter(({ timestampMs }, i) => {
      const before = pictures[i - 1]?.timestampMs ?? timestampMs;
      return timestampMs - before > 40;
    });
    expect(jumps.length >= 1).toBe(true);
    expect(jumps.every(({ isKeyframe }) => isKeyframe)).toBe(true);
  }
});

describe('viewers who do not read', () => {
  it('share the bytes that wait for them: there is no copy per viewer', async () => {
    await using room = await FlvRoom.open({ ring });
    room.publish();
    await room.push(synthetic(1));
    const viewers = Array.from({ length: 120 }, () => FlvClient.get(room.port, PATH));
    await vi.waitFor(() => expect(room.watching).toBe(120));
    for (const { socket } of viewers) socket.pause();
    const growth = await memoryGrowth(async () => {
      let before = -1;
      // until the kernel takes no more of anybody
      await pushUntil(room, () => {
        const { bytes } = room.server.stats();
        const isStuck = bytes === before;
        before = bytes;
        return isStuck;
      });
    });
    // a ring of 2 MiB and its blocks; a copy for each would be 120 times what one of them waits for (60 KB)
    expect(growth < 2 * ring.maxBytes).toBe(true);
    expect(room.viewers).toBe(120);
    for (const viewer of viewers) await viewer[Symbol.asyncDispose]();
  });

  async function memoryGrowth(work: () => Promise<void>): Promise<number> {
    collectGarbage();
    const before = process.memoryUsage().arrayBuffers;
    await work();
    collectGarbage();
    return process.memoryUsage().arrayBuffers - before;
  }

  it('are closed after the time that is set, and counted; who reads stays', async () => {
    await using room = await FlvRoom.open({ ring, stallMs: 300 });
    room.publish();
    await room.push(synthetic(1));
    await using stuck = FlvClient.get(room.port, PATH);
    await using stuckWs = WebSocketClient.open(room.port, PATH);
    await using reading = FlvClient.get(room.port, PATH);
    await vi.waitFor(() => expect(room.watching).toBe(3));
    stuck.socket.pause();
    stuckWs.http.socket.pause();
    await vi.waitUntil(
      async () => {
        room.publish();
        await room.push(frames.slice(0, 4));
        return room.viewers === 1;
      },
      { timeout: 30_000, interval: 10 },
    );
    expect(room.server.stats().streams).toMatchObject([{ viewers: 1, stalled: 2 }]);
    expect(reading.hasEnded).toBe(false);
  });

  it('are not taken for stuck while the stream pauses', async () => {
    await using room = await FlvRoom.open({ stallMs: 20, closeMs: 20 });
    room.publish();
    await room.push(synthetic(2));
    await using client = FlvClient.get(room.port, PATH);
    await vi.waitFor(() => expect(client.pictures).toHaveLength(2));
    const pausedAt = performance.now();
    await vi.waitUntil(() => performance.now() - pausedAt > 200);
    await room.push(synthetic(3).slice(2));
    await vi.waitFor(() => expect(client.pictures).toHaveLength(3));
  });
});
