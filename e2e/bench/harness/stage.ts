import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { encodeEvent, encodeSnapshot, initialLessonState } from '@lockstep/contracts';
import { createFlvHandler, type FlvHandler, LiveStream, RtmpIngest, SeiStamper } from '@lockstep/media';
import { CuttingProxy } from './cutting-proxy.js';
import { PacedPublication } from './paced-publication.js';
import { RtmpPublisher } from './rtmp-publisher.js';
import { type Clip } from './source-clip.js';

const STREAM = 'bench';

/** An event that was put on a picture. */
export type StampedEvent = { readonly event: number; readonly frame: number };

/**
 * The whole way of the pictures: publisher, RTMP, LiveStream with its stamper, HTTP-FLV and WS-FLV, and the page that shows them.
 */
export class Stage implements AsyncDisposable {
  readonly #stack: AsyncDisposableStack;
  readonly #port: number;
  readonly #proxy: CuttingProxy;
  readonly #stamper: SeiStamper;
  readonly publication: PacedPublication;
  readonly clip: Clip;
  readonly #firstPts: () => number;
  #seq = 0;

  private constructor(parts: {
    stack: AsyncDisposableStack;
    port: number;
    proxy: CuttingProxy;
    stamper: SeiStamper;
    publication: PacedPublication;
    clip: Clip;
    firstPts: () => number;
  }) {
    this.#stack = parts.stack;
    this.#port = parts.port;
    this.#proxy = parts.proxy;
    this.#stamper = parts.stamper;
    this.publication = parts.publication;
    this.clip = parts.clip;
    this.#firstPts = parts.firstPts;
  }

  static async start(clip: Clip, sdk: string): Promise<Stage> {
    await using stack = new AsyncDisposableStack();
    let seq = 0;
    const stamper = new SeiStamper({
      snapshot: () => ({ seq, body: encodeSnapshot(initialLessonState) }),
      onStamped: (stamped) => (seq = stamped.seq),
    });
    const stream = stack.use(new LiveStream({ name: STREAM, stamper, startAtMs: 7_000_000 }));
    let firstPtsMs: number | undefined;
    stream.on('frame', (frame) => {
      if (frame.kind === 'video') firstPtsMs ??= frame.ptsMs;
    });
    const refused = () => Promise.resolve({ refused: 'nobody plays here' });
    const ingest = stack.use(
      await RtmpIngest.start({
        host: '127.0.0.1',
        port: 0,
        authorizer: { publish: () => Promise.resolve({ stream, publisherId: 'bench' }), play: refused },
      }),
    );
    const flv = stack.use(createFlvHandler({ find: (name) => (name === STREAM ? stream : undefined) }));
    const server = await serve(flv, sdk);
    stack.defer(() => close(server));
    const { port } = server.address() as AddressInfo;
    const proxy = stack.use(await CuttingProxy.start(port));
    const publisher = stack.use(await RtmpPublisher.start({ port: ingest.port, app: 'live', key: 'key' }));
    const publication = PacedPublication.start(publisher, clip);
    stack.defer(() => publication.stop());
    const firstPts = () => firstPtsMs ?? Number.NaN;
    return new Stage({ stack: stack.move(), port, proxy, stamper, publication, clip, firstPts });
  }

  /** Address of the page with these parameters; `cuttable`: its stream goes through {@link cut}. */
  pageUrl(parameters: Readonly<Record<string, string | number>>, cuttable = false): string {
    const query = new URLSearchParams(
      Object.entries(parameters).map(([name, value]) => [name, String(value)]),
    );
    query.set('url', `http://127.0.0.1:${cuttable ? this.#proxy.port : this.#port}/live/${STREAM}.flv`);
    return `http://127.0.0.1:${this.#port}/?${query.toString()}`;
  }

  /** Breaks the page's connection to the stream. */
  cut(): void {
    this.#proxy.cut();
  }

  /** Puts an event on the next picture; `frame` is the number in that picture's bar code, counted over all loops. */
  async stamp(shown: number): Promise<StampedEvent> {
    const body = encodeEvent({ type: 'marker', name: String(shown) });
    const { ptsMs } = await this.#stamper.stamp({ seq: ++this.#seq, body });
    return { event: shown, frame: Math.round(((ptsMs - this.#firstPts()) * this.clip.frameRate) / 1000) };
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#stack.disposeAsync();
  }
}

async function serve(flv: FlvHandler, sdk: string): Promise<Server> {
  const mpegts = createRequire(import.meta.url).resolve('mpegts.js/dist/mpegts.js');
  const files: Readonly<Record<string, { path: string; type: string }>> = {
    '/': { path: join(import.meta.dirname, 'page.html'), type: 'text/html; charset=utf-8' },
    '/sdk/lockstep-player.js': { path: sdk, type: 'text/javascript' },
    '/mpegts.js': { path: mpegts, type: 'text/javascript' },
  };
  const server = createServer((request, response) => {
    if (flv.handleRequest(request, response)) return;
    const file = files[new URL(request.url ?? '/', 'http://localhost').pathname];
    if (file === undefined) {
      response.writeHead(404).end();
      return;
    }
    void readFile(file.path).then((bytes) =>
      response.writeHead(200, { 'content-type': file.type }).end(bytes),
    );
  });
  server.on('upgrade', (request, socket, head) => {
    if (!flv.handleUpgrade(request, socket, head)) socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
