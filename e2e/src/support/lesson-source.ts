import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import {
  type AnyLessonEvent,
  encodeEvent,
  encodeSnapshot,
  initialLessonState,
  type LessonState,
  reduce,
} from '@lockstep/contracts';
import {
  createFlvHandler,
  createPackagedHandler,
  type FlvHandler,
  LiveStream,
  type PackagedHandler,
  RtmpServer,
  SeiStamper,
} from '@lockstep/media';
import { milliseconds } from '@lockstep/sei';
import { sendRange } from '../../bench/harness/send-range.js';
import { CuttingProxy } from '../../bench/harness/cutting-proxy.js';
import { PacedPublication } from '../../bench/harness/paced-publication.js';
import { RtmpPublisher } from '../../bench/harness/rtmp-publisher.js';
import type { Clip } from '../../bench/harness/source-clip.js';

export type WebPage = { readonly html: string; readonly headers?: Readonly<Record<string, string>> };
export type StampedLessonEvent = {
  readonly seq: number;
  readonly ptsMs: number;
  /** Number in the bar code of the frame that carries it. */
  readonly number: number;
};

type Route = (request: IncomingMessage, response: ServerResponse) => Promise<unknown>;

export type LessonSourceOptions = {
  readonly sdk: string;
  /** Stream time of the first frame. */
  readonly startAtMs?: number;
};

/** Scripts that pages may load, as their makers ship them. */
const FOREIGN_PLAYERS: Readonly<Record<string, string>> = {
  '/hls.js': 'hls.js',
  '/dash.js': 'dashjs',
  '/shaka.js': 'shaka-player',
};

/**
 * A lesson as the server makes it, without the server: RTMP in, a stamper with the lesson's state, HTTP-FLV and
 * WS-FLV out, and pages to play it in. Frames carry their number as a bar code.
 */
export class LessonSource implements AsyncDisposable {
  readonly stream: LiveStream;
  /** Ways that something between the server and its viewers lets through no more. */
  readonly blocked = new Set<'flv' | 'ws-flv' | 'hls' | 'dash'>();
  /** While true there is no such stream. */
  isGone = false;
  readonly #stack = new AsyncDisposableStack();
  readonly #pages = new Map<string, WebPage>();
  readonly #films = new Map<string, Buffer>();
  readonly #routes = new Map<string, Route>();
  readonly #stamper: SeiStamper;
  readonly #flv: FlvHandler;
  readonly #packaged: PackagedHandler;
  readonly #sdk: string;
  /** Where publications began on the stream's timeline. */
  readonly #starts: { readonly ptsMs: number; readonly clip: Clip }[] = [];
  #state: LessonState = initialLessonState;
  readonly #events = new Map<number, AnyLessonEvent>();
  #lastSeq = 0;
  #nextSeq = 1;
  #port = 0;
  #rtmpPort = 0;
  #proxy: CuttingProxy | undefined;
  #clip: Clip | undefined;

  private constructor({ sdk, startAtMs = 0 }: LessonSourceOptions) {
    this.#sdk = sdk;
    this.#stamper = new SeiStamper({
      snapshot: () => ({ seq: this.#lastSeq, body: encodeSnapshot(this.#state) }),
      onStamped: ({ seq, ptsMs }) => {
        const event = this.#events.get(seq);
        if (event) this.#state = reduce(this.#state, event, { seq, ptsMs });
        this.#lastSeq = seq;
      },
    });
    this.stream = this.#stack.use(new LiveStream({ name: 'lesson', stamper: this.#stamper, startAtMs }));
    const find = (): LiveStream | undefined => (this.isGone ? undefined : this.stream);
    this.#flv = this.#stack.use(createFlvHandler({ find }));
    this.#packaged = this.#stack.use(createPackagedHandler({ find }));
  }

  static async start(options: LessonSourceOptions): Promise<LessonSource> {
    const source = new LessonSource(options);
    await source.#listen();
    return source;
  }

  /** Publishes the clip in a loop, in real time, from its first frame on. */
  async publish(clip: Clip): Promise<{ publication: PacedPublication } & AsyncDisposable> {
    this.#clip = clip;
    const stop = this.stream.on('frame', (frame) => {
      if (frame.kind !== 'video') return;
      stop();
      this.#starts.push({ ptsMs: frame.ptsMs, clip });
    });
    const publisher = await RtmpPublisher.start({ port: this.#rtmpPort, app: 'live', key: 'key' });
    const publication = PacedPublication.start(publisher, clip);
    this.#stack.use(publisher);
    this.#stack.defer(() => publication.stop());
    return {
      publication,
      [Symbol.asyncDispose]: async () => {
        publication.stop();
        await publisher[Symbol.asyncDispose]();
      },
    };
  }

  /** Puts an event on the next frame. */
  async stamp(event: AnyLessonEvent): Promise<StampedLessonEvent> {
    const seq = this.#nextSeq++;
    this.#events.set(seq, event);
    const { ptsMs } = await this.#stamper.stamp({ seq, body: encodeEvent(event) });
    return { seq, ptsMs, number: this.numberAt(ptsMs) };
  }

  /** An event that happened and that no viewer will ever see: snapshots know it. */
  loseOne(event: AnyLessonEvent): { seq: number; ptsMs: number; event: AnyLessonEvent } {
    const seq = this.#nextSeq++;
    const ptsMs = this.stream.positionMs ?? milliseconds(0);
    this.#state = reduce(this.#state, event, { seq, ptsMs });
    return { seq, ptsMs, event };
  }

  /** Number in the bar code of the frame at this stream time. */
  numberAt(ptsMs: number): number {
    const start = this.#starts.findLast((publication) => publication.ptsMs <= ptsMs);
    if (start === undefined) return Number.NaN;
    return Math.round(((ptsMs - start.ptsMs) * start.clip.frameRate) / 1000) % start.clip.frames;
  }

  get clip(): Clip | undefined {
    return this.#clip;
  }

  /** Viewers of the stream, over both transports. */
  get viewers(): number {
    return this.#flv.stats().viewers;
  }

  addPage(path: string, page: WebPage): void {
    this.#pages.set(path, page);
  }

  /** An MP4 that is served in ranges of bytes. */
  addFilm(path: string, bytes: Buffer): void {
    this.#films.set(path, bytes);
  }

  /** Answers every path that begins so. */
  addRoute(prefix: string, route: Route): void {
    this.#routes.set(prefix, route);
  }

  /** After the newest event. */
  get state(): LessonState {
    return this.#state;
  }

  url(path: string): string {
    return `http://127.0.0.1:${this.#port}${path}`;
  }

  /** Address of the stream by a way that {@link cut} can break. */
  get cuttableUrl(): string {
    return `http://127.0.0.1:${this.#proxy?.port ?? 0}/live/lesson.flv`;
  }

  /** Breaks every connection that was made through {@link cuttableUrl}. */
  cut(): void {
    this.#proxy?.cut();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#stack.disposeAsync();
  }

  async #listen(): Promise<void> {
    const authorizer = {
      publish: () => Promise.resolve({ stream: this.stream, publisherId: 'test' }),
      play: () => Promise.resolve({ refused: 'nobody plays here' }),
    };
    const ingest = this.#stack.use(await RtmpServer.start({ host: '127.0.0.1', port: 0, authorizer }));
    this.#rtmpPort = ingest.port;
    const server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost');
      const film = this.#films.get(pathname);
      if (film) return sendRange(request, response, film);
      const [, route] = [...this.#routes].find(([prefix]) => pathname.startsWith(prefix)) ?? [];
      if (route) void route(request, response);
      else if (pathname.startsWith('/live/') && this.blocked.has(wayOf(pathname)))
        response.writeHead(503).end();
      else if (this.#flv.handleRequest(request, response)) return;
      else if (this.#packaged.handleRequest(request, response)) return;
      else
        void this.#serveFile(pathname).then(({ status, headers, body }) =>
          response.writeHead(status, headers).end(body),
        );
    });
    server.on('upgrade', (request, socket, head) => {
      if (this.blocked.has('ws-flv') || !this.#flv.handleUpgrade(request, socket, head)) socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.#stack.defer(() => close(server));
    this.#port = (server.address() as AddressInfo).port;
    this.#proxy = this.#stack.use(await CuttingProxy.start(this.#port));
  }

  async #serveFile(pathname: string) {
    // The module, and what it loads when it is needed.
    if (pathname.startsWith('/sdk/')) {
      const body = await readFile(join(dirname(this.#sdk), basename(pathname)));
      return { status: 200, headers: { 'content-type': 'text/javascript' }, body };
    }
    const foreign = FOREIGN_PLAYERS[pathname];
    if (foreign !== undefined) {
      const body = await readFile(createRequire(import.meta.url).resolve(foreign));
      return { status: 200, headers: { 'content-type': 'text/javascript' }, body };
    }
    const page = this.#pages.get(pathname);
    const headers = { 'content-type': 'text/html; charset=utf-8', ...page?.headers };
    return { status: page === undefined ? 404 : 200, headers, body: page?.html ?? '' };
  }
}

/** Segments belong to whichever playlist leads to them. */
function wayOf(pathname: string): 'flv' | 'hls' | 'dash' {
  if (pathname.endsWith('.flv')) return 'flv';
  return pathname.endsWith('.m3u8') ? 'hls' : 'dash';
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
