import type { LessonState } from '@lockstep/contracts';
import type { PlayerEvents, PlayerStatus } from './player-events.js';
import type { SeekableRange } from './rewind/past-watch.js';
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
  /** Whether it shows the live edge; false while it is rewound, or paused with the option `rewind`. */
  readonly isLive: boolean;
  /** Stream times that {@link seek} can show, ms; null: none, or not known yet. Both ends move on with the stream. */
  readonly seekable: SeekableRange | null;
  /**
   * Seq of the event that opened the question which can be answered now; null: none can be. While it is rewound, the question of
   * the frame on screen may be another one, and closed.
   */
  readonly openQuestionSeq: number | null;
  /** How fast it plays while it is rewound, 0.5 to 2; the pitch stays. @throws RangeError beyond them */
  rate: number;
  /**
   * Plays: with the option `rewind` from where it paused, else from the live edge. Rejects as `HTMLMediaElement.play` does, with
   * `NotAllowedError` without a gesture.
   */
  play(): Promise<void>;
  /** Stands still; after a while the connection is closed. */
  pause(): void;
  /**
   * Shows the frame of a stream time (ms) with its state, playing or paused as before; the nearest one that there is for a time before
   * `seekable`, and the live edge for one behind it. Resolves when it is on screen, or when something else took its place.
   *
   * @throws RangeError for a time that is no number, or a stream that cannot be rewound
   */
  seek(ptsMs: number): Promise<void>;
  /** Plays from the live edge again. Resolves when its first frame is on screen. */
  goLive(): Promise<void>;
  /** Returns the function that takes the listener away again. */
  on<Type extends keyof PlayerEvents>(type: Type, listener: (detail: PlayerEvents[Type]) => void): () => void;
  /** Ends everything and leaves nothing behind. May be called again. */
  destroy(): void;
}
