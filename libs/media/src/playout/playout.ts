import { milliseconds } from '@lockstep/sei';
import { warnOf } from '../stream/listeners.js';
import type { LiveStream } from '../stream/live-stream.js';
import type { StreamHeaders } from '../stream/media-frame.js';
import type { Publication } from '../stream/publication.js';
import {
  CELL_VIDEO_FRAMES,
  FIRST_AUDIO_OF_FRAME,
  VIDEO_FRAME_MS,
  AUDIO_OFFSETS_MS,
  type Cell,
} from './cell.js';
import type { CellSource } from './cell-source.js';
import type { Clip } from './clip.js';
import type { Pacer } from './pacer.js';
import type { EnqueueOptions, PlayoutItem } from './playout-item.js';
import { Program } from './program.js';

export type PlayoutOptions = {
  readonly stream: LiveStream;
  /** Shared by all playouts of the process. */
  readonly pacer: Pacer;
  /** Shown, again and again, while there is nothing else. */
  readonly idle: Clip;
  readonly publisherId?: string;
  /** An item that is in no hurry is scheduled at least this long before its first frame, ms. Default 250. */
  readonly leadMs?: number;
  /** How long the cells of an item may take before it is given up, ms. Default 10,000. */
  readonly starveMs?: number;
  /** The stream took the right to publish away; {@link Playout.takeBack} asks for it again. */
  readonly onRevoked?: (reason: string) => void;
  /** Receives errors thrown by listeners; default: a process warning. */
  readonly onError?: (error: unknown) => void;
};

/**
 * Publishes prepared clips as one gapless live stream: items of a queue, and the idle clip between them, spliced at cell
 * borders. A frame leaves when its time has come, with the audio that begins before the next one.
 */
export class Playout implements AsyncDisposable {
  readonly #program: Program;
  readonly #calls: (() => void)[] = [];
  #publication: Publication | undefined;
  #membership: Disposable | undefined;
  #cell: Cell | undefined;
  #headers: StreamHeaders | undefined;
  #willCall = false;
  #isClosed = false;

  /**
   * Begins to publish, with the idle clip.
   * @throws PublisherConflict, LiveStreamEnded
   */
  constructor(private readonly options: PlayoutOptions) {
    const beats = (ms: number): number => Math.ceil(ms / VIDEO_FRAME_MS);
    this.#program = new Program({
      idle: options.idle,
      leadBeats: beats(options.leadMs ?? 250),
      starveBeats: beats(options.starveMs ?? 10_000),
      tell: (call) => this.#tell(call),
    });
    this.takeBack();
  }

  /** Whether it publishes; else somebody else may. */
  get isPublishing(): boolean {
    return this.#publication !== undefined;
  }

  get isPaused(): boolean {
    return this.#program.isPaused;
  }

  /** What plays now; undefined: the idle clip, or nothing while it does not publish. */
  get playing(): PlayoutItem | undefined {
    return this.#program.playing;
  }

  /** What is to play, in order; the first one may be scheduled already. */
  get waiting(): readonly PlayoutItem[] {
    const { scheduled, queue } = this.#program;
    return scheduled === undefined ? queue.items : [scheduled, ...queue.items];
  }

  /** Takes a clip, whole or growing. Listeners are called later, never before this returns. */
  enqueue(source: CellSource, options: EnqueueOptions = {}): PlayoutItem {
    const item = this.#program.enqueue(source, options);
    const forget = source.onChange?.(() => this.#program.plan());
    if (forget !== undefined) void item.ended.then(forget);
    if (this.#isClosed) item.cancel();
    return item;
  }

  /** Shows the idle clip from the next cell border on, until {@link resume}. */
  pause(): void {
    this.#program.pause();
  }

  /** Goes on where it paused, with the last cell that a decoder may begin with. */
  resume(): void {
    this.#program.resume();
  }

  /** Leaves what plays at the next cell border; it ends as cancelled. */
  skip(): void {
    this.#program.skip();
  }

  /** Cancels everything that waits, and with `playing` also what plays. */
  clear({ playing = false }: { readonly playing?: boolean } = {}): void {
    for (const item of this.waiting) item.cancel();
    if (playing) this.skip();
  }

  /** Another idle clip, from the next idle cell on. */
  setIdle(idle: Clip): void {
    this.#program.idle = idle;
  }

  /**
   * Ends the publication at once, after a whole frame, so that somebody else may publish. What was playing waits, and the
   * queue with it, until {@link takeBack}.
   */
  handOver(reason: string): void {
    const publication = this.#publication;
    this.#stop();
    publication?.end(reason);
  }

  /**
   * Publishes again; the timeline goes on behind the publisher that was there meanwhile.
   * @throws PublisherConflict while somebody else publishes; LiveStreamEnded
   */
  takeBack(): void {
    if (this.#publication !== undefined || this.#isClosed) return;
    const { stream, pacer, publisherId = 'playout', onRevoked } = this.options;
    this.#publication = stream.publish({
      id: publisherId,
      kind: 'playout',
      isPrepared: true,
      onRevoked: (reason) => {
        this.#stop();
        onRevoked?.(reason);
      },
    });
    this.#headers = undefined;
    this.#membership = pacer.join(this.#beat);
  }

  /** Ends the publication and cancels all items. */
  [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    this.handOver('the playout is over');
    this.clear();
    return Promise.resolve();
  }

  #stop(): void {
    if (this.#publication === undefined) return;
    this.#publication = undefined;
    this.#membership?.[Symbol.dispose]();
    this.#program.suspend();
  }

  /** Shows one frame, and the audio that begins before the next one. */
  readonly #beat = (): void => {
    const publication = this.#publication;
    if (publication === undefined) return;
    const { beat } = this.#program;
    const index = beat % CELL_VIDEO_FRAMES;
    if (index === 0) this.#enterCell(publication);
    if (this.#publication !== publication || this.#cell === undefined) return; // a listener handed it over
    this.#push(publication, this.#cell, beat, index);
    this.#program.advance();
    this.#callAll();
  };

  #enterCell(publication: Publication): void {
    const { cell, headers } = this.#program.enterCell();
    this.#cell = cell;
    if (headers !== this.#headers) publication.setHeaders(headers);
    this.#headers = headers;
    this.#callAll();
  }

  #push(publication: Publication, cell: Cell, beat: number, index: number): void {
    const videoFrame = cell.videoFrames[index];
    if (videoFrame === undefined) return;
    const dtsMs = milliseconds(beat * VIDEO_FRAME_MS);
    const { isRandomAccess, bytes } = videoFrame;
    const frame = { kind: 'video', isRandomAccess, dtsMs, ptsMs: dtsMs, bytes } as const;
    const pushed = publication.push(frame);
    // the stream puts the first frame of a publication behind all earlier ones: from there on all times are known
    if (beat === 0 && pushed.outcome === 'passed') this.#program.begin(pushed.ptsMs);
    const cellMs = (beat - index) * VIDEO_FRAME_MS;
    const end = FIRST_AUDIO_OF_FRAME[index + 1] ?? 0;
    for (let i = FIRST_AUDIO_OF_FRAME[index] ?? 0; i < end; i++) {
      const audio = cell.audioFrames[i];
      if (audio === undefined) continue;
      const audioMs = milliseconds(cellMs + (AUDIO_OFFSETS_MS[i] ?? 0));
      publication.push({ kind: 'audio', dtsMs: audioMs, ptsMs: audioMs, bytes: audio });
    }
    publication.endBatch();
  }

  #tell(call: () => void): void {
    this.#calls.push(call);
    if (this.#willCall) return;
    this.#willCall = true;
    queueMicrotask(() => this.#callAll());
  }

  #callAll(): void {
    for (let call = this.#calls.shift(); call !== undefined; call = this.#calls.shift()) {
      try {
        call();
      } catch (error) {
        (this.options.onError ?? warnOf)(error);
      }
    }
    this.#willCall = false;
  }
}
