import { describe, expect, it, vi } from 'vitest';
import { LiveStream } from '../src/index.js';
import { testHeaders } from './support/access-units.js';
import { FlvClient, framesOf, WebSocketClient } from './support/flv-client.js';
import { FlvRoom, synthetic } from './support/flv-fixture.js';

const PATH = '/live/room.flv';
const KEEP_ALIVE_MS = 20;
const SILENCE_PERIODS = 5;
const MIB = 1024 * 1024;

const KEEP_ALIVE = '|RtmpSampleAccess';
const keepAlives = (client: FlvClient | undefined): number =>
  (client?.tags ?? []).filter(({ type, body }) => type === 'script' && Buffer.from(body).includes(KEEP_ALIVE))
    .length;

describe('viewers of a stream whose publisher is away', () => {
  it('are kept connected, so that a class downloads the last group of frames once', async () => {
    await using room = await FlvRoom.open({ keepAliveMs: KEEP_ALIVE_MS });
    const publication = room.publish();
    await room.push(synthetic(10, { size: MIB / 10 }));
    const clients = Array.from({ length: 20 }, () => FlvClient.get(room.port, PATH));
    await using closing = new AsyncDisposableStack();
    for (const client of clients) closing.use(client);
    const everyone = (holds: (client: FlvClient) => boolean) =>
      vi.waitFor(() => expect(clients.every(holds)).toBe(true), 20_000);
    await everyone(({ socket }) => socket.bytesRead > MIB);
    publication.end('the publisher left');
    await vi.waitFor(() => expect(keepAlives(clients[0])).toBeGreaterThanOrEqual(SILENCE_PERIODS), 20_000);
    expect(clients.some(({ hasEnded }) => hasEnded)).toBe(false);
    const downloaded = clients.reduce((sum, { socket }) => sum + socket.bytesRead, 0);
    expect(downloaded).toBeLessThan(20 * 1.1 * MIB);
    room.publish();
    await room.push(synthetic(1));
    await everyone(({ tags }) => framesOf(tags).length === 11);
  });

  it('are kept connected over WebSockets by messages that a page sees', async () => {
    await using room = await FlvRoom.open({ keepAliveMs: KEEP_ALIVE_MS });
    const publication = room.publish();
    await room.push(synthetic(1));
    await using client = WebSocketClient.open(room.port, PATH);
    await vi.waitFor(() => expect(client.flv.length > 0).toBe(true));
    publication.end('the publisher left');
    await vi.waitFor(() => expect(client.flv.toString('latin1').split(KEEP_ALIVE).length).toBeGreaterThan(3));
    expect(new Set(client.frames.map(({ opcode }) => opcode))).toEqual(new Set([2]));
  });

  it('begin with the last group of frames, and HEAD says so', async () => {
    await using room = await FlvRoom.open();
    const publication = room.publish();
    await room.push(synthetic(3));
    publication.end('the publisher left');
    await using head = FlvClient.get(room.port, PATH, { method: 'HEAD' });
    await using get = FlvClient.get(room.port, PATH);
    await vi.waitFor(() => expect([head.status, get.status]).toEqual([200, 200]));
    await vi.waitFor(() => expect(get.videoFrames).toHaveLength(3));
  });

  it('are refused by HEAD and GET alike if no publisher has come yet', async () => {
    await using room = await FlvRoom.open({ holdMs: 20 });
    await using head = FlvClient.get(room.port, PATH, { method: 'HEAD' });
    await using get = FlvClient.get(room.port, PATH);
    await vi.waitFor(() => expect([head.status, get.status]).toEqual([503, 503]));
  });
});

describe('a viewer who comes late', () => {
  it('is sent a group of frames of 12 MiB', async () => {
    await using room = await FlvRoom.open();
    room.publish();
    const frames = synthetic(13, { gop: 13, size: MIB });
    await room.push(frames);
    await using client = FlvClient.get(room.port, PATH);
    await vi.waitFor(() => expect(client.bytes.length).toBeGreaterThan(13 * MIB));
    await using second = FlvClient.get(room.port, PATH);
    await vi.waitFor(() => expect(second.bytes.length).toBeGreaterThan(13 * MIB));
    expect(second.videoFrames.map(({ length }) => length)).toEqual(frames.map(({ bytes }) => bytes.length));
  });

  it('is answered at once and kept connected until the next random access point if the group was too long to keep', async () => {
    await using room = await FlvRoom.open({ keepAliveMs: KEEP_ALIVE_MS, holdMs: 40 });
    await using stream = new LiveStream({ name: 'long', limits: { gop: { maxBytes: 1000, maxMs: 20_000 } } });
    room.streams.set('long', stream);
    const publication = stream.publish({ id: 'teacher', kind: 'test' });
    publication.setHeaders(testHeaders());
    for (const frame of synthetic(9)) publication.push(frame);
    await using head = FlvClient.get(room.port, '/live/long.flv', { method: 'HEAD' });
    await using client = FlvClient.get(room.port, '/live/long.flv');
    await vi.waitFor(() => expect(keepAlives(client)).toBeGreaterThan(SILENCE_PERIODS));
    expect([head.status, client.status, client.videoFrames.length]).toEqual([200, 200, 0]);
    expect(room.server.stats().streams).toMatchObject([{ name: 'long', viewers: 1, held: 1 }]);
    for (const frame of synthetic(12).slice(9)) publication.push(frame);
    await vi.waitFor(() => expect(client.videoFrames).toHaveLength(2));
  });
});
