import type { MediaHost } from '../media/media-host.js';
import type { Receive } from '../media/make-host.js';
import { loadRewind } from './load-rewind.js';
import type { SeekableRange } from './past-watch.js';
import type { Rewind, RewindTarget } from './rewind.js';

export type LateRewindTarget = Omit<RewindTarget, 'url'> & {
  /** Where it is told what can be shown again; undefined: nothing can. */
  readonly url: string | undefined;
  readonly onFailed: (cause: unknown) => void;
};

/** Rewinding, once its code is there. Until then, and for a stream that cannot be rewound, the live edge is on screen. */
export class LateRewind {
  #rewind: Rewind | undefined;
  readonly #ready: Promise<void>;
  #isStopped = false;

  constructor(private readonly target: LateRewindTarget) {
    this.#ready = this.#load();
  }

  get isLive(): boolean {
    return this.#rewind?.isLive ?? true;
  }

  get seekable(): SeekableRange | null {
    return this.#rewind?.seekable ?? null;
  }

  get openQuestionSeq(): number | null {
    return (this.#rewind ?? this.target.shown()).openQuestionSeq;
  }

  /** See the same of {@link Rewind}, as all that follows. */
  get isPast(): boolean {
    return this.#rewind?.isPast ?? false;
  }

  get plays(): boolean {
    return this.#rewind?.plays ?? true;
  }

  get beginMs(): number | undefined {
    return this.#rewind?.beginMs;
  }

  /** undefined: it is to be the live edge. */
  makeHost(receive: Receive): MediaHost | undefined {
    return this.isPast ? this.#rewind?.makeHost(receive) : undefined;
  }

  play(): Promise<void> {
    return (this.#rewind ?? this.target).play();
  }

  pause(): void {
    this.#rewind?.pause();
  }

  /** @throws RangeError for a time that is no number, or a stream that cannot be rewound */
  async seek(ptsMs: number): Promise<void> {
    await this.#ready;
    if (!this.#rewind) throw new RangeError('seek needs the option rewind, and a stream that has a past');
    await this.#rewind.seek(ptsMs);
  }

  goLive(): Promise<void> {
    return this.#rewind ? this.#rewind.goLive() : this.target.play();
  }

  presented(ptsMs: number): void {
    this.#rewind?.presented(ptsMs);
  }

  arrived(): void {
    this.#rewind?.arrived();
  }

  look(): void {
    this.#rewind?.look();
  }

  stop(): void {
    this.#isStopped = true;
    this.#rewind?.stop();
  }

  async #load(): Promise<void> {
    const { url } = this.target;
    if (url === undefined) return;
    try {
      const { Rewind } = await loadRewind();
      if (!this.#isStopped) this.#rewind = new Rewind({ ...this.target, url });
    } catch (cause) {
      if (!this.#isStopped) this.target.onFailed(cause);
    }
  }
}
