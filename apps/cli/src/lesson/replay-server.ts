import { createReadStream, existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { readRange } from '@lockstep/media';
import sirv from 'sirv';
import { InputError } from '../errors.js';

/** The pages beside this command, in a checkout and in an installation alike. */
const PAGES = fileURLToPath(new URL('../../../web/dist', import.meta.url));
const FILM = '/recording.mp4';
/** The page asks nobody but this server. */
const POLICY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "worker-src 'self' data: blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

type Film = { readonly path: string; readonly size: number };

/** Serves one recording and the page that replays it, to this machine alone. */
export class ReplayServer implements AsyncDisposable {
  readonly #server;
  #port = 0;

  private constructor(private readonly film: Film) {
    const pages = sirv(PAGES, { etag: true, brotli: true, gzip: true, extensions: [] });
    this.#server = createServer((request, response) => {
      if (request.headers.host !== `127.0.0.1:${this.#port}`) return void response.writeHead(403).end(); // a page of somebody else that took over the name of this machine
      const { pathname } = new URL(request.url ?? '/', 'http://localhost');
      if (pathname === FILM) return sendFilm(request, response, this.film);
      if (pathname === '/replay') {
        response.setHeader('Content-Security-Policy', POLICY);
        request.url = '/index.html';
      }
      pages(request, response, () => void response.writeHead(404).end());
    });
  }

  /**
   * @param port 0: any that is free
   * @throws InputError when the pages are not built or the port is taken
   */
  static async start(film: Film, port: number): Promise<ReplayServer> {
    if (!existsSync(PAGES))
      throw new InputError(`${PAGES}: is not built; run npm run -s lesson, which builds it`);
    const replay = new ReplayServer(film);
    await replay.#listen(port);
    return replay;
  }

  /** The page, with the recording open. */
  get url(): string {
    return `http://127.0.0.1:${this.#port}/replay?src=${FILM}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }

  async #listen(port: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', (error) =>
        reject(new InputError(`Port ${port} cannot be used: ${error.message}`)),
      );
      this.#server.listen(port, '127.0.0.1', resolve);
    });
    this.#port = (this.#server.address() as AddressInfo).port;
  }
}

function sendFilm(request: IncomingMessage, response: ServerResponse, { path, size }: Film): void {
  const range = readRange(request.headers.range, size);
  if (range === 'none') return void response.writeHead(416, { 'content-range': `bytes */${size}` }).end();
  const { first, last } = range ?? { first: 0, last: size - 1 };
  response.writeHead(range ? 206 : 200, {
    'accept-ranges': 'bytes',
    'content-length': last - first + 1,
    'content-type': 'video/mp4',
    ...(range && { 'content-range': `bytes ${first}-${last}/${size}` }),
  });
  if (request.method === 'HEAD') return void response.end();
  // the browser leaves in the middle whenever somebody seeks
  pipeline(createReadStream(path, { start: first, end: last }), response).catch(() => response.destroy());
}
