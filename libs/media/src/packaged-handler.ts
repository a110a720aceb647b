import type { IncomingMessage, ServerResponse } from 'node:http';
import { mediaObject } from './cmaf/media-objects.js';
import type { Packaging } from './cmaf/packaging.js';
import { DEFAULT_PACKAGING_LIMITS, Packagings, type PackagingLimits } from './cmaf/packagings.js';
import { TooManyWaiting } from './cmaf/waiters.js';
import { dashFile } from './dash/dash-files.js';
import { hlsPlaylist } from './hls/hls-files.js';
import {
  METHODS,
  ONE_SECOND,
  preflight,
  problem,
  sendObject,
  textBytes,
  type HttpObject,
} from './http-objects/http-object.js';
import {
  manifestWithQuery,
  type Personal,
  playlistWithQuery,
  privateCache,
} from './http-objects/personal.js';
import { BadObjectRequest, readObjectRequest, type ObjectRequest } from './http-objects/object-request.js';
import type { LiveStream } from './stream/live-stream.js';

export type PackagedHandlerOptions = {
  /** The stream of this name; undefined if there is none. */
  readonly find: (name: string) => LiveStream | undefined;
  /** What of an answer is for the viewer of this request alone; default: nothing. */
  readonly personal?: (request: IncomingMessage) => Personal | undefined;
  readonly limits?: Partial<PackagingLimits>;
  /** How long a request waits for the first frames of a stream, milliseconds; then it is answered 503. Default 15,000. */
  readonly holdMs?: number;
  /** Hears of what failed while a request was answered 500; default: a process warning. */
  readonly onError?: (error: unknown) => void;
};

export type PackagedHandler = AsyncDisposable & {
  /** Serves the files of `/live/<name>/`. @returns false when the path is not ours, and nothing was done */
  handleRequest(request: IncomingMessage, response: ServerResponse): boolean;
  /** How many streams are being packaged. */
  readonly packagings: number;
};

type Exchange = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly signal: AbortSignal;
  /** How long caches may keep what is streamed. */
  readonly cacheOf: (cache: string) => string;
};

const DEFAULT_HOLD_MS = 15_000;

/** HLS and DASH for a server that exists already: hand it its requests. */
export function createPackagedHandler(options: PackagedHandlerOptions): PackagedHandler {
  return new Handler(options);
}

class Handler implements PackagedHandler {
  readonly #packagings: Packagings;

  constructor(private readonly options: PackagedHandlerOptions) {
    this.#packagings = new Packagings(options.find, { ...DEFAULT_PACKAGING_LIMITS, ...options.limits });
  }

  get packagings(): number {
    return this.#packagings.count;
  }

  handleRequest(request: IncomingMessage, response: ServerResponse): boolean {
    try {
      const asked = readObjectRequest(request.url ?? '');
      if (!asked) return false;
      void this.#serve(asked, request, response);
    } catch (error) {
      sendObject(request, response, refusalOf(error) ?? failure());
    }
    return true;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#packagings[Symbol.asyncDispose]();
  }

  async #serve(asked: ObjectRequest, request: IncomingMessage, response: ServerResponse): Promise<void> {
    request.resume();
    const leaving = new AbortController();
    response.once('close', () => leaving.abort());
    try {
      const personal = this.options.personal?.(request);
      const cacheOf = personal ? privateCache : asItIs;
      const object = await this.#answer(asked, { request, response, signal: leaving.signal, cacheOf });
      if (object === 'streamed' || leaving.signal.aborted) return;
      sendObject(request, response, carrying(object, personal), cacheOf(object.cache));
    } catch (error) {
      const refusal = refusalOf(error);
      if (!refusal) this.#report(error);
      if (!response.headersSent) sendObject(request, response, refusal ?? failure());
      else response.destroy();
    }
  }

  async #answer(asked: ObjectRequest, exchange: Exchange): Promise<HttpObject | 'streamed'> {
    const { signal, request } = exchange;
    const { method } = request;
    if (method === 'OPTIONS') return preflight();
    if (method !== 'GET' && method !== 'HEAD') {
      return problem(405, `Only ${METHODS} here.`, { headers: { Allow: METHODS } });
    }
    const packaging = this.#packagings.of(asked.name);
    if (!packaging) return problem(404, 'There is no such stream.', { cache: ONE_SECOND });
    if (!(await this.#hasFrames(packaging, signal))) {
      return problem(503, 'The stream is not live.', { headers: { 'Retry-After': '2' } });
    }
    const named = packaging.ofRun(asked.file.slice(0, asked.file.indexOf('.'))) ?? packaging;
    return (
      (await hlsPlaylist(packaging, asked, signal)) ??
      (await mediaObject(named, asked.file, signal)) ??
      (await dashFile(named, asked.file, exchange)) ??
      problem(404, 'A stream has no such file.', { cache: ONE_SECOND })
    );
  }

  #hasFrames({ store, waiters }: Packaging, signal: AbortSignal): Promise<boolean> {
    const hasFrames = (): boolean => (store.segments[0]?.parts.length ?? 0) > 0;
    return waiters.until(hasFrames, this.options.holdMs ?? DEFAULT_HOLD_MS, signal);
  }

  #report(error: unknown): void {
    if (this.options.onError) this.options.onError(error);
    else process.emitWarning(error instanceof Error ? error : String(error));
  }
}

function refusalOf(error: unknown): HttpObject | undefined {
  if (error instanceof BadObjectRequest) return problem(400, error.message);
  if (error instanceof TooManyWaiting)
    return problem(503, error.message, { headers: { 'Retry-After': '2' } });
  return undefined;
}

const asItIs = (cache: string): string => cache;

/** A playlist or manifest whose addresses bear the query of its viewer. */
function carrying(object: HttpObject, { query }: Personal = {}): HttpObject {
  if (query === undefined || object.status !== 200 || !object.isText) return object;
  const text = Buffer.from(object.body).toString('latin1');
  const carried = object.type.includes('dash')
    ? manifestWithQuery(text, query)
    : playlistWithQuery(text, query);
  return { ...object, body: textBytes(carried) };
}

const failure = (): HttpObject => problem(500, 'The server failed at this; its log says why.');
