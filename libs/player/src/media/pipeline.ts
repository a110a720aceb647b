import { ParseError } from '@lockstep/sei';
import type { GatheredFrames } from '../demux/gathered-frames.js';
import { type MediaFrame, type MediaOutput, StreamToMedia } from '../demux/stream-to-media.js';
import type { AudioFormat, VideoFormat } from '../demux/track-format.js';
import { Connection } from '../transports/connection.js';
import { isFlv } from '../transports/transport.js';
import { MediaSink, type TrackName, type TrackStart } from './media-sink.js';
import {
  clockMs,
  type Lost,
  type PipelineCommand,
  type PipelineMessage,
  type PipelineSettings,
} from './pipeline-messages.js';

/** How long frames wait for the audio that the stream announced, before they start without it. */
const MAX_WAIT_FOR_AUDIO_MS = 500;

/** What goes to a track: a fragment, or the format of the fragments behind it. */
type Item =
  | { readonly track: TrackName; readonly bytes: Uint8Array; readonly keyframeMs?: number }
  | { readonly track: TrackName; readonly format: TrackStart };

/**
 * From the network to the decoder. Runs in a worker or, where that is not possible, on the main thread: it
 * knows nothing of either, it takes commands and sends messages.
 */
export class Pipeline {
  readonly #tell: (message: PipelineMessage) => void;
  readonly #settings: PipelineSettings;
  /** undefined: the bytes come with commands. */
  readonly #connection: Connection | undefined;
  readonly #stream: StreamToMedia;
  #sink: MediaSink | undefined;
  #ready = false;
  #waiting: Item[] = [];
  /** With which the tracks of the source start; a later format is an item between the fragments. */
  #startFormats: { video?: TrackStart; audio?: TrackStart } = {};
  #opening: MediaSink | undefined;
  #formats: { video?: VideoFormat; audio?: AudioFormat } = {};
  #firstFrameAtMs: number | undefined;
  /** Media time of the newest frame. */
  #newestMs = 0;
  #arrived: { oldestMs: number; newestMs: number } | undefined;

  /** `gathered`: for browsers that need the real durations of frames. */
  constructor(
    settings: PipelineSettings,
    tell: (message: PipelineMessage) => void,
    gathered?: GatheredFrames,
  ) {
    this.#settings = settings;
    this.#tell = tell;
    const out: MediaOutput = {
      onVideoFormat: (format) => this.#videoFormat(format),
      onAudioFormat: (format) => this.#audioFormat(format),
      onEpoch: (epoch, restarted) => this.#tell({ type: 'epoch', epoch, restarted }),
      onLesson: (messages) => this.#tell({ type: 'lesson', messages }),
      onVideo: (frame) => this.#video(frame),
      onAudio: (bytes) => this.#append({ track: 'audio', bytes }),
      onPublication: () => this.#tell({ type: 'publication' }),
      onUnsupported: (what) => this.#unsupported(what),
    };
    this.#stream = new StreamToMedia(out, gathered);
    this.#connection = settings.isPast ? undefined : this.#connect();
    this.#makeSink();
  }

  start(): void {
    this.#connection?.run().catch((error: unknown) => {
      reportError(error); // a fault of the player: its stack belongs on the console
      this.#tell({ type: 'problem', fatal: true, detail: `The player failed: ${describe(error)}` });
    });
  }

  command(command: Exclude<PipelineCommand, { type: 'start' }>): void {
    switch (command.type) {
      case 'position':
        this.#sink?.trim(command.mediaMs, this.#settings.keepBehindMs);
        return;
      case 'suspend':
        return this.#connection?.suspend();
      case 'resume':
        return this.#connection?.resume();
      case 'rebuild':
        return this.#rebuild();
      case 'open':
        this.#stream.connectionStarts('recorded');
        return this.#tell({ type: 'connected', transport: undefined, reason: undefined });
      case 'bytes':
        return this.#take(command.bytes);
      case 'lost':
        return this.#lost(command);
      case 'stop':
        this.#connection?.stop();
        this.#sink?.close();
        this.#sink = undefined;
        this.#waiting = [];
    }
  }

  #connect(): Connection {
    return new Connection(this.#settings, {
      onOpen: (transport, reason) => {
        this.#stream.connectionStarts(isFlv(transport) ? 'flv' : 'fmp4');
        this.#tell({ type: 'connected', transport, reason });
      },
      onBytes: (bytes) => this.#bytes(bytes),
      onLost: (error, retryInMs) =>
        this.#lost({
          type: 'lost',
          reason: error?.reason,
          detail: error?.message ?? 'The stream ended',
          retryInMs,
        }),
    });
  }

  #makeSink(): void {
    this.#sink = new MediaSink({
      onError: (error) => this.#tell({ type: 'problem', fatal: false, detail: describe(error) }),
    });
    this.#tell({ type: 'source', source: sourceFor(this.#sink.mediaSource) });
  }

  /**
   * The formats are known already: what comes next goes into a new source, from the next random access frame on. A frame that
   * could not be decoded is not asked for again: the server would repeat the group it is in.
   */
  #rebuild(): void {
    this.#sink?.close();
    this.#ready = false;
    this.#waiting = [];
    this.#opening = undefined;
    this.#startFormats = { ...this.#formats };
    this.#firstFrameAtMs = undefined;
    this.#stream.sourceStarts();
    this.#makeSink();
  }

  /** With the group of pictures that is on screen now, which the server repeats. */
  #beginAgain(): void {
    this.#rebuild();
    this.#connection?.reconnect();
  }

  /** Bytes of the past: those that are not a stream are left out. */
  #take(bytes: Uint8Array): void {
    let refused: string | undefined;
    try {
      this.#bytes(bytes);
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      refused = error.message;
    }
    this.#tell({ type: 'taken', newestMs: this.#newestMs, refused });
  }

  #bytes(bytes: Uint8Array): void {
    this.#arrived = undefined;
    this.#stream.push(bytes);
    this.#openWhenComplete();
    this.#tellArrival(bytes.length);
  }

  #tellArrival(bytes: number): void {
    if (this.#arrived === undefined) return;
    // What counts is the track that is behind: without its audio a frame cannot be played.
    const aheadMs = Math.max(0, this.#arrived.newestMs - (this.#stream.audioEndMs ?? Infinity));
    const oldestMs = this.#arrived.oldestMs - aheadMs;
    const newestMs = this.#arrived.newestMs - aheadMs;
    this.#tell({ type: 'arrived', oldestMs, newestMs, atMs: clockMs(), bytes });
  }

  #video({ fragment, mediaDtsMs, mediaPtsMs, isRandomAccess }: MediaFrame): void {
    this.#firstFrameAtMs ??= clockMs();
    this.#arrived = { oldestMs: this.#arrived?.oldestMs ?? mediaDtsMs, newestMs: mediaDtsMs };
    this.#newestMs = mediaDtsMs;
    this.#append({ track: 'video', bytes: fragment, ...(isRandomAccess && { keyframeMs: mediaPtsMs }) });
  }

  #append(item: Item): void {
    if (!this.#ready) this.#waiting.push(item);
    else if ('bytes' in item) this.#sink?.append(item.track, item.bytes, item.keyframeMs);
    else this.#sink?.changeType(item.track, item.format);
  }

  #videoFormat(format: VideoFormat): void {
    if (!MediaSink.supports(format.mime)) return this.#cannotPlay(format.mime);
    if (this.#startFormats.video === undefined) this.#startFormats.video = format;
    else this.#append({ track: 'video', format });
    this.#formats.video = format;
    this.#tellFormat();
  }

  #audioFormat(format: AudioFormat): void {
    if (!MediaSink.supports(format.mime)) return this.#unsupported(format.mime);
    this.#formats.audio = format;
    if (this.#startFormats.audio !== undefined) this.#append({ track: 'audio', format });
    // Audio that starts after the frames needs another source: tracks cannot be added to one that plays.
    else if (this.#opening !== undefined) this.#beginAgain();
    else this.#startFormats.audio = format;
    this.#tellFormat();
  }

  #tellFormat(): void {
    const { video, audio } = this.#formats;
    if (video === undefined) return;
    this.#tell({ type: 'format', width: video.width, height: video.height, hasAudio: audio !== undefined });
  }

  #openWhenComplete(): void {
    const sink = this.#sink;
    if (sink === undefined || this.#opening === sink || this.#firstFrameAtMs === undefined) return;
    const awaitsAudio = this.#stream.announced?.audio === true && this.#startFormats.audio === undefined;
    if (awaitsAudio && clockMs() - this.#firstFrameAtMs < MAX_WAIT_FOR_AUDIO_MS) return;
    this.#opening = sink;
    void this.#open(sink);
  }

  async #open(sink: MediaSink): Promise<void> {
    try {
      await sink.open(this.#startFormats, { isPast: this.#settings.isPast });
      if (this.#sink !== sink) return;
      this.#ready = true;
      for (const item of this.#waiting.splice(0)) this.#append(item);
    } catch (error) {
      this.#tell({ type: 'problem', fatal: true, detail: describe(error) });
    }
  }

  #lost(lost: Lost): void {
    this.#stream.connectionEnds();
    if (lost.reason === undefined || lost.reason === 'not-found') this.#sink?.pauseStream();
    this.#tell(lost);
  }

  #unsupported(what: string): void {
    this.#tell({
      type: 'problem',
      fatal: false,
      detail: `The stream carries what this player cannot play: ${what}`,
    });
  }

  #cannotPlay(mime: string): void {
    this.#tell({ type: 'problem', fatal: true, detail: `This browser cannot play ${mime}` });
  }
}

/** A MediaSource in a worker has a handle; the library of types for pages does not tell. */
type WorkerMediaSource = MediaSource & { readonly handle: MediaSourceHandle };

/** In a worker the source is reached by its handle alone. */
function sourceFor(mediaSource: MediaSource): MediaSource | MediaSourceHandle {
  const isWorker = typeof document === 'undefined';
  return isWorker ? (mediaSource as WorkerMediaSource).handle : mediaSource;
}

const describe = (error: unknown): string => (error instanceof Error ? error.message : String(error));
