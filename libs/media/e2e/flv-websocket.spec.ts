import { once } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { FlvClient, WebSocketClient } from './support/flv-client.js';
import { FlvRoom, synthetic } from './support/flv-fixture.js';

const PATH = '/live/room.flv';

/** A room with a live stream of one frame. */
async function liveRoom(options: Parameters<typeof FlvRoom.open>[0] = {}): Promise<FlvRoom> {
  const room = await FlvRoom.open(options);
  room.publish();
  await room.push(synthetic(1));
  return room;
}

async function watching(room: FlvRoom, path = PATH): Promise<WebSocketClient> {
  const client = WebSocketClient.open(room.port, path);
  await vi.waitFor(() => expect(client.flv.length > 0).toBe(true));
  return client;
}

const untilClosed = (client: WebSocketClient, code: number): Promise<void> =>
  vi.waitFor(() => expect([client.closeCode, client.http.hasEnded]).toEqual([code, true]));

describe('WS-FLV', () => {
  it('sends exactly the bytes of HTTP-FLV, in whole binary messages', async () => {
    await using room = await liveRoom();
    await using http = FlvClient.get(room.port, PATH);
    await using ws = await watching(room);
    await vi.waitFor(() => expect(room.watching).toBe(2));
    await room.push(synthetic(30, { size: 70_000 }).slice(1));
    await vi.waitFor(() => expect(http.videoFrames).toHaveLength(30));
    await vi.waitFor(() => expect(ws.flv.length).toBe(http.body.length));
    expect(ws.flv.equals(http.body)).toBe(true);
    expect(new Set(ws.frames.map(({ opcode }) => opcode))).toEqual(new Set([2]));
  });

  it('is understood by the WebSocket client of the platform', async () => {
    await using room = await liveRoom();
    const socket = new WebSocket(`ws://127.0.0.1:${room.port}${PATH}`);
    socket.binaryType = 'arraybuffer';
    const received: Buffer[] = [];
    socket.addEventListener('message', ({ data }) => received.push(Buffer.from(data as ArrayBuffer)));
    await once(socket, 'open');
    await using http = FlvClient.get(room.port, PATH);
    await vi.waitFor(() => expect(room.watching).toBe(2));
    await room.push(synthetic(20).slice(1));
    await vi.waitFor(() => expect(http.videoFrames).toHaveLength(20));
    await vi.waitFor(() => expect(Buffer.concat(received).equals(http.body)).toBe(true));
    const closed = once(socket, 'close') as Promise<[CloseEvent]>;
    room.stream.end('the lesson is over');
    const [{ code, reason, wasClean }] = await closed;
    expect({ code, reason, wasClean }).toEqual({ code: 1000, reason: 'the stream is over', wasClean: true });
  });

  it('answers a ping with its payload, between whole messages', async () => {
    await using room = await liveRoom();
    await using client = await watching(room);
    client.send(0x89, 'are you there?');
    await room.push(synthetic(5).slice(1));
    await vi.waitFor(() =>
      expect(client.frames.find(({ opcode }) => opcode === 10)?.payload.toString()).toBe('are you there?'),
    );
    await vi.waitFor(() => expect(room.viewers).toBe(1));
  });

  it('echoes a close and hangs up', async () => {
    await using room = await liveRoom();
    await using client = await watching(room);
    client.send(0x88, Buffer.of(0x0f, 0xa1));
    await untilClosed(client, 4001);
    await vi.waitFor(() => expect(room.viewers).toBe(0));
  });

  it('waits for the client to close too, but not forever', async () => {
    await using room = await liveRoom({ closeMs: 40 });
    await using client = await watching(room);
    room.stream.end('over');
    await vi.waitFor(() => expect(client.closeCode).toBe(1000));
    await vi.waitFor(() => expect(client.http.isClosed).toBe(true));
    await vi.waitFor(() => expect(room.viewers).toBe(0));
  });

  it('closes with 1013, try again later, when the publisher does not come', async () => {
    await using room = await FlvRoom.open({ holdMs: 40 });
    await using client = WebSocketClient.open(room.port, PATH);
    await vi.waitFor(() => expect(client.closeCode).toBe(1013));
    expect(client.http.status).toBe(101);
  });

  it('closes with 1001 when the server goes away', async () => {
    await using room = await liveRoom({ closeMs: 40 });
    await using client = await watching(room);
    await room.server[Symbol.asyncDispose]();
    await vi.waitFor(() => expect(client.closeCode).toBe(1001));
  });

  it.each<[string, number, (client: WebSocketClient) => void]>([
    ['an unmasked frame', 1002, (client) => client.sendBytes(Buffer.of(0x89, 0))],
    ['a fragmented ping', 1002, (client) => client.send(0x09)],
    ['a reserved bit', 1002, (client) => client.send(0xc1, 'x')],
    ['a message of 5000 bytes', 1009, (client) => client.send(0x82, Buffer.alloc(5000))],
    ['a close reason that is not UTF-8', 1007, (client) => client.send(0x88, Buffer.of(0x03, 0xe8, 0xff))],
    [
      'a flood of pings',
      1008,
      (client) => {
        for (let i = 0; i < 60; i++) client.send(0x89);
      },
    ],
  ])('closes the connection of who sends %s, with code %d', async (_name, code, attack) => {
    await using room = await liveRoom();
    await using client = await watching(room);
    await using bystander = await watching(room);
    attack(client);
    await untilClosed(client, code);
    await room.push(synthetic(3).slice(1));
    await vi.waitFor(() => expect(bystander.frames.filter(({ opcode }) => opcode === 2)).toHaveLength(4));
  });

  it('reads frames that came in the same packet as the handshake', async () => {
    await using room = await liveRoom();
    const headers = {
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
    };
    await using client = FlvClient.get(room.port, PATH, { headers, more: Buffer.of(0x88, 0x80, 1, 2, 3, 4) });
    await vi.waitFor(() => expect(client.hasEnded).toBe(true));
    expect(client.header('sec-websocket-accept')).toBe('s3pPLMBiTxaQ9kYGzzhZRbK+xOo=');
  });

  it.each([
    [404, '/live/nobody.flv', {}],
    [400, `${PATH}?batch=1`, {}],
    [400, PATH, { 'Sec-WebSocket-Key': 'short' }],
    [400, PATH, { 'Sec-WebSocket-Version': '7' }],
  ])('refuses a handshake with %d (%s)', async (status, target, headers) => {
    await using room = await liveRoom();
    await using client = WebSocketClient.open(room.port, target, headers);
    await vi.waitFor(() => expect([client.http.status, client.http.isClosed]).toEqual([status, true]));
    expect(room.viewers).toBe(0);
  });

  it('lets a viewer stay who says nothing for long, and forgets one who hangs up', async () => {
    await using room = await liveRoom({ stallMs: 40, holdMs: 40, closeMs: 40 });
    await using client = await watching(room);
    await using other = FlvClient.get(room.port, PATH);
    await vi.waitFor(() => expect(room.watching).toBe(2));
    const { bytes } = room.server.stats();
    await vi.waitUntil(async () => {
      await room.push(synthetic(1, { size: 4000 }));
      return room.server.stats().bytes > bytes + 20_000;
    });
    expect(room.viewers).toBe(2);
    client.http.socket.destroy();
    await vi.waitFor(() => expect(room.viewers).toBe(1));
    expect(other.hasEnded).toBe(false);
  });
});
