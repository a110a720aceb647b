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
  #captured: CanvasRenderingContext2D | null | undefined;
  readonly #resize: ResizeObserver;
  #box = { width: 0, height: 0 };
  #kind: SurfaceKind = 'video';
  /** Whether the time of the frame on the canvas is known for certain. */
  knowsFrames = false;

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
    if (this.#kind === 'canvas' && this.knowsFrames) return 'same-frame';
    return 'requestVideoFrameCallback' in this.video ? 'one-refresh' : 'timer';
  }

  /** The element that shows the frame. */
  get element(): HTMLElement {
    return this.#kind === 'canvas' && this.#canvas !== undefined ? this.#canvas : this.video;
  }

  draw(frame: VideoFrame): void {
    this.#fit(this.#canvas, frame.displayWidth, frame.displayHeight);
    this.#context?.drawImage(frame, 0, 0, this.#context.canvas.width, this.#context.canvas.height);
  }

  /** Keeps what the video element shows now, unseen. */
  capture(): void {
    this.#captured ??= document.createElement('canvas').getContext('2d', { alpha: false });
    if (this.#captured === null) return;
    const { canvas } = this.#captured;
    this.#fit(canvas, this.video.videoWidth, this.video.videoHeight);
    this.#captured.drawImage(this.video, 0, 0, canvas.width, canvas.height);
  }

  /** Shows what was kept. */
  showCaptured(): void {
    if (this.#captured === null || this.#captured === undefined) return;
    const { canvas } = this.#captured;
    setSize(this.#canvas, canvas.width, canvas.height);
    this.#context?.drawImage(canvas, 0, 0);
  }

  /** The browser does not let us read its frames: it shows them itself from now on. */
  giveUpCanvas(): void {
    this.#kind = 'video';
    this.#canvas?.remove();
    this.video.style.cssText = FILL;
  }

  /** The size of the page's pixels; larger than the frame itself is left to the compositor. */
  #fit(canvas: HTMLCanvasElement | undefined, frameWidth: number, frameHeight: number): void {
    const ratio = globalThis.devicePixelRatio;
    const fit = Math.min(
      1,
      (this.#box.width * ratio) / frameWidth || 1,
      (this.#box.height * ratio) / frameHeight || 1,
    );
    setSize(canvas, Math.max(1, Math.round(frameWidth * fit)), Math.max(1, Math.round(frameHeight * fit)));
  }

  remove(): void {
    this.#resize.disconnect();
    this.root.remove();
  }
}

/** Setting a size clears the canvas, so it is set only when it is another. */
function setSize(canvas: HTMLCanvasElement | undefined, width: number, height: number): void {
  if (canvas === undefined || (canvas.width === width && canvas.height === height)) return;
  canvas.width = width;
  canvas.height = height;
}
