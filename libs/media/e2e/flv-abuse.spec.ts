import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { createFlvHandler } from '../src/index.js';
import { FlvClient, WebSocketClient } from './support/flv-client.js';
import { FlvRoom, synthetic } from './support/flv-fixture.js';

const PATH = '/live/room.flv';
const GET = `GET ${PATH} HTTP/1.1\r\nHost: x\r\n\r\n`;

async function liveRoom(): Promise<FlvRoom> {
  const room = await FlvRoom.open();
  room.publish();
  await room.push(synthetic(1));
  return room;
}

describe('one connection', () => {
  it('is one viewer, with 1,500 GETs pipelined in one packet or many', async () => {
    await using room = await liveRoom();
    await using client = FlvClient.get(room.port, PATH, { more: GET.repeat(1500) });
    await vi.waitFor(() => expect(client.videoFrames).toHaveLength(1));
    for (let i = 0; i < 1500; i++) client.socket.write(GET);
    await room.push(synthetic(5).slice(1));
    await vi.waitFor(() => expect(client.videoFrames).toHaveLength(5));
    expect(room.viewers).toBe(1);
    expect(client.bytes.toString('latin1').match(/HTTP\/1\.1 \d/g)).toHaveLength(1);
  });

  it('is one viewer while it is held, too', async () => {
    await using room = await FlvRoom.open();
    await using client = FlvClient.get(room.port, PATH, { more: GET.repeat(100) });
    await vi.waitFor(() => expect(room.viewers).toBe(1));
    client.socket.write(GET.repeat(100));
    room.publish();
    await room.push(synthetic(2));
    await vi.waitFor(() => expect(client.videoFrames).toHaveLength(2));
    expect(room.viewers).toBe(1);
  });

  it('is cut when it sends without end', async () => {
    await using room = await liveRoom();
    await using client = FlvClient.get(room.port, PATH);
    await vi.waitFor(() => expect(client.videoFrames).toHaveLength(1));
    client.socket.write(Buffer.alloc(2 * 1024 * 1024, 'x'));
    await vi.waitFor(() => expect(room.viewers).toBe(0));
  });

  it('is cut when its GET announces a body that does not come', async () => {
    await using room = await liveRoom();
    await using client = FlvClient.get(room.port, PATH, { headers: { 'Content-Length': '10' } });
    await vi.waitFor(() => expect(client.isClosed).toBe(true));
    await vi.waitFor(() => expect(room.viewers).toBe(0));
  });

  it('leaves nothing behind when it breaks off at any point', async () => {
    await using room = await liveRoom();
    const clients = [
      ...Array.from({ length: 40 }, () => FlvClient.get(room.port, PATH)),
      ...Array.from({ length: 40 }, () => WebSocketClient.open(room.port, PATH).http),
    ];
    await vi.waitFor(() => expect(room.viewers).toBe(80));
    for (const client of clients) client.socket.resetAndDestroy();
    await vi.waitFor(() => expect(room.viewers).toBe(0));
    await vi.waitFor(() => expect(room.stream.stats.subscribers).toBe(0));
  });
});

describe('the handler in a server of others', () => {
  it('serves its path, and leaves every other request and upgrade to them', async () => {
    await using room = await liveRoom();
    const handler = createFlvHandler({ find: (name) => room.streams.get(name), closeMs: 40 });
    const server = createServer((request, response) => {
      if (!handler.handleRequest(request, response)) response.end('another page');
    });
    const others: string[] = [];
    server.on('upgrade', (request, socket, head) => {
      if (handler.handleUpgrade(request, socket, head)) return;
      others.push(request.url ?? '');
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await using http = FlvClient.get(port, PATH);
    await using ws = WebSocketClient.open(port, PATH);
    await using page = FlvClient.get(port, '/page');
    await using other = WebSocketClient.open(port, '/socket.io/');
    await vi.waitFor(() => expect([http.videoFrames.length, ws.flv.length]).toEqual([1, http.body.length]));
    await vi.waitFor(() => expect(page.body.toString()).toContain('another page'));
    await vi.waitFor(() => expect([other.http.isClosed, others]).toEqual([true, ['/socket.io/']]));
    const closed = new Promise((resolve) => server.close(resolve));
    await handler[Symbol.asyncDispose]();
    page.socket.destroy();
    await closed;
    await vi.waitFor(() => expect([http.hasEnded, handler.stats().viewers]).toEqual([true, 0]));
  });

  it('hears the end of a response that it took over, as of one that ended by itself', async () => {
    await using room = await liveRoom();
    await using handler = createFlvHandler({ find: (name) => room.streams.get(name) });
    const closed: string[] = [];
    const server = createServer((request, response) => {
      response.on('close', () => closed.push('response'));
      handler.handleRequest(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await using client = FlvClient.get((server.address() as AddressInfo).port, PATH);
    await vi.waitFor(() => expect([client.videoFrames.length, closed]).toEqual([1, ['response']]));
    expect([client.hasEnded, handler.stats().viewers]).toEqual([false, 1]);
    server.close();
  });
});
