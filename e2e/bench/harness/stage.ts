import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { encodeEvent, encodeSnapshot, initialLessonState } from '@lockstep/contracts';
import {
  createFlvHandler,
  createPackagedHandler,
  type FlvHandler,
  LiveStream,
  type PackagedHandler,
  SeiStamper,
} from '@lockstep/media';
import type { Milliseconds } from '@lockstep/sei';
import { CuttingProxy } from './cutting-proxy.js';
import type { Clip } from './source-clip.js';

const STREAM = 'bench';

/** An event that was put on a frame. */
export type StampedEvent = { readonly event: number; readonly frame: number };

/** Where the frames come from. They carry their numbers, counted over all loops, as bar codes. */
export interface Source extends AsyncDisposable {
  readonly clip: Clip;
  /** Number of the frame that left last. */
  readonly newest: number;
  /** Number of the frame with this time on the stream's timeline. */
  numberAt(ptsMs: number): number;
  /** Time of the frame that an event is to be put on now; undefined: whichever is next. */
  nextPtsMs(): Milliseconds | undefined;
}

/**
 * The whole way of the frames: a source, LiveStream with its stamper, HTTP-FLV, WS-FLV and HLS, and the page that shows them.
 */
export class Stage<S extends Source> implements AsyncDisposable {
  #seq = 0;

  private constructor(
    readonly source: S,
    private readonly parts: {
      readonly stack: AsyncDisposableStack;
      readonly port: number;
      readonly proxy: CuttingProxy;
      readonly stamper: SeiStamper;
    },
  ) {}

  static async start<S extends Source>(
    open: (stream: LiveStream) => S | Promise<S>,
    sdk: string,
  ): Promise<Stage<S>> {
    await using stack = new AsyncDisposableStack();
    let seq = 0;
    const stamper = new SeiStamper({
      snapshot: () => ({ seq, body: encodeSnapshot(initialLessonState) }),
      onStamped: (stamped) => (seq = stamped.seq),
    });
    const stream = stack.use(new LiveStream({ name: STREAM, stamper, startAtMs: 7_000_000 }));
    const find = (name: string): LiveStream | undefined => (name === STREAM ? stream : undefined);
    const flv = stack.use(createFlvHandler({ find }));
    const server = await serve(flv, stack.use(createPackagedHandler({ find })), sdk);
    stack.defer(() => close(server));
    const { port } = server.address() as AddressInfo;
    const proxy = stack.use(await CuttingProxy.start(port));
    const source = stack.use(await open(stream));
    return new Stage(source, { stack: stack.move(), port, proxy, stamper });
  }

  /** Address of the page with these parameters; `cuttable`: its stream goes through {@link cut}. */
  pageUrl(parameters: Readonly<Record<string, string | number>>, cuttable = false): string {
    const query = new URLSearchParams(
      Object.entries(parameters).map(([name, value]) => [name, String(value)]),
    );
    query.set(
      'url',
      `http://127.0.0.1:${cuttable ? this.parts.proxy.port : this.parts.port}/live/${STREAM}.flv`,
    );
    return `http://127.0.0.1:${this.parts.port}/?${query.toString()}`;
  }

  /** Breaks the page's connection to the stream. */
  cut(): void {
    this.parts.proxy.cut();
  }

  /** Puts an event on a frame; `frame` is the number in that frame's bar code, counted over all loops. */
  async stamp(shown: number): Promise<StampedEvent> {
    const body = encodeEvent({ type: 'marker', name: String(shown) });
    const wantedPtsMs = this.source.nextPtsMs();
    const at = wantedPtsMs === undefined ? {} : { ptsMs: wantedPtsMs };
    const { ptsMs } = await this.parts.stamper.stamp({ seq: ++this.#seq, body, ...at });
    return { event: shown, frame: this.source.numberAt(wantedPtsMs ?? ptsMs) };
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.parts.stack.disposeAsync();
  }
}

async function serve(flv: FlvHandler, packaged: PackagedHandler, sdk: string): Promise<Server> {
  const mpegts = createRequire(import.meta.url).resolve('mpegts.js/dist/mpegts.js');
  const files: Readonly<Record<string, { path: string; type: string }>> = {
    '/': { path: join(import.meta.dirname, 'page.html'), type: 'text/html; charset=utf-8' },
    '/mpegts.js': { path: mpegts, type: 'text/javascript' },
  };
  const server = createServer((request, response) => {
    if (flv.handleRequest(request, response) || packaged.handleRequest(request, response)) return;
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    // The module, and what it loads when it is needed.
    const file = pathname.startsWith('/sdk/')
      ? { path: join(dirname(sdk), basename(pathname)), type: 'text/javascript' }
      : files[pathname];
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
