/**
 * `same-frame`: page and frame change in one task, so no screen shows one without the other.
 * `one-refresh`: the browser draws the frame by itself, the page follows within one refresh of the screen.
 * `timer`: this browser does not say which frame it shows; the page follows the media clock.
 */
export type Exactness = 'same-frame' | 'one-refresh' | 'timer';
export type SurfaceKind = 'canvas' | 'video';

export const canDrawFrames = (): boolean =>
  typeof VideoFrame === 'function' && 'requestVideoFrameCallback' in HTMLVideoElement.prototype;

const FILL = 'position:absolute;inset:0;width:100%;height:100%;object-fit:contain;';
/** Decoded and composed by the browser as ever, but not seen: the canvas above shows the frame. */
const UNSEEN = `${FILL}opacity:0;pointer-events:none;`;

/** The element tree of a player: a video element, and the canvas that shows its frames where that is possible. */
export class Screen {
  readonly root = document.createElement('div');
  readonly video = document.createElement('video');
  readonly #canvas: HTMLCanvasElement | undefined;
  readonly #context: CanvasRenderingContext2D | undefined;
  readonly #resize: ResizeObserver;
  #box = { width: 0, height: 0 };
  #kind: SurfaceKind = 'video';

  constructor(container: HTMLElement, wanted: 'auto' | SurfaceKind, onResize: () => void) {
    this.root.style.cssText = 'position:relative;width:100%;height:100%;overflow:hidden;background:#000;';
    this.video.playsInline = true;
    this.video.disableRemotePlayback = true;
    this.root.append(this.video);
    if (wanted !== 'video' && canDrawFrames()) {
      const canvas = document.createElement('canvas');
      const context = canvas.getContext('2d', { alpha: false });
      if (context !== null) {
        canvas.style.cssText = FILL;
        this.#canvas = canvas;
        this.#context = context;
        this.#kind = 'canvas';
        this.root.append(canvas);
      }
    }
    this.video.style.cssText = this.#kind === 'canvas' ? UNSEEN : FILL;
    this.#resize = new ResizeObserver(([entry]) => {
      if (entry === undefined) return;
      this.#box = { width: entry.contentRect.width, height: entry.contentRect.height };
      onResize();
    });
    this.#resize.observe(this.root);
    container.append(this.root);
  }

  get kind(): SurfaceKind {
    return this.#kind;
  }

  get exactness(): Exactness {
    if (this.#kind === 'canvas') return 'same-frame';
    return 'requestVideoFrameCallback' in this.video ? 'one-refresh' : 'timer';
  }

  /** The element that shows the frame. */
  get element(): HTMLElement {
    return this.#kind === 'canvas' && this.#canvas !== undefined ? this.#canvas : this.video;
  }

  /** Draws at the size of the page's pixels; larger than the frame itself is left to the compositor. */
  draw(frame: VideoFrame): void {
    if (this.#canvas === undefined || this.#context === undefined) return;
    const { displayWidth, displayHeight } = frame;
    const ratio = globalThis.devicePixelRatio;
    const fit = Math.min(
      1,
      (this.#box.width * ratio) / displayWidth || 1,
      (this.#box.height * ratio) / displayHeight || 1,
    );
    const width = Math.max(1, Math.round(displayWidth * fit));
    const height = Math.max(1, Math.round(displayHeight * fit));
    if (this.#canvas.width !== width || this.#canvas.height !== height) {
      this.#canvas.width = width;
      this.#canvas.height = height;
    }
    this.#context.drawImage(frame, 0, 0, width, height);
  }

  /** The browser does not let us read its frames: it shows them itself from now on. */
  giveUpCanvas(): void {
    this.#kind = 'video';
    this.#canvas?.remove();
    this.video.style.cssText = FILL;
  }

  remove(): void {
    this.#resize.disconnect();
    this.root.remove();
  }
}
