import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { warnOf } from '../stream/listeners.js';
import type { LiveStream } from '../stream/live-stream.js';
import { Broadcast } from './broadcast.js';
import { announcedAt } from './announced-addresses.js';
import { loadWebRtc, releaseWebRtc, WebRtcUnavailable, type WebRtcLibrary } from './node-datachannel.js';
import { Peer } from './peer.js';
import { readFragment, readOffer } from './sdp-offer.js';
import { UdpPort } from './udp-port.js';
import { WhepRefusal } from './whep-refusal.js';
import {
  answerPreflight,
  answerRefusal,
  answerWith,
  FRAGMENT_TYPE,
  methodsOf,
  OFFER_TYPE,
  readBody,
  readWhepTarget,
  type WhepTarget,
} from './whep-request.js';
import type { WebRtcViewer } from './webrtc-viewer.js';

/** A viewer from its answer on. */
export type WhepViewer = { onClose(listener: () => void): void; close(): void };

export type WhepHandlerOptions = {
  /** The stream of this name; undefined if there is none. */
  readonly find: (name: string) => LiveStream | undefined;
  /** The one UDP port of all viewers, bound with the first; 0: any free one. */
  readonly port: number;
  /** Address to bind it to; undefined: all of this machine. */
  readonly address?: string | undefined;
  /** Addresses that viewers are told in place of this machine's own. */
  readonly announced?: readonly string[];
  /** The ffmpeg that makes Opus. Where it rejects, viewers get video alone. */
  readonly findFfmpeg: () => Promise<string>;
  /** Viewers at once; more are answered 503. Default 150: about one core. */
  readonly maxViewers?: number;
  /** Called before the answer of a request that began a viewer. */
  readonly onViewer?: (request: IncomingMessage, viewer: WhepViewer) => void;
  /** Hears of what failed here; default: a process warning. */
  readonly onError?: (error: unknown) => void;
};

export type WhepStats = {
  readonly viewers: number;
  readonly streams: readonly {
    readonly name: string;
    readonly viewers: number;
    /** Of the process that makes Opus of its audio; undefined: there is none. */
    readonly opusPid?: number | undefined;
  }[];
};

export type WhepHandler = AsyncDisposable & {
  /** Serves `/live/<name>/whep` and `/live/<name>/whep-<viewer>`. @returns false when the path is not ours, and nothing was done */
  handleRequest(request: IncomingMessage, response: ServerResponse): boolean;
  stats(): WhepStats;
};

/** Playing by WebRTC (WHEP) for a server that exists already: hand it its requests. */
export function createWhepHandler(options: WhepHandlerOptions): WhepHandler {
  return new Handler(options);
}

type Watching = { readonly name: string; readonly peer: Peer; readonly etag: string };
type Tools = { readonly library: WebRtcLibrary; readonly port: UdpPort };

/** Attempts to answer one offer: under load the library has closed a connection before it was answered. */
const ATTEMPTS = 2;

class Handler implements WhepHandler {
  readonly #broadcasts = new Map<LiveStream, Broadcast>();
  readonly #watching = new Map<string, Watching>();
  readonly #work = new Set<Promise<unknown>>();
  readonly #onError: (error: unknown) => void;
  #tools: Promise<Tools> | undefined;
  #answering = 0;
  #isDisposed = false;

  constructor(private readonly options: WhepHandlerOptions) {
    this.#onError = options.onError ?? warnOf;
  }

  handleRequest(request: IncomingMessage, response: ServerResponse): boolean {
    const target = readWhepTarget(request.url ?? '');
    if (!target) return false;
    this.#track(
      this.#serve(target, request, response).catch((error: unknown) => {
        request.resume();
        if (error instanceof WhepRefusal) return answerRefusal(response, error);
        if (response.destroyed) return; // it left while it was heard
        this.#onError(error);
        answerRefusal(
          response,
          new WhepRefusal(500, 'webrtc-unavailable', 'The server failed at this; its log says why.'),
        );
      }),
    );
    return true;
  }

  stats(): WhepStats {
    const streams = [...this.#broadcasts.values()].map(({ stream: { name }, viewers, opusPid }) => ({
      ...{ name, viewers, opusPid },
    }));
    return { viewers: this.#watching.size, streams };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isDisposed = true;
    for (const { peer } of this.#watching.values()) peer.close();
    await Promise.all(this.#work);
    await Promise.all([...this.#broadcasts.values()].map((broadcast) => broadcast[Symbol.asyncDispose]()));
    const tools = await this.#tools?.catch(() => undefined);
    if (!tools) return;
    tools.port[Symbol.dispose]();
    releaseWebRtc(tools.library);
  }

  async #serve(target: WhepTarget, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method } = request;
    const { viewerId } = target;
    if (method === 'OPTIONS') return answerPreflight(response, target);
    if (viewerId === undefined && method === 'POST') return this.#begin(target.name, request, response);
    if (viewerId !== undefined && (method === 'DELETE' || method === 'PATCH')) {
      const watching = this.#watching.get(viewerId);
      if (watching?.name !== target.name)
        throw new WhepRefusal(404, 'webrtc-no-viewer', 'There is no such viewer any more.');
      if (method === 'PATCH') await patch(watching, request);
      else watching.peer.close();
      return answerWith(response, method === 'PATCH' ? 204 : 200);
    }
    const Allow = methodsOf(target);
    throw new WhepRefusal(405, 'webrtc-method', `Only ${Allow} here.`, { Allow });
  }

  async #begin(name: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const stream = this.options.find(name);
    if (!stream || stream.isEnded) throw new WhepRefusal(404, 'webrtc-no-stream', 'There is no such stream.');
    if (
      this.#isDisposed ||
      this.#watching.size + this.#answering >= (this.options.maxViewers ?? DEFAULT_MAX_VIEWERS)
    ) {
      throw new WhepRefusal(
        503,
        'webrtc-full',
        'No more viewers can be served by WebRTC now: watch over FLV or HLS.',
        RETRY,
      );
    }
    this.#answering++;
    try {
      const sdp = await readBody(request, OFFER_TYPE);
      const offer = readOffer(sdp);
      const [tools, ffmpeg] = await Promise.all([
        this.#ready(),
        this.options.findFfmpeg().catch(() => undefined),
      ]);
      if (this.#isDisposed || response.destroyed) return;
      const broadcast = this.#broadcastOf(stream, ffmpeg);
      try {
        const { refusal } = broadcast;
        if (refusal) throw refusal;
        if (!broadcast.hasVideo)
          throw new WhepRefusal(503, 'webrtc-not-live', 'The stream is not live.', RETRY);
        await this.#answer({ broadcast, offer, sdp, tools }, request, response);
      } finally {
        this.#letGo(broadcast);
      }
    } finally {
      this.#answering--;
    }
  }

  async #answer(
    { broadcast, offer, sdp, tools }: Asked,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const { library, port } = tools;
    const id = randomBytes(16).toString('base64url');
    for (let attempt = 1; ; attempt++) {
      const made: { viewer?: WebRtcViewer } = {};
      const listeners: (() => void)[] = [];
      const { peer, answer } = await Peer.answer(
        library,
        { offer, sdp, port, withAudio: broadcast.hasAudio },
        {
          onOpen: () => made.viewer?.begin(),
          onKeyframeWanted: () => made.viewer?.replay(),
          onError: this.#onError,
          onClosed: () => {
            if (made.viewer) broadcast.remove(made.viewer);
            this.#watching.delete(id);
            for (const listener of listeners) listener();
          },
        },
      );
      if (peer.isClosed && attempt < ATTEMPTS) continue;
      if (peer.isClosed || this.#isDisposed || response.destroyed || broadcast.refusal) {
        peer.close();
        throw (
          broadcast.refusal ??
          new WhepRefusal(503, 'webrtc-not-live', 'The connection was over before it began.', RETRY)
        );
      }
      made.viewer = broadcast.add(peer);
      const watching = { name: broadcast.stream.name, peer, etag: `"${randomBytes(8).toString('hex')}"` };
      this.#watching.set(id, watching);
      this.options.onViewer?.(request, {
        onClose: (listener) => void listeners.push(listener),
        close: () => peer.close(),
      });
      if (peer.isClosed) throw new WhepRefusal(403, 'webrtc-no-viewer', 'It may not watch any more.');
      const Location = resourceOf(request, id);
      const time = String(Math.round(broadcast.stream.positionMs ?? 0));
      const headers = {
        'Content-Type': OFFER_TYPE,
        Location,
        ETag: watching.etag,
        'Lockstep-Stream-Time': time,
      };
      return answerWith(response, 201, headers, announcedAt(answer, this.options.announced));
    }
  }

  #broadcastOf(stream: LiveStream, ffmpeg: string | undefined): Broadcast {
    const known = this.#broadcasts.get(stream);
    if (known) return known;
    const broadcast: Broadcast = new Broadcast(stream, {
      ...{ ffmpeg, onError: this.#onError },
      onEmpty: () => this.#letGo(broadcast),
    });
    this.#broadcasts.set(stream, broadcast);
    return broadcast;
  }

  /** It makes packets for nobody. */
  #letGo(broadcast: Broadcast): void {
    if (broadcast.viewers > 0 || this.#broadcasts.get(broadcast.stream) !== broadcast) return;
    this.#broadcasts.delete(broadcast.stream);
    this.#track(broadcast[Symbol.asyncDispose]());
  }

  /** @throws WhepRefusal */
  async #ready(): Promise<Tools> {
    try {
      return await (this.#tools ??= this.#open());
    } catch (error) {
      this.#tools = undefined; // the port may be free with the next viewer
      if (!(error instanceof WebRtcUnavailable)) this.#onError(error);
      const why =
        error instanceof WebRtcUnavailable
          ? error.message
          : 'The server could not open its UDP port; its log says why.';
      throw new WhepRefusal(503, 'webrtc-unavailable', why);
    }
  }

  async #open(): Promise<Tools> {
    const library = await loadWebRtc();
    try {
      return { library, port: await UdpPort.open(library, this.options.port, this.options.address) };
    } catch (error) {
      releaseWebRtc(library);
      throw error;
    }
  }

  #track(work: Promise<unknown>): void {
    const tracked = work
      .catch((error: unknown) => this.#onError(error))
      .finally(() => this.#work.delete(tracked));
    this.#work.add(tracked);
  }
}

type Asked = {
  readonly broadcast: Broadcast;
  readonly offer: ReturnType<typeof readOffer>;
  readonly sdp: string;
  readonly tools: Tools;
};

const DEFAULT_MAX_VIEWERS = 150;
const RETRY = { 'Retry-After': '2' };

/** Further candidates of a viewer. RFC 9725, 4.3.2; its ICE cannot be restarted. */
async function patch({ peer, etag }: Watching, request: IncomingMessage): Promise<void> {
  const iceUfrag = readFragment(await readBody(request, FRAGMENT_TYPE));
  const match = request.headers['if-match'];
  if (match === undefined) throw new WhepRefusal(428, 'webrtc-etag', 'If-Match is missing.');
  const isRestart = iceUfrag !== undefined && iceUfrag !== peer.iceUfrag;
  if (isRestart || match === '*')
    throw new WhepRefusal(422, 'webrtc-restart', 'ICE is not restarted here: begin anew with another offer.');
  if (match !== etag)
    throw new WhepRefusal(412, 'webrtc-etag', 'If-Match names another state of this viewer.');
}

/** Where a viewer is ended: beside the address it came to, with the token that it came with. */
function resourceOf(request: IncomingMessage & { readonly originalUrl?: string }, id: string): string {
  const came = request.originalUrl ?? request.url ?? '';
  const queryAt = came.indexOf('?');
  return queryAt < 0 ? `${came}-${id}` : `${came.slice(0, queryAt)}-${id}${came.slice(queryAt)}`;
}
