import type { AnyLessonEvent, LessonState } from '@lockstep/contracts';
import type { ReplayChapter } from './recording-file.js';
import type { ReplayEvent } from './lesson-log.js';
import type { ReplayError } from './replay-error.js';

/**
 * `loading` until its contents are known; `seeking` until the frame is on screen; `buffering` while data is late; `ended` behind the last
 * frame; `failed`: see the event `error`.
 */
export type ReplayStatus =
  'loading' | 'paused' | 'playing' | 'seeking' | 'buffering' | 'ended' | 'failed' | 'destroyed';

/** What is known of a recording once it is open. Times are stream times, ms. */
export type ReplayContents = {
  /** null: the file does not say. */
  readonly title: string | null;
  /** BCP 47; null: the file does not say. */
  readonly language: string | null;
  /** Of its first frame, and behind its last one. */
  readonly startPtsMs: number;
  readonly endPtsMs: number;
  readonly frames: number;
  readonly chapters: readonly ReplayChapter[];
  /** In the order of their frames. */
  readonly events: readonly ReplayEvent[];
};

export type ReplayEvents = {
  /** Its contents are known. */
  open: ReplayContents;
  /** In the task that draws the frame: the state is another one than that of the frame before. */
  statechange: { readonly state: LessonState; readonly ptsMs: number };
  /** In the same task: playback passed the frame of this event, or a seek led to it. What a seek leaps over is not told. */
  event: ReplayEvent;
  /** In the same task, last: another frame is on screen. */
  frame: { readonly ptsMs: number };
  status: { readonly status: ReplayStatus };
  /** The status is `failed` now. */
  error: { readonly error: ReplayError };
};

/** Images of slides that are inside the file. */
export type ReplaySlide = { readonly index: number; readonly title: string | null; readonly image: Blob };

export type ReplayOptions = {
  /** A file, which stays on this machine, or an address whose server answers ranges of bytes. */
  readonly source: Blob | string;
  /** Default false. */
  readonly muted?: boolean;
  /** Stream time of the first frame that is shown, ms. Default: that of the recording's first frame. */
  readonly startAtPtsMs?: number;
  /** `auto` (default): a canvas where the browser can draw frames in the task that changes the page, else the video element. */
  readonly surface?: 'auto' | 'canvas' | 'video';
};

/** One recording on one page. */
export interface Replay {
  /** The state of the frame on screen; a function of that frame alone. */
  readonly state: LessonState;
  readonly status: ReplayStatus;
  /** Stream time of the frame on screen, ms; null before the first. */
  readonly ptsMs: number | null;
  /** null until it is open. */
  readonly contents: ReplayContents | null;
  /** The element that shows the frame. */
  readonly surface: HTMLElement;
  /** For picture-in-picture and media controls. */
  readonly video: HTMLVideoElement;
  muted: boolean;
  /** 0 to 1. */
  volume: number;
  /** 0.5 to 2; the pitch stays. @throws RangeError beyond them */
  rate: number;
  /** Rejects as `HTMLMediaElement.play` does. At the end it begins again. */
  play(): Promise<void>;
  pause(): void;
  /**
   * Shows the frame of a stream time, with its state; the nearest one for a time outside the recording. Resolves when it is on screen,
   * or when another seek or the end of the replay took its place.
   */
  seek(ptsMs: number): Promise<void>;
  /** Pauses and goes so many frames on, or back. */
  step(frames: number): Promise<void>;
  /** Shows the frame of the next event of which `wanted` says yes; resolves to it, or to undefined where there is none. */
  nextEvent(wanted?: (event: AnyLessonEvent) => boolean): Promise<ReplayEvent | undefined>;
  previousEvent(wanted?: (event: AnyLessonEvent) => boolean): Promise<ReplayEvent | undefined>;
  /** The state of any frame of the recording. */
  stateAt(ptsMs: number): LessonState;
  /** Slides of a deck, as far as they are in the file, in order. */
  slides(deckId: string): Promise<readonly ReplaySlide[]>;
  /** Returns the function that takes the listener away again. */
  on<Type extends keyof ReplayEvents>(type: Type, listener: (detail: ReplayEvents[Type]) => void): () => void;
  /** Ends everything and leaves nothing behind. May be called again. */
  destroy(): void;
}
