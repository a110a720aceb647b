import { readdirSync, readlinkSync } from 'node:fs';
import { FlvReader } from '@lockstep/formats';
import { expect, it, vi } from 'vitest';
import { FlvClient, framesOf, WebSocketClient } from './support/flv-client.js';
import { FlvRoom, synthetic } from './support/flv-fixture.js';

const PATH = '/live/room.flv';
/** So many of each kind that batches are sent as to a class, not as to a few. */
const OF_EACH = 8;
/** Frames so large that they are sent from shared pages. */
const frames = synthetic(30, { size: 30_000 });

const sharedPages = (): number =>
  readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).startsWith('/memfd:lockstep');
    } catch {
      return false; // that of the listing itself
    }
  }).length;

it('sends large frames to a class from pages that all share, in every form, and gives them back', async () => {
  await using stack = new AsyncDisposableStack();
  const room = stack.use(await FlvRoom.open());
  room.publish();
  await room.push(frames.slice(0, 1));
  const viewers = Array.from({ length: OF_EACH }, () => ({
    chunked: stack.use(FlvClient.get(room.port, PATH)),
    raw: stack.use(FlvClient.get(room.port, PATH, { version: '1.0' })),
    webSocket: stack.use(WebSocketClient.open(room.port, PATH)),
  }));
  await vi.waitFor(() => expect(room.watching).toBe(3 * OF_EACH));
  await room.push(frames.slice(1));
  expect(sharedPages()).toBe(3);
  room.stream.end('over');
  const expected = frames.map(({ bytes }) => Buffer.from(bytes));
  for (const { chunked, raw, webSocket } of viewers) {
    await vi.waitFor(() => expect([chunked.hasEnded, raw.hasEnded]).toEqual([true, true]));
    await vi.waitFor(() => expect(webSocket.closeCode).toBe(1000));
    expect(chunked.videoFrames).toEqual(expected);
    expect(raw.videoFrames).toEqual(expected);
    expect(framesOf(new FlvReader().push(webSocket.flv))).toEqual(expected);
    await webSocket[Symbol.asyncDispose]();
  }
  await vi.waitFor(() => expect(room.viewers).toBe(0));
  expect(sharedPages()).toBe(0);
});
