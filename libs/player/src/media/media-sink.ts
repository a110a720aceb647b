import { TrackBuffer } from './track-buffer.js';

export type TrackName = 'video' | 'audio';
export type TrackStart = { readonly mime: string; readonly init: Uint8Array };

export type MediaSinkEvents = {
  onError(error: unknown): void;
};

/** Safari on phones has the managed kind only. */
type MediaSourceConstructor = typeof MediaSource;
const constructorHere = (): MediaSourceConstructor | undefined => {
  const scope = globalThis as {
    MediaSource?: MediaSourceConstructor;
    ManagedMediaSource?: MediaSourceConstructor;
  };
  return scope.MediaSource ?? scope.ManagedMediaSource;
};

/** Even when room is short, this much before the frame stays: the decoder may still want it. In milliseconds. */
const MIN_KEEP_MS = 3_000;
/** More than a player of the past ever holds, in seconds. */
const SEEKABLE_S = 100_000;

/** A MediaSource with one SourceBuffer for each track. */
export class MediaSink {
  readonly mediaSource: MediaSource;
  readonly #events: MediaSinkEvents;
  readonly #tracks = new Map<TrackName, TrackBuffer>();
  #positionMs = 0;
  /** Presentation times of random access frames in the buffer, but for those before the last removal. */
  #randomAccessMs: number[] = [];
  #opened: Promise<void>;

  /** @throws Error when this browser, or this thread of it, has no MediaSource */
  constructor(events: MediaSinkEvents) {
    const Constructor = constructorHere();
    if (Constructor === undefined) throw new Error('This browser has no Media Source Extensions');
    this.#events = events;
    this.mediaSource = new Constructor();
    this.#opened = new Promise((resolve) => {
      this.mediaSource.addEventListener('sourceopen', () => resolve(), { once: true });
    });
  }

  static supports(mime: string): boolean {
    return constructorHere()?.isTypeSupported(mime) ?? false;
  }

  /**
   * Waits until the media element has taken the source, then makes the tracks: all of them, none comes later.
   *
   * @param isPast the element may be told to begin at a time whose frames are still to come
   */
  async open(
    tracks: Readonly<Partial<Record<TrackName, TrackStart>>>,
    { isPast }: { readonly isPast: boolean },
  ): Promise<void> {
    await this.#opened;
    // Else a browser goes no further than what it has, and so begins at 0.
    if (isPast) this.mediaSource.setLiveSeekableRange(0, SEEKABLE_S);
    for (const name of ['video', 'audio'] as const) {
      const track = tracks[name];
      if (track === undefined) continue;
      const buffer = new TrackBuffer(this.mediaSource.addSourceBuffer(track.mime), track.mime, {
        onAppended: () => undefined,
        onQuota: () => this.#freeableS(MIN_KEEP_MS),
        onError: (error) => this.#events.onError(error),
      });
      this.#tracks.set(name, buffer);
    }
    for (const name of ['video', 'audio'] as const) {
      const init = tracks[name]?.init;
      if (init !== undefined) this.#tracks.get(name)?.append(init);
    }
  }

  changeType(name: TrackName, { mime, init }: TrackStart): void {
    this.#tracks.get(name)?.changeType(mime, init);
  }

  append(name: TrackName, bytes: Uint8Array, keyframeMs?: number): void {
    if (keyframeMs !== undefined) this.#randomAccessMs.push(keyframeMs);
    this.#tracks.get(name)?.append(bytes);
  }

  /** Playback is at `positionMs`; of what lies before it at least `keepMs` are kept. */
  trim(positionMs: number, keepMs: number): void {
    this.#positionMs = positionMs;
    const beforeS = this.#freeableS(keepMs);
    if (beforeS === undefined) return;
    this.#randomAccessMs = this.#randomAccessMs.filter((ms) => ms / 1000 >= beforeS);
    for (const track of this.#tracks.values()) track.removeBefore(beforeS);
  }

  /**
   * Up to where may be removed, in seconds: up to a random access frame and never in between, for MSE then removes everything up to
   * the next random access frame, the frame on screen and all those to come included.
   */
  #freeableS(keepMs: number): number | undefined {
    const keyframeMs = this.#randomAccessMs.findLast((ms) => ms <= this.#positionMs - keepMs);
    return keyframeMs === undefined || keyframeMs === this.#randomAccessMs[0] ? undefined : keyframeMs / 1000;
  }

  /** No more data for now: lets the last frames play out. More data opens it again by itself. */
  pauseStream(): void {
    const idle = [...this.#tracks.values()].every((track) => track.isIdle);
    if (this.mediaSource.readyState === 'open' && idle && this.#tracks.size > 0)
      this.mediaSource.endOfStream();
  }

  close(): void {
    for (const track of this.#tracks.values()) track.close();
    this.#tracks.clear();
  }
}
