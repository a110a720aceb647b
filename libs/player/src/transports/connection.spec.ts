import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ParseError } from '@lockstep/sei';
import { Connection, type ConnectionOptions } from './connection.js';
import type { TransportError } from './transport.js';

let cleanup = new AsyncDisposableStack();
afterEach(async () => {
  await cleanup.disposeAsync();
  cleanup = new AsyncDisposableStack();
});

async function serve(handle: (request: IncomingMessage, response: ServerResponse, count: number) => void) {
  let count = 0;
  const server = createServer((request, response) => handle(request, response, ++count));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanup.defer(() => close(server));
  const { port } = server.address() as AddressInfo;
  return { flv: `http://127.0.0.1:${port}/live/x.flv`, 'ws-flv': `ws://127.0.0.1:${port}/live/x.flv` };
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}

function connect(
  options: Partial<ConnectionOptions> & Pick<ConnectionOptions, 'urls'>,
  onBytes?: (bytes: Uint8Array) => void,
) {
  const opened: string[] = [];
  const reasons: (string | undefined)[] = [];
  const bytes: number[] = [];
  const lost: { error: TransportError | undefined; retryInMs: number }[] = [];
  const connection = new Connection(
    { transport: 'auto', maxBackOffMs: 50, silenceMs: 5_000, ...options },
    {
      onOpen: (transport, reason) => {
        opened.push(transport);
        reasons.push(reason);
      },
      onBytes: (chunk) => {
        bytes.push(...chunk);
        onBytes?.(chunk);
      },
      onLost: (error, retryInMs) => lost.push({ error, retryInMs }),
    },
  );
  const done = connection.run();
  cleanup.defer(async () => {
    connection.stop();
    await done;
  });
  return { connection, done, opened, reasons, bytes, lost };
}

/** A segment, and nothing new ever after. */
const PLAYLIST = '#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nsegment\n';

describe('Connection', () => {
  it('hands on the bytes, and connects again when the server ends the stream', async () => {
    const urls = await serve((_request, response, count) => response.end(Uint8Array.of(count)));
    const { bytes, opened, lost } = connect({ urls });
    await vi.waitFor(() => expect(bytes.slice(0, 2)).toEqual([1, 2]));
    expect(opened.slice(0, 2)).toEqual(['flv', 'flv']);
    expect(lost[0]?.error).toBeUndefined();
  });

  it('says that a stream does not exist, asks again later, and does not try the other transport for it', async () => {
    const paths: string[] = [];
    const urls = await serve((request, response, count) => {
      paths.push(request.headers.upgrade ?? 'http');
      if (count < 3) response.writeHead(404).end('no such stream');
      else response.end(Uint8Array.of(7));
    });
    const { lost, bytes } = connect({ urls });
    await vi.waitFor(() => expect(bytes).toContain(7));
    expect(lost.slice(0, 2).map(({ error }) => error?.reason)).toEqual(['not-found', 'not-found']);
    expect(paths.every((path) => path === 'http')).toBe(true);
  });

  it('falls back to the other transport when one is refused, in turns', async () => {
    const urls = await serve((_request, response) => response.writeHead(503).end());
    const { lost } = connect({ urls });
    await vi.waitFor(() => expect(lost.length).toBeGreaterThanOrEqual(4));
    expect(lost.slice(0, 4).map(({ error }) => error?.reason)).toEqual([
      'refused',
      'unreachable',
      'refused',
      'unreachable',
    ]);
  });

  it('says why it does not come by the best way, and comes back as soon as that works again', async () => {
    let isBlocked = true;
    const urls = await serve((request, response) => {
      if (request.url?.endsWith('.flv') && isBlocked) return void response.writeHead(403).end();
      if (request.url?.endsWith('.m3u8')) return void response.end(PLAYLIST);
      // Steady bytes, as of a stream that lives: of the best way and of the last one.
      const timer = setInterval(() => response.write(Uint8Array.of(3)), 20);
      response.on('close', () => clearInterval(timer));
      if (!request.url?.endsWith('.flv')) response.end(Uint8Array.of(1));
    });
    const { opened, reasons } = connect({ urls: { ...urls, 'll-hls': `${urls.flv}.m3u8` }, comeBackMs: 20 });
    await vi.waitFor(() => expect(opened).toContain('ll-hls'));
    expect(reasons[opened.indexOf('ll-hls')]).toMatch(/^flv: .* answered 403; ws-flv: .*handshake/);
    isBlocked = false;
    await vi.waitFor(() => expect(opened.at(-1)).toBe('flv'), { timeout: 10_000 });
    expect(reasons.at(-1)).toBeUndefined();
  });

  it('leaves a way that holds everything back after its first bytes', async () => {
    const urls = await serve((_request, response) => void response.write(Uint8Array.of(1)));
    const { lost, opened } = connect({ urls, silenceMs: 60 });
    await vi.waitFor(() => expect(lost.at(-1)?.error?.reason).toBe('unreachable'));
    expect(opened).toEqual(['flv', 'flv']);
  });

  it('stays with the one transport it was told to use', async () => {
    const urls = await serve((_request, response) => response.writeHead(503).end());
    const { lost } = connect({ urls, transport: 'flv' });
    await vi.waitFor(() => expect(lost.length).toBeGreaterThanOrEqual(3));
    expect(new Set(lost.map(({ error }) => error?.reason))).toEqual(new Set(['refused']));
  });

  it('gives up a connection that brings nothing', async () => {
    const urls = await serve((_request, response) => void response.write(Uint8Array.of(1)));
    const { lost } = connect({ urls, silenceMs: 80 });
    await vi.waitFor(() => expect(lost[0]?.error?.reason).toBe('silent'));
  });

  it('takes bytes that are no stream for a refusal, and waits longer each time', async () => {
    const urls = await serve((_request, response) => void response.write('<html>'));
    const { lost } = connect({ urls, maxBackOffMs: 400 }, () => {
      throw new ParseError('bad-signature', 0, 'no FLV');
    });
    await vi.waitFor(() => expect(lost.length).toBeGreaterThanOrEqual(3));
    expect(lost[0]?.error?.reason).toBe('refused');
    expect(lost[0]?.error?.message).toContain('no FLV');
    expect(lost[2]?.retryInMs).toBeGreaterThan(0);
  });

  it('fails with an exception that is a fault of its user, and asks the server no more', async () => {
    let requests = 0;
    const urls = await serve((_request, response) => {
      requests++;
      response.write(Uint8Array.of(1));
    });
    const connection = new Connection(
      { urls, transport: 'auto', maxBackOffMs: 1, silenceMs: 5_000 },
      {
        onOpen: () => undefined,
        onBytes: () => {
          throw new TypeError('undefined is not a function');
        },
        onLost: () => expect.unreachable('the server is not to blame'),
      },
    );
    await expect(connection.run()).rejects.toThrow(TypeError);
    expect(requests).toBe(1);
  });

  it('spreads the return of viewers who lose their connection together', async () => {
    const urls = await serve((_request, response) => response.destroy());
    const viewers = Array.from({ length: 20 }, () =>
      connect({ urls, transport: 'flv', maxBackOffMs: 8_000 }),
    );
    await vi.waitFor(() => expect(viewers.every(({ lost }) => lost.length > 0)).toBe(true));
    const waits = viewers.map(({ lost }) => lost[0]?.retryInMs ?? 0);
    expect(new Set(waits).size).toBe(20);
    expect(Math.max(...waits) - Math.min(...waits)).toBeGreaterThan(100); // fails once in 10^11 runs
  });

  it('says that a connection broke', async () => {
    const urls = await serve((_request, response) => {
      response.write(Uint8Array.of(1), () => response.destroy());
    });
    const { lost } = connect({ urls, transport: 'flv' });
    await vi.waitFor(() => expect(lost[0]?.error?.reason).toBe('cut'));
  });

  it('names no query in its errors: it may hold a token', async () => {
    const urls = await serve((_request, response) => response.writeHead(403).end());
    const { lost } = connect({ urls: { flv: `${urls.flv}?token=secret` }, transport: 'flv' });
    await vi.waitFor(() => expect(lost.length).toBeGreaterThanOrEqual(1));
    expect(lost[0]?.error?.message).toContain('403');
    expect(lost[0]?.error?.message).not.toContain('secret');
  });

  it('holds no connection while it is suspended, and makes one when it goes on', async () => {
    let open = 0;
    const urls = await serve((_request, response) => {
      open++;
      response.on('close', () => open--);
      response.write(Uint8Array.of(1));
    });
    const { connection, opened, lost } = connect({ urls });
    await vi.waitFor(() => expect(open).toBe(1));
    connection.suspend();
    await vi.waitFor(() => expect(open).toBe(0));
    const before = opened.length;
    connection.resume();
    await vi.waitFor(() => expect(opened.length).toBe(before + 1));
    expect(lost).toEqual([]);
  });

  it('ends at once when it is stopped while it waits', async () => {
    const urls = await serve((_request, response) => response.writeHead(503).end());
    const { connection, done, lost } = connect({ urls, maxBackOffMs: 60_000 });
    await vi.waitFor(() => expect(lost.length).toBeGreaterThanOrEqual(2));
    connection.stop();
    await expect(done).resolves.toBeUndefined();
  });
});
