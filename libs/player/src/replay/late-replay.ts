import { type AnyLessonEvent, initialLessonState, type LessonState } from '@lockstep/contracts';
import { Emitter } from '../core/emitter.js';
import { readRate } from '../core/rate.js';
import { Screen } from '../screen/surface.js';
import type { FileReplay } from './file-replay.js';
import type { ReplayEvent } from './lesson-log.js';
import { loadReplay } from './load-replay.js';
import { ReplayError } from './replay-error.js';
import type {
  Replay,
  ReplayContents,
  ReplayEvents,
  ReplayOptions,
  ReplaySlide,
  ReplayStatus,
} from './replay.js';

const TOLD: readonly (keyof ReplayEvents)[] = ['open', 'statechange', 'event', 'frame', 'status'];

/** A recording, once the code that plays recordings is there. What is asked of it before waits. */
export class LateReplay implements Replay {
  readonly #emitter = new Emitter<ReplayEvents>((error) => reportError(error));
  readonly #screen: Screen;
  readonly #ready: Promise<FileReplay | undefined>;
  #replay: FileReplay | undefined;
  /** Before it is there. */
  #status: ReplayStatus = 'loading';
  /** Counts pauses: a `play` before one of them does not play. */
  #pauses = 0;

  /** @throws TypeError for an address that is not a URL */
  constructor(container: HTMLElement, options: ReplayOptions) {
    const { source } = options;
    if (typeof source === 'string') new URL(source, document.baseURI);
    this.#screen = new Screen(container, options.surface ?? 'auto', () => this.#replay?.redraw());
    this.video.muted = options.muted ?? false;
    this.#ready = this.#load(options);
  }

  get state(): LessonState {
    return this.#replay?.state ?? initialLessonState;
  }

  get status(): ReplayStatus {
    return this.#replay?.status ?? this.#status;
  }

  get ptsMs(): number | null {
    return this.#replay?.ptsMs ?? null;
  }

  get contents(): ReplayContents | null {
    return this.#replay?.contents ?? null;
  }

  get surface(): HTMLElement {
    return this.#screen.element;
  }

  get video(): HTMLVideoElement {
    return this.#screen.video;
  }

  get muted(): boolean {
    return this.video.muted;
  }

  set muted(muted: boolean) {
    this.video.muted = muted;
  }

  get volume(): number {
    return this.video.volume;
  }

  set volume(volume: number) {
    this.video.volume = volume;
  }

  get rate(): number {
    return this.video.playbackRate;
  }

  /** @throws RangeError for a rate outside 0.5 to 2 */
  set rate(rate: number) {
    this.video.preservesPitch = true;
    this.video.playbackRate = readRate(rate);
    this.video.defaultPlaybackRate = rate; // with which a source that is loaded later begins
  }

  /** @throws DOMException as `HTMLMediaElement.play` does */
  async play(): Promise<void> {
    const pauses = this.#pauses;
    const replay = await this.#ready;
    if (this.#pauses !== pauses) throw new DOMException('It was paused', 'AbortError');
    if (!replay) throw new DOMException('The recording cannot be played', 'NotSupportedError');
    await replay.play();
  }

  pause(): void {
    this.#pauses++;
    this.#replay?.pause();
  }

  async seek(ptsMs: number): Promise<void> {
    await (this.#replay ?? (await this.#ready))?.seek(ptsMs);
  }

  async step(frames: number): Promise<void> {
    await (this.#replay ?? (await this.#ready))?.step(frames);
  }

  async nextEvent(wanted?: (event: AnyLessonEvent) => boolean): Promise<ReplayEvent | undefined> {
    return (this.#replay ?? (await this.#ready))?.nextEvent(wanted);
  }

  async previousEvent(wanted?: (event: AnyLessonEvent) => boolean): Promise<ReplayEvent | undefined> {
    return (this.#replay ?? (await this.#ready))?.previousEvent(wanted);
  }

  stateAt(ptsMs: number): LessonState {
    return this.#replay?.stateAt(ptsMs) ?? initialLessonState;
  }

  async slides(deckId: string): Promise<readonly ReplaySlide[]> {
    return (await (this.#replay ?? (await this.#ready))?.slides(deckId)) ?? [];
  }

  on<Type extends keyof ReplayEvents>(
    type: Type,
    listener: (detail: ReplayEvents[Type]) => void,
  ): () => void {
    return this.#emitter.on(type, listener);
  }

  destroy(): void {
    if (this.status === 'destroyed') return;
    if (this.#replay) this.#replay.destroy();
    else {
      this.#setStatus('destroyed');
      this.#screen.remove();
    }
    this.#emitter.clear();
  }

  /** @returns undefined where it is over before it began */
  async #load(options: ReplayOptions): Promise<FileReplay | undefined> {
    try {
      const { FileReplay } = await loadReplay();
      if (this.#status === 'destroyed') return undefined;
      const replay = new FileReplay(this.#screen, { ...options, muted: this.muted });
      for (const type of TOLD) replay.on(type, (detail) => this.#emitter.emit(type, detail));
      // of the class that this module exports
      replay.on('error', ({ error: { reason, message, cause } }) =>
        this.#emitter.emit('error', { error: new ReplayError(reason, message, { cause }) }),
      );
      this.#replay = replay;
      return replay;
    } catch (cause) {
      this.#setStatus('failed');
      const message = 'What plays recordings could not be loaded.';
      if (this.#status === 'failed')
        this.#emitter.emit('error', { error: new ReplayError('unreachable', message, { cause }) });
      return undefined;
    }
  }

  #setStatus(status: ReplayStatus): void {
    if (this.#status === 'destroyed') return;
    this.#status = status;
    this.#emitter.emit('status', { status });
  }
}
