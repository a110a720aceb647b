import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { FlvReader, readVideoTagBody } from '@lockstep/formats';
import { describe, expect, it, vi } from 'vitest';
import { FlvClient, WebSocketClient } from './support/flv-client.js';
import { FlvRoom, synthetic } from './support/flv-fixture.js';

const PATH = '/live/room.flv';
const FRAME_BYTES = 110_000;
const frames = synthetic(10, { size: FRAME_BYTES, gop: 10 });
/** Frames that no kernel holds for a viewer, about 44 MB. */
const OVERRUN = 400;
/** Small enough to be overrun soon; what the kernel holds for a viewer comes on top. */
const ring = { maxBytes: 1024 * 1024, maxAgeMs: 60_000 };

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Pushes the same group of pictures again and again, as of a publisher who comes again, until `enough`. */
async function pushUntil(room: FlvRoom, enough: () => boolean): Promise<number> {
  const patience = performance.now() + 60_000;
  for (let pushed = 0; performance.now() < patience; pushed += frames.length) {
    room.publish();
    for (const frame of frames) {
      if (enough()) return pushed;
      await room.push([frame]);
    }
  }
  throw new Error('A minute of frames was not enough.');
}

const VIEWERS = 60;
const dropsOf = (room: FlvRoom): number => room.server.stats().drops;

describe('a viewer who falls behind', () => {
  it('loses frames, counted, goes on at a random access frame, and delays nobody', async () => {
    await using room = await FlvRoom.open({ ring: { ...ring, maxBytes: 8 * ring.maxBytes } });
    room.publish();
    await room.push(synthetic(1));
    await using slow = FlvClient.get(room.port, PATH);
    await using slowWs = WebSocketClient.open(room.port, PATH);
    await using quick = FlvClient.get(room.port, PATH);
    await vi.waitFor(() => expect(room.watching).toBe(3));
    await vi.waitFor(() => expect([slow.videoFrames.length, slowWs.flv.length > 0]).toEqual([1, true]));
    await vi.waitFor(() => expect(quick.videoFrames).toHaveLength(1));
    slow.socket.pause();
    slowWs.http.socket.pause();
    await pushAtPaceOf(quick, room, OVERRUN);
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

    expect(quick.videoFrames.length > OVERRUN).toBe(true);
    expect(jumpsOf(quick.tags)).toEqual([]);
    for (const tags of [slow.tags, new FlvReader().push(slowWs.flv)]) {
      const jumps = jumpsOf(tags);
      expect(jumps.length >= 1).toBe(true);
      expect(jumps.every(({ isRandomAccess }) => isRandomAccess)).toBe(true);
    }
  });

  /** Pushes frames, each one when this viewer has got the one before. */
  async function pushAtPaceOf({ socket }: FlvClient, room: FlvRoom, count: number): Promise<void> {
    for (let i = 0; i < count; i++) {
      if (i % frames.length === 0) room.publish();
      const received = socket.bytesRead + FRAME_BYTES;
      await room.push(frames.slice(i % frames.length, (i % frames.length) + 1));
      while (socket.bytesRead < received) await once(socket, 'data');
    }
  }

  /** Frames that do not follow the one before in time. */
  const jumpsOf = (tags: FlvClient['tags']) =>
    tags
      .filter(({ type }) => type === 'video')
      .map(({ timestampMs, body }) => ({ timestampMs, ...readVideoTagBody(body) }))
      .flatMap((videoFrame) => (videoFrame.packet === 'coded' ? [videoFrame] : []))
      .filter(({ timestampMs }, i, all) => timestampMs - (all[i - 1]?.timestampMs ?? timestampMs) > 40);
});

describe('viewers who do not read', () => {
  it('share the bytes that wait for them: there is no copy per viewer', async () => {
    await using room = await FlvRoom.open({ ring });
    room.publish();
    await room.push(synthetic(1));
    const viewers = Array.from({ length: VIEWERS }, () => readNothing(room.port));
    await vi.waitFor(() => expect(room.watching).toBe(VIEWERS));
    const before = heldBytes();
    await pushUntil(room, noMoreIsTaken(room));
    // a ring of 1 MiB and the blocks that are still on their way; copies would be 60 times 110 KB
    await vi.waitFor(() => expect(heldBytes() - before).toBeLessThan(3 * ring.maxBytes), 10_000);
    expect(room.viewers).toBe(VIEWERS);
    for (const viewer of viewers) viewer.destroy();
  });

  /** A viewer in whose own memory nothing gathers: this process is also the server's. */
  function readNothing(port: number): Socket {
    const socket = connect({
      port,
      host: '127.0.0.1',
      onread: { buffer: Buffer.alloc(1024), callback: () => false },
    });
    socket.on('error', () => undefined);
    socket.write(`GET ${PATH} HTTP/1.1\r\nHost: x\r\n\r\n`);
    return socket;
  }

  /** The kernel is full for everybody: nothing was sent for longer than any batch waits. */
  function noMoreIsTaken(room: FlvRoom): () => boolean {
    let [before, since] = [-1, performance.now()];
    return () => {
      const { bytes } = room.server.stats();
      if (bytes !== before) since = performance.now();
      before = bytes;
      return performance.now() - since > 1000;
    };
  }

  /** Bytes of Buffers in this process. */
  function heldBytes(): number {
    collectGarbage();
    return process.memoryUsage().arrayBuffers;
  }

  it('are closed after the time that is set, and counted; those that read stay', async () => {
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
    await vi.waitFor(() => expect(client.videoFrames).toHaveLength(2));
    const pausedAt = performance.now();
    await vi.waitUntil(() => performance.now() - pausedAt > 200);
    await room.push(synthetic(3).slice(2));
    await vi.waitFor(() => expect(client.videoFrames).toHaveLength(3));
  });
});
