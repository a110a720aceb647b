import type { LessonState } from '@lockstep/contracts';
import type { PlayerEvents, PlayerStatus } from './player-events.js';
import type { PlayerStats } from './player-stats.js';

/** One stream on one page. */
export interface Player {
  /** The state of the frame on screen. */
  readonly state: LessonState;
  readonly status: PlayerStatus;
  readonly stats: PlayerStats;
  /** Stream time of the frame on screen in milliseconds; null before the first. */
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
