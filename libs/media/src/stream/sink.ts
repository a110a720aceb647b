import type { DataItem, MediaFrame, StreamHeaders } from './media-frame.js';

/** Where frames go: a protocol's broadcast, a recording. Its calls come in the publisher's turn and must not block. */
export interface Sink {
  /** Before the first frame, and again when a decoder has to be set up anew or the metadata changed. */
  onHeaders(headers: StreamHeaders): void;
  /** The first video frame after (changed) headers is a random access frame. */
  onFrame(frame: MediaFrame): void;
  /** The stream is over; nothing follows. */
  onEnd(reason: string): void;
  onBatchEnd?(): void;
  /** A data message, between frames. Not called before the first frame. */
  onData?(item: DataItem): void;
}

export interface Subscription extends Disposable {
  readonly isActive: boolean;
}
