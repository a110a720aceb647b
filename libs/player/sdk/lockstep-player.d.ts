/**
 * Lockstep player: plays a live lesson and says what belongs to the frame on screen, in the task that draws it.
 * Times are milliseconds; `ptsMs` is the stream's own time, the same for every viewer. See docs/player.md.
 */

/** Plays a live stream into `container`, which gives it its size. Throws `TypeError` and `RangeError` for wrong options. */
export declare function createPlayer(container: HTMLElement, options: PlayerOptions): Player;

/** Makes `<lockstep-player>` known to the page. Importing this module has done it already. */
export declare function defineLockstepPlayer(): void;

export interface PlayerOptions {
  /** Address of the live FLV stream: http, https, ws or wss, or relative to the page; the other scheme is derived. */
  readonly url: string;
  /** `auto` (default): HTTP first, WebSocket when that does not work. */
  readonly transport?: 'auto' | 'http' | 'ws';
  /** Start to play as soon as there are frames. Default true. */
  readonly autoplay?: boolean;
  /** Start without sound. Default false. */
  readonly muted?: boolean;
  /** When the browser forbids sound before a gesture: `mute` (default) plays without it, `ask` waits for `play()`. */
  readonly whenAutoplayBlocked?: 'mute' | 'ask';
  /** Wanted time from a frame's arrival to the screen. Default 120; it grows on a path with more jitter. */
  readonly targetLatencyMs?: number;
  /** Further behind the live edge than this it jumps instead of playing faster. Default 1500. */
  readonly jumpBehindMs?: number;
  /** `auto` (default): a canvas where the browser can draw frames in the task that changes the page, else the video element. */
  readonly surface?: 'auto' | 'canvas' | 'video';
  /** Demultiplex in a worker where the browser allows it. Default true. */
  readonly worker?: boolean;
  /** What `state` is before the first frame. */
  readonly initialState?: LessonState;
  /** Media kept behind the frame on screen. Default 15000. */
  readonly keepBehindMs?: number;
  /** Longest wait between two attempts to connect. Default 8000. */
  readonly maxBackOffMs?: number;
  /** A connection that brings nothing for this long is given up. Default 10000. */
  readonly silenceMs?: number;
  /** Fetches events that did not arrive, both ends included; called once for each gap. */
  readonly fetchMissing?: (fromSeq: number, toSeq: number) => Promise<readonly MissingEvent[]>;
}

export interface Player {
  /** The state of the frame on screen. */
  readonly state: LessonState;
  readonly status: PlayerStatus;
  readonly stats: PlayerStats;
  /** Stream time of the frame on screen; null before the first. */
  readonly ptsMs: number | null;
  /** The element that shows the frame. */
  readonly surface: HTMLElement;
  /** For picture-in-picture and media controls. Its `currentTime` is not the stream's time. */
  readonly video: HTMLVideoElement;
  muted: boolean;
  /** 0 to 1. */
  volume: number;
  /** Plays from the live edge. Rejects as `HTMLMediaElement.play` does, with `NotAllowedError` without a gesture. */
  play(): Promise<void>;
  /** Stands still; after a while the connection is closed. */
  pause(): void;
  /** Returns the function that takes the listener away again. */
  on<Type extends keyof PlayerEvents>(type: Type, listener: (detail: PlayerEvents[Type]) => void): () => void;
  /** Ends everything and leaves nothing behind. May be called again. */
  destroy(): void;
}

export type PlayerStatus =
  'connecting' | 'playing' | 'buffering' | 'reconnecting' | 'paused' | 'ended' | 'failed' | 'destroyed';

export interface PlayerEvents {
  /** The frame that carries the event (or the first shown after it) is drawn in this very task. */
  event: DueEvent;
  /** An event arrived; its frame follows in about `inMs`: the time to load and decode what it will show. */
  upcoming: {
    readonly event: AnyLessonEvent;
    readonly seq: number;
    readonly ptsMs: number;
    readonly inMs: number;
  };
  /** The state of the frame drawn in this very task is another one than that of the frame before. */
  statechange: { readonly state: LessonState; readonly ptsMs: number };
  /** A frame was drawn; or, while nobody sees frames, time went on. Keep listeners short: every frame waits for them. */
  frame: { readonly ptsMs: number };
  status: { readonly status: PlayerStatus; readonly detail?: string; readonly transport?: 'http' | 'ws' };
  /** The browser wants a gesture before there is sound. `playing`: it plays, muted; else it waits for `play()`. */
  autoplayblocked: { readonly playing: boolean };
  /** Events from `fromSeq` to `toSeq` did not arrive. */
  gap: SeqGap;
  /** Something went wrong; `fatal`: playback cannot go on. */
  error: { readonly fatal: boolean; readonly message: string; readonly cause?: unknown };
}

export interface DueEvent {
  readonly event: AnyLessonEvent;
  readonly seq: number;
  /** Stream time of the frame that carries it. */
  readonly ptsMs: number;
  /** Stream time of the frame on screen: the same, or later when that frame was not shown. */
  readonly framePtsMs: number;
  /** Clock of the stamping server, since 1970; NaN for a recovered event. */
  readonly wallClockMs: number;
  readonly repeat: boolean;
  /** It was lost on the way and fetched by `fetchMissing`. */
  readonly recovered: boolean;
}

export interface MissingEvent {
  readonly seq: number;
  readonly ptsMs: number;
  readonly event: AnyLessonEvent;
}

export interface SeqGap {
  readonly fromSeq: number;
  readonly toSeq: number;
}

export interface PlayerStats {
  /** From the stamping of the frame on screen to now, by the server's clock and this machine's; null before a message came. */
  readonly latencyMs: number | null;
  /** Distance to the newest frame that could be here, by this machine's clock alone; null before the first frame. */
  readonly behindLiveMs: number | null;
  /** The distance that is being kept. */
  readonly targetLatencyMs: number;
  /** Media ahead of the frame on screen. */
  readonly bufferMs: number;
  /** Media held in memory, ahead and behind. */
  readonly heldMs: number;
  readonly playbackRate: number;
  readonly transport: 'http' | 'ws' | null;
  /** Where the stream is demultiplexed. */
  readonly thread: 'worker' | 'main';
  readonly surface: 'canvas' | 'video';
  /** How exactly page and frame change together. */
  readonly within: 'same-frame' | 'one-refresh' | 'timer';
  /** Frames drawn, and frames drawn in the last second. */
  readonly frames: number;
  readonly fps: number;
  /** Frames that the browser decoded and did not show, or could not decode in time. */
  readonly droppedFrames: number;
  /** Events that did not arrive. */
  readonly seqGaps: number;
  readonly reconnects: number;
  /** Times that playback ran dry. */
  readonly stalls: number;
  /** Times that it jumped, to the live edge or over a hole. */
  readonly jumps: number;
  readonly receivedBytes: number;
  /** Of the coded frame; 0 before it is known. */
  readonly width: number;
  readonly height: number;
}

/** All that a page shows of a lesson at one frame. */
export interface LessonState {
  phase: 'waiting' | 'running' | 'ended';
  mode: TeacherMode;
  lesson: { id: string; title: string } | null;
  deck: DeckReference | null;
  slide: { deckId: string; index: number; step: number } | null;
  highlight: Region | null;
  question: {
    id: string;
    kind: QuestionKind;
    prompt: string;
    choices: Choice[];
    windowMs: number | null;
    spoken?: true;
    tries?: number;
    openedSeq: number;
    openedPtsMs: number;
    open: boolean;
  } | null;
  result: { questionId: string; counts: Record<string, number>; total: number; correct?: string[] } | null;
  feedback: { text: string; questionId: string | null; untilPtsMs: number | null } | null;
  feedbackDue: string[];
  caption: { text: string; lang: string | null; untilPtsMs: number | null } | null;
}

export type AnyLessonEvent = LessonEvent | UnknownEvent;

export type LessonEvent =
  | { type: 'lesson.started'; lessonId: string; title: string; deck?: DeckReference }
  | { type: 'lesson.ended'; lessonId: string }
  | { type: 'slide.shown'; deckId: string; index: number; step?: number }
  | { type: 'highlight'; target: Region | null }
  | {
      type: 'question.opened';
      questionId: string;
      kind: QuestionKind;
      prompt: string;
      choices?: Choice[];
      windowMs?: number;
      spoken?: true;
      tries?: number;
    }
  | { type: 'question.closed'; questionId: string }
  | {
      type: 'class.result';
      questionId: string;
      counts: Record<string, number>;
      total: number;
      correct?: string[];
    }
  | { type: 'feedback.class'; text: string; questionId?: string; durationMs?: number }
  | { type: 'feedback.private'; feedbackId: string }
  | { type: 'caption'; text: string; lang?: string; durationMs?: number }
  | { type: 'teacher.mode'; mode: TeacherMode }
  | {
      type: 'teacher.hand';
      action: 'pause' | 'resume' | 'skip' | 'repeat' | 'say' | 'take-over' | 'hand-back';
    }
  | { type: 'marker'; name: string; data?: Record<string, string | number | boolean | null> };

/** An event of a type this version does not know, as it came. */
export interface UnknownEvent {
  readonly type: 'unknown';
  readonly originalType: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export type TeacherMode = 'ai' | 'human' | 'paused';
export type QuestionKind = 'single' | 'multiple' | 'short' | 'open';

export interface Choice {
  id: string;
  text: string;
}

export interface DeckReference {
  id: string;
  slideCount: number;
  url?: string;
}

/** In fractions of the slide, from its top left corner. */
export interface Region {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** `<lockstep-player src="…">`. Its events are the player's with `lockstep-` before their names, the details the same. */
export declare class LockstepPlayerElement extends HTMLElement {
  static readonly observedAttributes: string[];
  /** Undefined while it is not in the document or has no `src`. */
  get player(): Player | undefined;
  /** The element that shows the frame. */
  get surface(): HTMLElement | null;
  get state(): LessonState | null;
  get stats(): PlayerStats | null;
  get src(): string;
  set src(src: string);
  get muted(): boolean;
  set muted(muted: boolean);
  play(): Promise<void>;
  pause(): void;
  connectedCallback(): void;
  disconnectedCallback(): void;
  attributeChangedCallback(name: string, before: string | null, now: string | null): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'lockstep-player': LockstepPlayerElement;
  }
  interface HTMLElementEventMap {
    'lockstep-event': CustomEvent<PlayerEvents['event']>;
    'lockstep-upcoming': CustomEvent<PlayerEvents['upcoming']>;
    'lockstep-statechange': CustomEvent<PlayerEvents['statechange']>;
    'lockstep-status': CustomEvent<PlayerEvents['status']>;
    'lockstep-autoplayblocked': CustomEvent<PlayerEvents['autoplayblocked']>;
    'lockstep-gap': CustomEvent<PlayerEvents['gap']>;
    'lockstep-error': CustomEvent<PlayerEvents['error']>;
  }
}
