import type { Milliseconds } from '@lockstep/sei';
import type { CellSource } from './cell-source.js';

/**
 * Where an item comes: `now` at the next cell border, whatever plays (a reaction; reactions wait for each other); `next`
 * after what plays; `last` after all others. Items of one kind keep their order.
 */
export type Placement = 'now' | 'next' | 'last';

/** A stretch of an item that plays without interruption: from then on every frame has its exact time. */
export type ScheduledRun = {
  /** First frame of the item in this run: 0, unless it goes on after an interruption. */
  readonly fromFrame: number;
  /** Presentation time of that frame on the stream's timeline. */
  readonly startPtsMs: Milliseconds;
  /** Presentation time of any frame of the item from `fromPicture` on, as long as nothing interrupts it. */
  readonly ptsOf: (frame: number) => Milliseconds;
};

/** `cancelled`: by the caller, before its end; `starved`: it did not grow in time; `failed`: it stopped growing with an error. */
export type PlayoutOutcome = 'finished' | 'cancelled' | 'starved' | 'failed';

export type PlayoutEnd = {
  readonly outcome: PlayoutOutcome;
  /** When its last frame ended on the stream's timeline; undefined when none was shown. */
  readonly endPtsMs: Milliseconds | undefined;
  readonly error?: unknown;
};

export type PlayoutListener = {
  /** The times of its frames are fixed. Again after every interruption, with what is left. */
  readonly onScheduled?: (run: ScheduledRun) => void;
  /** Its first frame (of this run) is pushed next. */
  readonly onStarted?: (run: ScheduledRun) => void;
  /** Frame `frame` and those behind it do not come when they were scheduled; something else is shown from `ptsMs` on. */
  readonly onInterrupted?: (at: { readonly frame: number; readonly ptsMs: Milliseconds }) => void;
  readonly onEnded?: (end: PlayoutEnd) => void;
};

export type EnqueueOptions = PlayoutListener & {
  /** Default `last`. */
  readonly placement?: Placement;
  /**
   * What happens when a reaction cuts it: it goes on behind the reaction with the last cell that a decoder may begin
   * with, or it is cancelled. Default `resume`.
   */
  readonly whenCut?: 'resume' | 'cancel';
};

export type PlayoutItemState = 'waiting' | 'scheduled' | 'playing' | 'ended';

/** A clip on its way through a playout. */
export interface PlayoutItem {
  readonly source: CellSource;
  readonly placement: Placement;
  readonly state: PlayoutItemState;
  /** Never rejects. */
  readonly ended: Promise<PlayoutEnd>;
  /** Takes it out of the queue, or ends it at the next cell border. */
  cancel(): void;
}
