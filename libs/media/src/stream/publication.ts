import type { Milliseconds } from '@lockstep/sei';
import type { DataItem, PublishedFrame, StreamHeaders } from './media-frame.js';
import type { MediaKind, StreamAdvice } from './stream-advice.js';

/** The data message that tells viewers of another publication, before its first frame: docs/signalling.md. */
export const PUBLICATION_ITEM = 'onPublication';

/** Who publishes, for people and for refusals. */
export type PublisherInfo = {
  readonly id: string;
  /** Its protocol or source: `rtmp`, `file`, `playout`, … */
  readonly kind: string;
  readonly remote?: string;
  /** Its messages with our UUID are the lesson and are kept; our own stamper is silent meanwhile. */
  readonly trustedRelay?: boolean;
  /**
   * Its frames were inspected beforehand: none holds a message with our UUID, and those not marked as random access do not
   * allow it. They are not inspected again.
   */
  readonly isPrepared?: boolean;
  /** Its frames bear times of this stream's timeline, which grow: they are taken as they are. So are those of a rendition. */
  readonly isPlaced?: boolean;
  /** Called when the stream, not the publisher, ends the publication: its connection is to be closed. */
  readonly onRevoked?: (reason: string) => void;
  /** Called once for each fault of what it sends; where its protocol can, it is to be told. */
  readonly onAdvice?: (advice: StreamAdvice) => void;
};

/**
 * What became of a pushed frame: where on the stream's timeline it went, or why it went nowhere. `dropped`: nothing could be
 * done with it yet; `malformed`: not a valid AVCC sample.
 */
export type PushResult =
  | { readonly outcome: 'passed'; readonly dtsMs: Milliseconds; readonly ptsMs: Milliseconds }
  | { readonly outcome: 'dropped' }
  | { readonly outcome: 'malformed'; readonly reason: string };
export type PushOutcome = PushResult['outcome'];

/** The one right to push frames into a stream. After its end every call is without effect. */
export interface Publication extends Disposable {
  readonly isActive: boolean;
  /** Codec headers and metadata; needed before the first frame, may change between frames. */
  setHeaders(headers: StreamHeaders): void;
  /** Frames in decoding order, on the publisher's own clock. Takes the bytes over: they must not be changed any more. */
  push(frame: PublishedFrame): PushResult;
  /**
   * A data message, at the time of the newest frame. Left out beyond 64 KiB (as it came, `byteLength`) or 30 a second.
   * @returns whether it was passed on
   */
  pushData(item: Pick<DataItem, 'name' | 'values'>, byteLength: number): boolean;
  /** A message that should have been a frame could not be read. */
  reportDamaged(): void;
  /** The headers of one kind cannot be read: its frames mean nothing until others are set. */
  reportUnreadable(media: MediaKind, reason: string): void;
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
