import type { PublishedFrame, StreamHeaders } from './media-frame.js';

/** Who publishes, for people and for refusals. */
export type PublisherInfo = {
  readonly id: string;
  readonly kind: 'rtmp' | 'file' | 'playout' | 'test';
  readonly remote?: string;
  /** Its messages with our UUID are the lesson and are kept; our own stamper is silent meanwhile. */
  readonly trustedRelay?: boolean;
  /**
   * Its pictures were looked through beforehand: none holds a message with our UUID, and what is not marked as random access
   * is none. They are not looked through again.
   */
  readonly isPrepared?: boolean;
  /** Called when the stream, not the publisher, ends the publication: its connection is to be closed. */
  readonly onRevoked?: (reason: string) => void;
};

/** What became of a pushed frame. `dropped`: nothing could be done with it yet; `malformed`: no valid AVCC sample. */
export type PushOutcome = 'passed' | 'dropped' | 'malformed';

/** The one right to push frames into a stream. After its end every call is without effect. */
export interface Publication extends Disposable {
  readonly isActive: boolean;
  /** Codec headers and metadata; needed before the first frame, may change between frames. */
  setHeaders(headers: StreamHeaders): void;
  /** Frames in decoding order, on the publisher's own clock. Takes the bytes over: they must not be changed any more. */
  push(frame: PublishedFrame): PushOutcome;
  /** All frames of one read are pushed: sinks may send them in one batch. */
  endBatch(): void;
  end(reason: string): void;
}

/** A second publisher came while the first one is connected. */
export class PublisherConflict extends Error {
  override readonly name = 'PublisherConflict';
  constructor(
    readonly stream: string,
    readonly publisher: PublisherInfo,
  ) {
    super(`The stream already has a publisher${publisher.remote ? ` (from ${publisher.remote})` : ''}.`);
  }
}

/** The stream is over: it takes no publisher and no subscriber any more. */
export class LiveStreamEnded extends Error {
  override readonly name = 'LiveStreamEnded';
}
