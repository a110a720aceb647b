import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { sendRange } from '../harness/send-range.js';

/** Serves the page of the benchmarks, the player and a recording in ranges of bytes. */
export async function serveReplay(sdk: string, bytes: Buffer): Promise<{ url: string } & AsyncDisposable> {
  const page = await readFile(join(import.meta.dirname, '../harness/page.html'));
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/recording.mp4') return sendRange(request, response, bytes);
    if (pathname === '/') {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
      return;
    }
    void readFile(join(dirname(sdk), basename(pathname))).then(
      (script) => response.writeHead(200, { 'content-type': 'text/javascript' }).end(script),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async [Symbol.asyncDispose]() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
