import type Hls from 'hls.js';
import type { BufferAppendingData, ErrorData } from 'hls.js';
import { ParseError } from '@lockstep/sei';
import { FragmentTap } from './fragment-tap.js';
import type { MediaHost, PipelineControl } from './media-host.js';
import { clockMs, type PipelineMessage } from './pipeline-messages.js';

export type HlsHostOptions = {
  readonly url: string;
  readonly maxBackOffMs: number;
  /** Media kept behind the frame on screen, in milliseconds. */
  readonly keepBehindMs: number;
};

/**
 * How far behind the end of the newest segment it plays, in segments: the one that is played, and time to load the next. The
 * three target durations of hls.js would be six seconds where segments of one second are promised to be at most two.
 */
const SEGMENTS_BEHIND = 1.5;

/**
 * Plays whole segments of HLS by hls.js, which is loaded when it is wanted, and reads the lesson out of what hls.js hands to the
 * browser. Tells the messages of a pipeline; but hls.js has the media source, and keeps the distance to the live edge.
 */
export class HlsHost implements MediaHost {
  readonly thread = 'main';
  readonly #video: HTMLVideoElement;
  readonly #options: HlsHostOptions;
  readonly #onMessage: (message: PipelineMessage) => void;
  #tap = new FragmentTap();
  #hls: Hls | undefined;
  #stopped = false;
  #connected = false;
  #latencyS = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(
    video: HTMLVideoElement,
    options: HlsHostOptions,
    onMessage: (message: PipelineMessage) => void,
  ) {
    this.#video = video;
    this.#options = options;
    this.#onMessage = onMessage;
    void this.#start();
  }

  send(command: PipelineControl): void {
    const hls = this.#hls;
    if (command.type === 'suspend') hls?.stopLoad();
    else if (command.type === 'rebuild') hls?.recoverMediaError();
    else if (command.type === 'resume') this.#goLive();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#retry);
    this.#hls?.destroy();
    this.#hls = undefined;
  }

  async #start(): Promise<void> {
    try {
      const { default: HlsPlayer } = await import('hls.js/light');
      if (this.#stopped) return;
      if (HlsPlayer.isSupported()) this.#play(HlsPlayer);
      else this.#fail('This browser has no Media Source Extensions');
    } catch (error) {
      this.#fail(`hls.js could not be loaded: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  #play(HlsPlayer: typeof Hls): void {
    const { Events } = HlsPlayer;
    const hls = new HlsPlayer({
      enableWorker: false, // its worker would need one more file beside the module
      lowLatencyMode: true,
      maxLiveSyncPlaybackRate: 1.1,
      backBufferLength: this.#options.keepBehindMs / 1000,
    });
    this.#hls = hls;
    // Not before: an element that gets a source stops to play.
    hls.on(Events.MEDIA_ATTACHED, () => this.#onMessage({ type: 'source', source: undefined }));
    hls.on(Events.BUFFER_APPENDING, (_type, data) => this.#appending(data));
    hls.on(Events.LEVEL_UPDATED, (_type, { details }) => {
      if (details.live) this.#stayBehind(hls, Math.max(...details.fragments.map(({ duration }) => duration)));
      else this.#lost(undefined, 'The stream ended');
    });
    hls.on(Events.ERROR, (_type, error) => this.#onError(error, HlsPlayer));
    hls.attachMedia(this.#video);
    hls.loadSource(this.#options.url);
  }

  /** hls.js appends media at its own times in seconds, `offset` later than the stream has it. */
  #appending({ type, data, offset = 0 }: BufferAppendingData): void {
    if (type === 'audio') return;
    try {
      const fragment = this.#tap.push(data, offset * 1000);
      if (fragment === undefined) return;
      this.#open();
      const { epoch, lessons, oldestMs, newestMs } = fragment;
      if (epoch !== undefined) this.#onMessage({ type: 'epoch', epoch, restarted: false });
      for (const messages of lessons) this.#onMessage({ type: 'lesson', messages });
      this.#onMessage({ type: 'arrived', oldestMs, newestMs, atMs: clockMs(), bytes: data.length });
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      this.#tap = new FragmentTap();
      this.#onMessage({ type: 'problem', fatal: false, detail: error.message });
    }
  }

  #stayBehind(hls: Hls, longestSegmentS: number): void {
    const latencyS = SEGMENTS_BEHIND * longestSegmentS;
    // hls.js forgets how often it stalled when it is told a distance
    if (Math.abs(latencyS - this.#latencyS) < 0.1) return;
    this.#latencyS = latencyS;
    hls.targetLatency = latencyS;
  }

  #open(): void {
    if (this.#connected) return;
    this.#connected = true;
    this.#onMessage({ type: 'connected', transport: 'hls', reason: undefined });
    const { width = 0, height = 0 } = this.#hls?.levels[0] ?? {};
    this.#onMessage({ type: 'format', width, height, hasAudio: this.#tap.hasAudio });
  }

  #onError({ fatal, type, response, error }: ErrorData, { ErrorTypes }: typeof Hls): void {
    if (!fatal) return; // it tries again by itself
    if (type === ErrorTypes.MEDIA_ERROR)
      return this.#onMessage({ type: 'problem', fatal: false, detail: error.message });
    if (type !== ErrorTypes.NETWORK_ERROR) return this.#fail(error.message);
    this.#lost(response?.code === 404 ? 'not-found' : 'unreachable', error.message);
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#hls?.loadSource(this.#options.url), this.#options.maxBackOffMs);
  }

  #lost(reason: 'not-found' | 'unreachable' | undefined, detail: string): void {
    this.#connected = false;
    this.#onMessage({ type: 'lost', reason, detail, retryInMs: this.#options.maxBackOffMs });
  }

  #goLive(): void {
    this.#hls?.startLoad();
    const liveS = this.#hls?.liveSyncPosition ?? null;
    if (liveS !== null && liveS > this.#video.currentTime + 1) this.#video.currentTime = liveS;
  }

  #fail(detail: string): void {
    if (!this.#stopped) this.#onMessage({ type: 'problem', fatal: true, detail });
  }
}
