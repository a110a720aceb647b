/** Connects a media source with the media element, and takes every trace of it away again. */
export class MediaAttachment {
  readonly #video: HTMLVideoElement;
  #objectUrl: string | undefined;

  constructor(video: HTMLVideoElement) {
    this.#video = video;
  }

  attach(source: MediaSource | MediaSourceHandle): void {
    this.#release();
    // Phones have a ManagedMediaSource and no MediaSource to compare with.
    if (!('addSourceBuffer' in source)) {
      // The library of types does not know yet that a handle is a MediaProvider.
      this.#video.srcObject = source as MediaProvider & MediaSourceHandle;
      return;
    }
    this.#objectUrl = URL.createObjectURL(source);
    this.#video.src = this.#objectUrl;
    source.addEventListener('sourceopen', () => this.#revoke(), { once: true });
  }

  /** The element releases its decoder and its buffers. */
  detach(): void {
    this.#video.pause();
    this.#release();
    this.#video.load();
  }

  #release(): void {
    this.#revoke();
    this.#video.srcObject = null;
    this.#video.removeAttribute('src');
  }

  #revoke(): void {
    if (this.#objectUrl !== undefined) URL.revokeObjectURL(this.#objectUrl);
    this.#objectUrl = undefined;
  }
}
