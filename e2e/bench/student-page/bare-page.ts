import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A page with nothing but the player, from a server of its own: what a stream costs without our pages. */
export async function serveBarePage(
  server: string,
  stream: string,
): Promise<{ url: string } & AsyncDisposable> {
  const html = `<!doctype html><title>Bare player</title>
<script type="module" src="${new URL('/sdk/lockstep-player.js', server).href}"></script>
<lockstep-player src="${stream}"></lockstep-player>`;
  const http = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html);
  });
  await once(http.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${String((http.address() as AddressInfo).port)}/`,
    [Symbol.asyncDispose]: async () => {
      const closed = once(http, 'close');
      http.close();
      http.closeAllConnections();
      await closed;
    },
  };
}
