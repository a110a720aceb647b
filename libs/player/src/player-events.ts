import type { AnyLessonEvent, LessonState } from '@lockstep/contracts';
import type { DueEvent } from './core/lesson-track.js';
import type { SeqGap } from './core/seq-watch.js';
import type { SeekableRange } from './rewind/past-watch.js';
import type { TransportName } from './transports/transport.js';

/**
 * `connecting` before the first frame, `playing`, `buffering` while data is late, `reconnecting` while there is no connection, `paused`, `ended`
 * when the server ended the stream (it is looked for again now and then), `failed` when it cannot be played here.
 */
export type PlayerStatus =
  'connecting' | 'playing' | 'buffering' | 'reconnecting' | 'paused' | 'ended' | 'failed' | 'destroyed';

export type PlayerEvents = {
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
  status: { readonly status: PlayerStatus; readonly detail?: string; readonly transport?: TransportName };
  /** The stream comes by another way now. `reason`: why not by the best one; null when it is the best. */
  transport: {
    readonly transport: TransportName;
    readonly previous: TransportName | null;
    readonly reason: string | null;
  };
  /** It left the live edge, or came back to it. */
  live: { readonly isLive: boolean };
  /** What can be shown again, or which question can be answered, is another thing than before: see `seekable` and `openQuestionSeq`. */
  past: { readonly seekable: SeekableRange | null; readonly openQuestionSeq: number | null };
  /** The browser wants a gesture before there is sound. `playing`: it plays, muted; else it waits for `play()`. */
  autoplayblocked: { readonly playing: boolean };
  /** Events from `fromSeq` to `toSeq` did not arrive. */
  gap: SeqGap;
  /** Something went wrong; `fatal`: playback cannot go on. */
  error: { readonly fatal: boolean; readonly message: string; readonly cause?: unknown };
};
