import type { FrameStoreLimits } from './frame-store.js';
import type { MediaFrame, StreamHeaders } from './media-frame.js';
import type { PublisherInfo } from './publication.js';
import type { SeiStamper } from './sei-stamper.js';
import type { StreamAdvice } from './stream-advice.js';
import type { TimelineLimits } from './timeline.js';

export type LiveStreamOptions = {
  readonly name: string;
  readonly stamper?: SeiStamper;
  /** Where the timeline begins: after a restart, behind the largest time that was aired before. Milliseconds, default 0. */
  readonly startAtMs?: number;
  /** Number of the first access unit, default 0. */
  readonly startAtFrame?: number;
  readonly limits?: { readonly gop?: FrameStoreLimits; readonly timeline?: TimelineLimits };
  /** Monotonic, ms: times the frames of a publisher whose clock does not tell. Default: performance.now. */
  readonly now?: () => number;
  /** Receives errors thrown by sinks and listeners; default: a process warning. */
  readonly onError?: (error: unknown) => void;
};

export type LiveStreamEvents = {
  /** A publisher's first frame passed. */
  live: PublisherInfo;
  /** The publisher is gone; another may come. */
  idle: { readonly publisher: PublisherInfo; readonly reason: string };
  headers: StreamHeaders;
  /** Every frame, after the sinks got it. */
  frame: MediaFrame;
  /** Something is wrong with what the publisher sends; once for each fault and publication. */
  advice: StreamAdvice;
  ended: { readonly reason: string };
};

export type LiveStreamStats = {
  readonly videoFrames: number;
  readonly audioFrames: number;
  readonly randomAccessFrames: number;
  readonly bytes: number;
  readonly droppedFrames: number;
  readonly malformedFrames: number;
  /** Access units from which messages with our UUID were removed. */
  readonly strippedAccessUnits: number;
  /** Data messages that came too often or too large. */
  readonly droppedData: number;
  /** Jumps of a publisher's clock and changes of publisher that the timeline bridged. */
  readonly discontinuities: number;
  readonly subscribers: number;
  readonly gopBytes: number;
  /** How irregularly the frames of the publisher arrive, ms; undefined: they do not come over a network, or not yet. */
  readonly jitterMs: number | undefined;
  readonly publisher: PublisherInfo | undefined;
};
