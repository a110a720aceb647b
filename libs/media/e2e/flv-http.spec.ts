import { describe, expect, it, vi } from 'vitest';
import { LiveStream } from '../src/index.js';
import { testHeaders } from './support/access-units.js';
import { FlvClient } from './support/flv-client.js';
import { FlvRoom, synthetic } from './support/flv-fixture.js';

const PATH = '/live/room.flv';
const bytesOf = (frames: readonly { bytes: Uint8Array }[]): Buffer[] =>
  frames.map(({ bytes }) => Buffer.from(bytes));

/** Waits until everything that was pushed has arrived. */
const untilFrames = (client: FlvClient, count: number): Promise<void> =>
  vi.waitFor(() => expect(client.videoFrames).toHaveLength(count));

describe('HTTP-FLV', () => {
  it('begins with FLV header, metadata, sequence headers and the last group of pictures, then sends every frame', async () => {
    await using room = await FlvRoom.open();
    room.publish();
    const frames = synthetic(28);
    await room.push(frames.slice(0, 16));
    await using client = FlvClient.get(room.port, PATH);
    await untilFrames(client, 6);
    await room.push(frames.slice(16));
    await untilFrames(client, 18);
    expect(client.videoFrames).toEqual(bytesOf(frames.slice(10)));
    expect(client.tags.slice(0, 4).map(({ type, timestampMs }) => [type, timestampMs])).toEqual([
      ['script', 0],
      ['video', 400],
      ['audio', 400],
      ['video', 400],
    ]);
    expect(client.tags.slice(3).map(({ timestampMs }) => timestampMs)).toEqual(
      frames.slice(10).map(({ dtsMs }) => dtsMs),
    );
  });

  it('says what players, pages and proxies need to hear', async () => {
    await using room = await FlvRoom.open();
    room.publish();
    await room.push(synthetic(1));
    await using client = FlvClient.get(room.port, PATH);
    await untilFrames(client, 1);
    expect(client.status).toBe(200);
    expect(client.header('content-type')).toBe('video/x-flv');
    expect(client.header('cache-control')).toBe('no-store');
    expect(client.header('x-accel-buffering')).toBe('no');
    expect(client.header('access-control-allow-origin')).toBe('*');
    expect(client.header('connection')).toBe('close');
    expect(client.header('date')).toMatch(/GMT$/);
    expect(client.header('transfer-encoding')).toBe('chunked');
    expect(client.header('content-length')).toBeUndefined();
  });

  it('sends HTTP/1.0, and who asks for it, the same bytes without chunks', async () => {
    await using room = await FlvRoom.open();
    room.publish();
    await room.push(synthetic(3));
    await using chunked = FlvClient.get(room.port, PATH);
    await using old = FlvClient.get(room.port, PATH, { version: '1.0' });
    await using oldAsks = FlvClient.get(room.port, `${PATH}?transfer=chunked`, { version: '1.0' });
    await using raw = FlvClient.get(room.port, `${PATH}?transfer=raw`);
    const all = [chunked, old, oldAsks, raw];
    await Promise.all(all.map((client) => untilFrames(client, 3)));
    await room.push(synthetic(6).slice(3));
    await Promise.all(all.map((client) => untilFrames(client, 6)));
    expect(all.map((client) => client.header('transfer-encoding'))).toEqual([
      'chunked',
      undefined,
      undefined,
      undefined,
    ]);
    for (const client of all) expect(client.body).toEqual(chunked.body);
  });

  it('sends an economy class the same stream in fewer, later batches', async () => {
    await using room = await FlvRoom.open();
    room.publish();
    await room.push(synthetic(1));
    await using client = FlvClient.get(room.port, `${PATH}?class=economy`);
    await untilFrames(client, 1);
    await room.push(synthetic(26).slice(1));
    await untilFrames(client, 26);
    expect(client.videoFrames).toEqual(bytesOf(synthetic(26)));
    expect(room.server.stats().streams[0]?.intervalsMs).toEqual({ 350: 350 });
    // opening, last group of pictures, and at most two batches: what came in one interval leaves together
    const chunks = client.bytes.toString('latin1').match(/\r\n[0-9a-f]+\r\n/g) ?? [];
    expect(chunks.length <= 5).toBe(true);
  });

  it('answers HEAD without a body, and without becoming a viewer', async () => {
    await using room = await FlvRoom.open();
    await using early = FlvClient.get(room.port, PATH, { method: 'HEAD' });
    await vi.waitFor(() => expect(early.status).toBe(503));
    room.publish();
    await room.push(synthetic(1));
    await using client = FlvClient.get(room.port, PATH, { method: 'HEAD', headers: { Connection: 'close' } });
    await vi.waitFor(() => expect(client.hasEnded).toBe(true));
    expect([client.status, client.header('content-type'), client.body.length]).toEqual([
      200,
      'video/x-flv',
      0,
    ]);
    expect(room.viewers).toBe(0);
  });

  it('answers OPTIONS for any page', async () => {
    await using room = await FlvRoom.open();
    await using client = FlvClient.get(room.port, PATH, { method: 'OPTIONS' });
    await vi.waitFor(() => expect(client.status).toBe(204));
    expect(client.header('access-control-allow-origin')).toBe('*');
    expect(client.header('access-control-allow-methods')).toBe('GET, HEAD, OPTIONS');
  });

  it.each([
    [404, '/live/nobody.flv', 'GET'],
    [404, '/live/nobody.flv', 'HEAD'],
    [404, '/elsewhere', 'GET'],
    [405, PATH, 'POST'],
    [400, `${PATH}?batch=12`, 'GET'],
    [400, '/live/%ff.flv', 'GET'],
  ])('answers %d to %s (%s)', async (status, target, method) => {
    await using room = await FlvRoom.open();
    await using client = FlvClient.get(room.port, target, { method });
    await vi.waitFor(() => expect(client.status).toBe(status));
    expect(room.viewers).toBe(0);
  });

  it('holds who comes before the publisher, and begins when it is there', async () => {
    await using room = await FlvRoom.open();
    await using client = FlvClient.get(room.port, PATH);
    await vi.waitFor(() => expect(room.server.stats().streams).toMatchObject([{ viewers: 1, held: 1 }]));
    expect(client.bytes.length).toBe(0);
    room.publish();
    await room.push(synthetic(2));
    await untilFrames(client, 2);
    expect(client.status).toBe(200);
  });

  it('answers 503 with Retry-After to who waited in vain', async () => {
    await using room = await FlvRoom.open({ holdMs: 40 });
    await using client = FlvClient.get(room.port, PATH);
    await vi.waitFor(() => expect(client.hasEnded).toBe(true));
    expect(client.status).toBe(503);
    expect(client.header('retry-after')).toMatch(/^[2-5]$/);
    await vi.waitFor(() => expect(room.viewers).toBe(0));
  });

  it('answers 503 when it is full', async () => {
    await using room = await FlvRoom.open({ maxViewers: 1 });
    room.publish();
    await room.push(synthetic(1));
    await using first = FlvClient.get(room.port, PATH);
    await untilFrames(first, 1);
    await using second = FlvClient.get(room.port, PATH);
    await vi.waitFor(() => expect(second.status).toBe(503));
  });

  it('sends the last frames and ends cleanly when the stream is over, with the last chunk where there are chunks', async () => {
    await using room = await FlvRoom.open();
    room.publish();
    await room.push(synthetic(2));
    await using raw = FlvClient.get(room.port, `${PATH}?transfer=raw`);
    await using chunked = FlvClient.get(room.port, PATH);
    await using economy = FlvClient.get(room.port, `${PATH}?batch=350`);
    const all = [raw, chunked, economy];
    await Promise.all(all.map((client) => untilFrames(client, 2)));
    await room.push(synthetic(4).slice(2));
    room.stream.end('the lesson is over');
    await vi.waitFor(() => expect(all.map(({ hasEnded }) => hasEnded)).toEqual([true, true, true]));
    for (const client of all) expect(client.videoFrames).toEqual(bytesOf(synthetic(4)));
    expect(chunked.isComplete).toBe(true);
    await vi.waitFor(() => expect(room.viewers).toBe(0));
    await using late = FlvClient.get(room.port, PATH);
    await vi.waitFor(() => expect(late.status).toBe(404));
  });

  it('goes on over a change of publisher and headers: new sequence headers stand before their first random access frame', async () => {
    await using room = await FlvRoom.open();
    room.publish();
    await room.push(synthetic(5));
    await using client = FlvClient.get(room.port, PATH);
    await untilFrames(client, 5);
    room.publish(testHeaders(true));
    await room.push(synthetic(3));
    await untilFrames(client, 8);
    const kinds = client.tags.map(({ type, body }) =>
      type === 'video' ? body.subarray(0, 2).join(' ') : type,
    );
    expect(kinds).toEqual([
      ...['script', '23 0', 'audio', '23 1', '39 1', '39 1', '39 1', '39 1'],
      ...['script', '23 0', 'audio', '23 1', '39 1', '39 1'],
    ]);
    const times = client.tags
      .slice(1, 8)
      .concat(client.tags.slice(9))
      .map(({ timestampMs }) => timestampMs);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    await using late = FlvClient.get(room.port, PATH);
    await untilFrames(late, 3);
    expect([...(late.tags[1]?.body ?? [])]).toEqual([...(client.tags[9]?.body ?? [])]);
  });

  it('counts viewers and bytes, and forgets who leaves', async () => {
    await using room = await FlvRoom.open();
    room.publish();
    await room.push(synthetic(3));
    await using client = FlvClient.get(room.port, `${PATH}?transfer=raw`);
    await untilFrames(client, 3);
    const { viewers, drops, streams } = room.server.stats();
    expect({ viewers, drops }).toEqual({ viewers: 1, drops: 0 });
    expect(streams).toMatchObject([
      { name: 'room', viewers: 1, held: 0, bytes: client.body.length, stalled: 0 },
    ]);
    client.socket.end();
    await vi.waitFor(() => expect(room.viewers).toBe(0));
    expect(client.isClosed).toBe(true);
  });

  it('ends every viewer and frees its port when it is disposed', async () => {
    const room = await FlvRoom.open();
    const { port } = room;
    room.publish();
    await room.push(synthetic(2));
    await using watching = FlvClient.get(port, PATH);
    await untilFrames(watching, 2);
    const idle = new LiveStream({ name: 'idle' });
    room.streams.set('idle', idle);
    await using held = FlvClient.get(port, '/live/idle.flv');
    await vi.waitFor(() => expect(room.viewers).toBe(2));
    await room[Symbol.asyncDispose]();
    await room[Symbol.asyncDispose]();
    await vi.waitFor(() => expect([watching.hasEnded, held.hasEnded]).toEqual([true, true]));
    expect(held.status).toBe(503);
    await using late = FlvClient.get(port, PATH);
    await vi.waitFor(() => expect(late.isClosed).toBe(true));
  });
});
