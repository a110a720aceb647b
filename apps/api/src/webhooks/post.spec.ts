import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Networks } from '../http/networks.js';
import { post, type Post } from './post.js';

let asked: string[];
let answer: RequestListener;
const server = createServer((request, response) => {
  asked.push(request.url ?? '');
  answer(request, response);
});
let port: number;
beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  ({ port } = server.address() as AddressInfo);
});
beforeEach(() => {
  asked = [];
  answer = (_, response) => response.writeHead(200).end('{}');
});
afterAll(async () => {
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
});

const loopback = new Networks(['127.0.0.0/8', '::1/128']);
const send = (host: string, more: Partial<Post> = {}) =>
  post({
    ...{ url: `http://${host}:${String(port)}/hook`, headers: {}, body: '{}', timeoutMs: 10_000 },
    ...{ networks: loopback, answerBytes: 100, ...more },
  });

describe('a request to an address of somebody else', () => {
  it('goes to no address that is not allowed, by number or by name', async () => {
    const networks = new Networks([]);
    for (const host of ['127.0.0.1', 'localhost', '2130706433'])
      await expect(send(host, { networks })).rejects.toMatchObject({ failure: 'address-not-allowed' });
    expect(asked).toEqual([]);
    expect(await send('localhost')).toEqual({ status: 200, body: '{}' });
    expect(await send('127.0.0.1')).toEqual({ status: 200, body: '{}' });
  });

  it('follows no redirect', async () => {
    answer = (_, response) =>
      response.writeHead(302, { Location: `http://127.0.0.1:${String(port)}/secret` }).end();
    expect(await send('127.0.0.1')).toMatchObject({ status: 302 });
    expect(asked).toEqual(['/hook']);
  });

  it('reads so much of an answer as it wants, however long the answer is', async () => {
    answer = (_, response) => {
      response.writeHead(200);
      const write = (): void => void (response.destroyed || response.write('x'.repeat(10_000), write));
      write();
    };
    const { body } = await send('127.0.0.1');
    expect(body).toBe('x'.repeat(100));
  });

  it('is given up in time when nobody answers, or nobody goes on', async () => {
    answer = () => undefined;
    await expect(send('127.0.0.1', { timeoutMs: 100 })).rejects.toMatchObject({ failure: 'timed-out' });
    answer = (_, response) => void response.writeHead(200).write('x');
    await expect(send('127.0.0.1', { timeoutMs: 100 })).rejects.toMatchObject({ failure: 'timed-out' });
  });

  it('says that nobody is there', async () => {
    answer = (request) => request.socket.destroy();
    await expect(send('127.0.0.1')).rejects.toMatchObject({ failure: 'unreachable' });
    await expect(send('nobody.invalid')).rejects.toMatchObject({ failure: 'unreachable' });
  });
});
