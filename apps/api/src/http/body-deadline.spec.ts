import { once } from 'node:events';
import { createServer, request as ask, type ClientRequest } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { text } from 'node:stream/consumers';
import { afterEach, expect, it, vi } from 'vitest';
import { limitBodies, whileItComes } from './body-deadline.js';
import { BodyStalled } from './body-errors.js';

afterEach(() => vi.useRealTimers());

it('ends a body that is not whole in time, and leaves alone one that has a rule of its own', async () => {
  const server = createServer((request, response) => {
    request.resume().once('end', () => response.end('all of it'));
  });
  limitBodies(server, 20, ({ url }) => url === '/long');
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const half = (path: string): ClientRequest => {
    const call = ask({ port, path, method: 'POST', headers: { 'content-length': 2 } });
    call.write('1');
    return call;
  };
  const socket = connect(port);
  socket.write('POST /short HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n1');
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 408 /); // and the connection is over
  const long = half('/long');
  const answered = once(long, 'response');
  const short = half('/short');
  short.on('error', () => undefined);
  expect((await once(short, 'response'))[0]).toMatchObject({ statusCode: 408 });
  long.end('2'); // later than the deadline of the other one
  expect((await answered)[0]).toMatchObject({ statusCode: 200 });
  server.close();
  server.closeAllConnections();
});

it('passes on what comes, however long it takes, and ends what stands still', async () => {
  vi.useFakeTimers();
  const [source, target] = [new PassThrough(), new PassThrough()];
  const whole = pipeline(source, whileItComes({ leastBytes: 10, withinMs: 1000 }), target);
  const failed = expect(whole).rejects.toThrow(BodyStalled);
  let came = 0;
  target.on('data', ({ length }: Buffer) => (came += length));
  for (let second = 1; second <= 600; second++) {
    source.write(Buffer.alloc(10));
    await vi.advanceTimersByTimeAsync(1000);
  }
  expect(came).toBe(6000);
  source.write(Buffer.alloc(9)); // too little is as good as nothing
  await vi.advanceTimersByTimeAsync(1000);
  await failed;
});
