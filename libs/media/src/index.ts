export {
  sameAudioHeaders,
  sameVideoHeaders,
  type AudioFrame,
  type AudioHeaders,
  type MediaFrame,
  type PublishedFrame,
  type StreamHeaders,
  type VideoFrame,
  type VideoHeaders,
} from './stream/media-frame.js';
export {
  LiveStreamEnded,
  PublisherConflict,
  type Publication,
  type PublisherInfo,
  type PushOutcome,
} from './stream/publication.js';
export { type Sink, type Subscription } from './stream/sink.js';
export {
  LiveStream,
  type LiveStreamEvents,
  type LiveStreamOptions,
  type LiveStreamStats,
} from './stream/live-stream.js';
export {
  MAX_EVENT_BYTES_PER_ACCESS_UNIT,
  SeiStamper,
  type Admission,
  type SeiStamperOptions,
  type Stamped,
  type StampRequest,
} from './stream/sei-stamper.js';
export { DEFAULT_EVENT_LIMITS, type EventLimits } from './stream/event-budget.js';
export {
  BodyTooLarge,
  BudgetExceeded,
  SeqOutOfOrder,
  StampError,
  StreamEnded,
  StreamRelayed,
  type StampRefusal,
} from './stream/stamp-errors.js';
