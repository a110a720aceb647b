export type AutoplayOptions = { readonly whenAutoplayBlocked: 'mute' | 'ask' };

/** Starts playback, and deals with a browser that wants a gesture first. */
export class Autoplay {
  readonly #video: HTMLVideoElement;
  readonly #options: AutoplayOptions;
  readonly #onBlocked: (playing: boolean) => void;
  #wanted = false;

  /** `onBlocked`: `playing` tells whether it plays without sound meanwhile. */
  constructor(video: HTMLVideoElement, options: AutoplayOptions, onBlocked: (playing: boolean) => void) {
    this.#video = video;
    this.#options = options;
    this.#onBlocked = onBlocked;
  }

  /** Somebody asked for playback: a new source plays at once. */
  get wanted(): boolean {
    return this.#wanted;
  }

  play(): Promise<void> {
    this.#wanted = true;
    return this.#video.play();
  }

  /** Plays if it may: never rejects. */
  start(): void {
    void this.#start();
  }

  async #start(): Promise<void> {
    if (!(await this.#isRefused())) return;
    if (this.#options.whenAutoplayBlocked === 'mute' && !this.#video.muted) {
      this.#video.muted = true;
      if (!(await this.#isRefused())) return this.#onBlocked(true);
      this.#video.muted = false;
    }
    this.#onBlocked(false);
  }

  async #isRefused(): Promise<boolean> {
    try {
      await this.#video.play();
      return false;
    } catch (error) {
      // AbortError: another source came, or a pause; both are no refusal.
      return error instanceof DOMException && error.name === 'NotAllowedError';
    }
  }
}
