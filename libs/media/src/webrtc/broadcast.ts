import { ParseError, type Milliseconds } from '@lockstep/sei';
import type { LiveStream } from '../stream/live-stream.js';
import {
  sameAudioHeaders,
  sameVideoHeaders,
  type MediaFrame,
  type StreamHeaders,
  type VideoHeaders,
} from '../stream/media-frame.js';
import type { Sink, Subscription } from '../stream/sink.js';
import { FrameLog } from './frame-log.js';
import { isEncodable, OpusEncoder } from './opus-encoder.js';
import type { Peer } from './peer.js';
import { profileRefusal, reorderedRefusal } from './playable.js';
import { audioTimestamp, VideoPacketizer, videoTimestamp } from './rtp-frame.js';
import { WebRtcViewer } from './webrtc-viewer.js';
import type { WhepRefusal } from './whep-refusal.js';

/** How often receivers are told how the clocks of audio and video belong together, ms. */
const REPORT_MS = 1000;

export type BroadcastOptions = {
  /** The ffmpeg that makes Opus; undefined: there is none, and viewers get video alone. */
  readonly ffmpeg: string | undefined;
  readonly onError: (error: unknown) => void;
  /** It has nobody to send to any more. */
  readonly onEmpty: () => void;
};

/** One stream by WebRTC: packets are made once, for all viewers. It exists while somebody watches. */
export class Broadcast implements AsyncDisposable {
  readonly #viewers = new Set<WebRtcViewer>();
  readonly #log = new FrameLog();
  readonly #timer = setInterval(() => this.#report(), REPORT_MS).unref();
  readonly #ending = new Set<Promise<void>>();
  readonly #subscription: Subscription;
  #headers: StreamHeaders = { metadata: {} };
  #packetizer: VideoPacketizer | undefined;
  #refusal: WhepRefusal | undefined;
  #newestMs: Milliseconds | undefined;
  #opus: OpusEncoder | undefined;
  #isEnded = false;

  /** @throws LiveStreamEnded */
  constructor(
    readonly stream: LiveStream,
    private readonly options: BroadcastOptions,
  ) {
    try {
      this.#subscription = stream.subscribe(this.#sink);
    } catch (error) {
      clearInterval(this.#timer);
      throw error;
    }
  }

  get viewers(): number {
    return this.#viewers.size;
  }

  /** Why its frames are not played by WebRTC; undefined: they are, as far as is known. */
  get refusal(): WhepRefusal | undefined {
    return this.#refusal;
  }

  /** Whether there are frames to begin with, or were. */
  get hasVideo(): boolean {
    return this.#newestMs !== undefined;
  }

  get hasAudio(): boolean {
    const { audio } = this.#headers;
    return this.options.ffmpeg !== undefined && audio !== undefined && isEncodable(audio);
  }

  /** Of the process that makes Opus; undefined: there is none now. */
  get opusPid(): number | undefined {
    return this.#opus?.pid;
  }

  /** @returns the viewer, who is sent frames once it is told to begin */
  add(peer: Peer): WebRtcViewer {
    const viewer = new WebRtcViewer(peer, this.#log);
    this.#viewers.add(viewer);
    this.#seeToAudio();
    return viewer;
  }

  remove(viewer: WebRtcViewer): void {
    viewer.stop();
    if (!this.#viewers.delete(viewer)) return;
    this.#seeToAudio();
    if (this.#viewers.size === 0) this.options.onEmpty();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isEnded = true;
    clearInterval(this.#timer);
    this.#subscription[Symbol.dispose]();
    this.#closeAll();
    this.#seeToAudio();
    await Promise.all(this.#ending);
  }

  readonly #sink: Sink = {
    onHeaders: (headers) => this.#takeHeaders(headers),
    onFrame: (frame) => this.#takeFrame(frame),
    onEnd: () => this.#closeAll(),
  };

  #takeHeaders(headers: StreamHeaders): void {
    const before = this.#headers;
    this.#headers = headers;
    const { video } = headers;
    if (video && !(this.#packetizer && sameVideoHeaders(before, headers))) {
      this.#log.clear();
      this.#newestMs = undefined;
      this.#refusal = readRefusal(video);
      this.#packetizer = this.#refusal ? undefined : new VideoPacketizer(video);
      if (this.#refusal) this.#closeAll();
    }
    if (!sameAudioHeaders(before, headers)) this.#seeToAudio(true);
  }

  #takeFrame(frame: MediaFrame): void {
    if (frame.kind === 'audio') return this.#opus?.push(frame);
    if (!this.#packetizer) return;
    if (this.#newestMs !== undefined && frame.ptsMs < this.#newestMs) {
      this.#refusal = reorderedRefusal();
      this.#packetizer = undefined;
      return this.#closeAll();
    }
    this.#newestMs = frame.ptsMs;
    this.#log.push(this.#packetizer.frame(frame));
    for (const viewer of this.#viewers) viewer.advance();
  }

  /** The encoder runs while somebody hears it. */
  #seeToAudio(isOther = false): void {
    const isHeard = !this.#isEnded && this.hasAudio && [...this.#viewers].some(({ peer }) => peer.audio);
    if (this.#opus && (isOther || !isHeard)) {
      const ending = this.#opus[Symbol.asyncDispose]().finally(() => this.#ending.delete(ending));
      this.#ending.add(ending);
      this.#opus = undefined;
    }
    const { audio } = this.#headers;
    const { ffmpeg, onError } = this.options;
    if (!isHeard || this.#opus || !audio || ffmpeg === undefined) return;
    this.#opus = new OpusEncoder({
      ...{ ffmpeg, audio, onError },
      onPacket: (packet) => {
        for (const { peer } of this.#viewers) if (peer.audio?.isOpen) peer.audio.send(packet);
      },
    });
  }

  #report(): void {
    for (const { peer } of this.#viewers) if (peer.isSilent) peer.close();
    if (this.#newestMs === undefined) return;
    const wallClockMs = Date.now();
    const video = { wallClockMs, timestamp: videoTimestamp(this.#newestMs) };
    const audio = { wallClockMs, timestamp: audioTimestamp(this.#newestMs) };
    for (const { peer } of this.#viewers) {
      peer.video.report(video);
      peer.audio?.report(audio);
    }
  }

  #closeAll(): void {
    for (const { peer } of this.#viewers) peer.close();
  }
}

/** A browser does not take headers that cannot be read. */
function readRefusal(video: VideoHeaders): WhepRefusal | undefined {
  try {
    return profileRefusal(video);
  } catch (error) {
    if (error instanceof ParseError) return profileRefusal({ ...video, codec: 'unreadable' });
    throw error;
  }
}
