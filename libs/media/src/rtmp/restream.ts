import { backOffMs } from '@lockstep/async';
import type { LookupFunction } from 'node:net';
import type { FlvTag, FlvTagType } from '@lockstep/formats';
import { fitsFlv, frameTag } from '../flv/flv-frame.js';
import { FlvHeaders } from '../flv/flv-headers.js';
import type { LiveStream } from '../stream/live-stream.js';
import type { MediaFrame, StreamHeaders } from '../stream/media-frame.js';
import type { Sink, Subscription } from '../stream/sink.js';
import { chunked } from './chunk-writer.js';
import { MessageType } from './message-types.js';
import { OUT_CHUNK_BYTES } from './rtmp-connection.js';
import { PushFailed, RtmpPush, type PushFailure, type RtmpTarget } from './rtmp-push.js';

export type RestreamStatus = {
  /** `waiting`: until the next try, or until there is something to send. */
  readonly state: 'connecting' | 'live' | 'waiting';
  /** Of the last try that failed; undefined while it is live. */
  readonly failure: PushFailure | undefined;
  /** Tries that failed one after the other. */
  readonly failures: number;
  /** Of the next try, ms since 1970. */
  readonly nextTryMs: number | undefined;
  readonly sentBytes: number;
  /** Over the last seconds. */
  readonly kbps: number;
  /** Frames that the other side was too slow for. */
  readonly droppedFrames: number;
};

export type RestreamOptions = {
  readonly source: LiveStream;
  readonly target: RtmpTarget;
  readonly lookup?: LookupFunction;
  readonly onChange?: (status: RestreamStatus) => void;
};

const CONNECT_MS = 10_000;
const BACK_OFF = { firstMs: 1000, maxMs: 60_000, random: () => 0.5 + Math.random() / 2 };
/** What may wait for the other side before frames are left out, bytes. */
const MOST_QUEUED = 8 * 1024 * 1024;
/** The other side reads so little for this long that it is taken for gone, ms. */
const STUCK_MS = 30_000;
const WINDOW_MS = 5000;
const CHUNK_STREAMS: Readonly<Record<FlvTagType, number>> = { audio: 4, video: 5, script: 6 };
const TYPES: Readonly<Record<FlvTagType, number>> = {
  audio: MessageType.audio,
  video: MessageType.video,
  script: MessageType.data,
};

/**
 * Publishes a stream to another server, as it is: with the events that are in its frames, at the same times. What is slow or gone
 * there holds up nobody here: frames are left out up to the next key frame, and the connection is made again with growing pauses.
 */
export class Restream implements AsyncDisposable {
  readonly #closing = new AbortController();
  readonly #sent: { readonly atMs: number; readonly bytes: number }[] = [];
  #push: RtmpPush | undefined;
  #subscription: Subscription | undefined;
  #headers: StreamHeaders | undefined;
  /** What the other side was told last, and on which connection. */
  #sentHeaders: StreamHeaders | undefined;
  #sentTo: RtmpPush | undefined;
  #state: RestreamStatus['state'] = 'waiting';
  #failure: PushFailure | undefined;
  #failures = 0;
  #next: { readonly timer: NodeJS.Timeout; readonly atMs: number } | undefined;
  /** Since when frames are left out. */
  #stuckSince: number | undefined;
  #sentBytes = 0;
  #droppedFrames = 0;
  #connecting: Promise<void> | undefined;
  readonly #leave: readonly (() => void)[];

  constructor(private readonly options: RestreamOptions) {
    const { source } = options;
    this.#leave = [
      source.on('headers', () => this.#connect()),
      // a server that gets nothing closes, or shows nothing: it is left until there is something
      source.on('idle', () => this.#rest()),
    ];
    if (source.publisher) this.#connect();
  }

  get status(): RestreamStatus {
    const sinceMs = performance.now() - WINDOW_MS;
    const lately = this.#sent.filter(({ atMs }) => atMs >= sinceMs);
    return {
      ...{
        state: this.#state,
        failure: this.#failure,
        failures: this.#failures,
        nextTryMs: this.#next?.atMs,
      },
      ...{ sentBytes: this.#sentBytes, droppedFrames: this.#droppedFrames },
      kbps: Math.round((lately.reduce((sum, { bytes }) => sum + bytes, 0) * 8) / WINDOW_MS),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort();
    for (const leave of this.#leave) leave();
    this.#rest();
    await this.#connecting;
  }

  #connect(): void {
    if (this.#push || this.#connecting || this.#next || this.#closing.signal.aborted) return;
    this.#become('connecting');
    this.#connecting = this.#begin().finally(() => (this.#connecting = undefined));
  }

  async #begin(): Promise<void> {
    const { target, lookup, source } = this.options;
    try {
      const push = await RtmpPush.begin({
        ...{ target, timeoutMs: CONNECT_MS, signal: this.#closing.signal, ...(lookup && { lookup }) },
        onEnd: (failure) => this.#failed(failure),
      });
      if (this.#closing.signal.aborted || !source.publisher) return push[Symbol.dispose]();
      this.#push = push;
      this.#failures = 0;
      this.#failure = undefined;
      this.#headers = undefined;
      this.#stuckSince = undefined;
      this.#become('live');
      this.#subscription = source.subscribe(this.#sink);
    } catch (error) {
      if (!(error instanceof PushFailed)) throw error;
      this.#failed(error.failure);
    }
  }

  #failed(failure: PushFailure): void {
    this.#drop();
    if (this.#closing.signal.aborted) return;
    this.#failure = failure;
    this.#failures++;
    const inMs = backOffMs(this.#failures, BACK_OFF);
    const timer = setTimeout(() => {
      this.#next = undefined;
      if (this.options.source.publisher) this.#connect();
    }, inMs).unref();
    this.#next = { timer, atMs: Date.now() + inMs };
    this.#become('waiting');
  }

  #rest(): void {
    clearTimeout(this.#next?.timer);
    this.#next = undefined;
    this.#drop();
    this.#become('waiting');
  }

  #drop(): void {
    this.#subscription?.[Symbol.dispose]();
    this.#subscription = undefined;
    this.#push?.[Symbol.dispose]();
    this.#push = undefined;
  }

  #become(state: RestreamStatus['state']): void {
    this.#state = state;
    this.options.onChange?.(this.status);
  }

  readonly #sink: Sink = {
    onHeaders: (headers) => (this.#headers = headers),
    onFrame: (frame) => this.#take(frame),
    onEnd: () => this.#rest(),
  };

  #take(frame: MediaFrame): void {
    const push = this.#push;
    if (!push || !this.#headers) return;
    if (push.queuedBytes > MOST_QUEUED) this.#stuckSince ??= performance.now();
    const goesOn = frame.kind === 'video' && frame.isRandomAccess && push.queuedBytes < MOST_QUEUED / 2;
    if (this.#stuckSince !== undefined && !goesOn) {
      this.#droppedFrames++;
      return performance.now() - this.#stuckSince > STUCK_MS ? this.#failed('timed-out') : undefined;
    }
    this.#stuckSince = undefined;
    if (this.#headers !== this.#sentHeaders || this.#sentTo !== push)
      this.#sendHeaders(push, this.#headers, frame);
    if (fitsFlv(frame)) this.#send(push, frameTag(frame));
    else this.#droppedFrames++;
  }

  #sendHeaders(push: RtmpPush, headers: StreamHeaders, { dtsMs }: MediaFrame): void {
    const before = this.#sentTo === push ? this.#sentHeaders : undefined;
    const flv = new FlvHeaders(headers);
    const tags = before ? flv.changedTags(dtsMs, before) : flv.tags(dtsMs);
    for (const tag of tags) this.#send(push, tag);
    this.#sentHeaders = headers;
    this.#sentTo = push;
  }

  #send(push: RtmpPush, { type, timestampMs, body }: FlvTag): void {
    const [chunkStream, messageType] = [CHUNK_STREAMS[type], TYPES[type]];
    const { streamId } = push;
    const message = { chunkStream, type: messageType, timestampMs, streamId };
    const content = type === 'script' ? withSetDataFrame(body) : body;
    const bytes = chunked(message, content, OUT_CHUNK_BYTES);
    push.send(bytes);
    this.#sentBytes += bytes.length;
    this.#note(bytes.length);
  }

  /** By the half second, for {@link status}. */
  #note(bytes: number): void {
    const atMs = performance.now();
    const last = this.#sent.at(-1);
    if (last && atMs - last.atMs < 500)
      this.#sent[this.#sent.length - 1] = { ...last, bytes: last.bytes + bytes };
    else this.#sent.push({ atMs, bytes });
    while ((this.#sent[0]?.atMs ?? atMs) < atMs - 2 * WINDOW_MS) this.#sent.shift();
  }
}

const SET_DATA_FRAME = Buffer.concat([Buffer.of(2, 0, 13), Buffer.from('@setDataFrame')]);

/** Servers keep metadata for their players where they are sent as a data frame. */
const withSetDataFrame = (body: Uint8Array): Uint8Array => Buffer.concat([SET_DATA_FRAME, body]);
